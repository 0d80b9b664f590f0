package app

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/speckit/ticketing/internal/fulfillment"
)

// ticketKeys is the file in the data directory in which serve keeps the public keys of admission codes.
const ticketKeys = "ticket-keys.json"

type ticketsCommand struct {
	Verify verifyCommand `cmd:"" help:"Check that admission codes are ours. No server is needed; whether a code was used before is the server's to say."`
}

type verifyCommand struct {
	Keys  string   `placeholder:"FILE" help:"Keys as /.well-known/ticket-keys gives them; default: those that serve keeps in the data directory."`
	Codes []string `arg:"" name:"code" help:"The texts of QR codes."`
}

// Run prints what each code says; the exit status is 1 if one of them is not ours.
func (v verifyCommand) Run(c call) error {
	name := v.Keys
	if name == "" {
		name = filepath.Join(c.settings.Data, ticketKeys)
	}
	content, err := os.ReadFile(name) // #nosec G304 -- the operator names it
	if err != nil {
		return fmt.Errorf("read ticket keys: %w", err)
	}
	keys, err := fulfillment.ParseKeySet(content)
	if err != nil {
		return fmt.Errorf("read ticket keys of %s: %w", name, err)
	}
	var bad error
	for _, code := range v.Codes {
		claims, err := fulfillment.Verify(keys, code)
		if err != nil {
			c.say("not ours: %v", err)
			bad = errFound
			continue
		}
		c.say("good: event %s, seat %s, number %s", claims.EventID, claims.SeatLabel, claims.Number)
	}
	return bad
}

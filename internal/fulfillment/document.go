package fulfillment

import (
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Document is all that one printed ticket says. Texts come as people typed them; a renderer cleans and fits them.
type Document struct {
	Number      string  // the ticket's number, which staff type when a code cannot be scanned
	OrderNumber string  // as in the buyer's mails
	EventID     id.UUID // tickets of one event and one order share a calendar entry
	EventName   string
	Venue       string
	Starts      time.Time
	TimeZone    string // IANA name of the venue's zone; an unknown one is shown as UTC
	Section     string
	Row, Seat   string // labels; unused when Standing
	Standing    bool   // a place without a number
	Holder      string
	Price       money.Amount
	Code        string    // the admission code: the text of the QR
	IssuedAt    time.Time // stands for the time of making, so that equal documents give equal bytes
	Demo        bool      // marks the ticket as one of a demo
}

// Place says in words where the holder goes: "Section Stalls, row A, seat 12".
func (d Document) Place() string {
	parts := make([]string, 0, 3)
	for _, part := range []struct{ name, label string }{{"section", d.Section}, {"row", d.Row}, {"seat", d.Seat}} {
		if part.label != "" && (part.name == "section" || !d.Standing) {
			parts = append(parts, part.name+" "+part.label)
		}
	}
	if d.Standing {
		parts = append(parts, "standing")
	}
	text := strings.Join(parts, ", ")
	if text == "" {
		return "No numbered place"
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// Renderer turns tickets into files for people. It holds no state, may be used by many at once,
// and gives equal bytes for equal documents.
type Renderer interface {
	// PDF returns one file with a page per ticket, in the order given.
	PDF(docs []Document) ([]byte, error)
	// Calendar returns one iCalendar file with an entry per event and order.
	Calendar(docs []Document) ([]byte, error)
}

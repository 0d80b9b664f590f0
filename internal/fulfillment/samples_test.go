package fulfillment

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

var update = flag.Bool("update", false, "write the golden files anew")

// samples are codes with what has to be read from them: whoever else reads codes, the door's page for one, is tried with them.
type samples struct {
	Keys KeySet       `json:"keys"`
	Good []goodSample `json:"good"`
	Bad  []badSample  `json:"bad"`
}

type goodSample struct {
	Code         string    `json:"code"`
	EventID      id.UUID   `json:"eventId"`
	TicketID     id.UUID   `json:"ticketId"`
	SeatLabel    string    `json:"seatLabel"`
	TicketNumber string    `json:"ticketNumber"`
	IssuedAt     time.Time `json:"issuedAt"`
	Revision     uint16    `json:"revision"`
}

type badSample struct {
	Why  string `json:"why"`
	Code string `json:"code"`
}

func makeSamples() samples {
	present, former := seededKey('a'), seededKey('b')
	s := samples{Keys: keysOf(former, present)}
	again := someClaims()
	again.Revision = 2
	standing := Claims{
		EventID: id.Named(id.Nil, "event"), TicketID: id.Named(id.Nil, "standing"), SeatLabel: "Grada Ñ · 座席", Number: "W3RT7Y2P-12",
		IssuedAt: time.Date(1969, 7, 20, 20, 17, 40, 0, time.UTC), Revision: 65535,
	}
	bare := Claims{EventID: id.Named(id.Nil, "other event"), TicketID: id.Named(id.Nil, "bare"), IssuedAt: time.Unix(0, 0).UTC(), Revision: 1}
	for _, c := range []Claims{someClaims(), again, standing, bare} {
		s.add(Sign(present, c), c)
	}
	s.add(Sign(former, someClaims()), someClaims())
	good := s.Good[0].Code
	s.add(" \n"+strings.ToLower(good)+"\t", someClaims())

	raw, _ := decode(good)
	changed := bytes.Clone(raw)
	changed[1+keyIDSize] ^= 1
	s.Bad = []badSample{
		{"no code of ours", "https://example.com/"},
		{"nothing", ""},
		{"the prefix alone", codePrefix},
		{"cut off", good[:len(good)-8]},
		{"a character more", good + "A"},
		{"white space inside", good[:40] + " " + good[40:]},
		{"a character that base32 does not have", good[:40] + "1" + good[41:]},
		{"a long s for an S, which some make a capital S of", "ſ" + good[1:]},
		{"another last character with the same bytes", good[:len(good)-1] + string(alphabet[strings.IndexByte(alphabet, good[len(good)-1])+1])},
		{"another event than was signed", codePrefix + codeText.EncodeToString(changed)},
		{"the key of somebody else", Sign(seededKey('c'), someClaims())},
		{"another version", codePrefix + codeText.EncodeToString(append([]byte{2}, raw[1:]...))},
		{"far too long", codePrefix + strings.Repeat("A", codeMax)},
	}
	return s
}

func (s *samples) add(code string, c Claims) {
	s.Good = append(s.Good, goodSample{code, c.EventID, c.TicketID, c.SeatLabel, c.Number, c.IssuedAt, c.Revision})
}

func TestTheSamplesForOtherReadersOfCodesAreWhatThisOneReads(t *testing.T) {
	t.Parallel()
	made := makeSamples()
	for _, sample := range made.Good {
		claims, err := Verify(made.Keys, sample.Code)
		if err != nil || claims.TicketID != sample.TicketID || claims.SeatLabel != sample.SeatLabel || !claims.IssuedAt.Equal(sample.IssuedAt) {
			t.Errorf("%+v: %+v, %v", sample, claims, err)
		}
	}
	for _, sample := range made.Bad {
		refused(t, made.Keys, sample.Code, sample.Why)
	}
	text, err := json.MarshalIndent(made, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, '\n')
	const name = "testdata/codes.json"
	if *update {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(name); err != nil || !bytes.Equal(kept, text) {
		t.Errorf("%s is not what is made now (write it with -update): %v", name, err)
	}
}

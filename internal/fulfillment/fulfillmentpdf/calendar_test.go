package fulfillmentpdf

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func calendarOf(t *testing.T, docs ...fulfillment.Document) ([]byte, []*ics.VEvent) {
	t.Helper()
	content, err := New(DefaultEventLength).Calendar(docs)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := ics.ParseCalendar(bytes.NewReader(content))
	if err != nil {
		t.Fatalf("the calendar cannot be read back: %v", err)
	}
	return content, parsed.Events()
}

func TestTicketsOfOneEventShareACalendarEntry(t *testing.T) {
	t.Parallel()
	second := plainTicket()
	second.Number, second.Seat = "T-2", "15"
	another := hardTicket()
	another.EventID = id.Named(id.Nil, "another")
	_, entries := calendarOf(t, plainTicket(), another, second)
	if len(entries) != 2 {
		t.Fatalf("%d entries, want 2", len(entries))
	}
	text := entries[0].GetProperty(ics.ComponentPropertyDescription).Value
	for _, part := range []string{
		"Sat 12 December 2026, 20:00 (America/Bogota, UTC-5)", "Order K7MPX2QD",
		"Section Platea, row C, seat 14 · ticket T7K4-M2QX · Ana Muñoz", "Section Platea, row C, seat 15 · ticket T-2",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("the entry lacks %q: %s", part, text)
		}
	}
	if strings.Contains(text, codeText) {
		t.Error("the entry gives the admission code away")
	}
	if got := entries[1].GetProperty(ics.ComponentPropertySummary).Value; got != another.EventName {
		t.Errorf("summary %q", got)
	}
}

func TestACalendarEntryHasThePlaceAndTheTimeInUTC(t *testing.T) {
	t.Parallel()
	content, entries := calendarOf(t, plainTicket())
	for _, part := range []string{
		"DTSTART:20261213T010000Z\r\n", "DTEND:20261213T040000Z\r\n", "DTSTAMP:20261101T093000Z\r\n",
		"SUMMARY:Rock Night\r\n", "LOCATION:Movistar Arena\\, Bogotá\r\n",
	} {
		if !bytes.Contains(content, []byte(part)) {
			t.Errorf("the calendar lacks %q", part)
		}
	}
	end, err := entries[0].GetEndAt()
	if err != nil || !end.Equal(plainTicket().Starts.Add(3*time.Hour)) {
		t.Errorf("ends %s, error %v", end, err)
	}
}

func TestAnEntryKeepsItsIdWhenATicketIsIssuedAgain(t *testing.T) {
	t.Parallel()
	again := plainTicket()
	again.Code, again.IssuedAt = codeText+"2", again.IssuedAt.Add(time.Hour)
	_, before := calendarOf(t, plainTicket())
	_, after := calendarOf(t, again)
	if before[0].Id() != after[0].Id() {
		t.Errorf("%s became %s", before[0].Id(), after[0].Id())
	}
	again.OrderNumber = "OTHER234"
	if _, other := calendarOf(t, again); other[0].Id() == before[0].Id() {
		t.Error("two orders share an entry")
	}
}

func TestCalendarLinesAreFoldedAndTextCannotAddProperties(t *testing.T) {
	t.Parallel()
	doc := hardTicket()
	doc.EventName = strings.Repeat("Ωж🎸", 60) + "\r\nATTACH:https://example.org/x\nEND:VEVENT; a,b\\c"
	content, entries := calendarOf(t, doc)
	if len(entries) != 1 || entries[0].GetProperty(ics.ComponentPropertyAttach) != nil {
		t.Error("a name became a property")
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(content), "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
	if got := entries[0].GetProperty(ics.ComponentPropertySummary).Value; got != clean(doc.EventName) {
		t.Errorf("summary %q", got)
	}
}

package fulfillmentpdf

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/speckit/ticketing/internal/fulfillment"
)

// pages counts the page objects of a file; gopdf compresses contents, not objects.
func pages(content []byte) int { return bytes.Count(content, []byte("/Type /Page\n")) }

func TestEveryTicketHasItsOwnPage(t *testing.T) {
	t.Parallel()
	for _, count := range []int{1, 3, 100} {
		docs := make([]fulfillment.Document, count)
		for i := range docs {
			docs[i] = plainTicket()
			docs[i].Number, docs[i].Code = fmt.Sprintf("T-%04d", i), "SHORT"
		}
		content := render(t, docs...)
		if got := pages(content); got != count {
			t.Errorf("%d tickets made %d pages", count, got)
		}
	}
}

func TestFontsAreEmbeddedOncePerFileAndKeepItSmall(t *testing.T) {
	t.Parallel()
	content := render(t, plainTicket(), hardTicket(), standingTicket())
	if len(content) > 80_000 {
		t.Errorf("three tickets take %d bytes", len(content))
	}
	for object, want := range map[string]int{"/FontFile2 ": 2, "/ToUnicode ": 2} {
		if got := bytes.Count(content, []byte(object)); got != want {
			t.Errorf("%s appears %d times, want %d", object, got, want)
		}
	}
}

func TestEqualTicketsGiveEqualBytesAlsoWhenManyAreRenderedAtOnce(t *testing.T) {
	t.Parallel()
	docs := []fulfillment.Document{plainTicket(), hardTicket(), standingTicket()}
	want := render(t, docs...)
	renderer := New(DefaultEventLength)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			got, err := renderer.PDF(docs)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("another rendering differs (%d and %d bytes, error %v)", len(got), len(want), err)
			}
		})
	}
	group.Wait()
	other := plainTicket()
	other.Seat = "15"
	if bytes.Equal(render(t, other), render(t, plainTicket())) {
		t.Error("another seat made the same file")
	}
}

func TestTheFileSaysItsTitleAndWhenTheTicketWasIssued(t *testing.T) {
	t.Parallel()
	content := string(render(t, plainTicket()))
	var title strings.Builder
	for _, unit := range utf16.Encode([]rune("Ticket T7K4-M2QX: Rock Night")) {
		title.WriteString(hex.EncodeToString([]byte{byte(unit >> 8), byte(unit)}))
	}
	if !strings.Contains(strings.ToLower(content), "/title <feff"+title.String()+">") {
		t.Error("the title is missing")
	}
	if !strings.Contains(content, "/CreationDate(D:20261101093000") {
		t.Error("the file's date is not the ticket's")
	}
}

func TestNothingToRenderAndUnprintableCodesAreErrors(t *testing.T) {
	t.Parallel()
	for name, code := range map[string]string{"no code": "", "a code too long for a symbol": strings.Repeat("A", 8000)} {
		doc := plainTicket()
		doc.Code = code
		if _, err := New(DefaultEventLength).PDF([]fulfillment.Document{doc}); err == nil {
			t.Errorf("%s was rendered", name)
		}
	}
	if _, err := New(DefaultEventLength).PDF(nil); err == nil {
		t.Error("a file without pages was made")
	}
}

func TestNoTextOfAnyKindBreaksThePage(t *testing.T) {
	t.Parallel()
	texts := rapid.OneOf(
		rapid.String(),
		rapid.StringOfN(rapid.RuneFrom([]rune("aЖΩ東🎸\u0301\u200d\u202e\x00\n\t ẾﬁŻ\ufffd\uffff")), 0, 600, -1),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 40), func(b []byte) string { return string(b) }),
	)
	rapid.Check(t, func(t *rapid.T) {
		doc := plainTicket()
		doc.Code = "SHORT"
		for _, field := range []*string{
			&doc.Number, &doc.OrderNumber, &doc.EventName, &doc.Venue, &doc.TimeZone, &doc.Section, &doc.Row, &doc.Seat, &doc.Holder,
		} {
			*field = texts.Draw(t, "text")
		}
		doc.Standing, doc.Demo = rapid.Bool().Draw(t, "standing"), rapid.Bool().Draw(t, "demo")
		renderer := New(DefaultEventLength)
		content, err := renderer.PDF([]fulfillment.Document{doc})
		if err != nil || pages(content) != 1 {
			t.Fatalf("%d pages, error %v", pages(content), err)
		}
		if _, err := renderer.Calendar([]fulfillment.Document{doc}); err != nil {
			t.Fatalf("calendar: %v", err)
		}
	})
}

func BenchmarkFiveHundredTickets(b *testing.B) {
	docs := make([]fulfillment.Document, 500)
	for i := range docs {
		docs[i] = plainTicket()
	}
	renderer := New(DefaultEventLength)
	for b.Loop() {
		if _, err := renderer.PDF(docs); err != nil {
			b.Fatal(err)
		}
	}
}

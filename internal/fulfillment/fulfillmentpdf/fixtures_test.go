package fulfillmentpdf

import (
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// codeText is as long as a real admission code and of the same alphabet.
var codeText = "ST1" + strings.Repeat("ABCDEFG234567", 16)

func plainTicket() fulfillment.Document {
	return fulfillment.Document{
		Number: "T7K4-M2QX", OrderNumber: "K7MPX2QD", EventID: id.Named(id.Nil, "rock night"),
		EventName: "Rock Night", Venue: "Movistar Arena, Bogotá",
		Starts: time.Date(2026, 12, 13, 1, 0, 0, 0, time.UTC), TimeZone: "America/Bogota",
		Section: "Platea", Row: "C", Seat: "14", Holder: "Ana Muñoz", Price: money.Of(4550, "USD"),
		Code: codeText, IssuedAt: time.Date(2026, 11, 1, 9, 30, 0, 0, time.UTC),
	}
}

// hardTicket has what strains a layout: long texts, three scripts, characters that no font of ours has.
func hardTicket() fulfillment.Document {
	doc := plainTicket()
	doc.Number, doc.Code = "T9ZZ-0001", codeText+"Q"
	doc.EventName = "Симфонический оркестр имени Чайковского: Лебединое озеро и Щелкунчик, праздничный гала-концерт"
	doc.Venue = "Αθήνα Μέγαρο Μουσικής, Łódź Şişli Győr 東京 🎸"
	doc.TimeZone = "Asia/Kolkata"
	doc.Section, doc.Row, doc.Seat = "Amphithéâtre gauche supérieur côté jardin", "XVIII", "1024"
	doc.Holder = "Ελευθερία Παπαδοπούλου-Αναγνωστοπούλου του Κωνσταντίνου και της Ευαγγελίας"
	doc.Price, doc.Demo = money.Of(1500000, "JPY"), true
	return doc
}

func standingTicket() fulfillment.Document {
	doc := plainTicket()
	doc.Number, doc.Section, doc.Standing = "T2AB-7777", "Floor", true
	doc.Price = money.Of(0, "EUR")
	return doc
}

func render(t *testing.T, docs ...fulfillment.Document) []byte {
	t.Helper()
	content, err := New(DefaultEventLength).PDF(docs)
	if err != nil {
		t.Fatalf("render: %v", err)
	}
	return content
}

func testFaces(t *testing.T) *faces {
	t.Helper()
	set, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

package fulfillment

import "testing"

func TestAPlaceIsToldInWords(t *testing.T) {
	t.Parallel()
	for want, doc := range map[string]Document{
		"Section Stalls, row A, seat 12": {Section: "Stalls", Row: "A", Seat: "12"},
		"Section Floor, standing":        {Section: "Floor", Row: "1", Seat: "212", Standing: true},
		"Standing":                       {Standing: true},
		"Row Ω, seat 3":                  {Row: "Ω", Seat: "3"},
		"No numbered place":              {},
	} {
		if got := doc.Place(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

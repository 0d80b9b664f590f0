package catalogtest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

func testList(t *testing.T, store catalog.Store) {
	var events []catalog.Event
	for n := byte(1); n <= 4; n++ {
		events = append(events, event(n))
	}
	events[1].EventDate = events[0].EventDate // of one date: by id
	events[1].Name, events[1].Venue, events[1].Status = "Noche de FÚTBOL", "Estadio Ñ", catalog.Inactive
	events[2].Description = "100 words"
	yen := &events[3]
	yen.BasePrice, yen.Lowest, yen.Highest = money.Of(1000, "JPY"), 1000, 2000
	add(t, store, events...)
	for name, c := range map[string]struct {
		filter catalog.Filter
		want   string
	}{
		"all":                          {catalog.Filter{}, "4321"},
		"text, in any case":            {catalog.Filter{Text: "noche de fútbol"}, "2"},
		"text of the description":      {catalog.Filter{Text: "100%"}, "421"},
		"an underscore is itself":      {catalog.Filter{Text: "with_words"}, "421"},
		"a venue, in any case":         {catalog.Filter{Venue: "estadio ñ"}, "2"},
		"a part of a venue is none":    {catalog.Filter{Venue: "estadio"}, ""},
		"a status":                     {catalog.Filter{Status: catalog.Inactive}, "2"},
		"from a date":                  {catalog.Filter{From: events[2].EventDate}, "43"},
		"up to a date":                 {catalog.Filter{To: events[2].EventDate}, "21"},
		"a price that somebody pays":   {catalog.Filter{Least: "90"}, "4321"},
		"more than the dearest":        {catalog.Filter{Least: "90.01"}, "4"},
		"no more than the cheapest":    {catalog.Filter{Most: "10.00"}, "321"},
		"less than the cheapest":       {catalog.Filter{Most: "9.99"}, ""},
		"prices of another currency":   {catalog.Filter{Least: "2000", Most: "2000"}, "4"},
		"after one of the same date":   {catalog.Filter{After: catalog.Place{Date: events[1].EventDate, ID: events[1].ID}}, "1"},
		"a page":                       {catalog.Filter{Limit: 2}, "43"},
		"the soonest first":            {catalog.Filter{Soonest: true}, "1234"},
		"after the soonest":            {catalog.Filter{Soonest: true, After: catalog.Place{Date: events[0].EventDate, ID: events[0].ID}}, "234"},
		"the soonest page":             {catalog.Filter{Soonest: true, Limit: 2}, "12"},
		"nothing that fits everything": {catalog.Filter{Text: "event", Venue: "estadio ñ"}, ""},
	} {
		if c.filter.Limit == 0 {
			c.filter.Limit = 10
		}
		found, err := store.List(t.Context(), c.filter)
		got := ""
		for _, e := range found {
			got += fmt.Sprint(e.ID.UUID()[0])
		}
		if got != c.want || err != nil {
			t.Errorf("%s: %q, not %q (%v)", name, got, c.want, err)
		}
	}
}

func testVenues(t *testing.T, store catalog.Store) {
	events := []catalog.Event{event(1), event(2), event(3), event(4), event(5)}
	events[0].Venue, events[1].Venue, events[2].Venue, events[3].Venue = "b", "a", "B", "a"
	events[4].Venue, events[4].Status = "c", catalog.Cancelled
	add(t, store, events...)
	want := []catalog.Venue{{Name: "B", Events: 1, Next: events[2].EventDate}, {Name: "a", Events: 2, Next: events[1].EventDate}}
	got, err := store.Venues(t.Context(), events[0].EventDate, "", 10)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if got, _ := store.Venues(t.Context(), Noon, "B", 1); len(got) != 1 || got[0].Name != "a" {
		t.Errorf("after B: %v", got)
	}
}

func testEventPage(t *testing.T, store catalog.Store) {
	add(t, store, event(3), event(1), event(2))
	var got []byte
	for after := (catalog.EventID{}); ; {
		page, err := store.EventPage(t.Context(), after, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, e := range page {
			after = e.ID
			got = append(got, e.ID.UUID()[0])
		}
	}
	if string(got) != "\x01\x02\x03" {
		t.Errorf("walked over %v", got)
	}
}

func testProposed(t *testing.T, store catalog.Store) {
	old, older, fresh, none := event(1), event(2), event(3), event(4)
	older.ProposedAt, fresh.ProposedAt, none.ProposedAt = Noon.Add(-2*time.Hour), Noon.Add(time.Second), time.Time{}
	add(t, store, old, older, fresh, none)
	got, err := store.Proposed(t.Context(), Noon, 10)
	if diff := cmp.Diff([]catalog.EventID{older.ID, old.ID}, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if got, _ := store.Proposed(t.Context(), Noon, 1); len(got) != 1 {
		t.Errorf("a page of one has %d", len(got))
	}
}

func testSeats(t *testing.T, store catalog.Store) {
	e := seated(t, store, 1, 5)
	other := seated(t, store, 2, 2)
	want := row(e, 5)
	got, err := store.Seats(t.Context(), e.ID, 0, 10)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("kept and read differ (%v):\n%s", err, diff)
	}
	if got, _ := store.Seats(t.Context(), e.ID, 3, 1); len(got) != 1 || got[0].Index != 3 {
		t.Errorf("a stretch is %v", got)
	}
	again := row(e, 3)
	for i := range again { // turned round, of which two seats go
		again[i].Index = 2 - i
		again[i].Status, again[i].Version = catalog.Available, 4
	}
	again[0].Status, again[0].Promise = catalog.Sold, catalog.Promise{Made: true} // for nothing
	again[0].Standing.Price, again[0].PlanSeat.Price = 7000, Euros(7000)
	if err := putSeats(t, store, &e, again); err != nil {
		t.Fatal(err)
	}
	got, err = store.Seats(t.Context(), e.ID, 0, 10)
	if err != nil || len(got) != 3 || got[0].SeatID != again[2].SeatID || got[0].Version != 4 || got[0].Status != catalog.Available {
		t.Errorf("after the change: %v, %v", got, err)
	}
	if diff := cmp.Diff(again[0], got[2]); diff != "" || got[2].Cost() != 0 || got[1].Cost() != 2000 {
		t.Errorf("a seat that was taken at another price:\n%s", diff)
	}
	if rest, _ := store.Seats(t.Context(), other.ID, 0, 10); len(rest) != 2 {
		t.Errorf("another event has %d seats left", len(rest))
	}
}

func testStandingPage(t *testing.T, store catalog.Store) {
	one, two := seated(t, store, 1, 4), seated(t, store, 2, 3)
	seen := map[catalog.EventID]int{}
	var last id.UUID
	for {
		page, err := store.StandingPage(t.Context(), last, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, s := range page {
			if id.Compare(s.SeatID, catalog.SeatID(last)) <= 0 {
				t.Fatal("not by id")
			}
			last = s.SeatID.UUID()
			seen[s.Event]++
		}
	}
	if seen[one.ID] != 4 || seen[two.ID] != 3 {
		t.Errorf("seen %v", seen)
	}
}

func testCapacity(t *testing.T, store catalog.Store) {
	e := event(1)
	add(t, store, e)
	err := putSeats(t, store, &e, row(e, 11))
	if err == nil {
		t.Error("eleven seats fit into ten")
	}
	if seats, _ := store.Seats(context.Background(), e.ID, 0, 20); len(seats) != 0 {
		t.Errorf("%d seats stayed", len(seats))
	}
}

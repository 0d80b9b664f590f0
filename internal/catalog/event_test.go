package catalog_test

import (
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func TestAnEventThatCannotBeIsRefusedAndNothingIsWritten(t *testing.T) {
	t.Parallel()
	noon := catalogtest.Noon
	for name, change := range map[string]func(*catalog.Draft){
		"a blank name":                      func(d *catalog.Draft) { d.Name = " \t" },
		"a name that is too long":           func(d *catalog.Draft) { d.Name = strings.Repeat("ñ", 201) },
		"a name of two lines":               func(d *catalog.Draft) { d.Name = "Jazz\nNight" },
		"a name that is no text":            func(d *catalog.Draft) { d.Name = "Jazz\xff" },
		"a blank description":               func(d *catalog.Draft) { d.Description = "" },
		"a description that is too long":    func(d *catalog.Draft) { d.Description = strings.Repeat("x", 10_001) },
		"a blank venue":                     func(d *catalog.Draft) { d.Venue = "" },
		"no date":                           func(d *catalog.Draft) { d.EventDate = time.Time{} },
		"a date that has passed":            func(d *catalog.Draft) { d.EventDate = noon.Add(-time.Second) },
		"this very moment":                  func(d *catalog.Draft) { d.EventDate = noon },
		"a date that nobody lives to see":   func(d *catalog.Draft) { d.EventDate = noon.AddDate(21, 0, 0) },
		"a time zone that is none":          func(d *catalog.Draft) { d.TimeZone = "Europe/Atlantis" },
		"the machine's own time zone":       func(d *catalog.Draft) { d.TimeZone = "Local" },
		"no capacity":                       func(d *catalog.Draft) { d.MaxCapacity = 0 },
		"a negative capacity":               func(d *catalog.Draft) { d.MaxCapacity = -5 },
		"a huge capacity":                   func(d *catalog.Draft) { d.MaxCapacity = 1 << 40 },
		"no price":                          func(d *catalog.Draft) { d.BasePrice = "" },
		"a price of nothing":                func(d *catalog.Draft) { d.BasePrice = "0.00" },
		"a negative price":                  func(d *catalog.Draft) { d.BasePrice = "-1" },
		"a huge price":                      func(d *catalog.Draft) { d.BasePrice = "1e12" },
		"half a cent":                       func(d *catalog.Draft) { d.BasePrice = "1.005" },
		"a currency that is none":           func(d *catalog.Draft) { d.Currency = "euro" },
		"a currency that nobody pays with":  func(d *catalog.Draft) { d.Currency = "XXX" },
		"a negative limit":                  func(d *catalog.Draft) { d.MaxPerCustomer = -1 },
		"a sale that opens too late":        func(d *catalog.Draft) { d.SaleOpensAt = d.EventDate },
		"a sale that closes before":         func(d *catalog.Draft) { d.SaleOpensAt, d.SaleClosesAt = noon.Add(time.Hour), noon },
		"a sale that closes after all":      func(d *catalog.Draft) { d.SaleClosesAt = d.EventDate.AddDate(2, 0, 0) },
		"a sale from the time of dinosaurs": func(d *catalog.Draft) { d.SaleOpensAt = time.Date(1, 2, 3, 0, 0, 0, 0, time.UTC) },
	} {
		w := open(t)
		draft := catalogtest.Draft()
		change(&draft)
		_, err := w.Create(t.Context(), catalogtest.Organiser, catalog.EventID(w.IDs.New()), draft)
		if f, ok := fault.As(err); !ok || f.Code != catalog.ErrEvent.Code || f.Kind != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
		if all, _ := w.List(t.Context(), catalog.Filter{Limit: 10}); len(all) != 0 || len(w.mem.DB.Facts(0)) != 0 {
			t.Errorf("%s was written", name)
		}
	}
}

func TestAnEventIsMadeOnceAndTold(t *testing.T) {
	t.Parallel()
	w := open(t)
	call := catalog.EventID(w.IDs.New())
	draft := catalogtest.Draft()
	draft.Currency, draft.TimeZone = "", ""
	draft.Name = "  Jazz Night "
	first, err := w.Create(t.Context(), catalogtest.Organiser, call, draft)
	if err != nil {
		t.Fatal(err)
	}
	if first.Name != "Jazz Night" || first.Currency() != "USD" || first.TimeZone != "UTC" || first.Status != catalog.Active || first.Version != 1 {
		t.Errorf("made %+v", first)
	}
	draft.Name = "Another"
	again, err := w.Create(t.Context(), catalogtest.Organiser, call, draft)
	if err != nil || again != first {
		t.Errorf("the same call made %+v, %v", again, err)
	}
	facts := told[events.EventChanged](w)
	if len(facts) != 1 || facts[0].Event != first.ID.UUID() || facts[0].EventVersion != 1 || facts[0].Status != "active" || facts[0].SaleOpensAt != nil {
		t.Errorf("told %+v", facts)
	}
	if deeds := w.mem.DB.Deeds(); len(deeds) != 1 || deeds[0].Action != "event.create" || deeds[0].Actor != catalogtest.Organiser.Customer {
		t.Errorf("deeds %+v", deeds)
	}
}

func TestAMapOfAnEventThatIsNotActiveOffersNothing(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	w.OpenSale(e.ID)
	w.Become(e.ID, catalog.Sold, 0)
	if _, err := w.Deactivate(t.Context(), catalogtest.Organiser, e.ID); err != nil {
		t.Fatal(err)
	}
	seats, now := w.Map(e.ID), w.Now(e.ID)
	if seats[0].Status != catalog.Sold || seats[1].Status != catalog.Unavailable || now.Shown() != (catalog.Tally{Sold: 1, Unavailable: 9, Revenue: 5000}) {
		t.Errorf("shows %s, %s, %+v", seats[0].Status, seats[1].Status, now.Shown())
	}
	shown, err := w.Availability(t.Context(), e.ID)
	if err != nil || shown.States[0] != 2 || shown.States[1] != 3 {
		t.Errorf("states %v, %v", shown.States, err)
	}
	kept, err := w.SeatPage(t.Context(), id.Nil, 20)
	if err != nil || len(kept) != 10 {
		t.Fatal(kept, err)
	}
	for _, s := range kept { // the audit compares what is kept with inventory's truth
		if s.Status == catalog.Unavailable {
			t.Errorf("seat %s is kept as %s", s.ID, s.Status)
		}
	}
	if _, err := w.Reactivate(t.Context(), catalogtest.Organiser, e.ID); err != nil || w.Map(e.ID)[1].Status != catalog.Available {
		t.Errorf("on sale again: %s, %v", w.Map(e.ID)[1].Status, err)
	}
}

func TestOpenEventsAreActiveAndYetToCome(t *testing.T) {
	t.Parallel()
	w := open(t)
	open, inactive := w.Event(), w.Event()
	if _, err := w.Deactivate(t.Context(), catalogtest.Organiser, inactive.ID); err != nil {
		t.Fatal(err)
	}
	list := func() (ids []catalog.EventID) {
		found, err := w.Open(t.Context(), catalog.Filter{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range found {
			ids = append(ids, e.ID)
		}
		return ids
	}
	if got := list(); len(got) != 1 || got[0] != open.ID {
		t.Errorf("open are %v", got)
	}
	w.Clock.Advance(open.EventDate.Sub(w.Clock.Now()))
	if got := list(); len(got) != 0 {
		t.Errorf("open are %v when it begins", got)
	}
}

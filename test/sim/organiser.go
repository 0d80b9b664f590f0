package sim

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// eventsOnSale is how many events people choose from: few and small ones, so that they meet.
const eventsOnSale = 3

// show is an event that people can choose.
type show struct {
	id       inventory.EventID
	sections []catalog.SectionConfiguration
}

// halls are the kinds of events: a small theatre, a club with places to stand and free ones, a room of three, a hall with prices in
// a currency without cents.
var halls = []struct {
	price    money.Decimal
	currency money.Currency
	sections []catalog.SectionConfiguration
}{
	{"25.50", "EUR", []catalog.SectionConfiguration{
		{SectionCode: "Stalls", Rows: 4, SeatsPerRow: 6, PriceMultiplier: "1.5"}, {SectionCode: "Balcony", Rows: 2, SeatsPerRow: 8},
	}},
	{"12.99", "EUR", []catalog.SectionConfiguration{
		{SectionCode: "Floor", Capacity: 12}, {SectionCode: "Friends", Rows: 1, SeatsPerRow: 6, PriceMultiplier: "0"},
	}},
	{"40", "EUR", []catalog.SectionConfiguration{{SectionCode: "Table", Rows: 1, SeatsPerRow: 3}}},
	{"3500", "JPY", []catalog.SectionConfiguration{{SectionCode: "Hall", Rows: 3, SeatsPerRow: 5}}},
}

// anEvent is one that people choose; the newest more often.
func (w *World) anEvent() *show {
	return w.shows[max(w.rnd.IntN(len(w.shows)), w.rnd.IntN(len(w.shows)))]
}

// putOnSale makes an event with its seats.
func putOnSale(w *World) {
	hall := halls[len(w.belief.events)%len(halls)]
	made := &show{id: inventory.EventID(w.ids.New()), sections: hall.sections}
	starts := w.clock.Now().Add(time.Duration(20+w.rnd.IntN(800)) * time.Hour)
	w.belief.events = append(w.belief.events, made.id)
	event, call := catalog.EventID(made.id), w.ids.New()
	if w.ask("the organiser", "creates an event", func(ctx context.Context) error {
		_, err := w.all.Catalog.Create(ctx, organiser, event, catalog.Draft{
			Name: "Event", Description: "An evening.", Venue: "House", EventDate: starts, MaxCapacity: 100, BasePrice: hall.price, Currency: hall.currency,
		})
		return err
	}) != nil {
		return
	}
	if w.generate(event, call, hall.sections) == nil {
		w.shows = append(w.shows, made)
	}
}

func (w *World) generate(event catalog.EventID, call id.UUID, sections []catalog.SectionConfiguration) error {
	return w.ask("the organiser", "makes seats", func(ctx context.Context) error {
		_, err := w.all.Catalog.Generate(ctx, organiser, call, event, sections)
		return err
	})
}

// season puts a new event on sale for one that is nearly sold, over or cancelled.
func season(w *World) {
	if w.depth > 0 {
		return // whoever is interrupted counts on the events that there are
	}
	if len(w.shows) <= eventsOnSale && slices.ContainsFunc(w.shows, w.over) {
		putOnSale(w)
	}
	if old := slices.IndexFunc(w.shows, w.over); old >= 0 && len(w.shows) > eventsOnSale {
		w.shows = slices.Delete(w.shows, old, old+1)
	}
}

// over reports whether an event is not worth a look any more.
func (w *World) over(at *show) bool {
	counts, err := w.all.Inventory.Available(w.ctx, at.id)
	w.must("count seats", err)
	sale, err := w.all.Inventory.SaleOf(w.ctx, at.id)
	return err == nil && (counts.Free < counts.Total()/3 || sale.Status == inventory.Cancelled || !w.clock.Now().Before(sale.Date))
}

// addSeats gives an event one more section.
func addSeats(w *World) {
	at := w.anEvent()
	if len(at.sections) > 2 {
		return
	}
	more := catalog.SectionConfiguration{SectionCode: "Extra", Rows: 1, SeatsPerRow: 4, PriceMultiplier: "2"}
	if w.generate(catalog.EventID(at.id), w.ids.New(), []catalog.SectionConfiguration{more}) == nil {
		at.sections = append(slices.Clone(at.sections), more)
	}
}

// importPlan gives an event another plan: one room, some of whose seats were in the plan before and some were not. Inventory may hear
// of it late, when it sells the old one again.
func importPlan(w *World) {
	at := w.untouched()
	first, seats := 1+w.rnd.IntN(4), 3+w.rnd.IntN(6)
	var row []string
	for n := first; n < first+seats; n++ {
		row = append(row, fmt.Sprintf(`{"seat_guid":"s%d","seat_number":"%d","category":"Chair","position":{"x":%d,"y":0}}`, n, n, 20*n))
	}
	body := `{"name":"Room","size":{"width":400,"height":300},"categories":[{"name":"Chair","color":"#777777"}],"zones":[{"name":"Room",` +
		`"position":{"x":0,"y":100},"rows":[{"row_number":"1","position":{"x":0,"y":0},"seats":[` + strings.Join(row, ",") + `]}]}]}`
	call := w.ids.New()
	if w.ask("the organiser", "brings another plan", func(ctx context.Context) error {
		_, err := w.all.Catalog.ImportPlan(ctx, organiser, call, catalog.EventID(at.id), catalog.PlanImport{Body: strings.NewReader(body)})
		return err
	}) == nil {
		at.sections = []catalog.SectionConfiguration{{SectionCode: "Room"}}
		if w.chance(2) {
			w.bus.close("catalog", "inventory-seats-consumer", 10+w.rnd.IntN(30))
		}
	}
}

// untouched is an event of which nobody has a seat, if there is one.
func (w *World) untouched() *show {
	for _, at := range w.shows {
		counts, err := w.all.Inventory.Available(w.ctx, at.id)
		w.must("count seats", err)
		if counts.Held+counts.Sold == 0 {
			return at
		}
	}
	return w.anEvent()
}

// edit changes what an event is called, how many seats a customer may have, what they cost, or how long they are sold.
func edit(w *World) {
	event := catalog.EventID(w.anEvent().id)
	name, limit, price := "Event "+id.Hex(w.ids.New())[:4], w.rnd.IntN(9), money.Decimal([]string{"20", "35", "50"}[w.rnd.IntN(3)])
	var always time.Time
	soon, later := w.clock.Now().Add(w.seconds(600)), w.clock.Now().Add(24*time.Hour)
	changes := []catalog.Edit{
		{Name: &name},
		{MaxPerCustomer: &limit},
		{BasePrice: &price},
		{SaleClosesAt: &soon},
		{SaleOpensAt: &always, SaleClosesAt: &always},
		{SaleOpensAt: &soon, SaleClosesAt: &later},
	}
	change := changes[w.rnd.IntN(len(changes))]
	_ = w.ask("the organiser", "edits an event", func(ctx context.Context) error {
		_, err := w.all.Catalog.Edit(ctx, organiser, event, change)
		return err
	})
}

// paint gives some seats of an event another price, whoever has them; sometimes two organisers do at once. Inventory may hear of it late.
func paint(w *World) {
	at := w.anEvent()
	in := catalog.Painting{
		Categories: []catalog.CategoryPaint{{Name: "Paint " + string(rune('A'+w.rnd.IntN(3))), Price: money.Decimal([]string{"0", "25", "31", "90"}[w.rnd.IntN(4)])}},
	}
	states, err := w.all.Inventory.Snapshot(w.ctx, at.id)
	w.must("read seats", err)
	w.rnd.Shuffle(len(states), func(i, j int) { states[i], states[j] = states[j], states[i] })
	move := catalog.Move{Category: in.Categories[0].Name}
	for _, s := range states[:min(len(states), 1+w.rnd.IntN(8))] {
		move.Seats = append(move.Seats, s.Seat.UUID())
	}
	in.Moves = []catalog.Move{move}
	call := w.ids.New()
	again := func() error {
		return w.ask("the organiser", "paints price categories", func(ctx context.Context) error {
			_, err := w.all.Catalog.Paint(ctx, organiser, call, catalog.EventID(at.id), in)
			return err
		})
	}
	if _ = again(); w.chance(3) {
		_ = again()
	}
	if w.chance(6) {
		w.bus.close("catalog", "inventory-seats-consumer", 5+w.rnd.IntN(20))
	}
}

// rebuild draws the whole map anew from what inventory says.
func rebuild(w *World) {
	_ = w.ask("an operator", "draws the map anew", func(ctx context.Context) error {
		_, err := w.all.Catalog.Rebuild(ctx)
		return err
	})
}

func deactivate(w *World) {
	event := catalog.EventID(w.anEvent().id)
	_ = w.ask("the organiser", "stops a sale", func(ctx context.Context) error {
		_, err := w.all.Catalog.Deactivate(ctx, organiser, event)
		return err
	})
}

func reactivate(w *World) {
	for _, at := range w.shows {
		_ = w.ask("the organiser", "goes on selling", func(ctx context.Context) error {
			_, err := w.all.Catalog.Reactivate(ctx, organiser, catalog.EventID(at.id))
			return err
		})
	}
}

// cancelEvent cancels an event for good; another one takes its place.
func cancelEvent(w *World) {
	event := catalog.EventID(w.anEvent().id)
	err := w.ask("the organiser", "cancels an event", func(ctx context.Context) error {
		_, err := w.all.Catalog.Cancel(ctx, organiser, event)
		return err
	})
	if err == nil {
		season(w)
	}
}

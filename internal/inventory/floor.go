package inventory

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

const (
	// floorsOpen bounds how many events' pictures are kept; the one that was asked for longest ago goes first.
	floorsOpen = 64
	// doubtAfter is when a picture that shows nothing may be wrong, oldAfter when any may be: other processes change seats too.
	doubtAfter = time.Second
	oldAfter   = 10 * time.Second
)

// floor is a picture of an event's free seats in memory. It proposes and decides nothing. Every transaction of this process
// corrects it; what others change is seen when it is refreshed, or when a proposal turns out taken.
type floor struct {
	event    EventID
	number   int // of the layout
	currency money.Currency
	layout   *Layout

	mu       sync.RWMutex
	vacancy  *Vacancy
	versions []int64 // of each place when it was last seen
	seen     time.Time
	looks    int // how often it was compared with the store

	refreshing sync.Mutex
}

// see corrects the picture by one seat, unless it has seen a later version.
func (f *floor) see(seat id.UUID, kind Kind, version int64) {
	n, ok := f.layout.Number(seat)
	if !ok || version < f.versions[n] {
		return
	}
	f.versions[n] = version
	f.vacancy.Set(n, kind == SeatFree)
}

// doubtful reports whether an answer of "nothing left" needs another look.
func (f *floor) doubtful(now time.Time) bool { return f.olderThan(doubtAfter, now) }

// together finds free places for the wish in the picture.
func (f *floor) together(wish Wish, sections []string) []int {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return Together(f.vacancy, wish, sections)
}

// looked tells one state of the picture from a later one that was compared with the store.
func (f *floor) looked() int {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.looks
}

func (f *floor) olderThan(age time.Duration, now time.Time) bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return now.Sub(f.seen) >= age
}

// floors keeps the pictures of the events that are asked for.
type floors struct {
	reads Reads
	clock clock.Clock

	mu     sync.Mutex
	open   map[EventID]*floor
	recent []EventID // the one asked for longest ago first
	opened sync.Mutex
}

func newFloors(reads Reads, clk clock.Clock) *floors {
	return &floors{reads: reads, clock: clk, open: map[EventID]*floor{}}
}

// get returns an event's picture. Whoever finds it old refreshes it; the others do not wait for that.
func (f *floors) get(ctx context.Context, event EventID) (*floor, error) {
	known := f.known(event)
	if known == nil {
		return f.load(ctx, event)
	}
	if known.olderThan(oldAfter, f.clock.Now()) && known.refreshing.TryLock() {
		defer known.refreshing.Unlock()
		return known, f.look(ctx, known)
	}
	return known, nil // a picture that somebody else is refreshing still serves: it only proposes
}

// of returns the picture of an event's layout or of a later one. What shows an older one, because another process has put the new one on
// sale, is drawn anew.
func (f *floors) of(ctx context.Context, event EventID, layout int) (*floor, error) {
	picture, err := f.get(ctx, event)
	if err != nil || picture.number >= layout {
		return picture, err
	}
	f.forget(event)
	return f.get(ctx, event)
}

func (f *floors) known(event EventID) *floor {
	f.mu.Lock()
	defer f.mu.Unlock()
	known := f.open[event]
	if known != nil && f.recent[len(f.recent)-1] != event {
		f.recent = append(without(f.recent, event), event)
	}
	return known
}

// load draws a picture; callers that come meanwhile wait for it.
func (f *floors) load(ctx context.Context, event EventID) (*floor, error) {
	f.opened.Lock()
	defer f.opened.Unlock()
	if known := f.known(event); known != nil {
		return known, nil
	}
	sale, ok, err := f.reads.Sale(ctx, event)
	if err != nil {
		return nil, fmt.Errorf("load sale: %w", err)
	}
	if !ok || sale.Layout == 0 {
		return nil, ErrNoSuchEvent
	}
	now := f.clock.Now()
	seats, err := f.reads.Plan(ctx, event)
	if err != nil {
		return nil, fmt.Errorf("load plan: %w", err)
	}
	drawn := draw(sale, seats, now)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.open[event] = drawn
	f.recent = append(without(f.recent, event), event)
	if len(f.recent) > floorsOpen {
		delete(f.open, f.recent[0])
		f.recent = f.recent[1:]
	}
	return drawn, nil
}

func draw(sale Sale, seats []Seat, now time.Time) *floor {
	places := make([]Place, len(seats))
	for i, s := range seats {
		places[i] = Place{
			ID: s.ID.UUID(), Section: s.Section, Row: s.Row, Seat: s.Number, Index: s.Index, X: s.X, Y: s.Y,
			Category: s.Category, Rank: s.Rank, Accessible: s.Accessible, Companion: s.Companion, Standing: s.Standing, Price: s.Price,
		}
	}
	layout := NewLayout(sale.StageX, sale.StageY, places)
	drawn := &floor{
		event: sale.Event, number: sale.Layout, currency: sale.Currency, layout: layout,
		vacancy: NewVacancy(layout, func(int) bool { return false }), versions: make([]int64, layout.Len()), seen: now,
	}
	for _, s := range seats {
		drawn.see(s.ID.UUID(), s.Kind, s.Version)
	}
	return drawn
}

// refresh compares a picture with the store, unless that was done since it had been looked at so often. Of callers at the same time
// one does it, and the others wait.
func (f *floors) refresh(ctx context.Context, old *floor, looks int) error {
	old.refreshing.Lock()
	defer old.refreshing.Unlock()
	if old.looked() != looks {
		return nil
	}
	return f.look(ctx, old)
}

// look takes over what the store says of every seat. The caller has the floor to refresh.
func (f *floors) look(ctx context.Context, old *floor) error {
	now := f.clock.Now()
	states, err := f.reads.States(ctx, old.event)
	if err != nil {
		return fmt.Errorf("refresh seats: %w", err)
	}
	old.mu.Lock()
	defer old.mu.Unlock()
	for _, s := range states {
		old.see(s.Seat.UUID(), s.Kind, s.Version)
	}
	old.seen = now
	old.looks++
	return nil
}

// verify asks the store whether places are free, and corrects the picture by its answer.
func (f *floors) verify(ctx context.Context, picture *floor, places []int) (bool, error) {
	ids := make([]SeatID, len(places))
	for i, n := range places {
		ids[i] = SeatID(picture.layout.Place(n).ID)
	}
	seats, err := f.reads.Seats(ctx, ids)
	if err != nil {
		return false, fmt.Errorf("look at free seats: %w", err)
	}
	free := 0
	picture.mu.Lock()
	defer picture.mu.Unlock()
	for _, seat := range seats {
		picture.see(seat.ID.UUID(), seat.Kind, seat.Version)
		if seat.Kind == SeatFree {
			free++
		}
	}
	return free == len(places), nil
}

// forget drops a picture, because the event has another layout.
func (f *floors) forget(event EventID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.open, event)
	f.recent = without(f.recent, event)
}

// learn corrects the pictures by what a transaction saw and wrote.
func (f *floors) learn(b *Book) {
	for event, sale := range b.sales {
		known := f.peek(event)
		switch {
		case known == nil:
		case known.number != sale.Layout:
			f.forget(event)
		default:
			known.mu.Lock()
			for _, seat := range b.seats {
				if seat.Event == event {
					known.see(seat.ID.UUID(), seat.Kind, seat.Version)
				}
			}
			known.mu.Unlock()
		}
	}
}

func (f *floors) peek(event EventID) *floor {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.open[event]
}

// offer finds free seats that are equal to the asked ones.
func (f *floors) offer(ctx context.Context, event EventID, asked []SeatID) (Offer, bool, error) {
	picture, err := f.get(ctx, event)
	if err != nil {
		return Offer{}, false, err
	}
	numbers := make([]int, 0, len(asked))
	for _, seat := range asked {
		if n, ok := picture.layout.Number(seat.UUID()); ok {
			numbers = append(numbers, n)
		}
	}
	picture.mu.RLock()
	found := Nearest(picture.vacancy, numbers)
	picture.mu.RUnlock()
	if len(found) == 0 {
		return Offer{}, false, nil
	}
	offer, total := Offer{}, money.Amount{}
	for _, n := range found {
		place := picture.layout.Place(n)
		offer.Seats = append(offer.Seats, place.ID)
		total = total.Plus(place.Price)
	}
	offer.Total = total.Decimal()
	return offer, true, nil
}

func without(events []EventID, event EventID) []EventID {
	kept := make([]EventID, 0, len(events))
	for _, e := range events {
		if e != event {
			kept = append(kept, e)
		}
	}
	return kept
}

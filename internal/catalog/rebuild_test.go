package catalog_test

import (
	"context"
	"errors"
	"testing"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// truth is what inventory says of an event's seats: all available at version 5, but one.
func truth(w *world, event catalog.EventID) []catalog.SeatChange {
	var all []catalog.SeatChange
	for i, seat := range w.Map(event) {
		c := catalog.SeatChange{Event: event, Seat: seat.SeatID, Status: catalog.Available, Version: 5}
		if i == 2 {
			c.Status = catalog.Sold
		}
		all = append(all, c)
	}
	return all
}

func TestARebuiltMapIsInventorysTruthWhateverItWas(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	w.Event() // without seats: nothing to rebuild
	told := truth(w, e.ID)
	seats := w.Map(e.ID)
	wrong := []catalog.SeatChange{
		{Event: e.ID, Seat: seats[0].SeatID, Status: catalog.Sold, Version: 5},     // the same version, another status
		{Event: e.ID, Seat: seats[1].SeatID, Status: catalog.Reserved, Version: 9}, // a version that inventory never had
		{Event: e.ID, Seat: seats[3].SeatID, Status: catalog.Reserved, Version: 2},
	}
	if err := w.Project(t.Context(), wrong); err != nil {
		t.Fatal(err)
	}
	before := w.Now(e.ID)
	w.Inventory.Tell(e.ID, told)
	if n, err := w.Rebuild(t.Context()); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	for i, seat := range w.Map(e.ID) {
		if seat.Status != told[i].Status || seat.Version != 5 {
			t.Errorf("seat %d is %s at %d", i, seat.Status, seat.Version)
		}
	}
	now := w.Now(e.ID)
	if now.Tally != (catalog.Tally{Available: 9, Sold: 1, Revenue: 5000}) || now.Sequence <= before.Sequence || now.Whole != now.Sequence {
		t.Errorf("%+v at %d", now.Tally, now.Sequence)
	}
}

// racing is an inventory whose facts overtake its own snapshot.
type racing struct {
	*catalogtest.Inventory
	meanwhile func()
}

func (r racing) Snapshot(ctx context.Context, event catalog.EventID) ([]catalog.SeatChange, error) {
	snapshot, err := r.Inventory.Snapshot(ctx, event)
	r.meanwhile()
	return snapshot, err
}

func TestARebuildKeepsWhatBecameTrueAfterItsSnapshot(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	w.Inventory.Tell(e.ID, truth(w, e.ID))
	seat := w.Map(e.ID)[7].SeatID
	inventory := racing{w.Inventory, func() {
		if err := w.Project(t.Context(), []catalog.SeatChange{{Event: e.ID, Seat: seat, Status: catalog.Reserved, Version: 6}}); err != nil {
			t.Error(err)
		}
	}}
	service := catalog.New(w.Store, inventory, catalog.DefaultRules(), w.Clock, w.IDs)
	if _, err := service.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.Map(e.ID)[7]; got.Status != catalog.Reserved || got.Version != 6 {
		t.Errorf("the newer fact was lost: %s at %d", got.Status, got.Version)
	}
}

func TestARebuildTellsInventoryAgainOfSeatsThatItLacks(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	if _, err := w.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	facts := told[events.SeatsGenerated](w)
	if len(facts) != 2 || facts[1].Layout != facts[0].Layout || len(facts[1].Seats) != 10 || facts[1].Seats[9] != facts[0].Seats[9] || facts[1].StageX != facts[0].StageX {
		t.Errorf("told %+v", facts)
	}
	w.Inventory.Tell(e.ID, truth(w, e.ID))
	if _, err := w.Rebuild(t.Context()); err != nil || len(told[events.SeatsGenerated](w)) != 2 {
		t.Errorf("told again of what it has: %v", err)
	}
}

func TestTheMapFollowsEveryFactAboutASeat(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	seats := w.Map(e.ID)
	at := func(i int, version int64) events.Seat { return events.SeatOf(e.ID.UUID(), seats[i].ID, version) }
	deliver(t, w, events.SeatStatusChanged{Seat: at(0, 1), Status: "available"}, events.SeatStatusChanged{Seat: at(1, 1), Status: "available"}, events.SeatStatusChanged{Seat: at(2, 1), Status: "available"})
	deliver(t, w, events.ReservationConfirmed{Seat: at(1, 3), Price: "1"}) // before the fact of its hold
	deliver(t, w, events.ReservationCreated{Seat: at(0, 2), BasePrice: "1"}, events.ReservationCreated{Seat: at(1, 2), BasePrice: "1"}, events.ReservationCreated{Seat: at(2, 2), BasePrice: "1"})
	deliver(t, w, events.ReservationExpired{Seat: at(2, 3)}, events.ReservationExpired{Seat: at(5, 0)})
	deliver(t, w, events.ReservationCreated{Seat: events.SeatOf(e.ID.UUID(), id.Named(id.Nil, "gone"), 1), BasePrice: "1"})
	want := []catalog.SeatStatus{catalog.Reserved, catalog.Sold, catalog.Available, catalog.Unavailable}
	for i, seat := range w.Map(e.ID)[:4] {
		if seat.Status != want[i] {
			t.Errorf("seat %d is %s, not %s", i, seat.Status, want[i])
		}
	}
	if now := w.Now(e.ID); now.Revenue() != money.Of(5000, "EUR") || now.Tally.Reserved != 1 {
		t.Errorf("%+v", now.Tally)
	}
}

func TestAStatusThatNoMapHasIsParked(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	verdicts := hand(w, events.SeatStatusChanged{Seat: events.SeatOf(e.ID.UUID(), w.Map(e.ID)[0].ID, 1), Status: "golden"})
	var unreadable *work.Unreadable
	if !errors.As(verdicts[0], &unreadable) {
		t.Errorf("answered %v", verdicts[0])
	}
}

// hand gives facts of one kind to whoever listens, in one batch.
func hand[F work.Fact](w *world, facts ...F) (verdicts []error) {
	batch := make([]work.Envelope, len(facts))
	for i, f := range facts {
		e, err := work.Seal(f)
		if err != nil {
			w.T.Fatal(err)
		}
		batch[i] = e
	}
	for _, s := range w.Subscriptions() {
		if s.Topic == batch[0].Topic {
			return s.Handle(w.T.Context(), batch)
		}
	}
	w.T.Fatalf("nobody listens to %s", batch[0].Topic)
	return nil
}

func deliver[F work.Fact](t *testing.T, w *world, facts ...F) {
	t.Helper()
	if err := errors.Join(hand(w, facts...)...); err != nil {
		t.Fatal(err)
	}
}

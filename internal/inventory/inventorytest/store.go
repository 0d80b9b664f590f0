package inventorytest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Outbox shows what a store has committed for others to hear.
type Outbox interface {
	Read(ctx context.Context, after int64, limit int) ([]work.Envelope, error)
}

// Opener returns an empty store and its outbox.
type Opener func(t *testing.T) (inventory.Store, Outbox)

// TestStore decides what a store of inventory is. It knows nothing of commands.
func TestStore(t *testing.T, open Opener) {
	for name, test := range map[string]func(*testing.T, inventory.Store, Outbox){
		"a seat, a reservation and a sale come back as they were written":   testRoundTrip,
		"an error undoes seats, reservations, sales and facts together":     testAtomic,
		"a command sees everything that hangs on what it names":             testClosure,
		"a seat never gets a second live reservation":                       testOneLive,
		"a seat that came free is reserved again in the same transaction":   testFreedAndTaken,
		"lists are ordered, limited and hold only what they promise":        testLists,
		"what is kept of an event is listed in its plan's order":            testKeptOf,
		"a snapshot says at which price somebody has a seat":                testSnapshot,
		"parts of a layout are counted once and forgotten together":         testParts,
		"a claim keeps all that a layout says of the seat":                  testClaimKeepsPlan,
		"two transactions cannot both find a seat free":                     testSeatOverlap,
		"two transactions cannot both find a customer below the limit":      testLimitOverlap,
		"a hold waits for a change of the event's terms":                    testTermsOverlap,
		"what is not there is absent, and a blank sale can be locked":       testAbsent,
		"a walk over all seats and claims sees each exactly once, in order": testPages,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store, outbox := open(t)
			test(t, store, outbox)
		})
	}
}

// stock is a store with rows written directly.
type stock struct {
	store inventory.Store
	ids   *id.Seeded
	event inventory.EventID
	seats []inventory.Seat
}

func stocked(t *testing.T, store inventory.Store, seats int) *stock {
	s := &stock{store: store, ids: id.NewSeeded(7)}
	s.event = inventory.EventID(s.ids.New())
	for i := range seats {
		s.seats = append(s.seats, inventory.Seat{
			ID: inventory.SeatID(s.ids.New()), Event: s.event, Layout: 1, Label: inventory.Label{Section: "S", Row: "A", Number: string(rune('1' + i))},
			Spot:  inventory.Spot{Category: "First", Rank: 1, Accessible: true, Companion: true, X: 1.5, Y: 2.25, Index: i},
			Price: money.Of(1250, "EUR"), Claim: inventory.Claim{Kind: inventory.SeatFree}, Version: 1,
		})
	}
	s.update(t, func(tx inventory.Tx) error {
		sale, err := tx.LockSale(t.Context(), s.event)
		if err != nil {
			return err
		}
		sale.Status, sale.Version, sale.Layout, sale.Currency = inventory.OnSale, 1, 1, "EUR"
		return errors.Join(tx.PutSale(t.Context(), sale), tx.PutSeats(t.Context(), s.seats))
	})
	return s
}

func (s *stock) update(t *testing.T, do func(inventory.Tx) error) {
	t.Helper()
	must(t, s.store.Update(t.Context(), do))
}

// held makes the rows of a hold on a seat.
func (s *stock) held(n int) inventory.Changes {
	seat := s.seats[n]
	r := s.reservation(n)
	seat.Claim, seat.Version = inventory.Claim{Kind: inventory.SeatHeld, Reservation: r.ID}, seat.Version+1
	return inventory.Changes{Seats: []inventory.Seat{seat}, Created: []inventory.Reservation{r}}
}

func (s *stock) reservation(n int) inventory.Reservation {
	return inventory.Reservation{
		ID: inventory.ReservationID(s.ids.New()), Group: inventory.GroupID(s.ids.New()), Size: 1, Seat: s.seats[n].ID, Event: s.event,
		Customer: inventory.CustomerID(s.ids.New()), Price: money.Of(1250, "EUR"), CreatedAt: Start, ExpiresAt: Start.Add(time.Hour), Status: inventory.Active,
	}
}

func (s *stock) hold(t *testing.T, n int, changes ...func(*inventory.Reservation)) inventory.Reservation {
	t.Helper()
	rows := s.held(n)
	for _, change := range changes {
		change(&rows.Created[0])
	}
	s.update(t, func(tx inventory.Tx) error { return tx.Save(t.Context(), rows) })
	return rows.Created[0]
}

func testRoundTrip(t *testing.T, store inventory.Store, _ Outbox) {
	s := stocked(t, store, 2)
	kept := s.seats[1]
	kept.Claim, kept.Version = inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.Waitlist, Until: Start.Add(time.Minute), Note: "Ünique"}, 9
	rows := s.held(0)
	r := &rows.Created[0]
	r.Payment, r.PayingUntil, r.Extended = inventory.PaymentID(s.ids.New()), Start.Add(2*time.Hour), true
	rows.Seats = append(rows.Seats, kept)
	sale := inventory.Sale{
		Terms: inventory.Terms{
			Event: s.event, Version: 3, Status: inventory.OnSale, Date: Start.Add(48 * time.Hour), Opens: Start.Add(-time.Hour),
			Closes: Start.Add(time.Hour), Currency: "EUR", Limit: 4,
		},
		Layout: 1, RelaidUntil: Start.Add(time.Minute), RelaidTo: 2, Favours: inventory.Waitlist, LineTerm: 1 << 40, StageX: 1.5, StageY: -2,
	}
	s.update(t, func(tx inventory.Tx) error {
		return errors.Join(tx.Save(t.Context(), rows), tx.PutSale(t.Context(), sale))
	})
	got := load(t, store, inventory.Needs{Reservations: []inventory.ReservationID{r.ID}, Seats: []inventory.SeatID{kept.ID}})
	same(t, got.Reservations, rows.Created)
	same(t, byID(got.Seats), byID(rows.Seats))
	same(t, got.Sales, []inventory.Sale{sale})

	confirmed := *r
	confirmed.Status, confirmed.Order, confirmed.DoneAt = inventory.Confirmed, inventory.OrderID(s.ids.New()), Start.Add(time.Second)
	s.update(t, func(tx inventory.Tx) error {
		return tx.Save(t.Context(), inventory.Changes{Changed: []inventory.Reservation{confirmed}})
	})
	got = load(t, store, inventory.Needs{Orders: []inventory.OrderID{confirmed.Order}})
	same(t, got.Reservations, []inventory.Reservation{confirmed})
	holds, err := store.Holds(t.Context(), []inventory.ReservationID{r.ID})
	must(t, err)
	same(t, holds, []inventory.Hold{{Reservation: confirmed, Label: s.seats[0].Label}})
}

func testAtomic(t *testing.T, store inventory.Store, outbox Outbox) {
	s := stocked(t, store, 1)
	before, err := outbox.Read(t.Context(), 0, 100)
	must(t, err)
	rows, failure := s.held(0), errors.New("no")
	err = store.Update(t.Context(), func(tx inventory.Tx) error {
		must(t, tx.Save(t.Context(), rows))
		tx.Emit(events.SeatStatusChanged{Meta: events.Stamp(s.ids.New(), Start), Seat: events.SeatOf(s.event.UUID(), rows.Seats[0].ID.UUID(), 2)})
		return failure
	})
	if !errors.Is(err, failure) {
		t.Fatalf("Update returned %v, want the function's own error", err)
	}
	got := load(t, store, inventory.Needs{Seats: []inventory.SeatID{s.seats[0].ID}, Reservations: []inventory.ReservationID{rows.Created[0].ID}})
	same(t, got.Seats, s.seats)
	if len(got.Reservations) != 0 {
		t.Fatalf("the reservation stands: %v", got.Reservations)
	}
	after, err := outbox.Read(t.Context(), 0, 100)
	must(t, err)
	if len(after) != len(before) {
		t.Fatalf("%d facts left the transaction that failed", len(after)-len(before))
	}
}

func testClosure(t *testing.T, store inventory.Store, _ Outbox) {
	s := stocked(t, store, 3)
	first, second := s.hold(t, 0), s.hold(t, 1)
	for name, needs := range map[string]inventory.Needs{
		"by seat":        {Seats: []inventory.SeatID{s.seats[0].ID}, Customers: []inventory.CustomerID{first.Customer, second.Customer}},
		"by reservation": {Reservations: []inventory.ReservationID{first.ID}, Customers: []inventory.CustomerID{first.Customer, second.Customer}},
	} {
		got := load(t, store, needs)
		if len(got.Sales) != 1 || got.Sales[0].Event != s.event {
			t.Errorf("%s: sales %v", name, got.Sales)
		}
		if len(got.Seats) != 1 || got.Seats[0].Reservation != first.ID {
			t.Errorf("%s: seats %v", name, got.Seats)
		}
		same(t, got.Reservations, []inventory.Reservation{first})
		same(t, got.Live, map[inventory.Claimant]int{
			{Customer: first.Customer, Event: s.event}: 1, {Customer: second.Customer, Event: s.event}: 1,
		})
	}
}

func testOneLive(t *testing.T, store inventory.Store, _ Outbox) {
	s := stocked(t, store, 1)
	first := s.hold(t, 0)
	err := store.Update(t.Context(), func(tx inventory.Tx) error { return tx.Save(t.Context(), s.held(0)) })
	if !errors.Is(err, inventory.ErrSeatTaken) {
		t.Fatalf("a second live reservation: got %v, want %v", err, inventory.ErrSeatTaken)
	}
	got := load(t, store, inventory.Needs{Seats: []inventory.SeatID{s.seats[0].ID}})
	same(t, got.Reservations, []inventory.Reservation{first})
}

func testFreedAndTaken(t *testing.T, store inventory.Store, _ Outbox) {
	s := stocked(t, store, 1)
	first := s.hold(t, 0)
	first.Status, first.Reason, first.DoneAt = inventory.Expired, events.TTLExpired, Start
	rows := s.held(0)
	rows.Changed = []inventory.Reservation{first}
	s.update(t, func(tx inventory.Tx) error { return tx.Save(t.Context(), rows) })
	got := load(t, store, inventory.Needs{Seats: []inventory.SeatID{s.seats[0].ID}})
	same(t, got.Reservations, rows.Created)
}

func testLists(t *testing.T, store inventory.Store, _ Outbox) {
	s := stocked(t, store, 8)
	customer := inventory.CustomerID(s.ids.New())
	expires := func(after time.Duration) func(*inventory.Reservation) {
		return func(r *inventory.Reservation) {
			r.ExpiresAt, r.CreatedAt, r.Customer = Start.Add(after), Start.Add(-after), customer
		}
	}
	late, early := s.hold(t, 0, expires(2*time.Minute)), s.hold(t, 1, expires(time.Minute))
	paying := s.hold(t, 2, expires(time.Second), func(r *inventory.Reservation) {
		r.Payment, r.PayingUntil = inventory.PaymentID(s.ids.New()), Start.Add(time.Hour)
	})
	kept, forever := s.seats[4], s.seats[5]
	kept.Claim = inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.House, Until: Start.Add(time.Minute)}
	forever.Claim = inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.House}
	longer, others := s.seats[3], s.seats[6]
	longer.Claim = inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.House, Until: Start.Add(2 * time.Minute)}
	others.Claim = inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.Waitlist, Until: Start.Add(time.Hour)}
	s.update(t, func(tx inventory.Tx) error {
		return tx.Save(t.Context(), inventory.Changes{Seats: []inventory.Seat{kept, forever, longer, others}})
	})
	aside := func(keeper inventory.Keeper, limit int) []inventory.Seat {
		seats, err := store.Kept(t.Context(), keeper, limit)
		must(t, err)
		return seats
	}
	same(t, aside(inventory.House, 10), []inventory.Seat{kept, longer})
	same(t, aside(inventory.House, 1), []inventory.Seat{kept})
	same(t, aside(inventory.Waitlist, 10), []inventory.Seat{others})
	same(t, len(aside("nobody", 10)), 0)
	due := func(after time.Duration, limit int) []inventory.ReservationID {
		ids, err := store.Due(t.Context(), Start.Add(after), limit)
		must(t, err)
		return ids
	}
	same(t, due(2*time.Minute, 10), []inventory.ReservationID{early.ID, late.ID})
	same(t, due(2*time.Minute, 1), []inventory.ReservationID{early.ID})
	same(t, due(time.Minute-time.Microsecond, 10), nil)
	same(t, due(time.Hour, 10), []inventory.ReservationID{early.ID, late.ID, paying.ID})
	lapsed, err := store.Lapsed(t.Context(), Start.Add(time.Minute), 10)
	must(t, err)
	same(t, lapsed, []inventory.SeatID{kept.ID})
	unpaid, err := store.Unpaid(t.Context(), s.event, 10)
	must(t, err)
	same(t, unpaid, byUUID(late.ID, early.ID))
	mine, err := store.HoldsOf(t.Context(), []inventory.CustomerID{customer}, 2)
	must(t, err)
	same(t, IDs(mine), []inventory.ReservationID{late.ID, early.ID})
}

func testKeptOf(t *testing.T, store inventory.Store, _ Outbox) {
	s := stocked(t, store, 7)
	keep := func(n int, keeper inventory.Keeper, until time.Time, note string) inventory.Seat {
		seat := s.seats[n]
		seat.Claim = inventory.Claim{Kind: inventory.SeatSetAside, Keeper: keeper, Until: until, Note: note}
		s.update(t, func(tx inventory.Tx) error {
			return tx.Save(t.Context(), inventory.Changes{Seats: []inventory.Seat{seat}})
		})
		return seat
	}
	want := []inventory.Seat{
		keep(1, inventory.House, time.Time{}, "Press"), keep(3, inventory.House, Start.Add(time.Hour), ""), keep(5, inventory.House, time.Time{}, "Press"),
	}
	keep(2, inventory.Waitlist, Start.Add(time.Hour), "")
	s.hold(t, 4)
	left := keep(6, inventory.House, time.Time{}, "of a plan that was replaced")
	left.Layout = 0
	s.update(t, func(tx inventory.Tx) error { return tx.PutSeats(t.Context(), []inventory.Seat{left}) })
	list := func(event inventory.EventID, after inventory.PlanPlace, limit int) []inventory.Seat {
		seats, err := store.KeptOf(t.Context(), event, inventory.House, after, limit)
		must(t, err)
		return seats
	}
	same(t, list(s.event, inventory.PlanPlace{}, 10), want)
	same(t, list(s.event, inventory.PlanPlace{}, 2), want[:2])
	same(t, list(s.event, inventory.PlanPlace{Index: want[0].Index, Seat: want[0].ID}, 10), want[1:])
	same(t, len(list(s.event, inventory.PlanPlace{Index: want[2].Index, Seat: want[2].ID}, 10)), 0)
	same(t, len(list(inventory.EventID(s.ids.New()), inventory.PlanPlace{}, 10)), 0)
	let := want[1]
	let.Claim = inventory.Claim{Kind: inventory.SeatFree}
	s.update(t, func(tx inventory.Tx) error {
		return tx.Save(t.Context(), inventory.Changes{Seats: []inventory.Seat{let}})
	})
	same(t, list(s.event, inventory.PlanPlace{}, 10), []inventory.Seat{want[0], want[2]})
}

func testSnapshot(t *testing.T, store inventory.Store, _ Outbox) {
	s := stocked(t, store, 3)
	r := s.hold(t, 1, func(r *inventory.Reservation) { r.Price = money.Of(700, "EUR") }) // the seat itself costs something else by now
	states, err := store.Snapshot(t.Context(), s.event)
	must(t, err)
	same(t, states, []inventory.SeatState{
		{Seat: s.seats[0].ID, Kind: inventory.SeatFree, Version: 1},
		{Seat: r.Seat, Kind: inventory.SeatHeld, Version: 2, Price: r.Price},
		{Seat: s.seats[2].ID, Kind: inventory.SeatFree, Version: 1},
	})
	states, err = store.Snapshot(t.Context(), inventory.EventID(s.ids.New()))
	must(t, err)
	same(t, len(states), 0)
}

func testParts(t *testing.T, store inventory.Store, _ Outbox) {
	ctx, event := t.Context(), inventory.EventID(id.NewSeeded(3).New())
	part := func(layout, number int) inventory.Part {
		return inventory.Part{
			Event: event, Layout: layout, Number: number, Of: 2, Currency: "EUR", StageX: 1, StageY: 2,
			Seats: []events.GeneratedSeat{{Seat: event.UUID(), Section: "S", Row: "A", Label: "1", Price: "12.50", X: 0.5, Index: number}},
		}
	}
	must(t, store.Update(ctx, func(tx inventory.Tx) error {
		for i, want := range []int{1, 1, 2} {
			have, err := tx.PutPart(ctx, part(1, []int{2, 2, 1}[i]))
			must(t, err)
			if have != want {
				t.Errorf("after part %d there are %d, want %d", i, have, want)
			}
		}
		_, err := tx.PutPart(ctx, part(2, 1))
		return err
	}))
	must(t, store.Update(ctx, func(tx inventory.Tx) error {
		parts, err := tx.Parts(ctx, event, 1)
		must(t, err)
		same(t, parts, []inventory.Part{part(1, 1), part(1, 2)})
		return tx.DropParts(ctx, event, 1)
	}))
	must(t, store.Update(ctx, func(tx inventory.Tx) error {
		gone, err := tx.Parts(ctx, event, 1)
		must(t, err)
		left, err := tx.Parts(ctx, event, 2)
		same(t, []int{len(gone), len(left)}, []int{0, 1})
		return err
	}))
}

func testClaimKeepsPlan(t *testing.T, store inventory.Store, _ Outbox) {
	s := stocked(t, store, 1)
	rows := s.held(0)
	claimed := rows.Seats[0]
	rows.Seats[0] = inventory.Seat{ID: claimed.ID, Claim: claimed.Claim, Version: claimed.Version}
	s.update(t, func(tx inventory.Tx) error { return tx.Save(t.Context(), rows) })
	seats, err := store.Plan(t.Context(), s.event)
	must(t, err)
	same(t, seats, []inventory.Seat{claimed})
}

func testAbsent(t *testing.T, store inventory.Store, _ Outbox) {
	ids := id.NewSeeded(5)
	event := inventory.EventID(ids.New())
	got := load(t, store, inventory.Needs{
		Seats: []inventory.SeatID{inventory.SeatID(ids.New())}, Reservations: []inventory.ReservationID{inventory.ReservationID(ids.New())},
		Orders: []inventory.OrderID{inventory.OrderID(ids.New())}, Events: []inventory.EventID{event},
	})
	if len(got.Seats)+len(got.Reservations)+len(got.Sales)+len(got.Live) != 0 {
		t.Fatalf("an empty store has %v", got)
	}
	if _, ok, err := store.Sale(t.Context(), event); ok || err != nil {
		t.Fatalf("Sale: %v, %v", ok, err)
	}
	must(t, store.Update(t.Context(), func(tx inventory.Tx) error {
		sale, err := tx.LockSale(t.Context(), event)
		same(t, sale, inventory.Sale{Terms: inventory.Terms{Event: event, Status: inventory.NotOnSale}})
		return err
	}))
}

func testPages(t *testing.T, store inventory.Store, _ Outbox) {
	s := stocked(t, store, 5)
	want := []inventory.ReservationID{s.hold(t, 0).ID, s.hold(t, 3).ID}
	var seats []inventory.Seat
	for after := (inventory.SeatID{}); ; after = seats[len(seats)-1].ID {
		page, err := store.SeatPage(t.Context(), after, 2)
		must(t, err)
		if seats = append(seats, page...); len(page) == 0 {
			break
		}
	}
	if len(seats) != 5 || !slices.IsSortedFunc(seats, bySeat) {
		t.Fatalf("the walk saw %d seats", len(seats))
	}
	claims, err := store.ClaimPage(t.Context(), inventory.ReservationID{}, 10)
	must(t, err)
	var got []inventory.ReservationID
	for _, c := range claims {
		got = append(got, c.ID)
	}
	same(t, got, byUUID(want...))
}

func load(t *testing.T, store inventory.Store, needs inventory.Needs) (rows inventory.Rows) {
	t.Helper()
	must(t, store.Update(t.Context(), func(tx inventory.Tx) (err error) {
		rows, err = tx.Load(t.Context(), needs)
		return err
	}))
	return rows
}

func bySeat(a, b inventory.Seat) int { return id.Compare(a.ID, b.ID) }

func byID(seats []inventory.Seat) []inventory.Seat {
	return slices.SortedFunc(slices.Values(seats), bySeat)
}

func byUUID(ids ...inventory.ReservationID) []inventory.ReservationID {
	return slices.SortedFunc(slices.Values(ids), id.Compare[inventory.ReservationID])
}

// same compares values; an empty list is a missing one.
func same[T any](t *testing.T, got, want T) {
	t.Helper()
	if diff := gocmp.Diff(want, got, emptyIsMissing); diff != "" {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
}

var emptyIsMissing = gocmp.FilterValues(
	func(a, b []inventory.ReservationID) bool { return cmp.Or(len(a), len(b)) == 0 },
	gocmp.Comparer(func(_, _ []inventory.ReservationID) bool { return true }),
)

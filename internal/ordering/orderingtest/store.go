package orderingtest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
)

// Subject is a store under test, and a look into its outbox.
type Subject struct {
	ordering.Store
	Topics func(t testing.TB) []string // of the facts that were committed, oldest first
}

// TestStore is what a store of ordering must do. open returns an empty one.
func TestStore(t *testing.T, open func(t *testing.T) Subject) {
	for name, test := range map[string]func(*testing.T, Subject){
		"an order comes back as it was kept":                   orderComesBack,
		"an order that is not there is not found":              orderNotFound,
		"orders and carts are claimed and read together":       claimedTogether,
		"an error undoes orders, facts and messages":           errorUndoes,
		"a customer has one open cart":                         oneCart,
		"a number belongs to one order":                        oneNumber,
		"a hold is in one live order":                          oneLiveReservation,
		"a seat is sold to one order":                          oneSale,
		"items move between carts in one step":                 itemsMove,
		"an item that left is gone":                            itemLeaves,
		"carts are found by customer":                          cartsByCustomer,
		"orders that wait are found by reservation":            waitingByReservation,
		"orders of an event are found until they are ended":    ordersOfEvent,
		"live seats are known":                                 liveSeats,
		"listings select and page":                             listings,
		"a search takes every sign as itself":                  searchIsLiteral,
		"due work is listed oldest first":                      dueWork,
		"pages and sums cover every order":                     pagesAndSums,
		"figures tell what happened, when, in which currency":  figuresOverTime,
		"figures of an event tell of its own seats":            figuresOfEvent,
		"a cart counts where it began, once":                   figuresOfCarts,
		"an event that is off stays off":                       calledOff,
		"links are mailed to an address once in a while":       lookupTurns,
		"two first seats at once make one cart":                overlapTwoCarts,
		"a change waits for the change before it and sees it":  overlapSeesChange,
		"a message that arrives twice at once is taken once":   overlapOnce,
		"two lookups at once take one turn":                    overlapLookup,
		"one hold into two orders at once ends up in one":      overlapReservation,
		"an expiry waits for the checkout and sees it":         overlapWaiting,
		"a cancelled event waits for the payment and sees it":  overlapOfEvent,
		"a second order of a seat does not become paid beside": overlapSale,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

func put(t *testing.T, s Subject, orders ...ordering.Order) {
	t.Helper()
	if err := tryPut(t.Context(), s, orders...); err != nil {
		t.Fatalf("put orders: %v", err)
	}
}

func tryPut(ctx context.Context, s Subject, orders ...ordering.Order) error {
	return s.Update(ctx, func(tx ordering.Tx) error { return tx.PutOrders(ctx, orders...) })
}

func read(t *testing.T, s Subject, order ordering.OrderID) ordering.Order {
	t.Helper()
	o, err := s.Order(t.Context(), order)
	if err != nil {
		t.Fatalf("read order: %v", err)
	}
	return o
}

// inTx returns what a transaction loads.
func inTx[T any](t *testing.T, s Subject, load func(tx ordering.Tx) (T, error)) T {
	t.Helper()
	var loaded T
	err := s.Update(t.Context(), func(tx ordering.Tx) error {
		var err error
		loaded, err = load(tx)
		return err
	})
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	return loaded
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateErrors()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func sameIDs(t *testing.T, what string, got []ordering.Order, want ...ordering.Order) {
	t.Helper()
	list := func(orders []ordering.Order) (ids []string) {
		for _, o := range orders {
			ids = append(ids, o.ID.String())
		}
		return ids
	}
	same(t, what, list(want), list(got))
}

func orderComesBack(t *testing.T, s Subject) {
	m := NewMaker(1)
	for _, o := range []ordering.Order{m.Draft(m.Event(), 0), m.Draft(m.Event(), 3), m.Pending(m.Event(), 1), m.Full(m.Event())} {
		put(t, s, o)
		same(t, "read", o, read(t, s, o.ID))
		same(t, "loaded", []ordering.Order{o}, inTx(t, s, func(tx ordering.Tx) ([]ordering.Order, error) {
			return tx.Orders(t.Context(), []ordering.OrderID{o.ID, m.Draft(m.Event(), 0).ID})
		}))
	}
}

func claimedTogether(t *testing.T, s Subject) {
	m := NewMaker(1)
	pending, mine, others := m.Pending(m.Event(), 1), m.Draft(m.Event(), 1), m.Draft(m.Event(), 1)
	put(t, s, pending, mine, others)
	want := []ordering.Order{pending, mine}
	slices.SortFunc(want, func(a, b ordering.Order) int { return id.Compare(a.ID, b.ID) })
	claim := func(tx ordering.Tx) ([]ordering.Order, error) {
		return tx.Claim(t.Context(), []ordering.OrderID{mine.ID, pending.ID}, []id.UUID{mine.Customer, pending.Customer})
	}
	same(t, "claimed", want, inTx(t, s, claim))
	found, err := s.Orders(t.Context(), []ordering.OrderID{mine.ID, pending.ID, mine.ID, m.Draft(m.Event(), 0).ID})
	same(t, "read together", want, found)
	same(t, "error", nil, err)
	found[0].Items[0].Label = "spoiled"
	again, _ := s.Orders(t.Context(), []ordering.OrderID{mine.ID, pending.ID})
	same(t, "read again after a reader spoiled its copy", want, again)
}

func orderNotFound(t *testing.T, s Subject) {
	if _, err := s.Order(t.Context(), NewMaker(1).Draft(ordering.EventID{}, 0).ID); !errors.Is(err, ordering.ErrOrderNotFound) {
		t.Errorf("got %v, want ErrOrderNotFound", err)
	}
}

func errorUndoes(t *testing.T, s Subject) {
	m := NewMaker(1)
	o, message, boom := m.Pending(m.Event(), 1), m.ids.New(), errors.New("boom")
	write := func(end error) error {
		return s.Update(t.Context(), func(tx ordering.Tx) error {
			first, err := tx.Once(t.Context(), "group", message)
			if err != nil || !first {
				t.Errorf("the message is first: %v, %v", first, err)
			}
			tx.Emit(m.Fact(o))
			if err := tx.PutOrders(t.Context(), o); err != nil {
				return err
			}
			return end
		})
	}
	if err := write(boom); !errors.Is(err, boom) {
		t.Errorf("got %v, want the function's error", err)
	}
	if _, err := s.Order(t.Context(), o.ID); !errors.Is(err, ordering.ErrOrderNotFound) {
		t.Errorf("the order is there after an error: %v", err)
	}
	same(t, "facts after an error", []string(nil), s.Topics(t))
	if err := write(nil); err != nil {
		t.Fatalf("write again: %v", err)
	}
	same(t, "facts", []string{events.OrderCancelled{}.Topic()}, s.Topics(t))
}

func oneCart(t *testing.T, s Subject) {
	m := NewMaker(1)
	first, second := m.Draft(m.Event(), 1), m.Draft(m.Event(), 1)
	second.Customer = first.Customer
	put(t, s, first)
	if err := tryPut(t.Context(), s, second); !errors.Is(err, ordering.ErrOrderRaced) {
		t.Fatalf("got %v, want ErrOrderRaced", err)
	}
	must(first.Cancel(events.CancelledByCustomer, Noon))
	put(t, s, first)
	put(t, s, second)
}

func oneNumber(t *testing.T, s Subject) {
	m := NewMaker(1)
	first, second := m.Pending(m.Event(), 1), m.Pending(m.Event(), 1)
	second.Number = first.Number
	put(t, s, first)
	if err := tryPut(t.Context(), s, second); !errors.Is(err, ordering.ErrOrderRaced) {
		t.Errorf("got %v, want ErrOrderRaced", err)
	}
}

func oneLiveReservation(t *testing.T, s Subject) {
	m := NewMaker(1)
	first, second := m.Pending(m.Event(), 1), m.Draft(m.Event(), 1)
	second.Items[0].Reservation = first.Items[0].Reservation
	put(t, s, first)
	if err := tryPut(t.Context(), s, second); !errors.Is(err, ordering.ErrSeatOrdered) {
		t.Fatalf("got %v, want ErrSeatOrdered", err)
	}
	must(first.Cancel(events.HoldExpired, Noon))
	put(t, s, first)
	put(t, s, second)
	second.Drop(second.Items[0].Reservation)
	must(first.Pay(m.ids.New(), nil, Noon))
	put(t, s, second, first) // in one step, who loses it first
}

func oneSale(t *testing.T, s Subject) {
	m := NewMaker(1)
	first, second := m.Paid(m.Event(), 1), m.Paid(m.Event(), 1)
	second.Items[0].Seat = first.Items[0].Seat
	put(t, s, first)
	if err := tryPut(t.Context(), s, second); err == nil {
		t.Error("a seat was sold twice")
	}
	second.State, second.PaidAt, second.Payment = ordering.Pending, time.Time{}, id.Nil
	put(t, s, second) // what is only held is inventory's to judge
}

func itemsMove(t *testing.T, s Subject) {
	m := NewMaker(1)
	from, to := m.Draft(m.Event(), 2), m.Draft(m.Event(), 1)
	put(t, s, from, to)
	to.Absorb(&from, 10)
	put(t, s, to, from)
	same(t, "the cart that took", to.Items, read(t, s, to.ID).Items)
	same(t, "the cart that gave", 0, len(read(t, s, from.ID).Items))
}

func itemLeaves(t *testing.T, s Subject) {
	m := NewMaker(1)
	o := m.Draft(m.Event(), 3)
	put(t, s, o)
	o.Drop(o.Items[1].Reservation)
	put(t, s, o)
	same(t, "items", o.Items, read(t, s, o.ID).Items)
}

func pagesAndSums(t *testing.T, s Subject) {
	m := NewMaker(1)
	a, b, c, d := m.Draft(m.Event(), 1), m.Paid(m.Event(), 2), m.Paid(m.Event(), 1), m.Draft(m.Event(), 0)
	put(t, s, a, b, c, d)
	first, err := s.Page(t.Context(), ordering.OrderID{}, 3)
	if err != nil {
		t.Fatalf("read a page: %v", err)
	}
	sameIDs(t, "first page", first, a, b, c)
	rest, err := s.Page(t.Context(), c.ID, 3)
	if err != nil {
		t.Fatalf("read a page: %v", err)
	}
	sameIDs(t, "second page", rest, d)
	sums, err := s.Sums(t.Context())
	if err != nil {
		t.Fatalf("add up: %v", err)
	}
	same(t, "sums", []ordering.Sum{
		{State: ordering.Draft, Orders: 1},
		{State: ordering.Draft, Orders: 1, Total: money.Of(2000, "USD")},
		{State: ordering.Paid, Orders: 2, Total: money.Of(6000, "USD")},
	}, sums)
}

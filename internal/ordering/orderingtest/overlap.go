package orderingtest

import (
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/ordering"
)

// overlap runs two transactions so that the rival begins after the first has read and before it writes. A store that makes the
// rival wait lets the first go on after a moment; one that does not has the rival finish in between.
func overlap(t *testing.T, s Subject, first func(tx ordering.Tx, pause func()) error, rival func(tx ordering.Tx) error) (firstErr, rivalErr error) {
	t.Helper()
	var done chan error
	firstErr = s.Update(t.Context(), func(tx ordering.Tx) error {
		return first(tx, func() {
			if done != nil {
				return // a second run of the function: the rival is under way
			}
			done = make(chan error, 1)
			go func() { done <- s.Update(t.Context(), rival) }()
			select {
			case err := <-done:
				done <- err
			case <-time.After(150 * time.Millisecond):
			}
		})
	})
	return firstErr, <-done
}

func overlapTwoCarts(t *testing.T, s Subject) {
	m := NewMaker(1)
	mine, twin := m.Draft(m.Event(), 1), m.Draft(m.Event(), 1)
	twin.Customer = mine.Customer
	add := func(cart ordering.Order, pause func()) func(tx ordering.Tx) error {
		return func(tx ordering.Tx) error {
			drafts, err := tx.Drafts(t.Context(), owners(cart))
			pause()
			if err != nil || len(drafts) > 0 {
				return errors.Join(err, errSeen)
			}
			return tx.PutOrders(t.Context(), cart)
		}
	}
	firstErr, rivalErr := overlap(t, s,
		func(tx ordering.Tx, pause func()) error { return add(mine, pause)(tx) }, add(twin, func() {}))
	carts, err := s.Carts(t.Context(), owners(mine))
	same(t, "error", nil, err)
	same(t, "carts", 1, len(carts))
	same(t, "one of the two was told", true, (firstErr == nil) != (rivalErr == nil))
	for _, err := range []error{firstErr, rivalErr} {
		if err != nil && !errors.Is(err, ordering.ErrOrderRaced) && !errors.Is(err, errSeen) {
			t.Errorf("got %v, want ErrOrderRaced", err)
		}
	}
}

// errSeen ends a rival that has seen what the other did.
var errSeen = errors.New("seen")

func overlapSeesChange(t *testing.T, s Subject) {
	m := NewMaker(1)
	o := m.Pending(m.Event(), 2)
	put(t, s, o)
	var seen ordering.Order
	firstErr, rivalErr := overlap(t, s, func(tx ordering.Tx, pause func()) error {
		return changeOne(t, tx, o.ID, func(o *ordering.Order) error {
			pause()
			return o.Pay(m.ids.New(), nil, Noon)
		})
	}, func(tx ordering.Tx) error {
		return changeOne(t, tx, o.ID, func(o *ordering.Order) error {
			seen = o.Clone()
			return o.Cancel(events.CancelledByCustomer, Noon)
		})
	})
	same(t, "first", nil, firstErr)
	same(t, "what the rival saw", ordering.Paid, seen.State)
	if !errors.Is(rivalErr, ordering.ErrOrderPaid) {
		t.Errorf("the rival got %v, want ErrOrderPaid", rivalErr)
	}
	same(t, "state", ordering.Paid, read(t, s, o.ID).State)
}

func changeOne(t *testing.T, tx ordering.Tx, order ordering.OrderID, change func(*ordering.Order) error) error {
	found, err := tx.Orders(t.Context(), []ordering.OrderID{order})
	if err != nil {
		return err
	}
	o := found[0]
	if err := change(&o); err != nil {
		return err
	}
	o.Version++
	return tx.PutOrders(t.Context(), o)
}

// arrived waits until what was put has reached the store: with the next thing that is loaded, whatever it is.
func arrived(t *testing.T, tx ordering.Tx, put error) error {
	t.Helper()
	if put != nil {
		return put
	}
	_, err := tx.CalledOff(t.Context(), nil)
	return err
}

func overlapOnce(t *testing.T, s Subject) {
	message := NewMaker(1).ids.New()
	var firsts [2]bool
	firstErr, rivalErr := overlap(t, s, func(tx ordering.Tx, pause func()) (err error) {
		firsts[0], err = tx.Once(t.Context(), "group", message)
		pause()
		return err
	}, func(tx ordering.Tx) (err error) {
		firsts[1], err = tx.Once(t.Context(), "group", message)
		return err
	})
	same(t, "errors", [2]error{}, [2]error{firstErr, rivalErr})
	same(t, "first", [2]bool{true, false}, firsts)
}

func overlapLookup(t *testing.T, s Subject) {
	take := func(tx ordering.Tx, turn *bool) (err error) {
		*turn, err = tx.TakeLookup(t.Context(), []byte("hash"), Noon, Noon.Add(-time.Minute))
		return err
	}
	var turns [2]bool
	firstErr, rivalErr := overlap(t, s, func(tx ordering.Tx, pause func()) error {
		err := take(tx, &turns[0])
		pause()
		return err
	}, func(tx ordering.Tx) error { return take(tx, &turns[1]) })
	same(t, "errors", [2]error{}, [2]error{firstErr, rivalErr})
	same(t, "turns", [2]bool{true, false}, turns)
}

func overlapReservation(t *testing.T, s Subject) {
	m := NewMaker(1)
	one, two := m.Draft(m.Event(), 1), m.Draft(m.Event(), 1)
	two.Items[0].Reservation = one.Items[0].Reservation
	firstErr, rivalErr := overlap(t, s, func(tx ordering.Tx, pause func()) error {
		err := arrived(t, tx, tx.PutOrders(t.Context(), one))
		pause()
		return err
	}, func(tx ordering.Tx) error { return tx.PutOrders(t.Context(), two) })
	same(t, "first", nil, firstErr)
	if !errors.Is(rivalErr, ordering.ErrSeatOrdered) {
		t.Errorf("the rival got %v, want ErrSeatOrdered", rivalErr)
	}
}

func overlapWaiting(t *testing.T, s Subject) {
	m := NewMaker(1)
	placed := m.Pending(m.Event(), 1)
	cart := placed.Clone()
	cart.State, cart.Number, cart.Email, cart.PlacedAt = ordering.Draft, "", "", time.Time{}
	put(t, s, cart)
	var seen []ordering.Order
	firstErr, rivalErr := overlap(t, s, func(tx ordering.Tx, pause func()) error {
		return changeOne(t, tx, cart.ID, func(o *ordering.Order) error {
			pause()
			*o = placed.Clone()
			return nil
		})
	}, func(tx ordering.Tx) (err error) {
		seen, err = tx.Waiting(t.Context(), []ordering.ReservationID{cart.Items[0].Reservation})
		return err
	})
	same(t, "errors", [2]error{}, [2]error{firstErr, rivalErr})
	if len(seen) != 1 || seen[0].State != ordering.Pending {
		t.Errorf("the expiry saw %v, want the pending order", seen)
	}
}

func overlapOfEvent(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	o := m.Pending(event, 1)
	put(t, s, o)
	var seen []ordering.Order
	firstErr, rivalErr := overlap(t, s, func(tx ordering.Tx, pause func()) error {
		return changeOne(t, tx, o.ID, func(o *ordering.Order) error {
			pause()
			return o.Pay(m.ids.New(), nil, Noon)
		})
	}, func(tx ordering.Tx) (err error) {
		seen, err = tx.OfEvent(t.Context(), event, ordering.OrderID{}, 10)
		return err
	})
	same(t, "errors", [2]error{}, [2]error{firstErr, rivalErr})
	if len(seen) != 1 || seen[0].State != ordering.Paid {
		t.Errorf("the cancelled event saw %v, want the paid order", seen)
	}
}

func overlapSale(t *testing.T, s Subject) {
	m := NewMaker(1)
	one, two := m.Pending(m.Event(), 1), m.Pending(m.Event(), 1)
	two.Items[0].Seat = one.Items[0].Seat
	put(t, s, one, two)
	pay := func(o *ordering.Order) error { return o.Pay(m.ids.New(), nil, Noon) }
	firstErr, rivalErr := overlap(t, s, func(tx ordering.Tx, pause func()) error {
		err := arrived(t, tx, changeOne(t, tx, one.ID, pay))
		pause()
		return err
	}, func(tx ordering.Tx) error { return changeOne(t, tx, two.ID, pay) })
	same(t, "first", nil, firstErr)
	same(t, "the rival was refused", true, rivalErr != nil)
	same(t, "state of the rival's", ordering.Pending, read(t, s, two.ID).State)
}

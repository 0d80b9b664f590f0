package waitlisttest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/waitlist"
)

// overlap runs two transactions so that the rival begins after the first has read and before it writes. A store that makes the
// rival wait lets the first go on after a moment; one that does not has the rival finish in between.
func overlap(t *testing.T, s Subject, first func(tx waitlist.Tx, pause func()) error, rival func(tx waitlist.Tx) error) (firstErr, rivalErr error) {
	t.Helper()
	var done chan error
	firstErr = s.Update(t.Context(), func(tx waitlist.Tx) error {
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

// arrived waits until what was written has reached the store: with the next thing that is loaded, whatever it is.
func arrived(ctx context.Context, tx waitlist.Tx, written error) error {
	if written != nil {
		return written
	}
	_, err := tx.Offered(ctx, nil)
	return err
}

func overlapLine(t *testing.T, s Subject) {
	event, ctx := NewMaker(1).Event(), t.Context()
	join := func(tx waitlist.Tx, pause func()) error {
		lines, err := tx.Lines(ctx, []waitlist.EventID{event})
		pause()
		if err != nil {
			return err
		}
		lines[0].Next++
		return tx.PutLines(ctx, Noon, lines[0])
	}
	firstErr, rivalErr := overlap(t, s, join, func(tx waitlist.Tx) error { return join(tx, func() {}) })
	same(t, "errors", [2]error{}, [2]error{firstErr, rivalErr})
	same(t, "lines", []waitlist.Line{{Event: event, Next: 2}}, got[[]waitlist.Line](t)(s.Lines(ctx, []waitlist.EventID{event})))
}

func overlapJoin(t *testing.T, s Subject) {
	m, ctx := NewMaker(1), t.Context()
	one, two := m.Entry(m.Event()), m.Entry(m.Event())
	two.Event, two.Email = one.Event, one.Email
	putLines(t, s, Noon, waitlist.Line{Event: one.Event})
	firstErr, rivalErr := overlap(t, s, func(tx waitlist.Tx, pause func()) error {
		err := arrived(ctx, tx, tx.AddEntries(ctx, one))
		pause()
		return err
	}, func(tx waitlist.Tx) error { return tx.AddEntries(ctx, two) }) // without the line, so that nothing but the key stands between
	same(t, "first", nil, firstErr)
	if !errors.Is(rivalErr, waitlist.ErrAlreadyInLine) {
		t.Errorf("the rival got %v, want ErrAlreadyInLine", rivalErr)
	}
	same(t, "ahead", int64(1), got[int64](t)(s.Ahead(ctx, one.Event, 100)))
}

func overlapOffer(t *testing.T, s Subject) {
	m, ctx := NewMaker(1), t.Context()
	a, b := m.Pending(m.Event()), m.Pending(m.Event())
	add(t, s, a, b)
	one, two := m.Offer(a, 2), m.Offer(b, 1)
	two.Seats[0] = one.Seats[1]
	firstErr, rivalErr := overlap(t, s, func(tx waitlist.Tx, pause func()) error {
		err := arrived(ctx, tx, tx.AddOffers(ctx, one))
		pause()
		return err
	}, func(tx waitlist.Tx) error { return tx.AddOffers(ctx, two) })
	same(t, "first", nil, firstErr)
	if !errors.Is(rivalErr, waitlist.ErrOfferedTwice) {
		t.Errorf("the rival got %v, want ErrOfferedTwice", rivalErr)
	}
	_, there, err := s.Offer(ctx, two.ID)
	same(t, "the rival's is there", false, there)
	same(t, "error", nil, err)
}

func overlapWake(t *testing.T, s Subject) {
	m, ctx := NewMaker(1), t.Context()
	e := m.Pending(m.Event())
	add(t, s, e)
	o := m.Offer(e, 1)
	offer(t, s, o)
	now := Noon.Add(time.Second)
	firstErr, rivalErr := overlap(t, s, func(tx waitlist.Tx, pause func()) error {
		loaded, err := tx.Offers(ctx, []waitlist.OfferID{o.ID})
		pause()
		if err != nil {
			return err
		}
		return tx.PutOffers(ctx, m.Opened(loaded[0]))
	}, func(tx waitlist.Tx) error { return tx.Wake(ctx, nil, o.SeatIDs(), now) })
	same(t, "errors", [2]error{}, [2]error{firstErr, rivalErr})
	found := readOffer(t, s, o.ID)
	same(t, "state", waitlist.Open, found.State)
	same(t, "it was due before it was opened", now, found.Look)
}

func overlapOnce(t *testing.T, s Subject) {
	message := NewMaker(1).ids.New()
	var firsts [2]bool
	firstErr, rivalErr := overlap(t, s, func(tx waitlist.Tx, pause func()) (err error) {
		firsts[0], err = tx.Once(t.Context(), "group", message)
		pause()
		return err
	}, func(tx waitlist.Tx) (err error) {
		firsts[1], err = tx.Once(t.Context(), "group", message)
		return err
	})
	same(t, "errors", [2]error{}, [2]error{firstErr, rivalErr})
	same(t, "first", [2]bool{true, false}, firsts)
}

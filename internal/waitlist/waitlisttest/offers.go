package waitlisttest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/waitlist"
)

func offerComesBack(t *testing.T, s Subject) {
	m := NewMaker(1)
	e := m.Pending(m.Event())
	add(t, s, e)
	o := m.Offer(e, 3)
	o.Apart, o.Trace, o.Tries = true, "00-trace", 2
	offer(t, s, o)
	same(t, "in the making", o, readOffer(t, s, o.ID))
	open := m.Opened(o)
	putOffers(t, s, open)
	same(t, "open", open, readOffer(t, s, o.ID))
	over := m.Ended(open)
	putOffers(t, s, over)
	same(t, "over", over, readOffer(t, s, o.ID))
	taken := m.Opened(m.Offer(e, 1))
	offer(t, s, taken)
	taken.State, taken.EndedAt = waitlist.Taken, Noon
	putOffers(t, s, taken)
	same(t, "loaded, in order", []waitlist.Offer{over, taken}, inTx(t, s, func(ctx context.Context, tx waitlist.Tx) ([]waitlist.Offer, error) {
		return tx.Offers(ctx, []waitlist.OfferID{taken.ID, m.Offer(e, 1).ID, o.ID, taken.ID})
	}))
}

// offered lists those of the seats that a live offer has.
func offered(t *testing.T, s Subject, seats ...waitlist.SeatID) []waitlist.SeatID {
	t.Helper()
	return inTx(t, s, func(ctx context.Context, tx waitlist.Tx) ([]waitlist.SeatID, error) { return tx.Offered(ctx, seats) })
}

func offeredOnce(t *testing.T, s Subject) {
	m := NewMaker(1)
	a, b := m.Pending(m.Event()), m.Pending(m.Event())
	add(t, s, a, b)
	first, second := m.Offer(a, 2), m.Offer(b, 2)
	second.Seats[1] = first.Seats[0]
	shared, fresh := first.Seats[0].ID, second.Seats[0].ID
	offer(t, s, first)
	same(t, "offered", first.SeatIDs(), offered(t, s, fresh, first.Seats[1].ID, shared, shared))
	if err := tryOffer(t, s, second); !errors.Is(err, waitlist.ErrOfferedTwice) {
		t.Fatalf("got %v, want ErrOfferedTwice", err)
	}
	same(t, "offered of the refused", []waitlist.SeatID{}, offered(t, s, fresh))
	putOffers(t, s, m.Opened(first))
	if err := tryOffer(t, s, second); !errors.Is(err, waitlist.ErrOfferedTwice) {
		t.Fatalf("got %v, want ErrOfferedTwice", err)
	}
	putOffers(t, s, m.Ended(first))
	same(t, "offered after the end", []waitlist.SeatID{}, offered(t, s, first.SeatIDs()...))
	offer(t, s, second)
	putOffers(t, s, m.Ended(first)) // once more: the seats are another's by now
	same(t, "offered again", []waitlist.SeatID{shared}, offered(t, s, first.SeatIDs()...))
}

func seatsChangeOffers(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	a, b := m.Pending(event), m.Pending(event)
	add(t, s, a, b)
	first, second := m.Offer(a, 2), m.Offer(b, 1)
	second.Seats = slices.Clone(first.Seats)
	offer(t, s, first)
	update(t, s, func(ctx context.Context, tx waitlist.Tx) error {
		return errors.Join(tx.PutOffers(ctx, m.Ended(first)), tx.AddOffers(ctx, second))
	})
	same(t, "offered", second.SeatIDs(), offered(t, s, first.SeatIDs()...))
	same(t, "the first", waitlist.Over, readOffer(t, s, first.ID).State)
}

func oneLiveOffer(t *testing.T, s Subject) {
	m := NewMaker(1)
	e := m.Pending(m.Event())
	add(t, s, e)
	first, second := m.Offer(e, 1), m.Offer(e, 1)
	offer(t, s, first)
	if err := tryOffer(t, s, second); err == nil {
		t.Error("an entry has two live offers")
	}
	putOffers(t, s, m.Ended(first))
	offer(t, s, second)
}

func dueOffers(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	var offers []waitlist.Offer
	for n := range 4 {
		e := m.Pending(event)
		add(t, s, e)
		o := m.Offer(e, 1)
		o.Look = Noon.Add(-time.Duration(n) * time.Minute)
		offer(t, s, o)
		offers = append(offers, o)
	}
	putOffers(t, s, m.Ended(offers[2]))
	open := m.Opened(offers[1])
	open.Look = offers[1].Look
	putOffers(t, s, open)
	due := func(now time.Time, limit int) []waitlist.OfferID {
		return got[[]waitlist.OfferID](t)(s.Due(t.Context(), now, limit))
	}
	same(t, "all", []waitlist.OfferID{offers[3].ID, open.ID, offers[0].ID}, due(Noon, 10))
	same(t, "the longest due", []waitlist.OfferID{offers[3].ID}, due(Noon, 1))
	same(t, "a moment before", []waitlist.OfferID{offers[3].ID, open.ID}, due(Noon.Add(-time.Microsecond), 10))
}

func wake(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	var offers []waitlist.Offer // open until half past
	for range 5 {
		e := m.Pending(event)
		add(t, s, e)
		o := m.Opened(m.Offer(e, 2))
		offer(t, s, o)
		offers = append(offers, o)
	}
	byID, bySeat, untouched, over, due := offers[0], offers[1], offers[2], m.Ended(offers[3]), offers[4]
	due.Look = Noon.Add(-time.Hour)
	putOffers(t, s, over, due)
	now := Noon.Add(time.Minute)
	update(t, s, func(ctx context.Context, tx waitlist.Tx) error {
		return tx.Wake(ctx, []waitlist.OfferID{byID.ID, over.ID, due.ID, waitlist.OfferID(m.ids.New())},
			[]waitlist.SeatID{bySeat.Seats[1].ID, byID.Seats[0].ID, m.Seat(), over.Seats[0].ID}, now)
	})
	byID.Look, bySeat.Look = now, now
	for _, want := range []waitlist.Offer{byID, bySeat, untouched, over, due} {
		same(t, "offer", want, readOffer(t, s, want.ID))
	}
	update(t, s, func(ctx context.Context, tx waitlist.Tx) error { return tx.Wake(ctx, nil, nil, now) })
}

func seen(t *testing.T, s Subject) {
	m := NewMaker(1)
	event, other := m.Event(), m.Event()
	a, b, c := m.Seat(), m.Seat(), m.Seat()
	look := func(event waitlist.EventID, now time.Time, seats ...waitlist.SeatID) map[waitlist.SeatID]time.Time {
		return inTx(t, s, func(ctx context.Context, tx waitlist.Tx) (map[waitlist.SeatID]time.Time, error) {
			return tx.Seen(ctx, event, seats, now)
		})
	}
	first, second, third := Noon.Add(time.Microsecond), Noon.Add(time.Minute), Noon.Add(2*time.Minute)
	same(t, "first", map[waitlist.SeatID]time.Time{a: first, b: first}, look(event, first, a, b))
	same(t, "another event", map[waitlist.SeatID]time.Time{c: second}, look(other, second, c))
	same(t, "one more, one less", map[waitlist.SeatID]time.Time{b: first, c: second}, look(event, second, b, c))
	same(t, "one comes back", map[waitlist.SeatID]time.Time{a: third, b: first}, look(event, third, a, b))
	same(t, "none", map[waitlist.SeatID]time.Time{}, look(event, third))
	same(t, "the other event still", map[waitlist.SeatID]time.Time{c: second}, look(other, third, c))
}

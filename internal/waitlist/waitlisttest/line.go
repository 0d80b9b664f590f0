package waitlisttest

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/waitlist"
)

func nextInLine(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	pending := func(change func(*waitlist.Entry)) waitlist.Entry {
		e := m.Pending(event)
		change(&e)
		return e
	}
	plain := pending(func(*waitlist.Entry) {})
	unconfirmed := m.Entry(event)
	offered := pending(func(e *waitlist.Entry) { e.Offer = waitlist.OfferID(m.ids.New()) })
	pair := pending(func(e *waitlist.Entry) { e.Wish.Quantity = 2 })
	crowd := pending(func(e *waitlist.Entry) { e.Wish.Quantity = 5 })
	owed := pending(func(e *waitlist.Entry) { e.Wish.Quantity, e.Passes = 5, 3 })
	exact := pending(func(e *waitlist.Entry) { e.Wish.MaxPrice = "49.9" })
	poor := pending(func(e *waitlist.Entry) { e.Wish.MaxPrice = "49.89" })
	ring := pending(func(e *waitlist.Entry) { e.Wish.Sections = []string{"Ring", "Balcony"} })
	elsewhere := pending(func(e *waitlist.Entry) { e.Wish.Sections = []string{"Balcony"} })
	wheels := pending(func(e *waitlist.Entry) { e.Wish.Accessible = true })
	foreign := m.Pending(m.Event())
	gone := pending(func(e *waitlist.Entry) { e.Status, e.EndedAt = waitlist.Left, Noon })
	add(t, s, plain, unconfirmed, offered, pair, crowd, owed, exact, poor, ring, elsewhere, wheels, foreign, gone)
	bounds := waitlist.Bounds{Cheapest: money.Of(4990, "EUR"), Together: 2, Passes: 3, Sections: []string{"Stalls", "Ring"}, Ordinary: true}
	next := func(after int64, limit int, b waitlist.Bounds) []waitlist.EntryID {
		return idsOf(inTx(t, s, func(ctx context.Context, tx waitlist.Tx) ([]waitlist.Entry, error) {
			return tx.NextInLine(ctx, event, after, b, limit)
		}))
	}
	same(t, "all", list(plain, pair, owed, exact, ring), next(0, 10, bounds))
	same(t, "the first", list(plain, pair), next(0, 2, bounds))
	same(t, "after them", list(owed, exact, ring), next(pair.Place, 10, bounds))
	bounds.Cheapest, bounds.Together, bounds.Sections = money.Of(4990, "JPY"), 5, nil
	same(t, "dear seats beside each other", list(plain, pair, crowd, owed), next(0, 10, bounds))
	bounds.Ordinary, bounds.Accessible = false, true
	same(t, "accessible places alone", list(wheels), next(0, 10, bounds))
	bounds.Ordinary = true
	same(t, "both kinds", list(plain, pair, crowd, owed, wheels), next(0, 10, bounds))
}

func firstWaiting(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	a, b, assigned, c := m.Entry(event), m.Pending(event), m.Pending(event), m.Pending(event)
	b.Offer, assigned.Offer = waitlist.OfferID(m.ids.New()), waitlist.OfferID(m.ids.New())
	assigned.Status = waitlist.Assigned
	add(t, s, c, assigned, b, a, m.Entry(m.Event()))
	first := func(limit int) []waitlist.EntryID {
		return idsOf(inTx(t, s, func(ctx context.Context, tx waitlist.Tx) ([]waitlist.Entry, error) {
			return tx.FirstWaiting(ctx, event, limit)
		}))
	}
	same(t, "all", list(a, b, c), first(10))
	same(t, "two", list(a, b), first(2))
}

func inLine(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	a, b, c, gone, d := m.Pending(event), m.Entry(event), m.Pending(event), m.Pending(event), m.Pending(event)
	c.Status, c.Offer = waitlist.Assigned, waitlist.OfferID(m.ids.New())
	gone.Status, gone.EndedAt = waitlist.Completed, Noon
	add(t, s, d, c, b, a, gone, m.Pending(m.Event()))
	in := func(status waitlist.Status, after int64, limit int) []waitlist.EntryID {
		return idsOf(got[[]waitlist.Entry](t)(s.InLine(t.Context(), event, status, after, limit)))
	}
	same(t, "the live ones", list(a, b, c, d), in("", 0, 10))
	same(t, "the first", list(a, b), in("", 0, 2))
	same(t, "after them", list(c, d), in("", b.Place, 2))
	same(t, "pending", list(a, d), in(waitlist.Pending, 0, 10))
	same(t, "completed", list(gone), in(waitlist.Completed, 0, 10))
}

// aheadIsTrue compares Ahead with a naive count over random histories: joins in batches, changes of whatever status into whatever
// other, in lines of several blocks, several changes in one transaction.
func aheadIsTrue(t *testing.T, s Subject) {
	for seed := range uint64(3) {
		h := &history{t: t, s: s, m: NewMaker(seed), random: rand.New(rand.NewPCG(seed, 1))} // #nosec G404 -- repeatable
		h.event = h.m.Event()
		for range 12 {
			h.step()
			h.check()
			if t.Failed() {
				t.Fatalf("seed %d", seed)
			}
		}
	}
}

type history struct {
	t       *testing.T
	s       Subject
	m       *Maker
	random  *rand.Rand
	event   waitlist.EventID
	entries []waitlist.Entry // by place
}

// step is one transaction: some join, some change, and some of both change again.
func (h *history) step() {
	h.t.Helper()
	var joined []waitlist.Entry
	for range 1 + h.random.IntN(500) {
		joined = append(joined, h.m.Entry(h.event))
	}
	h.entries = append(h.entries, joined...)
	once, again := h.change(h.random.IntN(len(h.entries))), h.change(h.random.IntN(20))
	update(h.t, h.s, func(ctx context.Context, tx waitlist.Tx) error {
		if err := hold(ctx, tx, h.entries[0]); err != nil {
			return err
		}
		if err := tx.AddEntries(ctx, joined...); err != nil {
			return err
		}
		if _, err := tx.Entries(ctx, idsOf(again)); err != nil {
			return err
		}
		if err := tx.PutEntries(ctx, once...); err != nil {
			return err
		}
		return tx.PutEntries(ctx, again...)
	})
}

// change gives some entries another status, and returns them, each once.
func (h *history) change(n int) []waitlist.Entry {
	statuses := []waitlist.Status{
		waitlist.Unconfirmed, waitlist.Pending, waitlist.Assigned, waitlist.Completed, waitlist.Expired, waitlist.Left,
	}
	var changed []waitlist.Entry
	for _, i := range h.random.Perm(len(h.entries))[:min(n, len(h.entries))] {
		e := &h.entries[i]
		e.Status = statuses[h.random.IntN(len(statuses))]
		e.Offer = waitlist.OfferID{}
		if e.Status == waitlist.Assigned {
			e.Offer = waitlist.OfferID(h.m.ids.New())
		}
		changed = append(changed, *e)
	}
	return changed
}

// check asks for both sides of the blocks' borders, and for some places between them.
func (h *history) check() {
	h.t.Helper()
	last := int64(len(h.entries))
	places := []int64{1, 2, last, last + 1, last + 5000}
	for border := int64(1024); border < last; border += 1024 {
		places = append(places, border-1, border, border+1, border+2)
	}
	for range 5 {
		places = append(places, 1+h.random.Int64N(last))
	}
	for _, place := range places {
		want := int64(0)
		for _, e := range h.entries {
			if e.Place < place && e.Waiting() {
				want++
			}
		}
		ahead := got[int64](h.t)(h.s.Ahead(h.t.Context(), h.event, place))
		if ahead != want {
			h.t.Errorf("%d entries: %d wait before place %d, want %d", last, ahead, place, want)
		}
	}
}

func lapsed(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	late, early, confirmed, later := m.Entry(event), m.Entry(event), m.Pending(event), m.Entry(event)
	late.ConfirmBy, early.ConfirmBy, confirmed.ConfirmBy = Noon.Add(2*time.Minute), Noon.Add(time.Minute), Noon
	add(t, s, late, early, confirmed, later)
	find := func(now time.Time, limit int) []waitlist.EntryID {
		return idsOf(got[[]waitlist.Entry](t)(s.Lapsed(t.Context(), now, limit)))
	}
	same(t, "before", list(), find(Noon.Add(time.Minute-time.Microsecond), 10))
	same(t, "the first", list(early), find(Noon.Add(time.Minute), 10))
	same(t, "both", list(early, late), find(Noon.Add(time.Hour), 10))
	same(t, "one of both", list(early), find(Noon.Add(time.Hour), 1))
	early.Status, early.EndedAt = waitlist.Expired, Noon
	put(t, s, early)
	same(t, "the other", list(late), find(Noon.Add(time.Hour), 10))
}

func unsettled(t *testing.T, s Subject) {
	m := NewMaker(1)
	line := func(l waitlist.Line) waitlist.Line {
		l.Event = m.Event()
		return l
	}
	untold := line(waitlist.Line{Term: 3, Closed: 2, Told: 1, Waiting: 1})
	empty := line(waitlist.Line{Term: 3, Closed: 2, Told: 2})
	begun := line(waitlist.Line{Term: 1, Waiting: 1, Starts: Noon})
	off := line(waitlist.Line{Term: 1, Waiting: 1, Cancelled: true})
	putLines(t, s, Noon,
		untold, empty, begun, off,
		line(waitlist.Line{}),
		line(waitlist.Line{Term: 2, Closed: 2, Told: 2}),
		line(waitlist.Line{Term: 2, Closed: 2, Told: 2, Starts: Noon, Cancelled: true}),
		line(waitlist.Line{Term: 1, Waiting: 1}),
		line(waitlist.Line{Term: 1, Assigned: 1, Cancelled: true}),
		line(waitlist.Line{Term: 1, Waiting: 1, Starts: Noon.Add(time.Microsecond)}),
	)
	find := func(limit int) []waitlist.Line { return got[[]waitlist.Line](t)(s.Unsettled(t.Context(), Noon, limit)) }
	same(t, "all", []waitlist.Line{untold, empty, begun, off}, find(10))
	same(t, "the first", []waitlist.Line{untold, empty}, find(2))
}

func moments(t *testing.T, s Subject) {
	m := NewMaker(1)
	line, other := waitlist.Line{Event: m.Event()}, waitlist.Line{Event: m.Event(), Waiting: 100}
	var all []waitlist.Moment
	for n := range int64(4) {
		now := Noon.Add(time.Duration(n) * 2 * waitlist.MomentLength)
		line.Waiting, line.Confirmed, line.Gone, line.Offered, line.Taken, line.Passed = 99, 1, 2, 3, 4, 5
		putLines(t, s, now, line)
		line.Waiting, line.Confirmed, line.Gone, line.Offered, line.Taken, line.Passed = n+6, n+5, n+4, n+3, n+2, n+1
		putLines(t, s, now.Add(waitlist.MomentLength-time.Microsecond), line, other)
		all = append(all, line.MomentOf(now))
	}
	between := func(from, to time.Time, limit int) []waitlist.Moment {
		return got[[]waitlist.Moment](t)(s.Moments(t.Context(), line.Event, from, to, limit))
	}
	same(t, "all", all, between(Noon, Noon.Add(time.Hour), 10))
	same(t, "two", all[:2], between(Noon, Noon.Add(time.Hour), 2))
	same(t, "between", all[1:3], between(all[1].At, all[3].At, 10))
	before := func(event waitlist.EventID, at time.Time) (waitlist.Moment, bool) {
		found, there, err := s.MomentBefore(t.Context(), event, at)
		same(t, "error", nil, err)
		return found, there
	}
	_, there := before(line.Event, Noon)
	same(t, "before the first", false, there)
	found, _ := before(line.Event, all[2].At)
	same(t, "before the third", all[1], found)
	found, _ = before(line.Event, Noon.Add(24*time.Hour))
	same(t, "the last", all[3], found)
	_, there = before(m.Event(), Noon.Add(time.Hour))
	same(t, "of a line that is not there", false, there)
}

func pages(t *testing.T, s Subject) {
	m := NewMaker(1)
	event, other := m.Event(), m.Event()
	a, b, gone, c := m.Entry(event), m.Pending(other), m.Entry(event), m.Pending(event)
	gone.Status, gone.EndedAt = waitlist.Left, Noon
	add(t, s, c, b, gone, a)
	entries := func(after waitlist.EntryID, limit int) []waitlist.EntryID {
		return idsOf(got[[]waitlist.Entry](t)(s.EntryPage(t.Context(), after, limit)))
	}
	same(t, "first entries", list(a, b), entries(waitlist.EntryID{}, 2))
	same(t, "the rest", list(c), entries(b.ID, 2))
	same(t, "first line", []waitlist.Line{{Event: event}}, got[[]waitlist.Line](t)(s.LinePage(t.Context(), waitlist.EventID{}, 1)))
	same(t, "the rest", []waitlist.Line{{Event: other}}, got[[]waitlist.Line](t)(s.LinePage(t.Context(), event, 5)))
	o, p, over := m.Offer(a, 1), m.Opened(m.Offer(b, 1)), m.Offer(c, 1)
	offer(t, s, o, p, over)
	putOffers(t, s, m.Ended(over))
	same(t, "first offer", []waitlist.Offer{o}, got[[]waitlist.Offer](t)(s.OfferPage(t.Context(), waitlist.OfferID{}, 1)))
	same(t, "the rest", []waitlist.Offer{p}, got[[]waitlist.Offer](t)(s.OfferPage(t.Context(), o.ID, 5)))
}

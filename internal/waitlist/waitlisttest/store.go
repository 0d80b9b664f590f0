package waitlisttest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/waitlist"
)

// Subject is a store under test, and a look into its outbox.
type Subject struct {
	waitlist.Store
	Topics func(t testing.TB) []string // of the facts that were committed, oldest first
}

// TestStore is what a store of the waitlist must do. open returns an empty one.
func TestStore(t *testing.T, open func(t *testing.T) Subject) {
	for name, test := range map[string]func(*testing.T, Subject){
		"a line comes back as it was kept":                       lineComesBack,
		"lines that are not there are made, in order":            linesAreMade,
		"an entry comes back as it was kept":                     entryComesBack,
		"an entry that is not there is not found":                entryNotFound,
		"who reads an entry or an offer has a copy":              copies,
		"an error undoes entries, lines, facts and messages":     errorUndoes,
		"an address is once in the line of an event":             oneLiveEntry,
		"a place that ended makes room in the same transaction":  rejoinInOneStep,
		"many join at once":                                      manyJoin,
		"residents are found by address and event":               residents,
		"the next in line are those whom the seats may suit":     nextInLine,
		"the first who wait are found whatever they want":        firstWaiting,
		"a line is listed by place":                              inLine,
		"those ahead are counted, whatever became of them":       aheadIsTrue,
		"places that were not confirmed lapse, the oldest first": lapsed,
		"lines that are to be settled are found":                 unsettled,
		"a line has a moment for each stretch of time":           moments,
		"pages cover everything that lives":                      pages,
		"an offer comes back as it was kept":                     offerComesBack,
		"a seat is in one live offer":                            offeredOnce,
		"seats change offers in one step":                        seatsChangeOffers,
		"an entry has one live offer":                            oneLiveOffer,
		"offers are due when their time has come":                dueOffers,
		"a fact wakes the live offers that it may speak of":      wake,
		"seats are remembered while they are set aside":          seen,
		"a change of a line waits for the one before":            overlapLine,
		"two joins of one address at once are one place":         overlapJoin,
		"two offers of one seat at once are one":                 overlapOffer,
		"a fact that arrives during a change wakes the offer":    overlapWake,
		"a message that arrives twice at once is taken once":     overlapOnce,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

// update runs a transaction that must succeed.
func update(t *testing.T, s Subject, do func(ctx context.Context, tx waitlist.Tx) error) {
	t.Helper()
	if err := try(t, s, do); err != nil {
		t.Fatalf("update: %v", err)
	}
}

func try(t *testing.T, s Subject, do func(ctx context.Context, tx waitlist.Tx) error) error {
	t.Helper()
	return s.Update(t.Context(), func(tx waitlist.Tx) error { return do(t.Context(), tx) })
}

// inTx returns what a transaction loads.
func inTx[T any](t *testing.T, s Subject, load func(ctx context.Context, tx waitlist.Tx) (T, error)) (loaded T) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx waitlist.Tx) (err error) {
		loaded, err = load(ctx, tx)
		return err
	})
	return loaded
}

// add keeps new entries, each with its line loaded first.
func add(t *testing.T, s Subject, entries ...waitlist.Entry) {
	t.Helper()
	if err := tryAdd(t, s, entries...); err != nil {
		t.Fatalf("add entries: %v", err)
	}
}

func tryAdd(t *testing.T, s Subject, entries ...waitlist.Entry) error {
	t.Helper()
	return try(t, s, func(ctx context.Context, tx waitlist.Tx) error {
		if err := hold(ctx, tx, entries...); err != nil {
			return err
		}
		return tx.AddEntries(ctx, entries...)
	})
}

// hold locks the lines of entries.
func hold(ctx context.Context, tx waitlist.Tx, entries ...waitlist.Entry) error {
	var lines []waitlist.EventID
	for _, e := range entries {
		lines = append(lines, e.Event)
	}
	_, err := tx.Lines(ctx, lines)
	return err
}

func put(t *testing.T, s Subject, entries ...waitlist.Entry) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx waitlist.Tx) error { return tx.PutEntries(ctx, entries...) })
}

func putLines(t *testing.T, s Subject, now time.Time, lines ...waitlist.Line) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx waitlist.Tx) error {
		for _, l := range lines {
			if _, err := tx.Lines(ctx, []waitlist.EventID{l.Event}); err != nil {
				return err
			}
		}
		return tx.PutLines(ctx, now, lines...)
	})
}

// offer keeps new offers, and their entries.
func offer(t *testing.T, s Subject, offers ...waitlist.Offer) {
	t.Helper()
	if err := tryOffer(t, s, offers...); err != nil {
		t.Fatalf("add offers: %v", err)
	}
}

func tryOffer(t *testing.T, s Subject, offers ...waitlist.Offer) error {
	t.Helper()
	return try(t, s, func(ctx context.Context, tx waitlist.Tx) error { return tx.AddOffers(ctx, offers...) })
}

func putOffers(t *testing.T, s Subject, offers ...waitlist.Offer) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx waitlist.Tx) error { return tx.PutOffers(ctx, offers...) })
}

func read(t *testing.T, s Subject, entry waitlist.EntryID) waitlist.Entry {
	t.Helper()
	e, err := s.Entry(t.Context(), entry)
	if err != nil {
		t.Fatalf("read entry: %v", err)
	}
	return e
}

func readOffer(t *testing.T, s Subject, offer waitlist.OfferID) waitlist.Offer {
	t.Helper()
	o, there, err := s.Offer(t.Context(), offer)
	if err != nil || !there {
		t.Fatalf("read offer: there is %v, %v", there, err)
	}
	return o
}

func same(t testing.TB, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateErrors(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// got returns what was read, or ends the test.
func got[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatalf("read: %v", err)
		}
		return v
	}
}

func idsOf(entries []waitlist.Entry) []waitlist.EntryID {
	ids := make([]waitlist.EntryID, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	return ids
}

func list(entries ...waitlist.Entry) []waitlist.EntryID { return idsOf(entries) }

func fullLine(event waitlist.EventID) waitlist.Line {
	return waitlist.Line{
		Event: event, Term: 5, Closed: 4, Told: 3, Next: 9, Paused: true, Starts: Noon.Add(time.Microsecond), News: 7, Cancelled: true,
		Waiting: 4, Confirmed: 2, Assigned: 1, Joined: 10, Gone: 6, Offered: 8, Taken: 5, Passed: 3,
	}
}

func lineComesBack(t *testing.T, s Subject) {
	m := NewMaker(1)
	full, blank := fullLine(m.Event()), waitlist.Line{Event: m.Event()}
	putLines(t, s, Noon, full, blank)
	asked := []waitlist.EventID{blank.Event, m.Event(), full.Event, full.Event}
	same(t, "read", []waitlist.Line{full, blank}, got[[]waitlist.Line](t)(s.Lines(t.Context(), asked)))
}

func linesAreMade(t *testing.T, s Subject) {
	m := NewMaker(1)
	a, b, c := m.Event(), m.Event(), m.Event()
	known := waitlist.Line{Event: b, Term: 1}
	putLines(t, s, Noon, known)
	want := []waitlist.Line{{Event: a}, known, {Event: c}}
	for range 2 {
		same(t, "lines", want, inTx(t, s, func(ctx context.Context, tx waitlist.Tx) ([]waitlist.Line, error) {
			return tx.Lines(ctx, []waitlist.EventID{c, a, b, a})
		}))
	}
	same(t, "read", want, got[[]waitlist.Line](t)(s.Lines(t.Context(), []waitlist.EventID{a, b, c})))
}

func entryComesBack(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	plain, full := m.Entry(event), m.Full(event)
	add(t, s, plain, full)
	same(t, "plain", plain, read(t, s, plain.ID))
	same(t, "full", full, read(t, s, full.ID))
	same(t, "loaded, in order", []waitlist.Entry{plain, full}, inTx(t, s, func(ctx context.Context, tx waitlist.Tx) ([]waitlist.Entry, error) {
		return tx.Entries(ctx, []waitlist.EntryID{full.ID, m.Entry(event).ID, plain.ID, full.ID})
	}))
	for _, price := range []money.Decimal{"0", "1e3", "12.500", "0.30000000000000004", "9999999999999999999999999999999999999999"} {
		e := m.Entry(event)
		e.Wish.MaxPrice = price
		add(t, s, e)
		same(t, "a price keeps its digits", e.Wish.MaxPrice, read(t, s, e.ID).Wish.MaxPrice)
	}
	changed := plain
	changed.Status, changed.Reason, changed.MailedAt, changed.EndedAt = waitlist.Left, events.LineLeft, Noon.Add(time.Hour), Noon.Add(2*time.Hour)
	changed.Offer, changed.Passes = full.Offer, 3
	put(t, s, changed)
	same(t, "changed", changed, read(t, s, plain.ID))
	changed.Offer, changed.EndedAt, changed.Status = waitlist.OfferID{}, time.Time{}, waitlist.Pending
	put(t, s, changed)
	same(t, "changed back", changed, read(t, s, plain.ID))
}

func entryNotFound(t *testing.T, s Subject) {
	m := NewMaker(1)
	if _, err := s.Entry(t.Context(), m.Entry(m.Event()).ID); !errors.Is(err, waitlist.ErrNoEntry) {
		t.Errorf("got %v, want ErrNoEntry", err)
	}
	_, there, err := s.Offer(t.Context(), m.Offer(m.Entry(m.Event()), 1).ID)
	same(t, "an offer is there", false, there)
	same(t, "error", nil, err)
}

func copies(t *testing.T, s Subject) {
	m := NewMaker(1)
	e := m.Full(m.Event())
	o := m.Opened(m.Offer(e, 2))
	add(t, s, e)
	offer(t, s, o)
	spoiled, spoiledOffer := read(t, s, e.ID), readOffer(t, s, o.ID)
	spoiled.Wish.Sections[0], spoiled.Secret.Hash[0] = "spoiled", spoiled.Secret.Hash[0]+1
	spoiledOffer.Seats[0].Section, spoiledOffer.Reservations[0], spoiledOffer.OrderSecret.Hash[0] = "spoiled", m.ids.New(), 0
	same(t, "entry", e, read(t, s, e.ID))
	same(t, "offer", o, readOffer(t, s, o.ID))
}

func errorUndoes(t *testing.T, s Subject) {
	m := NewMaker(1)
	e, message, boom := m.Entry(m.Event()), m.ids.New(), errors.New("boom")
	write := func(end error) error {
		return try(t, s, func(ctx context.Context, tx waitlist.Tx) error {
			first, err := tx.Once(ctx, "group", message)
			if err != nil || !first {
				t.Errorf("the message is first: %v, %v", first, err)
			}
			tx.Emit(m.Fact(e))
			err = errors.Join(hold(ctx, tx, e), tx.AddEntries(ctx, e), tx.AddOffers(ctx, m.Offer(e, 1)),
				tx.PutLines(ctx, Noon, waitlist.Line{Event: e.Event, Waiting: 1}))
			return errors.Join(err, end)
		})
	}
	if err := write(boom); !errors.Is(err, boom) {
		t.Errorf("got %v, want the function's error", err)
	}
	if _, err := s.Entry(t.Context(), e.ID); !errors.Is(err, waitlist.ErrNoEntry) {
		t.Errorf("the entry is there after an error: %v", err)
	}
	same(t, "lines after an error", 0, len(got[[]waitlist.Line](t)(s.LinePage(t.Context(), waitlist.EventID{}, 10))))
	same(t, "those ahead after an error", int64(0), got[int64](t)(s.Ahead(t.Context(), e.Event, e.Place+1)))
	same(t, "facts after an error", []string(nil), s.Topics(t))
	same(t, "error", nil, write(nil))
	same(t, "facts", []string{events.WaitlistEntryChanged{}.Topic()}, s.Topics(t))
}

func oneLiveEntry(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	first, twin, elsewhere := m.Entry(event), m.Entry(event), m.Entry(m.Event())
	twin.Email, elsewhere.Email = strings.ToUpper(first.Email), first.Email
	add(t, s, first, elsewhere)
	for _, status := range []waitlist.Status{waitlist.Unconfirmed, waitlist.Pending, waitlist.Assigned} {
		first.Status, first.Offer = status, waitlist.OfferID(m.ids.New())
		put(t, s, first)
		if err := tryAdd(t, s, twin); !errors.Is(err, waitlist.ErrAlreadyInLine) {
			t.Fatalf("%s: got %v, want ErrAlreadyInLine", status, err)
		}
	}
	first.Status, first.EndedAt = waitlist.Completed, Noon
	put(t, s, first)
	add(t, s, twin)
	first.Status = waitlist.Pending
	err := try(t, s, func(ctx context.Context, tx waitlist.Tx) error { return tx.PutEntries(ctx, first) })
	if !errors.Is(err, waitlist.ErrAlreadyInLine) {
		t.Errorf("a place that came back: got %v, want ErrAlreadyInLine", err)
	}
}

func rejoinInOneStep(t *testing.T, s Subject) {
	m := NewMaker(1)
	event := m.Event()
	before, after := m.Entry(event), m.Entry(event)
	after.Email = before.Email
	add(t, s, before)
	update(t, s, func(ctx context.Context, tx waitlist.Tx) error {
		loaded, err := tx.Entries(ctx, list(before))
		if err != nil {
			return err
		}
		ended := loaded[0]
		ended.Status, ended.EndedAt = waitlist.Expired, Noon
		return errors.Join(tx.PutEntries(ctx, ended), tx.AddEntries(ctx, after))
	})
	same(t, "who lives", list(after), idsOf(got[[]waitlist.Entry](t)(s.InLine(t.Context(), event, "", 0, 10))))
	same(t, "ahead", int64(1), got[int64](t)(s.Ahead(t.Context(), event, 100)))
}

func manyJoin(t *testing.T, s Subject) {
	m := NewMaker(1)
	one, other := m.Event(), m.Event()
	var entries []waitlist.Entry
	for n := range 500 {
		e := m.Entry(one)
		if n%2 == 1 {
			e.Event = other
		}
		e.Wish.Sections = []string{fmt.Sprint(n)}[:n%3/2]
		entries = append(entries, e)
	}
	add(t, s, entries...)
	page := got[[]waitlist.Entry](t)(s.EntryPage(t.Context(), waitlist.EntryID{}, 1000))
	same(t, "entries", entries, page)
	same(t, "ahead of the last", int64(249), got[int64](t)(s.Ahead(t.Context(), other, 500)))
}

func residents(t *testing.T, s Subject) {
	m := NewMaker(1)
	event, other := m.Event(), m.Event()
	a, b, c, gone := m.Entry(event), m.Pending(event), m.Entry(other), m.Entry(event)
	c.Email = a.Email
	gone.Status, gone.EndedAt = waitlist.Left, Noon
	add(t, s, a, b, c, gone)
	find := func(sought ...waitlist.Resident) []waitlist.EntryID {
		return idsOf(inTx(t, s, func(ctx context.Context, tx waitlist.Tx) ([]waitlist.Entry, error) { return tx.Residents(ctx, sought) }))
	}
	at := func(event waitlist.EventID, e waitlist.Entry) waitlist.Resident {
		return waitlist.Resident{Event: event, Address: strings.ToLower(e.Email)}
	}
	same(t, "of both", list(a, b, c), find(at(other, a), at(event, b), at(event, a), at(event, gone), at(event, a)))
	same(t, "of the wrong event", list(), find(at(other, b)))
	same(t, "of nobody", list(), find())
}

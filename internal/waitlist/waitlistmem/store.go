// Package waitlistmem keeps lines, places and offers in memory: the fake of every test and the store of the simulation.
package waitlistmem

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/mem"
	"github.com/speckit/ticketing/internal/waitlist"
)

// Store is the waitlist's store in memory.
type Store struct {
	DB *mem.DB

	// Lenient turns the guard against the double offer off: no seat counts as offered, and two live offers may have one. It exists so
	// that the simulation can show that it notices.
	Lenient bool

	lines     *mem.Table[waitlist.EventID, waitlist.Line]
	moments   *mem.Table[momentKey, moment]
	entries   *mem.Table[waitlist.EntryID, waitlist.Entry]
	places    *mem.Table[placeKey, waitlist.EntryID]
	living    *mem.Table[waitlist.Resident, waitlist.EntryID] // the live entry of an address
	offers    *mem.Table[waitlist.OfferID, waitlist.Offer]
	offered   *mem.Table[waitlist.SeatID, waitlist.OfferID] // the live offer of a seat
	vacancies *mem.Table[vacancyKey, vacancy]
}

// Keys of rows. Moments and vacancies know their own.
type (
	placeKey struct {
		event waitlist.EventID
		place int64
	}
	momentKey struct {
		event waitlist.EventID
		at    time.Time
	}
	moment struct {
		momentKey
		waitlist.Moment
	}
	vacancyKey struct {
		event waitlist.EventID
		seat  waitlist.SeatID
	}
	vacancy struct {
		vacancyKey
		since time.Time
	}
)

var _ waitlist.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	db := mem.New()
	return &Store{
		DB:        db,
		lines:     mem.NewTable[waitlist.EventID, waitlist.Line](db),
		moments:   mem.NewTable[momentKey, moment](db),
		entries:   mem.NewTable[waitlist.EntryID, waitlist.Entry](db),
		places:    mem.NewTable[placeKey, waitlist.EntryID](db),
		living:    mem.NewTable[waitlist.Resident, waitlist.EntryID](db),
		offers:    mem.NewTable[waitlist.OfferID, waitlist.Offer](db),
		offered:   mem.NewTable[waitlist.SeatID, waitlist.OfferID](db),
		vacancies: mem.NewTable[vacancyKey, vacancy](db),
	}
}

// Update runs one transaction; transactions run one after the other.
func (s *Store) Update(ctx context.Context, do func(waitlist.Tx) error) error {
	return s.DB.Update(ctx, func(unit *mem.Unit) error { return do(&tx{Unit: unit, store: s}) })
}

// Entry returns one entry.
func (s *Store) Entry(_ context.Context, entry waitlist.EntryID) (e waitlist.Entry, err error) {
	s.DB.View(func() {
		found, there := s.entries.Get(entry)
		if !there {
			err = waitlist.ErrNoEntry
		}
		e = found.Clone()
	})
	return e, err
}

// Offer returns one offer.
func (s *Store) Offer(_ context.Context, offer waitlist.OfferID) (o waitlist.Offer, there bool, err error) {
	s.DB.View(func() {
		o, there = s.offers.Get(offer)
		o = o.Clone()
	})
	return o, there, nil
}

// Lines returns the lines that there are of those asked for.
func (s *Store) Lines(_ context.Context, events []waitlist.EventID) ([]waitlist.Line, error) {
	return view(s, s.lines, byEvent, 0, func(l waitlist.Line) bool { return slices.Contains(events, l.Event) }), nil
}

// Ahead counts the waiting entries of a line with a lower place.
func (s *Store) Ahead(_ context.Context, event waitlist.EventID, place int64) (int64, error) {
	ahead := view(s, s.entries, byPlace, 0, func(e waitlist.Entry) bool { return e.Event == event && e.Waiting() && e.Place < place })
	return int64(len(ahead)), nil
}

// MomentBefore returns the last moment of a line that began before a time.
func (s *Store) MomentBefore(_ context.Context, event waitlist.EventID, before time.Time) (waitlist.Moment, bool, error) {
	found := view(s, s.moments, byTime, 0, func(m moment) bool { return m.event == event && m.At.Before(before) })
	if len(found) == 0 {
		return waitlist.Moment{}, false, nil
	}
	return found[len(found)-1].Moment, true, nil
}

// Moments returns a line's moments, oldest first.
func (s *Store) Moments(_ context.Context, event waitlist.EventID, from, to time.Time, limit int) ([]waitlist.Moment, error) {
	found := view(s, s.moments, byTime, limit, func(m moment) bool {
		return m.event == event && !m.At.Before(from) && m.At.Before(to)
	})
	moments := make([]waitlist.Moment, len(found))
	for i, m := range found {
		moments[i] = m.Moment
	}
	return moments, nil
}

// Due lists live offers that are to be looked after, the longest due first.
func (s *Store) Due(_ context.Context, now time.Time, limit int) ([]waitlist.OfferID, error) {
	longest := func(a, b waitlist.Offer) int { return cmp.Or(a.Look.Compare(b.Look), id.Compare(a.ID, b.ID)) }
	due := view(s, s.offers, longest, limit, func(o waitlist.Offer) bool { return o.Live() && !o.Look.After(now) })
	ids := make([]waitlist.OfferID, len(due))
	for i, o := range due {
		ids[i] = o.ID
	}
	return ids, nil
}

// Lapsed lists unconfirmed entries whose time is over.
func (s *Store) Lapsed(_ context.Context, now time.Time, limit int) ([]waitlist.Entry, error) {
	longest := func(a, b waitlist.Entry) int { return cmp.Or(a.ConfirmBy.Compare(b.ConfirmBy), id.Compare(a.ID, b.ID)) }
	return entries(view(s, s.entries, longest, limit, func(e waitlist.Entry) bool {
		return e.Status == waitlist.Unconfirmed && !e.ConfirmBy.After(now)
	})), nil
}

// Unsettled lists lines of which something is to be done that nobody asks for.
func (s *Store) Unsettled(_ context.Context, now time.Time, limit int) ([]waitlist.Line, error) {
	return view(s, s.lines, byEvent, limit, func(l waitlist.Line) bool {
		return l.Told < l.Closed || l.Closed < l.Term && l.Live() == 0 || l.Waiting > 0 && l.IsOver(now)
	}), nil
}

// LinePage walks over all lines.
func (s *Store) LinePage(_ context.Context, after waitlist.EventID, limit int) ([]waitlist.Line, error) {
	return view(s, s.lines, byEvent, limit, func(l waitlist.Line) bool { return id.Compare(l.Event, after) > 0 }), nil
}

// EntryPage walks over all live entries.
func (s *Store) EntryPage(_ context.Context, after waitlist.EntryID, limit int) ([]waitlist.Entry, error) {
	return entries(view(s, s.entries, byEntry, limit, func(e waitlist.Entry) bool { return e.Live() && id.Compare(e.ID, after) > 0 })), nil
}

// OfferPage walks over all live offers.
func (s *Store) OfferPage(_ context.Context, after waitlist.OfferID, limit int) ([]waitlist.Offer, error) {
	return offers(view(s, s.offers, byOffer, limit, func(o waitlist.Offer) bool { return o.Live() && id.Compare(o.ID, after) > 0 })), nil
}

// InLine lists the entries of a line.
func (s *Store) InLine(_ context.Context, event waitlist.EventID, status waitlist.Status, after int64, limit int) ([]waitlist.Entry, error) {
	return entries(view(s, s.entries, byPlace, limit, func(e waitlist.Entry) bool {
		return e.Event == event && e.Place > after && (e.Status == status || status == "" && e.Live())
	})), nil
}

// view is where, outside a transaction.
func view[K comparable, V any](s *Store, t *mem.Table[K, V], order func(a, b V) int, limit int, match func(V) bool) (found []V) {
	s.DB.View(func() { found = where(t, order, limit, match) })
	return found
}

// where returns the rows that match; a limit of 0 is none.
func where[K comparable, V any](t *mem.Table[K, V], order func(a, b V) int, limit int, match func(V) bool) []V {
	found := t.Where(match, order)
	if limit > 0 && len(found) > limit {
		found = found[:limit]
	}
	return found
}

// entries and offers hand out copies.
func entries(rows []waitlist.Entry) []waitlist.Entry { return each(rows, waitlist.Entry.Clone) }

func offers(rows []waitlist.Offer) []waitlist.Offer { return each(rows, waitlist.Offer.Clone) }

func each[T any](rows []T, do func(T) T) []T {
	for i, r := range rows {
		rows[i] = do(r)
	}
	return rows
}

func byEvent(a, b waitlist.Line) int  { return id.Compare(a.Event, b.Event) }
func byEntry(a, b waitlist.Entry) int { return id.Compare(a.ID, b.ID) }
func byPlace(a, b waitlist.Entry) int { return cmp.Compare(a.Place, b.Place) }
func byOffer(a, b waitlist.Offer) int { return id.Compare(a.ID, b.ID) }
func byTime(a, b moment) int          { return a.At.Compare(b.At) }

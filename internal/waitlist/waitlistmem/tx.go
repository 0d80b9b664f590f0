package waitlistmem

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/address"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/mem"
	"github.com/speckit/ticketing/internal/waitlist"
)

// tx is one transaction. Nothing runs beside it, so everything is locked.
type tx struct {
	*mem.Unit
	store *Store
}

// Lines loads lines and makes blank ones of those that are not there.
func (t *tx) Lines(_ context.Context, events []waitlist.EventID) ([]waitlist.Line, error) {
	for _, event := range events {
		if _, there := t.store.lines.Get(event); !there {
			t.store.lines.Put(event, waitlist.Line{Event: event})
		}
	}
	return where(t.store.lines, byEvent, 0, func(l waitlist.Line) bool { return slices.Contains(events, l.Event) }), nil
}

// PutLines writes lines and the present moment of each.
func (t *tx) PutLines(_ context.Context, now time.Time, lines ...waitlist.Line) error {
	for _, l := range lines {
		m := l.MomentOf(now)
		key := momentKey{l.Event, m.At}
		t.store.lines.Put(l.Event, l)
		t.store.moments.Put(key, moment{key, m})
	}
	return nil
}

// Entries loads entries by id.
func (t *tx) Entries(_ context.Context, ids []waitlist.EntryID) ([]waitlist.Entry, error) {
	return entries(loaded(t.store.entries, ids)), nil
}

// Residents loads the live entries of addresses.
func (t *tx) Residents(_ context.Context, seekers []waitlist.Resident) ([]waitlist.Entry, error) {
	var ids []waitlist.EntryID
	for _, r := range seekers {
		if entry, there := t.store.living.Get(r); there {
			ids = append(ids, entry)
		}
	}
	return entries(loaded(t.store.entries, ids)), nil
}

// AddEntries keeps new entries and, as the tables of the real store do, refuses what would break a promise.
func (t *tx) AddEntries(_ context.Context, rows ...waitlist.Entry) error {
	for _, e := range rows {
		if _, there := t.store.entries.Get(e.ID); there {
			return fmt.Errorf("entry %s is there already", e.ID)
		}
		if _, there := t.store.lines.Get(e.Event); !there {
			return fmt.Errorf("entry %s has no line", e.ID)
		}
		place := placeKey{e.Event, e.Place}
		if _, taken := t.store.places.Get(place); taken {
			return fmt.Errorf("place %d of a line is somebody's already", e.Place)
		}
		t.store.places.Put(place, e.ID)
		if err := t.keep(e); err != nil {
			return err
		}
	}
	return nil
}

// PutEntries writes what entries have become.
func (t *tx) PutEntries(_ context.Context, rows ...waitlist.Entry) error {
	for _, e := range rows {
		if _, there := t.store.entries.Get(e.ID); !there {
			continue
		}
		if err := t.keep(e); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) keep(e waitlist.Entry) error {
	resident := waitlist.Resident{Event: e.Event, Address: address.Fold(e.Email)}
	living, there := t.store.living.Get(resident)
	switch {
	case e.Live() && there && living != e.ID:
		return waitlist.ErrAlreadyInLine
	case e.Live():
		t.store.living.Put(resident, e.ID)
	case living == e.ID:
		t.store.living.Delete(resident)
	}
	t.store.entries.Put(e.ID, e.Clone())
	return nil
}

// NextInLine loads whom the vacancies may suit.
func (t *tx) NextInLine(_ context.Context, event waitlist.EventID, after int64, bounds waitlist.Bounds, limit int) ([]waitlist.Entry, error) {
	return entries(where(t.store.entries, byPlace, limit, func(e waitlist.Entry) bool {
		return e.Event == event && e.Place > after && e.Status == waitlist.Pending && e.Offer.IsZero() && mayTake(e, bounds)
	})), nil
}

// mayTake is the meaning of Bounds.
func mayTake(e waitlist.Entry, b waitlist.Bounds) bool {
	elsewhere := len(e.Wish.Sections) > 0 && !slices.ContainsFunc(e.Wish.Sections, func(s string) bool { return slices.Contains(b.Sections, s) })
	affordable := e.Wish.MaxPrice == "" || e.Wish.MaxPrice.Covers(b.Cheapest)
	there := b.Ordinary && !e.Wish.Accessible || b.Accessible && e.Wish.Accessible
	return there && affordable && !elsewhere && (e.Wish.Quantity <= b.Together || e.Passes >= b.Passes)
}

// FirstWaiting loads the first waiting entries.
func (t *tx) FirstWaiting(_ context.Context, event waitlist.EventID, limit int) ([]waitlist.Entry, error) {
	return entries(where(t.store.entries, byPlace, limit, func(e waitlist.Entry) bool { return e.Event == event && e.Waiting() })), nil
}

// Offers loads offers by id.
func (t *tx) Offers(_ context.Context, ids []waitlist.OfferID) ([]waitlist.Offer, error) {
	return offers(loaded(t.store.offers, ids)), nil
}

// AddOffers keeps new offers and refuses a seat that another live one has.
func (t *tx) AddOffers(_ context.Context, rows ...waitlist.Offer) error {
	for _, o := range rows {
		if _, rival := t.store.offers.First(func(other waitlist.Offer) bool { return other.Live() && other.Entry == o.Entry }); rival {
			return fmt.Errorf("entry %s has a live offer already", o.Entry)
		}
		for _, seat := range o.SeatIDs() {
			if _, taken := t.store.offered.Get(seat); taken && !t.store.Lenient {
				return waitlist.ErrOfferedTwice
			}
			t.store.offered.Put(seat, o.ID)
		}
		t.store.offers.Put(o.ID, o.Clone())
	}
	return nil
}

// PutOffers writes what offers have become. The seats of those that live no more are free to be offered.
func (t *tx) PutOffers(_ context.Context, rows ...waitlist.Offer) error {
	for _, o := range rows {
		if _, there := t.store.offers.Get(o.ID); !there {
			continue
		}
		t.store.offers.Put(o.ID, o.Clone())
		for _, seat := range o.SeatIDs() {
			if owner, _ := t.store.offered.Get(seat); owner == o.ID && !o.Live() {
				t.store.offered.Delete(seat)
			}
		}
	}
	return nil
}

// Offered lists those of the seats that a live offer has.
func (t *tx) Offered(_ context.Context, seats []waitlist.SeatID) ([]waitlist.SeatID, error) {
	var offered []waitlist.SeatID
	for _, seat := range seats {
		if _, taken := t.store.offered.Get(seat); taken && !t.store.Lenient {
			offered = append(offered, seat)
		}
	}
	slices.SortFunc(offered, id.Compare)
	return slices.Compact(offered), nil
}

// Wake makes live offers due.
func (t *tx) Wake(_ context.Context, ids []waitlist.OfferID, seats []waitlist.SeatID, now time.Time) error {
	ids = slices.Clone(ids)
	for _, seat := range seats {
		if offer, taken := t.store.offered.Get(seat); taken {
			ids = append(ids, offer)
		}
	}
	for _, o := range loaded(t.store.offers, ids) {
		if o.Live() && o.Look.After(now) {
			o.Look = now
			t.store.offers.Put(o.ID, o)
		}
	}
	return nil
}

// Seen notes which seats of an event are set aside, and since when.
func (t *tx) Seen(_ context.Context, event waitlist.EventID, seats []waitlist.SeatID, now time.Time) (map[waitlist.SeatID]time.Time, error) {
	since := make(map[waitlist.SeatID]time.Time, len(seats))
	for _, v := range t.store.vacancies.Where(func(v vacancy) bool { return v.event == event }, byVacancy) {
		if !slices.Contains(seats, v.seat) {
			t.store.vacancies.Delete(v.vacancyKey)
			continue
		}
		since[v.seat] = v.since
	}
	for _, seat := range seats {
		if _, known := since[seat]; !known {
			key := vacancyKey{event, seat}
			t.store.vacancies.Put(key, vacancy{key, now})
			since[seat] = now
		}
	}
	return since, nil
}

func byVacancy(a, b vacancy) int { return id.Compare(a.seat, b.seat) }

// loaded returns rows by key, in the order of the keys.
func loaded[K ~[16]byte, V any](t *mem.Table[K, V], keys []K) []V {
	var rows []V
	for _, key := range slices.Compact(slices.SortedFunc(slices.Values(keys), id.Compare)) {
		if row, there := t.Get(key); there {
			rows = append(rows, row)
		}
	}
	return rows
}

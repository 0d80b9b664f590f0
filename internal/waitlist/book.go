package waitlist

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/address"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// book is the lines, entries and offers of one transaction, as the steps before left them.
type book struct {
	tx    Tx
	now   time.Time
	rules Rules
	ids   id.Source

	lines   map[EventID]*Line
	entries map[EntryID]Entry
	offers  map[OfferID]Offer
	living  map[Resident]EntryID

	newEntries, oldEntries []EntryID // in the order of the changes
	newOffers, oldOffers   []OfferID
	dirty                  map[[16]byte]bool
}

// open loads what commands need. Lines come first: who has a line has everything in it.
func (s *Service) open(ctx context.Context, tx Tx, n needs, now time.Time) (*book, error) {
	b := &book{
		tx: tx, now: now, rules: s.rules, ids: s.ids, lines: map[EventID]*Line{}, entries: map[EntryID]Entry{}, offers: map[OfferID]Offer{},
		living: map[Resident]EntryID{}, dirty: map[[16]byte]bool{},
	}
	slices.SortFunc(n.events, id.Compare[EventID])
	lines, err := tx.Lines(ctx, slices.Compact(n.events))
	if err != nil {
		return nil, fmt.Errorf("load lines: %w", err)
	}
	for i := range lines {
		b.lines[lines[i].Event] = &lines[i]
	}
	if len(n.residents) > 0 {
		residents, err := tx.Residents(ctx, n.residents)
		if err != nil {
			return nil, fmt.Errorf("load residents: %w", err)
		}
		for _, e := range residents {
			b.know(e)
		}
	}
	return b, b.load(ctx, n)
}

// load adds entries and offers by id.
func (b *book) load(ctx context.Context, n needs) error {
	if len(n.entries) > 0 {
		entries, err := b.tx.Entries(ctx, n.entries)
		if err != nil {
			return fmt.Errorf("load entries: %w", err)
		}
		for _, e := range entries {
			b.know(e)
		}
	}
	if len(n.offers) > 0 {
		offers, err := b.tx.Offers(ctx, n.offers)
		if err != nil {
			return fmt.Errorf("load offers: %w", err)
		}
		for _, o := range offers {
			b.offers[o.ID] = o
		}
	}
	return nil
}

func (b *book) know(e Entry) {
	b.entries[e.ID] = e
	if e.Live() {
		b.living[Resident{e.Event, address.Fold(e.Email)}] = e.ID
	}
}

// resident finds the live entry of an address.
func (b *book) resident(r Resident) (Entry, bool) {
	entry, there := b.living[r]
	if !there || !b.entries[entry].Live() {
		return Entry{}, false
	}
	return b.entries[entry], true
}

// touch has the line written although no entry of it changes.
func (b *book) touch(event EventID) { b.dirty[event] = true }

func (b *book) add(e Entry) {
	b.dirty[e.ID] = true
	b.newEntries = append(b.newEntries, e.ID)
	b.know(e)
}

func (b *book) put(e Entry) {
	if !b.dirty[e.ID] {
		b.dirty[e.ID] = true
		b.oldEntries = append(b.oldEntries, e.ID)
	}
	b.entries[e.ID] = e
}

func (b *book) addOffer(o Offer) {
	b.dirty[o.ID] = true
	b.newOffers = append(b.newOffers, o.ID)
	b.offers[o.ID] = o
}

func (b *book) putOffer(o Offer) {
	if !b.dirty[o.ID] {
		b.dirty[o.ID] = true
		b.oldOffers = append(b.oldOffers, o.ID)
	}
	b.offers[o.ID] = o
}

// end ends an entry that has no offer.
func (b *book) end(line *Line, e Entry, status Status, reason string) {
	e.become(line, status, reason, b.now)
	b.put(e)
	b.tell(e)
}

// tell says how an entry stands after its change.
func (b *book) tell(e Entry) { b.tx.Emit(changed(e, nil, b.ids.New(), b.now)) }

// tellOf says so of a change that concerns an offer.
func (b *book) tellOf(e Entry, o Offer) { b.tx.Emit(changed(e, &o, b.ids.New(), b.now)) }

// close writes what the steps came to.
func (b *book) close(ctx context.Context) error {
	if len(b.dirty) == 0 {
		return nil
	}
	if err := b.tx.PutEntries(ctx, rowsOf(b.oldEntries, b.entries)...); err != nil {
		return fmt.Errorf("write entries: %w", err)
	}
	if err := b.tx.AddEntries(ctx, rowsOf(b.newEntries, b.entries)...); err != nil {
		return fmt.Errorf("add entries: %w", err)
	}
	if err := b.tx.PutOffers(ctx, rowsOf(b.oldOffers, b.offers)...); err != nil {
		return fmt.Errorf("write offers: %w", err)
	}
	if err := b.tx.AddOffers(ctx, rowsOf(b.newOffers, b.offers)...); err != nil {
		return fmt.Errorf("add offers: %w", err)
	}
	lines := make([]Line, 0, len(b.lines))
	for _, l := range b.lines {
		lines = append(lines, *l)
	}
	slices.SortFunc(lines, func(x, y Line) int { return id.Compare(x.Event, y.Event) })
	if err := b.tx.PutLines(ctx, b.now, lines...); err != nil {
		return fmt.Errorf("write lines: %w", err)
	}
	return nil
}

func rowsOf[ID comparable, Row any](ids []ID, rows map[ID]Row) []Row {
	out := make([]Row, len(ids))
	for i, k := range ids {
		out[i] = rows[k]
	}
	return out
}

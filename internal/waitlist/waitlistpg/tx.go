package waitlistpg

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlistpg/waitlistsql"
)

// tx is one transaction. Its locks begin with the lines'.
type tx struct {
	*pg.Tx
	queries *waitlistsql.Queries
}

// later writes on the way of the next statement or of the commit; what speaks against it is the error of that.
func (t *tx) later(doing string) *waitlistsql.Queries {
	return waitlistsql.New(t.Later(func(err error) error {
		switch pg.Violated(err) {
		case "entries_one_live":
			return waitlist.ErrAlreadyInLine
		case "offered_seats_pkey":
			return waitlist.ErrOfferedTwice
		}
		return wrap(doing, err)
	}))
}

// Lines loads lines and makes blank ones of those that are not there.
func (t *tx) Lines(ctx context.Context, events []waitlist.EventID) ([]waitlist.Line, error) {
	ids := inOrder(events)
	if err := t.later("insert lines").MakeLines(ctx, ids); err != nil {
		return nil, fmt.Errorf("insert lines: %w", err)
	}
	rows, err := t.queries.LockLines(ctx, ids)
	return list("lock lines", rows, err, lineOf)
}

// PutLines writes lines and the present moment of each.
func (t *tx) PutLines(ctx context.Context, now time.Time, lines ...waitlist.Line) error {
	if len(lines) == 0 {
		return nil
	}
	rows, moments := lineRows(lines, now)
	if err := t.later("update lines").PutLines(ctx, rows); err != nil {
		return fmt.Errorf("update lines: %w", err)
	}
	return wrap("write moments", t.later("write moments").PutMoments(ctx, moments))
}

// Entries loads entries by id.
func (t *tx) Entries(ctx context.Context, entries []waitlist.EntryID) ([]waitlist.Entry, error) {
	rows, err := t.queries.LockEntries(ctx, id.UUIDs(entries))
	return list("lock entries", rows, err, entryOf)
}

// Residents loads the live entries of addresses.
func (t *tx) Residents(ctx context.Context, seekers []waitlist.Resident) ([]waitlist.Entry, error) {
	var sought waitlistsql.LockResidentsParams
	for _, r := range seekers {
		sought.Events = append(sought.Events, r.Event.UUID())
		sought.Addresses = append(sought.Addresses, r.Address)
	}
	rows, err := t.queries.LockResidents(ctx, sought)
	return list("lock entries of addresses", rows, err, entryOf)
}

// AddEntries writes new entries on the way of the commit.
func (t *tx) AddEntries(ctx context.Context, entries ...waitlist.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	return wrap("insert entries", t.later("insert entries").AddEntries(ctx, newEntries(entries)))
}

// PutEntries writes what entries have become.
func (t *tx) PutEntries(ctx context.Context, entries ...waitlist.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	return wrap("update entries", t.later("update entries").PutEntries(ctx, oldEntries(entries)))
}

// NextInLine loads whom the vacancies may suit, under the line's lock.
func (t *tx) NextInLine(ctx context.Context, event waitlist.EventID, after int64, bounds waitlist.Bounds, limit int) ([]waitlist.Entry, error) {
	rows, err := t.queries.NextInLine(ctx, waitlistsql.NextInLineParams{
		Event: event.UUID(), After: after, Together: page(bounds.Together), Passes: page(bounds.Passes),
		Cheapest: string(bounds.Cheapest.Decimal()), Sections: bounds.Sections,
		Accessible: bounds.Accessible, Ordinary: bounds.Ordinary, Most: page(limit),
	})
	return list("select the next in line", rows, err, entryOf)
}

// FirstWaiting loads the first waiting entries.
func (t *tx) FirstWaiting(ctx context.Context, event waitlist.EventID, limit int) ([]waitlist.Entry, error) {
	rows, err := t.queries.LockFirst(ctx, waitlistsql.LockFirstParams{Event: event.UUID(), Most: page(limit)})
	return list("lock the first in line", rows, err, entryOf)
}

// Offers loads offers by id.
func (t *tx) Offers(ctx context.Context, offers []waitlist.OfferID) ([]waitlist.Offer, error) {
	rows, err := t.queries.LockOffers(ctx, id.UUIDs(offers))
	return offersOf("lock offers", rows, err)
}

// AddOffers writes new offers on the way of the commit, and whose their seats are.
func (t *tx) AddOffers(ctx context.Context, offers ...waitlist.Offer) error {
	if len(offers) == 0 {
		return nil
	}
	rows, seats, err := newOffers(offers)
	if err != nil {
		return err
	}
	later := t.later("insert offers")
	if err := later.AddOffers(ctx, rows); err != nil {
		return fmt.Errorf("insert offers: %w", err)
	}
	return wrap("insert offered seats", later.OfferSeats(ctx, seats))
}

// PutOffers writes what offers have become. The seats of those that live no more are free to be offered.
func (t *tx) PutOffers(ctx context.Context, offers ...waitlist.Offer) error {
	if len(offers) == 0 {
		return nil
	}
	later := t.later("update offers")
	if err := later.PutOffers(ctx, oldOffers(offers)); err != nil {
		return fmt.Errorf("update offers: %w", err)
	}
	var over []id.UUID
	for _, o := range offers {
		if !o.Live() {
			over = append(over, o.ID.UUID())
		}
	}
	if len(over) == 0 {
		return nil
	}
	return wrap("delete offered seats", later.GiveSeatsBack(ctx, over))
}

// Offered lists those of the seats that a live offer has.
func (t *tx) Offered(ctx context.Context, seats []waitlist.SeatID) ([]waitlist.SeatID, error) {
	rows, err := t.queries.Offered(ctx, id.UUIDs(seats))
	return list("select offered seats", rows, err, func(u id.UUID) waitlist.SeatID { return waitlist.SeatID(u) })
}

// Wake makes live offers due, in one journey with the commit.
func (t *tx) Wake(ctx context.Context, offers []waitlist.OfferID, seats []waitlist.SeatID, now time.Time) error {
	if len(offers)+len(seats) == 0 {
		return nil
	}
	which := waitlistsql.WakeParams{Ids: id.UUIDs(offers), Seats: id.UUIDs(seats), Now: now}
	return wrap("wake offers", t.later("wake offers").Wake(ctx, which))
}

// Seen notes which seats of an event are set aside, and since when.
func (t *tx) Seen(ctx context.Context, event waitlist.EventID, seats []waitlist.SeatID, now time.Time) (map[waitlist.SeatID]time.Time, error) {
	rows, err := t.queries.Seen(ctx, waitlistsql.SeenParams{Event: event.UUID(), Seats: id.UUIDs(seats), Now: now})
	if err != nil {
		return nil, fmt.Errorf("note seats set aside: %w", err)
	}
	since := make(map[waitlist.SeatID]time.Time, len(rows))
	for _, row := range rows {
		since[waitlist.SeatID(row.SeatID)] = row.Since.UTC()
	}
	return since, nil
}

// wrap says what we were doing, if there is an error.
func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

package waitlist

import (
	"context"
	"errors"
	"time"

	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Store keeps lines, entries and offers. Update is the only way to write; its function may run again after a conflict and touches
// nothing but tx.
type Store interface {
	Update(ctx context.Context, do func(tx Tx) error) error
	Reads
}

// Reads are the store's answers outside transactions.
type Reads interface {
	// Entry returns one entry, or ErrNoEntry.
	Entry(ctx context.Context, entry EntryID) (Entry, error)
	// Offer returns one offer; false if there is none.
	Offer(ctx context.Context, offer OfferID) (Offer, bool, error)
	// Lines returns the lines that there are of those asked for.
	Lines(ctx context.Context, events []EventID) ([]Line, error)
	// Ahead counts the waiting entries of a line with a lower place. It does not count rows one by one.
	Ahead(ctx context.Context, event EventID, place int64) (int64, error)
	// MomentBefore returns the last moment of a line that began before a time; false if there is none.
	MomentBefore(ctx context.Context, event EventID, before time.Time) (Moment, bool, error)
	// Moments returns a line's moments from a time until before another, oldest first.
	Moments(ctx context.Context, event EventID, from, to time.Time, limit int) ([]Moment, error)

	// Due lists live offers that are to be looked after, the longest due first.
	Due(ctx context.Context, now time.Time, limit int) ([]OfferID, error)
	// Lapsed lists unconfirmed entries whose time is over.
	Lapsed(ctx context.Context, now time.Time, limit int) ([]Entry, error)
	// Unsettled lists lines of which something is to be done that nobody asks for: their term is over and inventory was not told, or
	// is not over although nobody is in them, or the event is over and somebody still waits.
	Unsettled(ctx context.Context, now time.Time, limit int) ([]Line, error)

	// LinePage, EntryPage and OfferPage walk over all lines, live entries and live offers by id.
	LinePage(ctx context.Context, after EventID, limit int) ([]Line, error)
	EntryPage(ctx context.Context, after EntryID, limit int) ([]Entry, error)
	OfferPage(ctx context.Context, after OfferID, limit int) ([]Offer, error)
	// InLine lists the entries of a line of a status, or the live ones for an empty status, by place after a place.
	InLine(ctx context.Context, event EventID, status Status, after int64, limit int) ([]Entry, error)
}

// Tx is one transaction. What it loads is locked until the transaction ends. Who changes an entry or an offer has its line first.
type Tx interface {
	work.Unit

	// Lines loads lines, in the order of their ids, and makes blank ones of those that are not there.
	Lines(ctx context.Context, events []EventID) ([]Line, error)
	// PutLines writes lines, and how each stands in the present stretch of its history.
	PutLines(ctx context.Context, now time.Time, lines ...Line) error

	// Entries loads entries by id; unknown ones are left out.
	Entries(ctx context.Context, entries []EntryID) ([]Entry, error)
	// Residents loads the live entries that have one of the addresses in its event.
	Residents(ctx context.Context, seekers []Resident) ([]Entry, error)
	// AddEntries keeps new entries. A second live one of an address in an event is ErrAlreadyInLine; after it the transaction must end.
	AddEntries(ctx context.Context, entries ...Entry) error
	// PutEntries writes entries that are there.
	PutEntries(ctx context.Context, entries ...Entry) error
	// NextInLine loads confirmed entries without an offer, by place after a place, that the vacancies may suit.
	NextInLine(ctx context.Context, event EventID, after int64, bounds Bounds, limit int) ([]Entry, error)
	// FirstWaiting loads the first waiting entries, whatever they want.
	FirstWaiting(ctx context.Context, event EventID, limit int) ([]Entry, error)

	// Offers loads offers by id; unknown ones are left out.
	Offers(ctx context.Context, offers []OfferID) ([]Offer, error)
	// AddOffers keeps new live offers. A seat that another live offer has is ErrOfferedTwice; after it the transaction must end.
	AddOffers(ctx context.Context, offers ...Offer) error
	// PutOffers writes offers that are there; one that lives no more gives its seats back.
	PutOffers(ctx context.Context, offers ...Offer) error
	// Offered lists those of the seats that a live offer has.
	Offered(ctx context.Context, seats []SeatID) ([]SeatID, error)
	// Wake makes live offers due that have one of the ids, or one of the seats.
	Wake(ctx context.Context, offers []OfferID, seats []SeatID, now time.Time) error
	// Seen notes which seats of an event are set aside, forgets all others, and returns since when each was seen.
	Seen(ctx context.Context, event EventID, seats []SeatID, now time.Time) (map[SeatID]time.Time, error)
}

// Resident is an address in the line of an event.
type Resident struct {
	Event   EventID
	Address string // folded
}

// Bounds spare a walk along the line those whom no vacancy can suit. Whom it lets through may still not be suited.
type Bounds struct {
	Cheapest money.Amount // of all vacancies
	Together int          // the longest run of seats that may come free beside each other
	Passes   int          // a group that was passed over so often is let through whatever its size
	Sections []string     // of the vacancies

	Accessible, Ordinary bool // whether there are places for wheelchairs and their companions, and others
}

// Lane carries commands to Execute and their verdicts back, alone or together with others.
type Lane interface {
	Do(ctx context.Context, command Command) (Joined, error)
}

// ErrOfferedTwice says that a seat is in another live offer.
var ErrOfferedTwice = errors.New("a seat is in another live offer")

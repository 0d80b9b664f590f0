package inventory

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Rules are the numbers of the business.
type Rules struct {
	HoldTTL       time.Duration // from the hold to its end
	PaymentWindow time.Duration // the longest that payments keep a hold past its own end
	Extension     time.Duration // what an extension adds, once per group
	Stall         time.Duration // how long a freed seat waits for the keeper whom the event favours
	RelayPatience time.Duration // how long an event waits, unsold, for the layout that was announced
	Limit         int           // seats per customer and event, where the event says nothing
	MaxSeats      int           // seats in one command
	MaxHouse      int           // seats in one command of the house
}

// DefaultRules are the product's.
func DefaultRules() Rules {
	return Rules{
		HoldTTL: 15 * time.Minute, PaymentWindow: 10 * time.Minute, Extension: 5 * time.Minute, Stall: 5 * time.Minute,
		RelayPatience: time.Minute, Limit: 6, MaxSeats: 100, MaxHouse: 500,
	}
}

// Store keeps seats, reservations and sales.
type Store interface {
	// Update runs one transaction. The function may run again after a conflict, so it touches nothing but tx.
	Update(ctx context.Context, do func(Tx) error) error
	Reads
}

// Tx is one transaction of the store. Rows that it returns stay as they are until the transaction ends, but for its own writes.
type Tx interface {
	work.Unit
	// Load reads and locks what commands need to see, whole (see Needs). What does not exist is absent.
	Load(ctx context.Context, needs Needs) (Rows, error)
	// Save writes what commands changed. It fails with ErrSeatTaken, at the latest at the commit, rather than give a seat a second live
	// reservation.
	Save(ctx context.Context, changes Changes) error

	// LockSale returns an event's sale, a blank one if nothing is known of it, and keeps every command off the event's seats.
	LockSale(ctx context.Context, event EventID) (Sale, error)
	// PutSale writes a sale.
	PutSale(ctx context.Context, sale Sale) error
	// Counts counts the event's seats, those that left the plan without a claim excepted.
	Counts(ctx context.Context, event EventID) (Counts, error)
	// SeatsOf returns all seats that an event ever had, in the order of their ids, locked.
	SeatsOf(ctx context.Context, event EventID) ([]Seat, error)
	// PutSeats writes whole seats, new or old.
	PutSeats(ctx context.Context, seats []Seat) error
	// PutPart keeps a part of a layout and reports how many of the layout's there are; the same part again changes nothing. Parts
	// returns them in order. DropParts forgets those up to a layout.
	PutPart(ctx context.Context, part Part) (have int, err error)
	Parts(ctx context.Context, event EventID, layout int) ([]Part, error)
	DropParts(ctx context.Context, event EventID, layout int) error
}

// Reads are the store's answers outside transactions: whole commits, perhaps a moment old.
type Reads interface {
	// Holds returns the reservations that there are of those asked for, by id.
	Holds(ctx context.Context, ids []ReservationID) ([]Hold, error)
	// HoldsOf returns the active reservations of customers, oldest first.
	HoldsOf(ctx context.Context, customers []CustomerID, limit int) ([]Hold, error)
	// Seats returns the seats that there are of those asked for, by id.
	Seats(ctx context.Context, ids []SeatID) ([]Seat, error)
	// Due lists active reservations whose time is over, the longest due first.
	Due(ctx context.Context, now time.Time, limit int) ([]ReservationID, error)
	// Lapsed lists seats that were set aside until a time that has come.
	Lapsed(ctx context.Context, now time.Time, limit int) ([]SeatID, error)
	// Kept lists seats that are set aside for a keeper until some time, those whose time comes first first.
	Kept(ctx context.Context, keeper Keeper, limit int) ([]Seat, error)
	// KeptOf lists the seats of the event's present layout that are set aside for a keeper, in the plan's order, from after a place on.
	KeptOf(ctx context.Context, event EventID, keeper Keeper, after PlanPlace, limit int) ([]Seat, error)
	// Unpaid lists active reservations of an event that no payment keeps.
	Unpaid(ctx context.Context, event EventID, limit int) ([]ReservationID, error)
	// Sale returns an event's sale; false if nothing is known of it.
	Sale(ctx context.Context, event EventID) (Sale, bool, error)
	// Plan returns the seats of the event's present layout in the plan's order.
	Plan(ctx context.Context, event EventID) ([]Seat, error)
	// States returns the claims on the seats of the event's present layout in the plan's order.
	States(ctx context.Context, event EventID) ([]SeatState, error)
	// Snapshot returns the same, with the prices of the reservations that have the seats.
	Snapshot(ctx context.Context, event EventID) ([]SeatState, error)
	// SeatPage and ClaimPage walk over all seats and over all live reservations by id, for the audit.
	SeatPage(ctx context.Context, after SeatID, limit int) ([]Seat, error)
	ClaimPage(ctx context.Context, after ReservationID, limit int) ([]Reservation, error)
}

// Gate sheds load before the database: one caller at a time works on a key. It decides nothing. Try takes all keys or none,
// without waiting; where some are taken, busy names them and release is nil. One that is out of order lets everybody through.
type Gate interface {
	Try(ctx context.Context, keys []string, longest time.Duration) (release func(), busy []string)
}

// Lane carries a command to Execute and its verdict back, alone or together with others.
type Lane interface {
	Do(ctx context.Context, command Command) (Result, error)
}

// Service is inventory's front: every command and every question.
type Service struct {
	store  Store
	gate   Gate
	rules  Rules
	clock  clock.Clock
	ids    id.Source
	lane   Lane
	floors *floors
}

// New makes the service. Commands go alone until Through gives them a lane to share.
func New(store Store, gate Gate, rules Rules, clk clock.Clock, ids id.Source) *Service {
	s := &Service{store: store, gate: gate, rules: rules, clock: clk, ids: ids, floors: newFloors(store, clk)}
	s.lane = alone{s}
	return s
}

// Through sends all further commands by a lane, which must end in Execute. It is called before the first command.
func (s *Service) Through(lane Lane) { s.lane = lane }

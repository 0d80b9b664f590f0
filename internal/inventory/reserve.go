package inventory

import (
	"context"
	"errors"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// What is refused about a wish for seats.
var (
	ErrBadWish = fault.New(fault.Invalid, "invalid_reservation",
		"Say either seatId, or seatIds, or eventId with quantity. Nothing was held.")
	ErrTooManySeats = fault.New(fault.Invalid, "too_many_seats", "That is more seats than one request may name. Nothing was held.")
	ErrSeatTwice    = fault.New(fault.Invalid, "duplicate_seat", "A seat is named twice. Nothing was held; name each seat once.")
	ErrSeveral      = fault.New(fault.Invalid, "several_events", "These seats are not all of one event. Nothing was held; hold each event's seats on their own.")
	ErrOneOrder     = fault.New(fault.Forbidden, "one_order_only", "This session opens a single order and cannot hold seats. Start a new visit to buy more.")
	ErrSoldOut      = fault.New(fault.Conflict, "sold_out", "There are not that many free seats that fit the wish. Nothing was held; ask for fewer, or for another section or price.")
	ErrPriceChanged = fault.New(fault.Conflict, "price_changed", "A seat has another price by now. Nothing was held; look at it again.")
	ErrNoSuchPart   = fault.New(fault.NotFound, "section_not_found", "The event has no such section. Nothing was held.")
)

// Reserve is a wish for seats: named ones, or the best that an event has.
type Reserve struct {
	Group GroupID // the same again finds what it made
	By    actor.Actor
	Event EventID // of named seats it may be absent
	Seats []SeatID

	Quantity   int           // of the best
	Section    string        // the best there; empty: anywhere
	MaxPrice   money.Decimal // per seat; empty: any
	Accessible bool

	Keeper Keeper         // named seats that are set aside for this keeper may be held too
	Prices []money.Amount // of named seats, one for each, where they were promised: at another price they are not held
	TTL    time.Duration  // zero: the rule's
}

// check looks at the wish's shape.
func (in Reserve) check(rules Rules) error {
	switch {
	case len(in.By.Customers()) == 0:
		return ErrOneOrder
	case (len(in.Seats) > 0) == (in.Quantity > 0), in.Quantity > 0 && in.Event.IsZero(), in.Quantity < 0:
		return ErrBadWish
	case len(in.Prices) > 0 && len(in.Prices) != len(in.Seats):
		return ErrBadWish
	case max(in.Quantity, len(in.Seats)) > rules.MaxSeats:
		return ErrTooManySeats
	}
	seen := make(map[SeatID]bool, len(in.Seats))
	for _, seat := range in.Seats {
		if seat.IsZero() {
			return ErrBadWish
		}
		if seen[seat] {
			return ErrSeatTwice
		}
		seen[seat] = true
	}
	return nil
}

// Reserve holds the seats of the wish, all or none, with one end.
func (s *Service) Reserve(ctx context.Context, in Reserve) ([]Hold, error) {
	if err := in.check(s.rules); err != nil {
		return nil, err
	}
	if in.TTL == 0 {
		in.TTL = s.rules.HoldTTL
	}
	if in.Quantity > 0 {
		return s.reserveBest(ctx, in)
	}
	return s.reserveNamed(ctx, in)
}

func (s *Service) reserveNamed(ctx context.Context, in Reserve) ([]Hold, error) {
	release, err := s.pass(ctx, in)
	if err != nil {
		return nil, err
	}
	defer release()
	result, err := s.lane.Do(ctx, newReserve(in, len(in.Seats)))
	if taken := new(takenError); errors.As(err, &taken) {
		return nil, s.refuse(ctx, in.Seats, taken.seats)
	}
	return result.Holds, err
}

// takenError says which of the named seats are somebody else's.
type takenError struct{ seats []SeatID }

func (*takenError) Error() string { return "seats are taken" }

// reserve is the command: named seats, or those that are proposed to it.
type reserve struct {
	in        Reserve
	size      int
	members   []ReservationID
	customers []CustomerID
	seats     []SeatID
}

func newReserve(in Reserve, size int) *reserve {
	c := &reserve{in: in, size: size, members: members(in.Group, size), seats: in.Seats}
	for _, customer := range in.By.Customers() {
		c.customers = append(c.customers, CustomerID(customer))
	}
	return c
}

func (c *reserve) need(n *Needs) {
	n.Customers = append(n.Customers, c.customers...)
	n.Seats = append(n.Seats, c.seats...)
	n.Reservations = append(n.Reservations, c.members...)
	if !c.in.Event.IsZero() {
		n.Events = append(n.Events, c.in.Event)
	}
}

func (c *reserve) decide(b *Book) (Result, error) {
	if made := b.find(c.members); len(made) > 0 {
		return Result{Holds: b.show(made...)}, nil
	}
	sale, err := c.sale(b)
	if err != nil {
		return Result{}, err
	}
	if err := sale.OnSale(b.now); err != nil {
		return Result{}, err
	}
	// Whoever lost a seat to the clock, and asks for it again in the second before the sweep, must not hear that somebody else has it.
	b.endDue(c.claims(b))
	has := 0
	for _, customer := range c.customers {
		has += b.live[Claimant{customer, sale.Event}]
	}
	if err := sale.Admits(has, c.size, b.rules.Limit); err != nil {
		return Result{}, err
	}
	if taken := c.taken(b); len(taken) > 0 {
		return Result{}, &takenError{taken}
	}
	for i, price := range c.in.Prices {
		if b.seats[c.seats[i]].Price != price {
			return Result{}, ErrPriceChanged.With("seatId", c.seats[i].UUID())
		}
	}
	return c.hold(b), nil
}

// sale finds the one event of all seats.
func (c *reserve) sale(b *Book) (Sale, error) {
	event := c.in.Event
	for _, k := range c.seats {
		seat, ok := b.seats[k]
		if !ok || seat.Layout < b.sales[seat.Event].Layout && seat.Kind == SeatOff {
			return Sale{}, ErrNoSuchSeat.With("seatId", k.UUID())
		}
		if event.IsZero() {
			event = seat.Event
		}
		if seat.Event != event {
			return Sale{}, ErrSeveral
		}
	}
	sale, ok := b.sales[event]
	if !ok {
		return Sale{}, ErrNoSuchEvent
	}
	return sale, nil
}

// claims lists the reservations that have the seats.
func (c *reserve) claims(b *Book) []Reservation {
	ids := make([]ReservationID, len(c.seats))
	for i, k := range c.seats {
		ids[i] = b.seats[k].Reservation
	}
	return b.find(ids)
}

// taken lists the seats that cannot be held.
func (c *reserve) taken(b *Book) []SeatID {
	var taken []SeatID
	for _, k := range c.seats {
		if seat := b.seats[k]; seat.Hold(ReservationID{}, c.in.Keeper) != nil {
			taken = append(taken, k)
		}
	}
	return taken
}

func (c *reserve) hold(b *Book) Result {
	holds := make([]Hold, len(c.seats))
	for i, k := range c.seats {
		seat := b.seats[k]
		holds[i] = b.hold(Reservation{
			ID: c.members[i], Group: c.in.Group, Size: c.size, Seat: k, Event: seat.Event, Customer: c.customers[0], Price: seat.Price,
			CreatedAt: b.now, ExpiresAt: b.now.Add(c.in.TTL), Status: Active,
		}, c.in.Keeper)
	}
	return Result{Holds: holds, Count: len(holds)}
}

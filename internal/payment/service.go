package payment

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Service carries out the commands and questions of the context.
type Service struct {
	store    Store
	orders   Orders
	holds    Holds
	tickets  Tickets
	provider Provider
	rules    Rules
	clock    clock.Clock
	ids      id.Source
	lane     Lane

	// awake and resumed say that what an earlier process left undecided was taken up once, whatever its next time.
	awake, resumed atomic.Bool
}

// Rules are the business numbers of the context.
type Rules struct {
	// Window is PAYMENT_WINDOW: how far past the hold's own end a payment may still be open.
	Window time.Duration
	// Grace is how long after that a payment is still awaited. Its money comes late: it buys the same seats if they are free, and goes
	// back if not. Then it is called off at the provider.
	Grace time.Duration
	// Patience is how long the call that charges may take on its way; afterwards its outcome is unknown and asked for.
	Patience time.Duration
	// FirstPause and LastPause bound the pauses between two asks.
	FirstPause, LastPause time.Duration
	// PageSize is how many undecided payments or refunds are read at a time.
	PageSize int
}

// DefaultRules are the numbers unless a setting says otherwise.
var DefaultRules = Rules{
	Window:     10 * time.Minute,
	Grace:      30 * time.Minute,
	Patience:   6 * time.Second,
	FirstPause: time.Second,
	LastPause:  30 * time.Second,
	PageSize:   200,
}

// New makes the service. Provider may be nil: then nothing can be paid, and what is undecided waits. Commands go alone until Through
// gives them a lane to share.
func New(store Store, orders Orders, holds Holds, tickets Tickets, provider Provider, rules Rules, clk clock.Clock, ids id.Source) *Service {
	s := &Service{
		store: store, orders: orders, holds: holds, tickets: tickets, provider: provider,
		rules: rules, clock: clk, ids: ids,
	}
	s.lane = alone{s}
	return s
}

// Through sends payments by a lane, which must end in Execute. It is called before the first of them.
func (s *Service) Through(lane Lane) { s.lane = lane }

// Orders is what payment asks of ordering.
type Orders interface {
	// Payable returns what the order costs and how it stands. ErrUnknownOrder when there is none, or it is not the actor's.
	Payable(ctx context.Context, order id.UUID, who actor.Actor) (Bill, error)
}

// Holds is what payment asks of inventory.
type Holds interface {
	// Protect commits that the holds do not run out while the payment is open, for PAYMENT_WINDOW at most, or refuses with
	// ErrHoldExpired when one of them is gone. A later payment takes the place of an earlier one.
	Protect(ctx context.Context, payment id.UUID, reservations []id.UUID) error
}

// Tickets is what payment asks of fulfillment.
type Tickets interface {
	// Void commits that the order's tickets admit nobody, those not issued yet included. It may be called again.
	Void(ctx context.Context, order id.UUID) error
}

// Store keeps payments and refunds.
type Store interface {
	// Update runs a transaction. The function may run again after a conflict: it touches nothing but tx.
	Update(ctx context.Context, do func(Tx) error) error

	// Payment returns one, or ErrUnknownPayment.
	Payment(ctx context.Context, payment ID) (Payment, error)
	// OpenOf returns the order's pending, succeeded or refunded payment, if it has one.
	OpenOf(ctx context.Context, order id.UUID) (Payment, bool, error)
	// Undecided returns pending payments to be asked about not later than due, by id, those after an id only.
	Undecided(ctx context.Context, due time.Time, after ID, limit int) ([]Payment, error)
	// Payments returns all, by id, those after an id only.
	Payments(ctx context.Context, after ID, limit int) ([]Payment, error)

	// RefundOf returns the payment's refund, if it has one: the one that is pending or succeeded, else the last that the provider refused.
	RefundOf(ctx context.Context, payment ID) (Refund, bool, error)
	// UndecidedRefunds returns pending refunds to be driven on not later than due, by id, those after an id only.
	UndecidedRefunds(ctx context.Context, due time.Time, after RefundID, limit int) ([]Refund, error)
	// Refunds returns all, by id, those after an id only.
	Refunds(ctx context.Context, after RefundID, limit int) ([]Refund, error)
}

// Tx is one transaction. What it loads stays locked until its end; payments are locked before their refunds.
type Tx interface {
	work.Unit

	// AddPayments adds those whose id is new and whose order has no pending, succeeded or refunded payment, and returns the ids of
	// those added. Of two transactions that add for one order, the second waits for the first.
	AddPayments(ctx context.Context, payments ...Payment) ([]ID, error)
	// Payments loads those that exist, by id.
	Payments(ctx context.Context, ids ...ID) ([]Payment, error)
	// PutPayments keeps payments that exist.
	PutPayments(ctx context.Context, payments ...Payment) error

	// AddRefunds adds those whose id is new and whose payment has no pending or succeeded refund, and returns the ids of those
	// added.
	AddRefunds(ctx context.Context, refunds ...Refund) ([]RefundID, error)
	// Refunds loads those that exist, by id.
	Refunds(ctx context.Context, ids ...RefundID) ([]Refund, error)
	// PutRefunds keeps refunds that exist.
	PutRefunds(ctx context.Context, refunds ...Refund) error
}

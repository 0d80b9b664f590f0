package ordering

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Store keeps orders. Update is the only way to write; its function may run again after a conflict and touches nothing but tx.
type Store interface {
	Update(ctx context.Context, do func(tx Tx) error) error

	// Order returns one order, or ErrOrderNotFound.
	Order(ctx context.Context, order OrderID) (Order, error)
	// Orders returns orders by id; unknown ids are left out.
	Orders(ctx context.Context, orders []OrderID) ([]Order, error)
	// Carts returns the open drafts of the customers, by id.
	Carts(ctx context.Context, customers []id.UUID) ([]Order, error)
	// List returns orders that were placed, newest first.
	List(ctx context.Context, which Listing) ([]Order, error)
	// Unsettled lists pending orders of which nothing is due, oldest first.
	Unsettled(ctx context.Context, limit int) ([]OrderID, error)
	// OwedBack lists orders whose refund is due and was not asked for, oldest first.
	OwedBack(ctx context.Context, limit int) ([]OrderID, error)
	// Page returns orders of every state with an id after the given one, by id: all of them, page by page.
	Page(ctx context.Context, after OrderID, limit int) ([]Order, error)
	// Sums adds up all orders by state and currency.
	Sums(ctx context.Context) ([]Sum, error)
	// Figures counts what happened in each step of the span in which anything did, by currency and time. What happened to an order
	// counts for the event if it has seats of it, with these alone; its beginning counts where it began.
	Figures(ctx context.Context, span Span) ([]FiguresAt, error)
}

// Tx is one transaction. What it loads is locked, in the order of ids, until the transaction ends.
type Tx interface {
	work.Unit

	// Orders loads orders; unknown ids are left out.
	Orders(ctx context.Context, orders []OrderID) ([]Order, error)
	// Claim loads orders by id and the open drafts of customers.
	Claim(ctx context.Context, orders []OrderID, customers []id.UUID) ([]Order, error)
	// Drafts loads the customers' open drafts.
	Drafts(ctx context.Context, customers []id.UUID) ([]Order, error)
	// Waiting loads drafts and pending orders with one of the reservations.
	Waiting(ctx context.Context, reservations []ReservationID) ([]Order, error)
	// OfEvent loads orders with seats of the event and an id after the given one that are pending, or are paid or fulfilled with no
	// refund due, by id.
	OfEvent(ctx context.Context, event EventID, after OrderID, limit int) ([]Order, error)
	// LiveSeats lists those of the seats that a draft, pending, paid or fulfilled order has.
	LiveSeats(ctx context.Context, seats []SeatID) ([]SeatID, error)
	// PutOrders keeps orders with their items, and for good where each began. A second draft of a customer, or an order number that is taken, is ErrOrderRaced; a
	// reservation that another live order has is ErrSeatOrdered. Either may come only from what is loaded next, or from Update. After
	// an error the transaction must end.
	PutOrders(ctx context.Context, orders ...Order) error
	// CallOff notes that an event is cancelled; again is nothing new.
	CallOff(ctx context.Context, event EventID, at time.Time) error
	// CalledOff lists those of the events that are cancelled.
	CalledOff(ctx context.Context, events []EventID) ([]EventID, error)
	// TakeLookup notes that links are mailed to an address, and reports false when that was done after the time.
	TakeLookup(ctx context.Context, addressHash []byte, at, after time.Time) (bool, error)
}

// Listing selects orders that were placed. Empty criteria do not select.
type Listing struct {
	Customers []id.UUID // orders of any of them,
	Address   string    // or orders that a guest placed with this address, in any case
	Email     string    // orders with this address, in any case
	Prefix    string    // beginning, in any case, of the address, the number, the name or its last word
	Event     EventID   // orders with seats of it
	State     State     // orders in it
	WasPaid   bool      // orders that were paid, however they ended
	Before    OrderID   // lower ids only
	Limit     int
}

// Sum is how many orders there are in one state and currency, and what they come to.
type Sum struct {
	State  State
	Orders int64
	Total  money.Amount
}

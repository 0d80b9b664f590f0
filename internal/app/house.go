package app

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
	"github.com/speckit/ticketing/internal/waitlist"
)

// Contexts are the cores of one process; those that run elsewhere are nil. Links hold the neighbours, because contexts ask one another
// in both directions; what a link may reach is what the caller's port says, no more.
type Contexts struct {
	Catalog      *catalog.Service
	Inventory    *inventory.Service
	Ordering     *ordering.Service
	Payment      *payment.Service
	Fulfillment  *fulfillment.Service
	Identity     *identity.Service
	Notification *notification.Service
	Waitlist     *waitlist.Service
	Bank         *paymentsim.Bank // nil where real money moves, or none

	parts parts
	near  *Neighbours
}

// Neighbours are the contexts as others reach them: the core itself where it runs in this process, its HTTP client where it runs
// elsewhere.
type Neighbours struct {
	Catalog interface {
		Event(ctx context.Context, event catalog.EventID) (catalog.Event, error)
		Names(ctx context.Context, events []id.UUID) ([]catalog.EventFacts, error)
		Listed(ctx context.Context, after catalog.Place, most int) ([]catalog.Listing, error)
	}
	Inventory interface {
		SetTerms(ctx context.Context, terms inventory.Terms) error
		ReplaceLayout(ctx context.Context, in inventory.Relay) error
		Snapshot(ctx context.Context, event inventory.EventID) ([]inventory.SeatState, error)
		Holds(ctx context.Context, reservations []inventory.ReservationID) ([]inventory.Hold, error)
		HoldsOf(ctx context.Context, by actor.Actor) ([]inventory.Hold, error)
		Reserve(ctx context.Context, in inventory.Reserve) ([]inventory.Hold, error)
		ConfirmAll(ctx context.Context, orders []inventory.Confirm) ([]inventory.Verdict, error)
		Release(ctx context.Context, reservations []inventory.ReservationID, reason string) error
		OpenLines(ctx context.Context, wishes []inventory.LineWish) ([]inventory.LineVerdict, error)
		CloseLine(ctx context.Context, event inventory.EventID, term int64) error
		Aside(ctx context.Context, keeper inventory.Keeper) ([]inventory.Vacant, error)
		SetAside(ctx context.Context, in inventory.SetAside) error
		LetGo(ctx context.Context, seats []inventory.SeatID, keeper inventory.Keeper, by actor.Actor) (int, error)
		Protect(ctx context.Context, payment inventory.PaymentID, reservations []inventory.ReservationID) error
	}
	Ordering interface {
		FindAll(ctx context.Context, orders []ordering.OrderID) ([]ordering.Order, error)
		PaidOf(ctx context.Context, event ordering.EventID, text string, before ordering.OrderID, limit int) ([]ordering.OrderID, error)
		PlaceFor(ctx context.Context, who actor.Actor, cmd ordering.PlaceFor) (ordering.Placed, error)
		Cancel(ctx context.Context, who actor.Actor, order ordering.OrderID) error
		Payable(ctx context.Context, who actor.Actor, order ordering.OrderID) (ordering.Bill, error)
		Contact(ctx context.Context, order ordering.OrderID) (ordering.Contact, error)
		Show(ctx context.Context, who actor.Actor, order ordering.OrderID, secret string) (ordering.View, error)
		Resend(ctx context.Context, who actor.Actor, order ordering.OrderID, secret string) error
	}
	Payment interface {
		Pay(ctx context.Context, who actor.Actor, cmd payment.Pay) (payment.Payment, error)
		Return(ctx context.Context, payment payment.ID, reason payment.Reason) error
	}
	Fulfillment interface {
		Void(ctx context.Context, order id.UUID) error
		Enclose(ctx context.Context, order fulfillment.OrderID, ticket fulfillment.TicketID) (fulfillment.Enclosure, error)
	}
	Identity interface {
		PublicKeys(ctx context.Context) ([]identity.PublicKey, error)
		OrderSession(ctx context.Context, order, customer id.UUID) (token string, expiresAt time.Time, err error)
	}
	Notification interface {
		Queue(ctx context.Context, letter notification.Account) error
		OfOrder(ctx context.Context, order id.UUID) ([]notification.Mail, error)
		Resend(ctx context.Context, order id.UUID) error
	}
	Waitlist interface {
		Letter(ctx context.Context, entry waitlist.EntryID) (waitlist.Letter, error)
		Show(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) (waitlist.View, error)
		Confirm(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) error
		Decline(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) error
		Leave(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) error
	}
}

// Subscriptions are what the contexts of this process listen to, by the context that listens.
func (c *Contexts) Subscriptions() map[string][]work.Subscription {
	subs := map[string][]work.Subscription{}
	for _, w := range wirings() {
		if c.parts.has(w.name) {
			subs[w.name] = w.listens(c)
		}
	}
	return subs
}

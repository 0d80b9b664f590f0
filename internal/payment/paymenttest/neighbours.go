package paymenttest

import (
	"context"
	"sync"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
)

// Neighbours stands in for ordering, inventory and fulfillment: it says what it was told to say, and remembers what it was asked.
type Neighbours struct {
	mu        sync.Mutex
	bills     map[id.UUID]payment.Bill
	protected []id.UUID // payments
	voided    []id.UUID // orders

	// ProtectHook and VoidHook, when set, run first; their error is the answer.
	ProtectHook, VoidHook func(ctx context.Context, of id.UUID) error
}

// SetBill says what an order costs and how it stands.
func (n *Neighbours) SetBill(b payment.Bill) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.bills == nil {
		n.bills = map[id.UUID]payment.Bill{}
	}
	n.bills[b.Order] = b
}

// Payable is payment.Orders.
func (n *Neighbours) Payable(_ context.Context, order id.UUID, who actor.Actor) (payment.Bill, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	b, known := n.bills[order]
	if !known || !who.OwnsOrder(b.Order, b.Customer) {
		return payment.Bill{}, payment.ErrUnknownOrder
	}
	return b, nil
}

// Protect is payment.Holds.
func (n *Neighbours) Protect(ctx context.Context, of id.UUID, _ []id.UUID) error {
	if n.ProtectHook != nil {
		if err := n.ProtectHook(ctx, of); err != nil {
			return err
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.protected = append(n.protected, of)
	return nil
}

// Void is payment.Tickets.
func (n *Neighbours) Void(ctx context.Context, order id.UUID) error {
	if n.VoidHook != nil {
		if err := n.VoidHook(ctx, order); err != nil {
			return err
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.voided = append(n.voided, order)
	return nil
}

// Protected lists for which payments holds were protected, in order.
func (n *Neighbours) Protected() []id.UUID {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]id.UUID(nil), n.protected...)
}

// Voided lists whose tickets were voided, in order.
func (n *Neighbours) Voided() []id.UUID {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]id.UUID(nil), n.voided...)
}

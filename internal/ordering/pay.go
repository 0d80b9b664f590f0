package ordering

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Bill is what payment must know of an order before it takes money: the truth of the moment.
type Bill struct {
	Order        id.UUID
	Number       string
	Customer     id.UUID
	State        State
	Total        money.Amount
	Reservations []id.UUID
	ExpiresAt    time.Time // the earliest end of its holds; zero when none can end
	CancelReason string
	Payment      id.UUID // that paid it; none yet
}

// Refusal says why no money may be taken for the order; nil says that it may.
func (b Bill) Refusal() error {
	switch {
	case b.State == Pending:
		return nil
	case b.State == Cancelled && b.CancelReason == events.HoldExpired:
		return ErrHoldExpired.Saying("Reservation has expired before the payment. The order is cancelled, its seats were let go and nothing was charged; start again if they are still free.")
	case b.State == Cancelled:
		return ErrOrderCancelled
	case b.State == Draft:
		return ErrNotPayable.Saying("The order is still a cart. Nothing was charged; check it out first.")
	default:
		return ErrNotPayable.Saying("The order is paid. Nothing was charged again.")
	}
}

// Payable returns the bill of one of the caller's orders. Another's is as if there were none.
func (s *Service) Payable(ctx context.Context, who actor.Actor, order OrderID) (Bill, error) {
	o, err := s.store.Order(ctx, order)
	if err != nil {
		return Bill{}, fmt.Errorf("load order: %w", err)
	}
	if !o.BelongsTo(who) {
		return Bill{}, ErrOrderNotFound
	}
	return Bill{
		Order: o.ID.UUID(), Number: o.Number, Customer: o.Customer, State: o.State, Total: o.Total(),
		Reservations: o.Reservations(), ExpiresAt: o.ExpiresAt(), CancelReason: o.CancelReason, Payment: o.Payment,
	}, nil
}

package inventory

import (
	"context"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Subscriptions lists what others' facts do here. Each is harmless when it comes again: a guard by payment, order, state, layout
// or version finds it done.
func (s *Service) Subscriptions() []work.Subscription {
	return []work.Subscription{
		work.On("inventory-payment-failed-consumer", s.onPaymentFailed),
		work.On("inventory-order-cancelled", s.onOrderCancelled),
		work.On("inventory-seats-consumer", s.onSeatsGenerated),
		work.On("inventory-event-changed", s.onEventChanged),
	}
}

// onPaymentFailed gives the holds back their own end. A later payment's protection stays.
func (s *Service) onPaymentFailed(ctx context.Context, fact events.PaymentFailed) error {
	return s.Unprotect(ctx, PaymentID(fact.Payment), reservationIDs(fact.Reservations))
}

// onOrderCancelled lets the order's seats go. An order whose holds ran out has nothing sold; if it has when the fact arrives, a
// late success came first, and the seats stay its own.
func (s *Service) onOrderCancelled(ctx context.Context, fact events.OrderCancelled) error {
	c := &cancelOrder{
		order: OrderID(fact.Order), reservations: reservationIDs(fact.Reservations),
		reason: events.OrderCancelledEnd, heldOnly: fact.Reason == events.HoldExpired,
	}
	if fact.Reason == events.OrderRefunded {
		c.reason = events.RefundedEnd
	}
	_, err := s.lane.Do(ctx, c)
	return err
}

func (s *Service) onSeatsGenerated(ctx context.Context, fact events.SeatsGenerated) error {
	return s.Arrange(ctx, Part{
		Event: EventID(fact.Event), Layout: fact.Layout, Number: fact.Part, Of: fact.Parts, Currency: fact.Currency,
		StageX: fact.StageX, StageY: fact.StageY, Seats: fact.Seats,
	})
}

// onEventChanged follows the catalogue. What it asked for by SetTerms is known already; holds of a cancelled event end now.
func (s *Service) onEventChanged(ctx context.Context, fact events.EventChanged) error {
	terms := Terms{
		Event: EventID(fact.Event), Version: fact.EventVersion, Status: SaleStatus(fact.Status), Date: fact.EventDate,
		Currency: fact.Currency, Limit: fact.MaxPerCustomer,
	}
	if fact.SaleOpensAt != nil {
		terms.Opens = *fact.SaleOpensAt
	}
	if fact.SaleClosesAt != nil {
		terms.Closes = *fact.SaleClosesAt
	}
	if err := s.adoptTerms(ctx, terms); err != nil {
		return err
	}
	if terms.Status == Cancelled {
		return s.clearEvent(ctx, terms.Event)
	}
	return nil
}

func reservationIDs(ids []id.UUID) []ReservationID {
	out := make([]ReservationID, len(ids))
	for i, k := range ids {
		out[i] = ReservationID(k)
	}
	return out
}

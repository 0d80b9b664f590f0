package waitlist

import (
	"context"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Groups under which the waitlist listens; the first two are the original's.
const (
	expiredGroup = "waitlist-reservation-expired"
	paidGroup    = "waitlist-payment-succeeded"
	ordersGroup  = "waitlist-orders"
	eventsGroup  = "waitlist-event-changed"
)

// Subscriptions are the facts that wake the waitlist. What they say is not believed but looked up: hearing one twice, or late, costs a
// look.
func (s *Service) Subscriptions() []work.Subscription {
	return []work.Subscription{
		work.OnMany(expiredGroup, s.onReservationsExpired),
		work.OnMany(paidGroup, s.onPaymentsSucceeded),
		work.OnMany(ordersGroup, s.onOrdersPaid),
		work.OnMany(ordersGroup, s.onOrdersCancelled),
		work.OnMany(eventsGroup, s.onEventsChanged),
	}
}

func (s *Service) onReservationsExpired(ctx context.Context, facts []events.ReservationExpired) error {
	return s.wake(ctx, nil, mapped(facts, func(f events.ReservationExpired) SeatID { return SeatID(f.Seat.Seat) }))
}

func (s *Service) onPaymentsSucceeded(ctx context.Context, facts []events.PaymentSucceeded) error {
	return s.wake(ctx, mapped(facts, func(f events.PaymentSucceeded) OfferID { return OfferID(f.Order) }), nil)
}

func (s *Service) onOrdersPaid(ctx context.Context, facts []events.OrderPaid) error {
	return s.wake(ctx, mapped(facts, func(f events.OrderPaid) OfferID { return OfferID(f.Order) }), nil)
}

func (s *Service) onOrdersCancelled(ctx context.Context, facts []events.OrderCancelled) error {
	return s.wake(ctx, mapped(facts, func(f events.OrderCancelled) OfferID { return OfferID(f.Order) }), nil)
}

// wake makes the offers due that the facts may speak of: most facts speak of none.
func (s *Service) wake(ctx context.Context, offers []OfferID, seats []SeatID) error {
	now := s.clock.Now()
	if err := s.store.Update(ctx, func(tx Tx) error { return tx.Wake(ctx, offers, seats, now) }); err != nil {
		return fmt.Errorf("wake offers: %w", err)
	}
	return nil
}

// onEventsChanged takes over when events begin, and that they are off, for those that have a line.
func (s *Service) onEventsChanged(ctx context.Context, facts []events.EventChanged) error {
	changes := mapped(facts, func(f events.EventChanged) EventID { return EventID(f.Event) })
	slices.SortFunc(changes, id.Compare[EventID])
	known, err := s.store.Lines(ctx, slices.Compact(changes))
	if err != nil {
		return fmt.Errorf("look for lines of events: %w", err)
	}
	for _, line := range known {
		err := s.onLine(ctx, line.Event, func(l *Line) bool {
			before := l.News
			for _, f := range facts {
				if EventID(f.Event) == l.Event {
					l.learn(EventFacts{Version: f.EventVersion, Starts: f.EventDate, Cancelled: f.Status == "cancelled"})
				}
			}
			return l.News > before
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func mapped[F, T any](list []F, of func(F) T) []T {
	out := make([]T, len(list))
	for i, f := range list {
		out[i] = of(f)
	}
	return out
}

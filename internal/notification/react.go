package notification

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Groups under which notification listens; the first two are the original's.
const (
	ticketsGroup = "notification-service"
	expiredGroup = "notification-reservation-expired-consumer"
	refundsGroup = "notification-payment-refunded"
)

// Subscriptions are the facts that notification tells people of.
func (s *Service) Subscriptions() []work.Subscription {
	return []work.Subscription{
		work.OnMany(ticketsGroup, s.onTicketsIssued),
		work.On(expiredGroup, s.onOrderCancelled),
		work.On(refundsGroup, s.onPaymentRefunded),
	}
}

// onTicketsIssued queues one mail per order, at its first ticket, and one per new code of a ticket. All tickets of an order are issued
// together, and the mail's content is asked for when it is written.
func (s *Service) onTicketsIssued(ctx context.Context, facts []events.TicketIssued) error {
	drafts := make(map[id.UUID]Mail, len(facts))
	for _, f := range facts {
		trace := work.TraceFor(ctx, f)
		m := s.draft(trace, TicketMail, f.Order, id.Nil)
		if f.Reissue {
			m = s.draft(trace, ReissueMail, f.Order, f.Ticket)
			m.Once = fmt.Sprintf("%s:%s:%d", ReissueMail, f.Ticket, f.Revision)
		}
		drafts[f.Message] = m
	}
	err := s.store.Update(ctx, func(tx Tx) error {
		fresh, err := work.Fresh(ctx, tx, ticketsGroup, facts)
		if err != nil {
			return err
		}
		var mails []Mail
		said := make(map[string]bool, len(fresh))
		for _, f := range fresh {
			if m := drafts[f.Message]; !said[m.Once] {
				said[m.Once] = true
				mails = append(mails, m)
			}
		}
		return tx.Add(ctx, mails...)
	})
	if err != nil {
		return fmt.Errorf("queue ticket mails: %w", err)
	}
	return nil
}

// onOrderCancelled tells a buyer whose order ended without him. Who cancelled it himself knows, and who is refunded is told by that.
func (s *Service) onOrderCancelled(ctx context.Context, f events.OrderCancelled) error {
	switch f.Reason {
	case events.HoldExpired:
		return s.tell(ctx, expiredGroup, f.Message, s.draft(work.TraceOf(ctx), HoldExpiredMail, f.Order, id.Nil))
	case events.EventCancelled:
		return s.tell(ctx, expiredGroup, f.Message, s.draft(work.TraceOf(ctx), EventCancelledMail, f.Order, id.Nil))
	}
	return nil
}

func (s *Service) onPaymentRefunded(ctx context.Context, f events.PaymentRefunded) error {
	return s.tell(ctx, refundsGroup, f.Message, s.draft(work.TraceOf(ctx), RefundMail, f.Order, f.Refund))
}

func (s *Service) tell(ctx context.Context, group string, message id.UUID, m Mail) error {
	err := s.store.Update(ctx, func(tx Tx) error {
		first, err := tx.Once(ctx, group, message)
		if err != nil || !first {
			return err
		}
		return tx.Add(ctx, m)
	})
	if err != nil {
		return fmt.Errorf("queue %s mail: %w", m.Kind, err)
	}
	return nil
}

package notification

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Groups under which notification listens; the first two are the original's.
const (
	ticketsGroup = "notification-service"
	expiredGroup = "notification-reservation-expired-consumer"
	refundsGroup = "notification-payment-refunded"
	lineGroup    = "notification-waitlist"
)

// Subscriptions are the facts that notification tells people of.
func (s *Service) Subscriptions() []work.Subscription {
	return []work.Subscription{
		work.OnMany(ticketsGroup, s.onTicketsIssued),
		work.On(expiredGroup, s.onOrderCancelled),
		work.On(refundsGroup, s.onPaymentRefunded),
		work.OnMany(lineGroup, s.onPlaceChanged),
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

// onOrderCancelled tells a buyer whose order ended without him. Who cancelled it himself knows, who is refunded is told by that, and who
// had it offered in line is told by the waitlist's fact.
func (s *Service) onOrderCancelled(ctx context.Context, f events.OrderCancelled) error {
	kind, known := map[string]Kind{events.HoldExpired: HoldExpiredMail, events.EventCancelled: EventCancelledMail}[f.Reason]
	if !known {
		return nil
	}
	mails, err := s.store.OfOrder(ctx, f.Order)
	if err != nil {
		return fmt.Errorf("look for an offer's mail: %w", err)
	}
	if slices.ContainsFunc(mails, func(m Mail) bool { return m.Kind == LineOfferMail }) {
		return nil
	}
	return s.tell(ctx, expiredGroup, f.Message, s.draft(work.TraceOf(ctx), kind, f.Order, id.Nil))
}

func (s *Service) onPaymentRefunded(ctx context.Context, f events.PaymentRefunded) error {
	return s.tell(ctx, refundsGroup, f.Message, s.draft(work.TraceOf(ctx), RefundMail, f.Order, f.Refund))
}

// placeMails are the mails about a place in line, by why it changed. Who confirmed, paid, declined or left has just done so himself, and
// a place that lapsed was nobody's.
var placeMails = map[string]Kind{
	events.LineJoined:    LineConfirmMail,
	events.LineReminded:  LineConfirmMail,
	events.LineOffered:   LineOfferMail,
	events.LinePassed:    LinePassedMail,
	events.LineWithdrawn: LineTakenBackMail,
	events.LineOver:      LineOverMail,
}

// onPlaceChanged queues the mails about places in line, as many as there are together: thousands may join within a second.
func (s *Service) onPlaceChanged(ctx context.Context, facts []events.WaitlistEntryChanged) error {
	drafts, told := make(map[id.UUID]Mail, len(facts)), make([]events.WaitlistEntryChanged, 0, len(facts))
	for _, f := range facts {
		if kind, tells := placeMails[f.Reason]; tells {
			drafts[f.Message] = s.draftOfPlace(work.TraceFor(ctx, f), kind, f)
			told = append(told, f)
		}
	}
	if len(told) == 0 {
		return nil
	}
	err := s.store.Update(ctx, func(tx Tx) error {
		fresh, err := work.Fresh(ctx, tx, lineGroup, told)
		if err != nil {
			return err
		}
		mails := make([]Mail, len(fresh))
		for i, f := range fresh {
			mails[i] = drafts[f.Message]
		}
		return tx.Add(ctx, mails...)
	})
	if err != nil {
		return fmt.Errorf("queue mails about places in line: %w", err)
	}
	return nil
}

// ahead is how long an offer's mail counts as having waited already. Its time runs, and it must not stand behind the mails of a rush.
const ahead = time.Hour

// draftOfPlace starts a mail about a place in line: one for each time that its link was asked for, one for each offer and its end.
func (s *Service) draftOfPlace(trace string, kind Kind, f events.WaitlistEntryChanged) Mail {
	order, about := id.Nil, f.Entry
	if f.Order != nil {
		order = *f.Order
	}
	if f.Offer != nil {
		about = *f.Offer
	}
	if f.Reason == events.LineReminded {
		about = f.Message
	}
	m := s.draft(trace, kind, order, f.Entry)
	m.Once = fmt.Sprintf("%s:%s:%s", kind, f.Entry, about)
	if kind == LineOfferMail {
		m.Next = m.Next.Add(-ahead)
	}
	return m
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

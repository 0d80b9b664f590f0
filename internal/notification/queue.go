package notification

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// sealed is what lies in a mail's sealed part.
type sealed struct {
	Links   []Link    `json:"links"`
	Expires time.Time `json:"expires"`
}

// Account is a mail to an account's address, or to one that asked for its orders.
type Account struct {
	ID      id.UUID // of mails with one id the first is kept; zero: every mail is another
	Kind    Kind
	To      string
	Links   []Link
	Expires time.Time // of the links; zero says nothing
}

// Queue commits a mail about an account.
func (s *Service) Queue(ctx context.Context, a Account) error {
	content, err := json.Marshal(sealed{Links: a.Links, Expires: a.Expires})
	if err != nil {
		return fmt.Errorf("encode links: %w", err)
	}
	m := s.draft(work.TraceOf(ctx), a.Kind, id.Nil, id.Nil)
	m.Once, m.To, m.Sealed = m.ID.String(), a.To, s.ports.Sealer.Seal(content)
	if a.ID != id.Nil {
		m.Once = fmt.Sprintf("%s:%s", a.Kind, a.ID)
	}
	return s.add(ctx, m)
}

// Resend queues an order's ticket mail once more.
func (s *Service) Resend(ctx context.Context, order id.UUID) error {
	mails, err := s.store.OfOrder(ctx, order)
	if err != nil {
		return err
	}
	for _, m := range mails {
		if m.Kind == TicketMail {
			again := s.draft(work.TraceOf(ctx), TicketMail, order, id.Nil)
			again.Once = again.ID.String()
			return s.add(ctx, again)
		}
	}
	return ErrNothingSent
}

// draft starts a mail. Its id and time are chosen before the transaction, so that a retry writes the same row.
func (s *Service) draft(trace string, kind Kind, order, subject id.UUID) Mail {
	now := s.clock.Now()
	return Mail{
		ID: MailID(s.ids.New()), Kind: kind, Order: order, Subject: subject, Once: fmt.Sprintf("%s:%s:%s", kind, order, subject),
		Status: Pending, Next: now, CreatedAt: now, UpdatedAt: now, Trace: trace,
	}
}

func (s *Service) add(ctx context.Context, m Mail) error {
	err := s.store.Update(ctx, func(tx Tx) error { return tx.Add(ctx, m) })
	if err != nil {
		return fmt.Errorf("queue %s mail: %w", m.Kind, err)
	}
	return nil
}

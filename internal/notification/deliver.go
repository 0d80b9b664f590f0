package notification

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Deliver sends mails whose time has come and returns how many it took on. Nothing is sent inside a transaction: a mail is first left
// to this sender for a while, then written and sent, then its outcome recorded. A sender that is told to stop ends the conversation that
// it is in, and hands back the mails that it did not come to.
func (s *Service) Deliver(ctx context.Context) (int, error) {
	if s.ports.Sender == nil {
		return 0, nil
	}
	taken, err := s.take(ctx)
	if err != nil {
		return 0, err
	}
	for i, m := range taken {
		if ctx.Err() != nil {
			return 0, errors.Join(ctx.Err(), s.handBack(ctx, taken[i:]...))
		}
		if err := s.send(work.WithTrace(ctx, m.Trace), m); err != nil {
			return 0, err
		}
	}
	return len(taken), nil
}

// send writes and sends one mail in what is left of its lease, so that nobody else sends it while we do. One whose turn comes too late
// is left to whoever takes it next.
func (s *Service) send(ctx context.Context, m Mail) error {
	left := m.Next.Sub(s.clock.Now()) - leaseMargin
	if left <= 0 {
		return nil
	}
	bounded, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	letter, err := s.write(bounded, m)
	if err != nil && ctx.Err() != nil {
		return errors.Join(ctx.Err(), s.handBack(ctx, m))
	}
	if err == nil {
		whole, cancel := context.WithTimeout(context.WithoutCancel(ctx), left)
		err = s.ports.Sender.Send(whole, letter)
		cancel()
		if err != nil && ctx.Err() != nil {
			return ctx.Err() // whether it went is unknown: its lease ends and it is sent again
		}
	}
	return s.record(context.WithoutCancel(ctx), m, letter.To, err)
}

// handBackTime is how long a sender that was told to stop tries to say what it did not come to.
const handBackTime = 2 * time.Second

// handBack makes mails due again that this sender took and did not send; where it cannot, their lease does.
func (s *Service) handBack(ctx context.Context, taken ...Mail) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), handBackTime)
	defer cancel()
	now, ids := s.clock.Now(), make([]MailID, len(taken))
	for i, m := range taken {
		ids[i] = m.ID
	}
	return s.store.Update(ctx, func(tx Tx) error {
		mails, err := tx.Mails(ctx, ids)
		if err != nil {
			return err
		}
		for i := range mails {
			mails[i].TakeUp(now)
		}
		return tx.Put(ctx, mails...)
	})
}

func (s *Service) take(ctx context.Context) (taken []Mail, err error) {
	now := s.clock.Now()
	err = s.store.Update(ctx, func(tx Tx) error {
		due, err := tx.Due(ctx, now, s.rules.Batch)
		if err != nil {
			return err
		}
		for i := range due {
			due[i].Take(now)
		}
		taken = due
		return tx.Put(ctx, due...)
	})
	if err != nil {
		return nil, fmt.Errorf("take due mails: %w", err)
	}
	return taken, nil
}

// write puts the mail into words, with all that others know of its matter.
func (s *Service) write(ctx context.Context, m Mail) (Letter, error) {
	matter := Matter{Kind: m.Kind, Contact: Contact{Email: m.To}}
	letter := Letter{ID: m.ID}
	switch {
	case m.Kind.aboutPlace():
		place, err := s.placeOf(ctx, m)
		if err != nil {
			return letter, err
		}
		matter.Place, matter.Contact = place, Contact{Email: place.To, Name: place.Name}
	case m.Order != id.Nil:
		contact, err := s.ports.Orders.Contact(ctx, m.Order)
		if err != nil {
			return letter, fmt.Errorf("ask for the order's contact: %w", err)
		}
		matter.Contact = contact
	}
	if m.Kind == TicketMail || m.Kind == ReissueMail {
		enclosed, err := s.ports.Tickets.OfOrder(ctx, m.Order, m.Subject)
		if err != nil {
			return letter, fmt.Errorf("ask for tickets: %w", err)
		}
		if len(enclosed.Lines) == 0 {
			return letter, errNoTickets
		}
		matter.Tickets, letter.Files = enclosed.Lines, enclosed.Files
	}
	if m.Sealed != nil {
		if err := s.unseal(m.Sealed, &matter); err != nil {
			return letter, err
		}
	}
	var err error
	letter.To, letter.Name = matter.Contact.Email, matter.Contact.Name
	letter.Subject, letter.Text, letter.HTML, err = s.ports.Writer.Write(matter)
	if err != nil {
		return letter, fmt.Errorf("write %s mail: %w", m.Kind, err)
	}
	return letter, nil
}

// errNoTickets ends a ticket mail whose tickets were cancelled meanwhile: the refund's own mail says so.
var errNoTickets = fault.New(fault.Declined, "no_valid_tickets", "The order's tickets were cancelled before the mail was sent.")

// errNoLines makes a mail about a place in line wait where nobody can say how the place stands.
var errNoLines = errors.New("there is no waitlist to ask for the place in line")

// placeOf asks how the place stands that a mail is about. Who has not confirmed his address is not called by a name: a stranger may have
// typed both.
func (s *Service) placeOf(ctx context.Context, m Mail) (Place, error) {
	if s.ports.Lines == nil {
		return Place{}, errNoLines
	}
	place, err := s.ports.Lines.Letter(ctx, m.Subject)
	if err != nil {
		return Place{}, fmt.Errorf("ask for the place in line: %w", err)
	}
	if m.Kind == LineConfirmMail {
		place.Name = ""
	}
	return place, place.allows(m.Kind, s.clock.Now())
}

func (s *Service) unseal(content []byte, matter *Matter) error {
	plain, err := s.ports.Sealer.Open(content)
	if err != nil {
		return fault.New(fault.Declined, "unreadable", "The mail's links cannot be opened any more.").Because(err)
	}
	var c sealed
	if err := json.Unmarshal(plain, &c); err != nil {
		return fmt.Errorf("decode links: %w", err)
	}
	matter.Links, matter.Expires = c.Links, c.Expires
	return nil
}

// record writes what became of a mail. Where another has taken it since, only that it went is news.
func (s *Service) record(ctx context.Context, taken Mail, to string, failure error) error {
	now := s.clock.Now()
	err := s.store.Update(ctx, func(tx Tx) error {
		mails, err := tx.Mails(ctx, []MailID{taken.ID})
		if err != nil || len(mails) == 0 {
			return errors.Join(err)
		}
		m := mails[0]
		if m.Status == Sent || failure != nil && m.Attempts != taken.Attempts {
			return nil
		}
		if failure == nil {
			m.Delivered(to, now)
		} else {
			if m.To == "" {
				m.To = to
			}
			m.Missed(failure, s.rules, now)
		}
		return tx.Put(ctx, m)
	})
	if err != nil {
		return fmt.Errorf("record delivery: %w", err)
	}
	return nil
}

package fulfillment

import (
	"context"
	"fmt"
	"strconv"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Reissue gives a ticket a new code and kills the one before, for its owner or the house; the new PDF goes out by mail. The same
// operation again gives the same ticket.
func (s *Service) Reissue(ctx context.Context, who actor.Actor, operation id.UUID, ticket TicketID) (Issued, error) {
	ring, err := s.ring(ctx)
	if err != nil {
		return Issued{}, err
	}
	before, err := s.store.Ticket(ctx, ticket)
	if err != nil {
		return Issued{}, err
	}
	order, err := s.store.Order(ctx, before.Order)
	if err != nil {
		return Issued{}, fmt.Errorf("load the ticket's order: %w", err)
	}
	if !who.House() && !who.Owns(order.Customer) {
		return Issued{}, ErrTicketNotFound
	}
	now, message := s.clock.Now(), s.ids.New()
	var after Ticket
	err = s.store.Update(ctx, func(tx Tx) error {
		t, err := lockTicket(ctx, tx, ticket)
		if err != nil {
			return err
		}
		after, err = t.IssueAgain(operation, ring.name, now, s.rules.RevisionMax)
		if err != nil || after == t {
			return err
		}
		tx.Emit(issued(after, order, message))
		tx.Record(work.Deed{
			At: now, Actor: who.Customer, Role: string(who.Role), Action: "ticket.reissue", Subject: ticket.UUID(),
			Detail: "revision " + strconv.Itoa(after.Revision),
		})
		return tx.PutTickets(ctx, []Ticket{after})
	})
	if err != nil {
		return Issued{}, fmt.Errorf("issue ticket again: %w", err)
	}
	return ring.issued(after)
}

// lockTicket loads one ticket, or [ErrTicketNotFound].
func lockTicket(ctx context.Context, tx Tx, ticket TicketID) (Ticket, error) {
	found, err := tx.Tickets(ctx, []TicketID{ticket})
	if err != nil {
		return Ticket{}, fmt.Errorf("load ticket: %w", err)
	}
	if len(found) == 0 {
		return Ticket{}, ErrTicketNotFound
	}
	return found[0], nil
}

package fulfillment

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// UndoCheckIn takes an admission back, for somebody who was let in by mistake: the ticket admits again. The log keeps both.
func (s *Service) UndoCheckIn(ctx context.Context, who actor.Actor, ticket TicketID) error {
	now := s.clock.Now()
	err := s.store.Update(ctx, func(tx Tx) error {
		before, err := lockTicket(ctx, tx, ticket)
		if err != nil {
			return err
		}
		after, err := before.Undo(now)
		if err != nil {
			return err
		}
		if err := tx.UndoScan(ctx, before.Entry.Scan, who.Customer, now); err != nil {
			return err
		}
		tx.Record(work.Deed{
			At: now, Actor: who.Customer, Role: string(who.Role), Action: "ticket.undo_check_in", Subject: ticket.UUID(),
			Detail: "scan " + before.Entry.Scan.String(),
		})
		return tx.PutTickets(ctx, []Ticket{after})
	})
	if err != nil {
		return fmt.Errorf("undo check-in: %w", err)
	}
	return nil
}

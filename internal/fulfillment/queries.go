package fulfillment

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Issued is a ticket with the code that admits its holder.
type Issued struct {
	Ticket
	Code string
}

// Tickets lists the tickets that an order has so far. Of an order that fulfillment has not heard of, ordering is asked whether the
// reader may see it; it has none yet.
func (s *Service) Tickets(ctx context.Context, reader Reader, order OrderID) ([]Issued, error) {
	if _, err := s.readable(ctx, reader, order); err != nil {
		return nil, err
	}
	return s.issuedOf(ctx, order)
}

// readable returns the order if the reader may see it, else [ErrOrderNotFound].
func (s *Service) readable(ctx context.Context, reader Reader, order OrderID) (Order, error) {
	o, err := s.store.Order(ctx, order)
	if errors.Is(err, ErrOrderNotFound) || err == nil && !o.Known() {
		o, err = s.heard(ctx, order)
	}
	if err != nil {
		return Order{}, fmt.Errorf("load order: %w", err)
	}
	if !o.Shows(reader) {
		return Order{}, ErrOrderNotFound
	}
	return o, nil
}

// heard asks ordering about an order that fulfillment has not heard of.
func (s *Service) heard(ctx context.Context, order OrderID) (Order, error) {
	purchases, err := s.ports.Orders.Purchases(ctx, []OrderID{order})
	if err != nil {
		return Order{}, err
	}
	purchase, known := purchases[order]
	if !known {
		return Order{}, ErrOrderNotFound
	}
	return purchased(order, purchase), nil
}

func (s *Service) issuedOf(ctx context.Context, order OrderID) ([]Issued, error) {
	tickets, err := s.store.TicketsOf(ctx, order)
	if err != nil {
		return nil, fmt.Errorf("load tickets: %w", err)
	}
	ring, err := s.ring(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]Issued, len(tickets))
	for i, t := range tickets {
		if list[i], err = ring.issued(t); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Ticket returns a ticket if the reader may see it, else [ErrTicketNotFound].
func (s *Service) Ticket(ctx context.Context, reader Reader, ticket TicketID) (Issued, error) {
	issued, _, err := s.ticket(ctx, reader, ticket)
	return issued, err
}

func (s *Service) ticket(ctx context.Context, reader Reader, ticket TicketID) (Issued, Order, error) {
	t, err := s.store.Ticket(ctx, ticket)
	if err != nil {
		return Issued{}, Order{}, fmt.Errorf("load ticket: %w", err)
	}
	order, err := s.store.Order(ctx, t.Order)
	if err != nil {
		return Issued{}, Order{}, fmt.Errorf("load the ticket's order: %w", err)
	}
	if !order.Shows(reader) {
		return Issued{}, Order{}, ErrTicketNotFound
	}
	ring, err := s.ring(ctx)
	if err != nil {
		return Issued{}, Order{}, err
	}
	issued, err := ring.issued(t)
	return issued, order, err
}

// DoorQuery asks what a door has to know about an event's tickets.
type DoorQuery struct {
	Event id.UUID
	// Since asks for whatever was touched from then on, so that a door can bring itself up to date: tickets that admit again are
	// among it. Zero asks for what does not admit now, or not with its first code.
	Since time.Time
	After DoorMark // go on after this one
	Limit int
}

// DoorMark is a place in a door's list.
type DoorMark struct {
	At     time.Time
	Ticket TicketID
}

// Wants reports whether the ticket belongs to the answer, places aside.
func (q DoorQuery) Wants(t Ticket) bool {
	if t.Event != q.Event || t.TouchedAt.IsZero() {
		return false
	}
	if q.Since.IsZero() {
		return t.Status != Valid || t.Revision > 1
	}
	return !t.TouchedAt.Before(q.Since)
}

// Door lists what a door has to know, oldest touch first.
func (s *Service) Door(ctx context.Context, query DoorQuery) ([]Ticket, error) {
	tickets, err := s.store.Door(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("load a door's tickets: %w", err)
	}
	return tickets, nil
}

// Census is a ticket as an audit counts it.
type Census struct {
	Ticket
	Admissions int // scans that let somebody in and were not undone: 1 if the ticket is used, else at most 1 from before it was cancelled
}

// Census lists all tickets by id, a page at a time.
func (s *Service) Census(ctx context.Context, after TicketID, limit int) ([]Census, error) {
	tickets, err := s.store.Page(ctx, after, limit)
	if err != nil {
		return nil, fmt.Errorf("load tickets: %w", err)
	}
	ids := make([]TicketID, len(tickets))
	page := make([]Census, len(tickets))
	for i, t := range tickets {
		ids[i], page[i].Ticket = t.ID, t
	}
	scans, err := s.store.Scans(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("load scans: %w", err)
	}
	for _, scan := range scans {
		if i, ok := slices.BinarySearchFunc(ids, scan.Ticket, id.Compare); ok && scan.Outcome == Admitted && scan.UndoneAt.IsZero() {
			page[i].Admissions++
		}
	}
	return page, nil
}

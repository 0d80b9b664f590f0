package fulfillment

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Issue makes the tickets of a paid order: one for each of its seats, all of them or none. An order that has them already, or that
// was voided before the news of its payment came, gets none.
func (s *Service) Issue(ctx context.Context, paid events.OrderPaid) error {
	issue, err := s.prepareIssue(ctx, paid)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, func(tx Tx) error {
		if first, err := tx.Once(ctx, issuing, paid.Message); err != nil || !first {
			return err
		}
		return issue.commit(ctx, tx)
	})
}

// issue is everything that an order's tickets are made of, gathered before the transaction.
type issue struct {
	order   Order
	tickets []Ticket
	missing []Event // copies of events that we had none of
	facts   []work.Fact
	now     time.Time
}

func (s *Service) prepareIssue(ctx context.Context, paid events.OrderPaid) (*issue, error) {
	order := OrderID(paid.Order)
	purchase, err := s.ports.Orders.Order(ctx, order)
	if err != nil {
		return nil, fmt.Errorf("ask ordering who holds the tickets: %w", err)
	}
	ring, err := s.ring(ctx)
	if err != nil {
		return nil, err
	}
	missing, err := s.missingEvents(ctx, paid.Items)
	if err != nil {
		return nil, err
	}
	out := &issue{missing: missing, now: s.clock.Now(), order: Order{
		ID: order, Number: paid.Number, Customer: paid.Customer, SecretHash: hashOf(paid.SecretHash),
	}}
	if paid.Payment != nil {
		out.order.Payment = *paid.Payment
	}
	for i, item := range paid.Items {
		price, err := item.Price.In(paid.Currency)
		if err != nil {
			return nil, &work.Unreadable{Topic: paid.Topic(), Cause: fmt.Errorf("price of seat %s: %w", item.Seat, err)}
		}
		out.tickets = append(out.tickets, Ticket{
			ID: TicketID(s.ids.New()), Number: paid.Number + "-" + strconv.Itoa(i+1), Position: i + 1, Order: order,
			Event: item.Event, Seat: item.Seat, Section: item.SectionCode, Row: item.Row, Label: item.Label,
			Holder: purchase.Holder, Price: price, Status: Valid, Revision: 1, Key: ring.name, IssuedAt: out.now,
		})
	}
	for _, t := range out.tickets {
		out.facts = append(out.facts, issued(t, out.order, s.ids.New()))
	}
	return out, nil
}

// missingEvents asks catalog about the events of which no event-changed has arrived here yet.
func (s *Service) missingEvents(ctx context.Context, items []events.OrderItem) ([]Event, error) {
	var wanted []id.UUID
	for _, item := range items {
		if !slices.Contains(wanted, item.Event) {
			wanted = append(wanted, item.Event)
		}
	}
	known, err := s.store.Events(ctx, wanted)
	if err != nil {
		return nil, fmt.Errorf("load events: %w", err)
	}
	var missing []Event
	for _, event := range wanted {
		if slices.ContainsFunc(known, func(e Event) bool { return e.ID == event }) {
			continue
		}
		e, err := s.ports.Events.Event(ctx, event)
		if err != nil {
			return nil, fmt.Errorf("ask catalog about the event: %w", err)
		}
		missing = append(missing, e)
	}
	return missing, nil
}

// commit writes the tickets, unless the order is not open for them any more.
func (i *issue) commit(ctx context.Context, tx Tx) error {
	before, err := tx.Order(ctx, i.order.ID)
	if err != nil {
		return fmt.Errorf("load order: %w", err)
	}
	after := i.order
	after.IssuedAt, after.VoidedAt = before.IssuedAt, before.VoidedAt
	if before.Open() {
		after.IssuedAt = i.now
	}
	if err := tx.PutOrder(ctx, after); err != nil {
		return fmt.Errorf("keep order: %w", err)
	}
	if !before.Open() {
		return nil
	}
	if err := tx.PutEvents(ctx, i.missing); err != nil {
		return fmt.Errorf("keep events: %w", err)
	}
	if err := tx.AddTickets(ctx, i.tickets); err != nil {
		return fmt.Errorf("keep tickets: %w", err)
	}
	tx.Emit(i.facts...)
	return nil
}

// issued is the fact that a ticket has a code.
func issued(t Ticket, o Order, message id.UUID) events.TicketIssued {
	fact := events.TicketIssued{
		Meta: events.Stamp(message, t.IssuedAt), Ticket: t.ID.UUID(), Number: t.Number, Order: o.ID.UUID(), Customer: o.Customer,
		Event: t.Event, Seat: t.Seat, SeatNumber: t.seatNumber(), Section: t.Section, PDFPath: "/api/tickets/" + t.ID.String() + ".pdf",
		QRCode: t.ID.String(), Reissue: t.Revision > 1, Revision: t.Revision, IssuedAt: t.IssuedAt, Status: "generated",
	}
	if o.Payment != id.Nil {
		fact.Payment = &o.Payment
	}
	return fact
}

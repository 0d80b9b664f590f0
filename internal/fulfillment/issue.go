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

// Issue makes the tickets of paid orders: one for each seat, for all seats of an order or none. An order that has them already, or that
// was voided before the news of its payment came, gets none.
func (s *Service) Issue(ctx context.Context, paid ...events.OrderPaid) error {
	issues, missing, err := s.prepareIssues(ctx, paid)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, func(tx Tx) error {
		fresh, err := work.Fresh(ctx, tx, issuing, paid)
		if err != nil || len(fresh) == 0 {
			return err
		}
		orders := make([]OrderID, len(fresh))
		for i, fact := range fresh {
			orders[i] = OrderID(fact.Order)
		}
		return commitIssues(ctx, tx, orders, issues, missing)
	})
}

// issue is what an order's tickets are made of, gathered before the transaction.
type issue struct {
	order   Order
	tickets []Ticket
	facts   []work.Fact
	trace   string // of the purchase
	now     time.Time
}

// prepareIssues gathers what tickets are made of, and the copies of events that we have none of.
func (s *Service) prepareIssues(ctx context.Context, paid []events.OrderPaid) (map[OrderID]issue, []Event, error) {
	orders := make([]OrderID, len(paid))
	for i, fact := range paid {
		orders[i] = OrderID(fact.Order)
	}
	purchases, err := s.ports.Orders.Purchases(ctx, orders)
	if err != nil {
		return nil, nil, fmt.Errorf("ask ordering who holds the tickets: %w", err)
	}
	ring, err := s.ring(ctx)
	if err != nil {
		return nil, nil, err
	}
	missing, err := s.missingEvents(ctx, paid)
	if err != nil {
		return nil, nil, err
	}
	issues := make(map[OrderID]issue, len(paid))
	for _, fact := range paid {
		purchase, known := purchases[OrderID(fact.Order)]
		if !known {
			return nil, nil, fmt.Errorf("ask ordering who holds the tickets of %s: %w", fact.Order, ErrOrderNotFound)
		}
		issue, err := s.prepareIssue(fact, purchase, ring)
		if err != nil {
			return nil, nil, err
		}
		issue.trace = work.TraceFor(ctx, fact)
		issues[issue.order.ID] = issue
	}
	return issues, missing, nil
}

func (s *Service) prepareIssue(paid events.OrderPaid, purchase Purchase, ring *ring) (issue, error) {
	out := issue{now: s.clock.Now(), order: Order{
		ID: OrderID(paid.Order), Number: paid.Number, Customer: paid.Customer, SecretHash: hashOf(paid.SecretHash),
	}}
	if paid.Payment != nil {
		out.order.Payment = *paid.Payment
	}
	for i, item := range paid.Items {
		price, err := item.Price.In(paid.Currency)
		if err != nil {
			return issue{}, &work.Unreadable{Topic: paid.Topic(), Cause: fmt.Errorf("price of seat %s: %w", item.Seat, err)}
		}
		out.tickets = append(out.tickets, Ticket{
			ID: TicketID(s.ids.New()), Number: paid.Number + "-" + strconv.Itoa(i+1), Position: i + 1, Order: out.order.ID,
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
func (s *Service) missingEvents(ctx context.Context, paid []events.OrderPaid) ([]Event, error) {
	var wanted []id.UUID
	for _, fact := range paid {
		for _, item := range fact.Items {
			if !slices.Contains(wanted, item.Event) {
				wanted = append(wanted, item.Event)
			}
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

// commitIssues writes the tickets of those orders that are still open for them.
func commitIssues(ctx context.Context, tx Tx, orders []OrderID, issues map[OrderID]issue, missing []Event) error {
	found, err := tx.Orders(ctx, orders)
	if err != nil {
		return fmt.Errorf("load orders: %w", err)
	}
	var tickets []Ticket
	after := make([]Order, len(found))
	for i, before := range found {
		issue := issues[before.ID]
		after[i] = issue.order
		after[i].IssuedAt, after[i].VoidedAt = before.IssuedAt, before.VoidedAt
		if before.Open() {
			after[i].IssuedAt = issue.now
			tickets = append(tickets, issue.tickets...)
			tx.From(issue.trace)
			tx.Emit(issue.facts...)
		}
	}
	if err := tx.PutOrders(ctx, after); err != nil {
		return fmt.Errorf("keep orders: %w", err)
	}
	if err := tx.PutEvents(ctx, missing); err != nil {
		return fmt.Errorf("keep events: %w", err)
	}
	if err := tx.AddTickets(ctx, tickets); err != nil {
		return fmt.Errorf("keep tickets: %w", err)
	}
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

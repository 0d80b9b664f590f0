package fulfillment

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// AttendeeQuery asks for the tickets of an event, newest order first, an order's tickets by position.
type AttendeeQuery struct {
	Event  id.UUID
	Status Status    // empty: all
	Orders []OrderID // nil: all
	After  AttendeeMark
	Limit  int
}

// AttendeeMark is a place in the list of an event's tickets. Its zero value is before the first.
type AttendeeMark struct {
	Order    OrderID
	Position int
}

// Passed reports whether the ticket lies after the mark.
func (m AttendeeMark) Passed(t Ticket) bool {
	return m.Order.IsZero() || id.Compare(t.Order, m.Order) < 0 || t.Order == m.Order && t.Position > m.Position
}

// markOf is the place of a ticket.
func markOf(t Ticket) AttendeeMark { return AttendeeMark{t.Order, t.Position} }

// Attendee is a ticket with what ordering knows of its buyer.
type Attendee struct {
	Ticket
	Email string // empty while ordering is away
}

// OrderNumber is the number of the ticket's order: a ticket's own goes on from it.
func (t Ticket) OrderNumber() string {
	return strings.TrimSuffix(t.Number, fmt.Sprintf("-%d", t.Position))
}

// searchPage is how many orders a search takes at once, and searchPages how often it does so for one page of tickets: a page may be
// short although there are more.
const (
	searchPage  = 100
	searchPages = 10
)

// Attendees lists an event's tickets, and where to go on; the zero mark is the end. With a text it lists those whose holder, mail address
// or number begins with it, as ordering finds them: addresses are not kept here.
func (s *Service) Attendees(ctx context.Context, query AttendeeQuery, text string) ([]Attendee, AttendeeMark, error) {
	tickets, next, err := s.attending(ctx, query, strings.TrimSpace(text))
	if err != nil {
		return nil, next, err
	}
	list, err := s.withBuyers(ctx, tickets)
	if err != nil { // the tickets are worth showing without addresses
		list = make([]Attendee, len(tickets))
		for i, t := range tickets {
			list[i].Ticket = t
		}
	}
	return list, next, nil
}

// AllAttendees goes through an event's tickets with what ordering knows of their buyers, a page at a time. Unlike [Service.Attendees] it
// fails where ordering is away: a file that lacks addresses does not show that it does.
func (s *Service) AllAttendees(ctx context.Context, event id.UUID, page int, each func([]Attendee) error) error {
	query := AttendeeQuery{Event: event, Limit: page}
	for {
		tickets, err := s.store.Attendees(ctx, query)
		if err != nil {
			return fmt.Errorf("load an event's tickets: %w", err)
		}
		list, err := s.withBuyers(ctx, tickets)
		if err != nil {
			return err
		}
		if err := each(list); err != nil {
			return err
		}
		if len(tickets) < page {
			return nil
		}
		query.After = markOf(tickets[len(tickets)-1])
	}
}

// attending finds the tickets of a page and where to go on.
func (s *Service) attending(ctx context.Context, query AttendeeQuery, text string) ([]Ticket, AttendeeMark, error) {
	switch {
	case text == "":
		return s.pageOf(ctx, query)
	case isTicketNumber(text):
		t, err := s.store.TicketByNumber(ctx, strings.ToUpper(text))
		if err == nil && t.Event == query.Event {
			return s.pageOfOne(query, t)
		}
		if err != nil && !errors.Is(err, ErrTicketNotFound) {
			return nil, AttendeeMark{}, fmt.Errorf("load ticket: %w", err)
		}
	}
	return s.search(ctx, query, text)
}

// pageOf is a page without a search.
func (s *Service) pageOf(ctx context.Context, query AttendeeQuery) ([]Ticket, AttendeeMark, error) {
	size := query.Limit
	query.Limit++ // says whether there is a next page
	tickets, err := s.store.Attendees(ctx, query)
	if err != nil {
		return nil, AttendeeMark{}, fmt.Errorf("load an event's tickets: %w", err)
	}
	if len(tickets) <= size {
		return tickets, AttendeeMark{}, nil
	}
	return tickets[:size], markOf(tickets[size-1]), nil
}

// pageOfOne is the page of a ticket that was named by its whole number.
func (s *Service) pageOfOne(query AttendeeQuery, t Ticket) ([]Ticket, AttendeeMark, error) {
	if !query.After.Passed(t) || query.Status != "" && query.Status != t.Status {
		return nil, AttendeeMark{}, nil
	}
	return []Ticket{t}, AttendeeMark{}, nil
}

// search is a page of the tickets of orders that ordering finds. It begins with what is left of the order at which the page before ended.
func (s *Service) search(ctx context.Context, query AttendeeQuery, text string) (found []Ticket, next AttendeeMark, err error) {
	before := query.After.Order
	if !before.IsZero() {
		if found, next, err = s.ofOrders(ctx, query, []OrderID{before}, nil); err != nil || next != (AttendeeMark{}) {
			return found, next, err
		}
	}
	for range searchPages {
		if len(found) == query.Limit {
			return found, markOf(found[len(found)-1]), nil
		}
		orders, err := s.ports.Orders.PaidOf(ctx, query.Event, text, before, searchPage)
		if err != nil {
			return nil, AttendeeMark{}, fmt.Errorf("search orders: %w", err)
		}
		if found, next, err = s.ofOrders(ctx, query, orders, found); err != nil || next != (AttendeeMark{}) || len(orders) < searchPage {
			return found, next, err
		}
		before = orders[len(orders)-1]
	}
	return found, AttendeeMark{before, math.MaxInt32}, nil
}

// ofOrders adds the orders' tickets to those that were found, as far as they fit into the page.
func (s *Service) ofOrders(ctx context.Context, query AttendeeQuery, orders []OrderID, found []Ticket) ([]Ticket, AttendeeMark, error) {
	if len(orders) == 0 {
		return found, AttendeeMark{}, nil
	}
	query.Orders, query.Limit = orders, query.Limit-len(found)
	tickets, next, err := s.pageOf(ctx, query)
	return append(found, tickets...), next, err
}

// withBuyers adds what ordering knows, by one question.
func (s *Service) withBuyers(ctx context.Context, tickets []Ticket) ([]Attendee, error) {
	var orders []OrderID
	for _, t := range tickets {
		if len(orders) == 0 || orders[len(orders)-1] != t.Order { // an order's tickets stand together
			orders = append(orders, t.Order)
		}
	}
	list := make([]Attendee, len(tickets))
	if len(orders) == 0 {
		return list, nil
	}
	purchases, err := s.ports.Orders.Purchases(ctx, orders)
	if err != nil {
		return nil, fmt.Errorf("ask for buyers: %w", err)
	}
	for i, t := range tickets {
		list[i] = Attendee{t, purchases[t.Order].Email}
	}
	return list, nil
}

// isTicketNumber reports whether the text looks like a ticket's whole number: an order's, a dash, and a position.
func isTicketNumber(text string) bool {
	dash := strings.LastIndexByte(text, '-')
	return dash > 0 && dash < len(text)-1 && !slices.ContainsFunc([]byte(text[dash+1:]), func(c byte) bool { return c < '0' || c > '9' })
}

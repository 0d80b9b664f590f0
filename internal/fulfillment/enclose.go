package fulfillment

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/money"
)

// Enclosure is an order's tickets as a mail needs them: in words, and as files.
type Enclosure struct {
	Lines []Line
	Files []File
}

// Line says in words what one ticket is for.
type Line struct {
	Number, Event, Venue string
	Starts               time.Time
	TimeZone             string // IANA name
	Section, Row, Seat   string
	Price                money.Amount
}

// Enclose returns those of the order's tickets that are not cancelled, or the one that is named, for other contexts: nobody's right to
// see them is checked. Without any such ticket it is empty.
func (s *Service) Enclose(ctx context.Context, order OrderID, only TicketID) (Enclosure, error) {
	bundle, err := s.OfOrder(ctx, order)
	if err != nil {
		return Enclosure{}, err
	}
	bundle = bundle.Living(only)
	var enclosed Enclosure
	for _, t := range bundle.Tickets {
		event := bundle.EventOf(t)
		enclosed.Lines = append(enclosed.Lines, Line{
			Number: t.Number, Event: event.Name, Venue: event.Venue, Starts: event.Starts, TimeZone: event.TimeZone,
			Section: t.Section, Row: t.Row, Seat: t.Label, Price: t.Price,
		})
	}
	enclosed.Files, err = s.Files(bundle)
	return enclosed, err
}

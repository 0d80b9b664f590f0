package catalog

import (
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// partMost is how many seats travel in one message: a stadium in one would be more than a broker takes.
const partMost = 1000

func eventChanged(e Event, message id.UUID, now time.Time) events.EventChanged {
	return events.EventChanged{
		Meta: events.Stamp(message, now), Event: e.ID.UUID(), EventVersion: e.Version, Name: e.Name, Venue: e.Venue,
		EventDate: e.EventDate, TimeZone: e.TimeZone, Currency: e.Currency(), Status: string(e.Status),
		SaleOpensAt: unlessZero(e.SaleOpensAt), SaleClosesAt: unlessZero(e.SaleClosesAt), MaxPerCustomer: e.MaxPerCustomer,
	}
}

// seatsGenerated tells a whole layout in parts.
func (s *Service) seatsGenerated(e Event, plan *Plan, now time.Time) []work.Fact {
	parts := (len(plan.Seats) + partMost - 1) / partMost
	facts := make([]work.Fact, 0, parts)
	for part := range parts {
		first := part * partMost
		facts = append(facts, events.SeatsGenerated{
			Meta: events.Stamp(s.ids.New(), now), Event: e.ID.UUID(), Layout: e.Layout, Part: part + 1, Parts: parts,
			Seats: plan.generated(first, min(first+partMost, len(plan.Seats))), TotalSeats: len(plan.Seats), Currency: e.Currency(),
			StageX: plan.Stage.X, StageY: plan.Stage.Y, GeneratedAt: now,
		})
	}
	return facts
}

// generated writes a stretch of the plan order as it travels.
func (p *Plan) generated(first, end int) []events.GeneratedSeat {
	seats, ranks := make([]events.GeneratedSeat, 0, end-first), p.Ranks()
	for i, seat := range p.Seats[first:end] {
		seats = append(seats, events.GeneratedSeat{
			Seat: seat.ID, Section: seat.Section, Row: seat.Row, Number: seat.SeatNumber, Label: seat.Seat, Price: seat.Price.Decimal(),
			Category: seat.Category, Rank: ranks[seat.Category], Accessible: seat.Accessible, Companion: seat.Companion, Standing: seat.Standing,
			X: seat.X, Y: seat.Y, Index: first + i,
		})
	}
	return seats
}

func unlessZero(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

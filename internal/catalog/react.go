package catalog

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// mapGroup is the group under which the map listens: the original's.
const mapGroup = "catalog-service-group"

// Subscriptions are the facts that move the map. Each is harmless when it comes again: a seat's version finds it done.
func (s *Service) Subscriptions() []work.Subscription {
	return []work.Subscription{
		work.OnMany(mapGroup, s.onReservationCreated),
		work.OnMany(mapGroup, s.onReservationConfirmed),
		work.OnMany(mapGroup, s.onReservationExpired),
		work.OnMany(mapGroup, s.onSeatStatusChanged),
	}
}

func (s *Service) onReservationCreated(ctx context.Context, facts []events.ReservationCreated) error {
	return s.Project(ctx, changesOf(facts, func(f events.ReservationCreated) SeatChange {
		return changeOf(f.Seat, Reserved).at(f.BasePrice, f.Currency)
	}))
}

func (s *Service) onReservationConfirmed(ctx context.Context, facts []events.ReservationConfirmed) error {
	return s.Project(ctx, changesOf(facts, func(f events.ReservationConfirmed) SeatChange {
		return changeOf(f.Seat, Sold).at(f.Price, f.Currency)
	}))
}

func (s *Service) onReservationExpired(ctx context.Context, facts []events.ReservationExpired) error {
	return s.Project(ctx, changesOf(facts, func(f events.ReservationExpired) SeatChange {
		if status := SeatStatus(f.SeatStatus); status.Valid() {
			return changeOf(f.Seat, status)
		}
		return changeOf(f.Seat, Available) // as it was told before facts said so
	}))
}

// onSeatStatusChanged refuses a status that no map has: another version of us speaks another language.
func (s *Service) onSeatStatusChanged(ctx context.Context, facts []events.SeatStatusChanged) error {
	for _, f := range facts {
		if !SeatStatus(f.Status).Valid() {
			return &work.Unreadable{Topic: f.Topic(), Cause: fmt.Errorf("status %.20q of seat %s", f.Status, f.Seat.Seat)}
		}
	}
	return s.Project(ctx, changesOf(facts, func(f events.SeatStatusChanged) SeatChange { return changeOf(f.Seat, SeatStatus(f.Status)) }))
}

func changesOf[F any](facts []F, change func(F) SeatChange) []SeatChange {
	changes := make([]SeatChange, len(facts))
	for i, f := range facts {
		changes[i] = change(f)
	}
	return changes
}

func changeOf(seat events.Seat, status SeatStatus) SeatChange {
	return SeatChange{Event: EventID(seat.Event), Seat: SeatID(seat.Seat), Status: status, Version: seat.SeatVersion}
}

// at adds the price at which the seat was taken. One that cannot be read is none: the seat's own counts then.
func (c SeatChange) at(number money.Decimal, currency money.Currency) SeatChange {
	if price, err := number.In(currency); err == nil && currency.Valid() {
		c.Promise = Promise{Made: true, Price: price.Minor}
	}
	return c
}

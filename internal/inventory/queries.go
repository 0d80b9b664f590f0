package inventory

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Hold is a reservation with its seat's name, as others read it.
type Hold struct {
	Reservation
	Label
}

// SeatState is a seat's claim and version.
type SeatState struct {
	Seat    SeatID
	Kind    Kind
	Version int64
	Price   money.Amount // of a snapshot: at which the seat is held or sold
}

// Status is what the map shows: available, reserved, sold, unavailable.
func (s SeatState) Status() string { return Claim{Kind: s.Kind}.Status() }

func stateOf(s Seat) SeatState { return SeatState{Seat: s.ID, Kind: s.Kind, Version: s.Version} }

// Counts is how many seats of an event have which claim.
type Counts struct {
	Free, Held, Sold, SetAside int
}

// Total is how many seats there are.
func (c Counts) Total() int { return c.Free + c.Held + c.Sold + c.SetAside }

// Add counts a seat by its claim; one that is off is no seat of the event.
func (c *Counts) Add(kind Kind, n int) {
	switch kind {
	case SeatFree:
		c.Free += n
	case SeatHeld:
		c.Held += n
	case SeatSold:
		c.Sold += n
	case SeatSetAside:
		c.SetAside += n
	case SeatOff:
	}
}

// holdsListed bounds the list of a customer's holds; the limits per event keep it far smaller.
const holdsListed = 100

// Holds returns those of the reservations that exist.
func (s *Service) Holds(ctx context.Context, ids []ReservationID) ([]Hold, error) {
	holds, err := s.store.Holds(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read reservations: %w", err)
	}
	return holds, nil
}

// Reservation returns one reservation to its owner or to the house.
func (s *Service) Reservation(ctx context.Context, reservation ReservationID, by actor.Actor) (Hold, error) {
	holds, err := s.Holds(ctx, []ReservationID{reservation})
	if err != nil {
		return Hold{}, err
	}
	if len(holds) == 0 || !by.House() && !by.Owns(holds[0].Customer.UUID()) {
		return Hold{}, ErrNoSuchReservation
	}
	return holds[0], nil
}

// HoldsOf returns the active holds of the caller whose time is not over, oldest first.
func (s *Service) HoldsOf(ctx context.Context, by actor.Actor) ([]Hold, error) {
	var customers []CustomerID
	for _, c := range by.Customers() {
		customers = append(customers, CustomerID(c))
	}
	if len(customers) == 0 {
		return nil, nil
	}
	holds, err := s.store.HoldsOf(ctx, customers, holdsListed)
	if err != nil {
		return nil, fmt.Errorf("list reservations: %w", err)
	}
	now, live := s.clock.Now(), holds[:0]
	for _, h := range holds {
		if !h.Due(now) {
			live = append(live, h)
		}
	}
	return live, nil
}

// Snapshot returns the claim and version of every seat of the event's present layout, in the plan's order, and the price at which
// somebody has it.
func (s *Service) Snapshot(ctx context.Context, event EventID) ([]SeatState, error) {
	states, err := s.store.Snapshot(ctx, event)
	if err != nil {
		return nil, fmt.Errorf("read seats: %w", err)
	}
	return states, nil
}

// Available counts the seats of the event's present layout by claim.
func (s *Service) Available(ctx context.Context, event EventID) (Counts, error) {
	var counts Counts
	states, err := s.store.States(ctx, event)
	if err != nil {
		return counts, fmt.Errorf("read seats: %w", err)
	}
	for _, state := range states {
		counts.Add(state.Kind, 1)
	}
	return counts, nil
}

// SaleOf returns how an event is sold.
func (s *Service) SaleOf(ctx context.Context, event EventID) (Sale, error) {
	sale, ok, err := s.store.Sale(ctx, event)
	if err != nil {
		return Sale{}, fmt.Errorf("read sale: %w", err)
	}
	if !ok {
		return Sale{}, ErrNoSuchEvent
	}
	return sale, nil
}

// SeatPage walks over all seats by id, for the audit: each with its claim. After the last one the page is empty.
func (s *Service) SeatPage(ctx context.Context, after SeatID, limit int) ([]Seat, error) {
	return s.store.SeatPage(ctx, after, limit)
}

// ClaimPage walks over all live reservations by id, for the audit.
func (s *Service) ClaimPage(ctx context.Context, after ReservationID, limit int) ([]Reservation, error) {
	return s.store.ClaimPage(ctx, after, limit)
}

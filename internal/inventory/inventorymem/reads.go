package inventorymem

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Holds returns the reservations that there are, by id.
func (s *Store) Holds(_ context.Context, ids []inventory.ReservationID) (holds []inventory.Hold, err error) {
	s.DB.View(func() {
		for _, r := range rows(s.reservations, set(ids)) {
			holds = append(holds, s.show(r))
		}
	})
	slices.SortFunc(holds, func(a, b inventory.Hold) int { return id.Compare(a.ID, b.ID) })
	return holds, nil
}

// HoldsOf returns the active reservations of customers, oldest first.
func (s *Store) HoldsOf(_ context.Context, customers []inventory.CustomerID, limit int) (holds []inventory.Hold, err error) {
	wanted := set(customers)
	s.DB.View(func() {
		for _, r := range s.reservations.Where(
			func(r inventory.Reservation) bool { return r.Status == inventory.Active && wanted[r.Customer] },
			func(a, b inventory.Reservation) int { return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), byID(a, b)) },
		) {
			holds = append(holds, s.show(r))
		}
	})
	return atMost(holds, limit), nil
}

func (s *Store) show(r inventory.Reservation) inventory.Hold {
	seat, _ := s.seats.Get(r.Seat)
	return inventory.Hold{Reservation: r, Label: seat.Label}
}

// Seats returns the seats that there are, by id.
func (s *Store) Seats(_ context.Context, ids []inventory.SeatID) (seats []inventory.Seat, err error) {
	s.DB.View(func() { seats = rows(s.seats, set(ids)) })
	slices.SortFunc(seats, seatByID)
	return seats, nil
}

// Due lists active reservations whose time is over, the longest due first.
func (s *Store) Due(_ context.Context, now time.Time, limit int) ([]inventory.ReservationID, error) {
	return s.reservationsWhere(limit,
		func(r inventory.Reservation) bool { return r.Due(now) },
		func(a, b inventory.Reservation) int { return cmp.Or(a.DueAt().Compare(b.DueAt()), byID(a, b)) },
	), nil
}

// Unpaid lists active reservations of an event that no payment keeps.
func (s *Store) Unpaid(_ context.Context, event inventory.EventID, limit int) ([]inventory.ReservationID, error) {
	return s.reservationsWhere(limit,
		func(r inventory.Reservation) bool {
			return r.Event == event && r.Status == inventory.Active && !r.Paying()
		},
		byID,
	), nil
}

func (s *Store) reservationsWhere(limit int, match func(inventory.Reservation) bool, order func(a, b inventory.Reservation) int) (ids []inventory.ReservationID) {
	s.DB.View(func() {
		for _, r := range s.reservations.Where(match, order) {
			ids = append(ids, r.ID)
		}
	})
	return atMost(ids, limit)
}

// Lapsed lists seats that were set aside until a time that has come.
func (s *Store) Lapsed(_ context.Context, now time.Time, limit int) (ids []inventory.SeatID, err error) {
	s.DB.View(func() {
		for _, seat := range s.seats.Where(
			func(seat inventory.Seat) bool { return seat.Lapsed(now) },
			bySoonest,
		) {
			ids = append(ids, seat.ID)
		}
	})
	return atMost(ids, limit), nil
}

// Kept lists seats that are set aside for a keeper until some time, those whose time comes first first.
func (s *Store) Kept(_ context.Context, keeper inventory.Keeper, limit int) (seats []inventory.Seat, err error) {
	s.DB.View(func() {
		seats = s.seats.Where(
			func(seat inventory.Seat) bool {
				return seat.Kind == inventory.SeatSetAside && seat.Keeper == keeper && !seat.Until.IsZero()
			},
			bySoonest,
		)
	})
	return atMost(seats, limit), nil
}

// KeptOf lists the seats of the event's present layout that are set aside for a keeper, in the plan's order, from after a place on.
func (s *Store) KeptOf(ctx context.Context, event inventory.EventID, keeper inventory.Keeper, after inventory.PlanPlace, limit int) ([]inventory.Seat, error) {
	seats, err := s.Plan(ctx, event)
	seats = slices.DeleteFunc(seats, func(seat inventory.Seat) bool {
		passed := cmp.Or(cmp.Compare(seat.Index, after.Index), id.Compare(seat.ID, after.Seat)) <= 0
		return passed || seat.Kind != inventory.SeatSetAside || seat.Keeper != keeper
	})
	return atMost(seats, limit), err
}

// Sale returns an event's sale.
func (s *Store) Sale(_ context.Context, event inventory.EventID) (sale inventory.Sale, ok bool, err error) {
	s.DB.View(func() { sale, ok = s.sales.Get(event) })
	return sale, ok, nil
}

// Plan returns the seats of the event's present layout in the plan's order.
func (s *Store) Plan(_ context.Context, event inventory.EventID) (seats []inventory.Seat, err error) {
	s.DB.View(func() {
		sale, _ := s.sales.Get(event)
		seats = s.seats.Where(
			func(seat inventory.Seat) bool { return seat.Event == event && seat.Layout == sale.Layout },
			func(a, b inventory.Seat) int { return cmp.Or(cmp.Compare(a.Index, b.Index), seatByID(a, b)) },
		)
	})
	return seats, nil
}

// States returns the claims on the seats of the event's present layout in the plan's order.
func (s *Store) States(ctx context.Context, event inventory.EventID) ([]inventory.SeatState, error) {
	seats, err := s.Plan(ctx, event)
	states := make([]inventory.SeatState, len(seats))
	for i, seat := range seats {
		states[i] = inventory.SeatState{Seat: seat.ID, Kind: seat.Kind, Version: seat.Version}
	}
	return states, err
}

// Snapshot returns the same, with the prices of the reservations that have the seats.
func (s *Store) Snapshot(ctx context.Context, event inventory.EventID) ([]inventory.SeatState, error) {
	seats, err := s.Plan(ctx, event)
	states := make([]inventory.SeatState, len(seats))
	s.DB.View(func() {
		for i, seat := range seats {
			claim, _ := s.reservations.Get(seat.Reservation)
			states[i] = inventory.SeatState{Seat: seat.ID, Kind: seat.Kind, Version: seat.Version, Price: claim.Price}
		}
	})
	return states, err
}

// SeatPage walks over all seats by id.
func (s *Store) SeatPage(_ context.Context, after inventory.SeatID, limit int) (seats []inventory.Seat, err error) {
	s.DB.View(func() {
		seats = s.seats.Where(func(seat inventory.Seat) bool { return id.Compare(seat.ID, after) > 0 }, seatByID)
	})
	return atMost(seats, limit), nil
}

// ClaimPage walks over all live reservations by id.
func (s *Store) ClaimPage(_ context.Context, after inventory.ReservationID, limit int) (claims []inventory.Reservation, err error) {
	s.DB.View(func() {
		claims = s.reservations.Where(func(r inventory.Reservation) bool { return r.Live() && id.Compare(r.ID, after) > 0 }, byID)
	})
	return atMost(claims, limit), nil
}

func bySoonest(a, b inventory.Seat) int { return cmp.Or(a.Until.Compare(b.Until), seatByID(a, b)) }

func atMost[T any](list []T, limit int) []T { return list[:min(len(list), limit)] }

package inventorypg

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorypg/inventorysql"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Holds returns the reservations that there are, by id.
func (s *Store) Holds(ctx context.Context, ids []inventory.ReservationID) ([]inventory.Hold, error) {
	found, err := s.holds.Find(ctx, ids...)
	if err != nil {
		return nil, err
	}
	holds := make([]inventory.Hold, 0, len(ids))
	for _, k := range slices.Compact(slices.SortedFunc(slices.Values(ids), id.Compare)) {
		if h, ok := found[k]; ok {
			holds = append(holds, h)
		}
	}
	return holds, nil
}

func (s *Store) findHolds(ctx context.Context, ids []inventory.ReservationID) (map[inventory.ReservationID]inventory.Hold, error) {
	rows, err := s.queries.Holds(ctx, uids(ids))
	if err != nil {
		return nil, fmt.Errorf("select holds: %w", err)
	}
	found := make(map[inventory.ReservationID]inventory.Hold, len(rows))
	for _, r := range rows {
		found[inventory.ReservationID(r.Reservation.ID.Bytes)] = holdOf(r)
	}
	return found, nil
}

// HoldsOf returns the active reservations of customers, oldest first.
func (s *Store) HoldsOf(ctx context.Context, customers []inventory.CustomerID, limit int) ([]inventory.Hold, error) {
	rows, err := s.queries.HoldsOf(ctx, inventorysql.HoldsOfParams{Customers: uids(customers), Most: number(limit)})
	if err != nil {
		return nil, fmt.Errorf("select holds of customers: %w", err)
	}
	return each(rows, func(r inventorysql.HoldsOfRow) inventory.Hold { return holdOf(inventorysql.HoldsRow(r)) }), nil
}

func holdOf(r inventorysql.HoldsRow) inventory.Hold {
	return inventory.Hold{
		Reservation: reservationOf(r.Reservation),
		Label:       inventory.Label{Section: r.Section, Row: r.SeatRow, Number: r.Label},
	}
}

// Seats returns the seats that there are, by id.
func (s *Store) Seats(ctx context.Context, ids []inventory.SeatID) ([]inventory.Seat, error) {
	rows, err := s.queries.Seats(ctx, uids(ids))
	return seatsOf(rows, err)
}

func seatsOf(rows []inventorysql.Seat, err error) ([]inventory.Seat, error) {
	if err != nil {
		return nil, fmt.Errorf("select seats: %w", err)
	}
	return each(rows, seatOf), nil
}

// Due lists active reservations whose time is over, the longest due first.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]inventory.ReservationID, error) {
	ids, err := s.queries.Due(ctx, inventorysql.DueParams{Now: now, Most: number(limit)})
	return typed[inventory.ReservationID](ids, err)
}

// Lapsed lists seats that were set aside until a time that has come.
func (s *Store) Lapsed(ctx context.Context, now time.Time, limit int) ([]inventory.SeatID, error) {
	ids, err := s.queries.Lapsed(ctx, inventorysql.LapsedParams{Now: &now, Most: number(limit)})
	return typed[inventory.SeatID](ids, err)
}

// Kept lists seats that are set aside for a keeper until some time, those whose time comes first first.
func (s *Store) Kept(ctx context.Context, keeper inventory.Keeper, limit int) ([]inventory.Seat, error) {
	rows, err := s.queries.Kept(ctx, inventorysql.KeptParams{Keeper: string(keeper), Most: number(limit)})
	return seatsOf(rows, err)
}

// KeptOf lists the seats of the event's present layout that are set aside for a keeper, in the plan's order, from after a place on.
func (s *Store) KeptOf(
	ctx context.Context, event inventory.EventID, keeper inventory.Keeper, after inventory.PlanPlace, limit int,
) ([]inventory.Seat, error) {
	rows, err := s.queries.KeptOf(ctx, inventorysql.KeptOfParams{
		Event: uid(event), Keeper: string(keeper), AfterIndex: number(after.Index), AfterSeat: uid(after.Seat), Most: number(limit),
	})
	return seatsOf(rows, err)
}

// Unpaid lists active reservations of an event that no payment keeps.
func (s *Store) Unpaid(ctx context.Context, event inventory.EventID, limit int) ([]inventory.ReservationID, error) {
	ids, err := s.queries.Unpaid(ctx, inventorysql.UnpaidParams{Event: uid(event), Most: number(limit)})
	return typed[inventory.ReservationID](ids, err)
}

func typed[T ~[16]byte](ids []pgtype.UUID, err error) ([]T, error) {
	if err != nil {
		return nil, fmt.Errorf("select ids: %w", err)
	}
	return each(ids, func(k pgtype.UUID) T { return T(k.Bytes) }), nil
}

// Sale returns an event's sale.
func (s *Store) Sale(ctx context.Context, event inventory.EventID) (inventory.Sale, bool, error) {
	row, err := s.queries.Sale(ctx, uid(event))
	if errors.Is(err, pgx.ErrNoRows) {
		return inventory.Sale{}, false, nil
	}
	if err != nil {
		return inventory.Sale{}, false, fmt.Errorf("select sale: %w", err)
	}
	return saleOf(row), true, nil
}

// Plan returns the seats of the event's present layout in the plan's order.
func (s *Store) Plan(ctx context.Context, event inventory.EventID) ([]inventory.Seat, error) {
	rows, err := s.queries.Plan(ctx, uid(event))
	return seatsOf(rows, err)
}

// States returns the claims on the seats of the event's present layout in the plan's order.
func (s *Store) States(ctx context.Context, event inventory.EventID) ([]inventory.SeatState, error) {
	rows, err := s.queries.States(ctx, uid(event))
	if err != nil {
		return nil, fmt.Errorf("select states: %w", err)
	}
	return each(rows, func(r inventorysql.StatesRow) inventory.SeatState {
		return inventory.SeatState{Seat: inventory.SeatID(r.ID.Bytes), Kind: inventory.Kind(r.Kind), Version: r.Version}
	}), nil
}

// Snapshot returns the same, with the prices of the reservations that have the seats.
func (s *Store) Snapshot(ctx context.Context, event inventory.EventID) ([]inventory.SeatState, error) {
	rows, err := s.queries.Snapshot(ctx, uid(event))
	if err != nil {
		return nil, fmt.Errorf("select snapshot: %w", err)
	}
	return each(rows, func(r inventorysql.SnapshotRow) inventory.SeatState {
		return inventory.SeatState{
			Seat: inventory.SeatID(r.ID.Bytes), Kind: inventory.Kind(r.Kind), Version: r.Version,
			Price: money.Of(r.Price.Int64, money.Currency(r.Currency)),
		}
	}), nil
}

// SeatPage walks over all seats by id.
func (s *Store) SeatPage(ctx context.Context, after inventory.SeatID, limit int) ([]inventory.Seat, error) {
	rows, err := s.queries.SeatPage(ctx, inventorysql.SeatPageParams{After: uid(after), Most: number(limit)})
	return seatsOf(rows, err)
}

// ClaimPage walks over all live reservations by id.
func (s *Store) ClaimPage(ctx context.Context, after inventory.ReservationID, limit int) ([]inventory.Reservation, error) {
	rows, err := s.queries.ClaimPage(ctx, inventorysql.ClaimPageParams{After: uid(after), Most: number(limit)})
	if err != nil {
		return nil, fmt.Errorf("select claims: %w", err)
	}
	return each(rows, reservationOf), nil
}

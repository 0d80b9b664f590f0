package catalogpg

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgtype"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogpg/catalogsql"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/pg"
)

// tx is a catalog.Tx.
type tx struct {
	*pg.Tx
	q *catalogsql.Queries
}

func (t tx) Events(ctx context.Context, events []catalog.EventID) ([]catalog.Event, error) {
	rows, err := t.q.LockEvents(ctx, id.UUIDs(events))
	return mapped(rows, eventOf), wrap("lock events", err)
}

func (t tx) AddEvent(ctx context.Context, event catalog.Event) error {
	added, err := t.q.AddEvent(ctx, addOf(rowOf(event)))
	if err == nil && added == 0 {
		return catalog.ErrEventExists
	}
	return wrap("insert event", err)
}

func (t tx) PutEvents(ctx context.Context, events []catalog.Event) error {
	params := make([]catalogsql.PutEventsParams, len(events))
	for i, e := range events {
		params[i] = putOf(rowOf(e))
	}
	var failed error
	t.q.PutEvents(ctx, params).Exec(func(_ int, err error) { failed = errors.Join(failed, err) })
	if pg.Violated(failed) == "events_within_capacity" {
		return catalog.ErrOverCapacity.Because(failed)
	}
	return wrap("update events", failed)
}

func (t tx) Standings(ctx context.Context, seats []catalog.SeatID) ([]catalog.Standing, error) {
	rows, err := t.q.Standings(ctx, id.UUIDs(seats))
	return mapped(rows, standingOf), wrap("read standings", err)
}

func (t tx) StandingsOf(ctx context.Context, event catalog.EventID) ([]catalog.Standing, error) {
	rows, err := t.q.StandingsOf(ctx, event.UUID())
	return mapped(rows, standingOf), wrap("read an event's standings", err)
}

func (t tx) PutStandings(ctx context.Context, standings []catalog.Standing) error {
	n := len(standings)
	params := catalogsql.PutStandingsParams{
		Ids: make([]id.UUID, n), Statuses: make([]string, n), Versions: make([]int64, n), Changes: make([]int64, n), Promises: make([]int64, n),
	}
	for i, s := range standings {
		params.Ids[i], params.Statuses[i], params.Versions[i], params.Changes[i] = s.SeatID.UUID(), string(s.Status), s.Version, s.Changed
		params.Promises[i] = -1 // none; prices are not negative
		if s.Promise.Made {
			params.Promises[i] = s.Promise.Price
		}
	}
	return wrap("update standings", t.q.PutStandings(ctx, params))
}

func (t tx) PutPlan(ctx context.Context, hash string, geometry []byte) error {
	return wrap("keep plan", t.q.PutPlan(ctx, catalogsql.PutPlanParams{Hash: hash, Geometry: geometry}))
}

func (t tx) PutSeats(ctx context.Context, event catalog.EventID, seats []catalog.Seat) error {
	if err := t.q.DropStandings(ctx, event.UUID()); err != nil {
		return fmt.Errorf("drop standings: %w", err)
	}
	if err := t.q.DropSeats(ctx, event.UUID()); err != nil {
		return fmt.Errorf("drop seats: %w", err)
	}
	places, standings := make([]catalogsql.AddSeatsParams, len(seats)), make([]catalogsql.AddStandingsParams, len(seats))
	for i, s := range seats {
		places[i] = catalogsql.AddSeatsParams{
			ID: s.SeatID.UUID(), EventID: event.UUID(), Index: int32(s.Index), Section: s.Section, RowLabel: s.Row, RowNumber: int32(s.RowNumber),
			SeatLabel: s.Seat, SeatNumber: int32(s.SeatNumber), Price: s.Standing.Price, Category: s.Category,
			Accessible: s.Accessible, Companion: s.Companion, Standing: s.PlanSeat.Standing,
		}
		standings[i] = catalogsql.AddStandingsParams{
			ID: s.SeatID.UUID(), EventID: event.UUID(), Index: int32(s.Index), Price: s.Standing.Price, Status: string(s.Status),
			Version: s.Version, Changed: s.Changed, Promised: pgtype.Int8{Int64: s.Promise.Price, Valid: s.Promise.Made},
		}
	}
	if _, err := t.q.AddSeats(ctx, places); err != nil {
		return fmt.Errorf("copy seats: %w", err)
	}
	_, err := t.q.AddStandings(ctx, standings)
	return wrap("copy standings", err)
}

package catalog

import (
	"context"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Project brings the map up to what inventory says: of each seat the highest version, in whatever order and however often the changes
// come. Changes of seats that left the plan change nothing.
func (s *Service) Project(ctx context.Context, changes []SeatChange) error {
	newest := latest(changes)
	eventIDs, seatIDs := make([]EventID, len(newest)), make([]SeatID, len(newest))
	for i, c := range newest {
		eventIDs[i], seatIDs[i] = c.Event, c.Seat
	}
	slices.SortFunc(eventIDs, id.Compare[EventID])
	eventIDs = slices.Compact(eventIDs)
	var moved []EventID
	err := s.store.Update(ctx, func(tx Tx) error {
		moved = nil
		events, err := tx.Events(ctx, eventIDs)
		if err != nil {
			return err
		}
		standings, err := tx.Standings(ctx, seatIDs)
		if err != nil {
			return err
		}
		changed, stand := follow(events, standings, newest)
		if len(stand) == 0 {
			return nil
		}
		for _, e := range changed {
			moved = append(moved, e.ID)
		}
		if err := tx.PutStandings(ctx, stand); err != nil {
			return err
		}
		return tx.PutEvents(ctx, changed)
	})
	if err != nil {
		return fmt.Errorf("project seats: %w", err)
	}
	s.live.wake(moved...)
	return nil
}

// latest keeps the change with the highest version of each seat, in the order of seats.
func latest(changes []SeatChange) []SeatChange {
	sorted := slices.Clone(changes)
	slices.SortStableFunc(sorted, func(a, b SeatChange) int {
		if c := id.Compare(a.Seat, b.Seat); c != 0 {
			return c
		}
		return int(min(1, max(-1, b.Version-a.Version)))
	})
	return slices.CompactFunc(sorted, func(a, b SeatChange) bool { return a.Seat == b.Seat })
}

// follow takes changes over into the standings of their seats (both in the order of seats), counts them anew, and gives each event one
// further sequence. It returns what became different.
func follow(events []Event, standings []Standing, changes []SeatChange) (changed []Event, stand []Standing) {
	after := make(map[EventID]Event, len(events))
	for _, e := range events {
		after[e.ID] = e
	}
	for _, change := range changes {
		for len(standings) > 0 && id.Compare(standings[0].SeatID, change.Seat) < 0 {
			standings = standings[1:]
		}
		if len(standings) == 0 {
			break
		}
		seat := standings[0]
		e, known := after[seat.Event]
		if !known || seat.SeatID != change.Seat {
			continue
		}
		e.Tally.count(seat, -1)
		if !seat.follow(change, e.Sequence+1) {
			continue
		}
		e.Tally.count(seat, 1)
		after[e.ID] = e
		stand = append(stand, seat)
	}
	for _, e := range events {
		if slices.ContainsFunc(stand, func(s Standing) bool { return s.Event == e.ID }) {
			e = after[e.ID]
			e.Sequence++
			changed = append(changed, e)
		}
	}
	return changed, stand
}

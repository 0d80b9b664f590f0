package catalog

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/work"
)

// rebuildPage is how many events are listed at a time.
const rebuildPage = 100

// Rebuild takes the status of every seat of every event from inventory again, whatever the map has come to, beside running consumers.
// Where inventory does not have the seats, the layout is told again. It returns how many events there were.
func (s *Service) Rebuild(ctx context.Context) (events int, err error) {
	var after EventID
	for {
		page, err := s.store.EventPage(ctx, after, rebuildPage)
		if err != nil {
			return events, fmt.Errorf("list events: %w", err)
		}
		if len(page) == 0 {
			return events, nil
		}
		for _, e := range page {
			if err := s.rebuild(ctx, e); err != nil {
				return events, fmt.Errorf("rebuild event: %w", err)
			}
			after = e.ID
			events++
		}
	}
}

// rebuild sets the seats of one event to inventory's snapshot. What the map learned after the snapshot was asked for is newer and
// stays; a version that the map had before and inventory does not know is wrong and goes.
func (s *Service) rebuild(ctx context.Context, e Event) error {
	seats, err := s.store.Seats(ctx, e.ID, 0, maxPlanSeats)
	if err != nil {
		return fmt.Errorf("read seats: %w", err)
	}
	if len(seats) == 0 {
		return nil
	}
	had := make(map[SeatID]int64, len(seats))
	for _, seat := range seats {
		had[seat.SeatID] = seat.Version
	}
	truth, err := s.seats.Snapshot(ctx, e.ID)
	if err != nil {
		return err
	}
	again, err := s.tellAgain(ctx, e, len(truth) < len(seats))
	if err != nil {
		return err
	}
	err = s.store.Update(ctx, func(tx Tx) error {
		present, err := lock(ctx, tx, e.ID)
		if err != nil {
			return err
		}
		standings, err := tx.StandingsOf(ctx, e.ID)
		if err != nil {
			return err
		}
		set(&present, standings, had, truth)
		if present.Layout == e.Layout {
			tx.Emit(again...)
		}
		if err := tx.PutStandings(ctx, standings); err != nil {
			return err
		}
		return tx.PutEvents(ctx, []Event{present})
	})
	if err == nil {
		s.live.wake(e.ID)
	}
	return err
}

// tellAgain writes the facts of the present layout, for an inventory that does not have it.
func (s *Service) tellAgain(ctx context.Context, e Event, missing bool) ([]work.Fact, error) {
	if !missing {
		return nil, nil
	}
	plan, err := s.plan(ctx, e)
	if err != nil || plan == nil {
		return nil, err
	}
	return s.seatsGenerated(e, plan, s.clock.Now()), nil
}

// set brings the standings to the truth and counts them from the beginning.
func set(e *Event, standings []Standing, had map[SeatID]int64, truth []SeatChange) {
	known := make(map[SeatID]SeatChange, len(truth))
	for _, t := range truth {
		known[t.Seat] = t
	}
	e.redraw()
	e.Tally = Tally{}
	for i := range standings {
		seat := &standings[i]
		t, there := known[seat.SeatID]
		if !there {
			t = SeatChange{Seat: seat.SeatID, Status: Unavailable}
		}
		if version, asBefore := had[seat.SeatID]; t.Version >= seat.Version || asBefore && version == seat.Version {
			if t.Version == seat.Version && !t.Promise.Made {
				t.Promise = seat.Promise
			}
			seat.become(t, e.Sequence)
		}
		e.Tally.count(*seat, 1)
	}
}

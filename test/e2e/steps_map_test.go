package e2e

import (
	"context"
	"time"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

func (w *world) mapSteps(sc *godog.ScenarioContext) {
	sc.Step(`^the map shows (\w+)'s seats as "([^"]*)"$`, func(ctx context.Context, name, status string) error {
		return w.mapShowsSeatsOf(ctx, soon, name, status)
	})
	sc.Step(`^within (\d+) seconds the map shows (\w+)'s seats as "([^"]*)"$`, func(ctx context.Context, seconds int, name, status string) error {
		return w.mapShowsSeatsOf(ctx, time.Duration(seconds)*time.Second, name, status)
	})
	sc.Step(`^the map shows "([^"]*)" as "([^"]*)"$`, func(ctx context.Context, seat, status string) error {
		return w.mapShows(ctx, soon, seat, status)
	})
	sc.Step(`^within (\d+) seconds the map shows "([^"]*)" as "([^"]*)"$`, func(ctx context.Context, seconds int, seat, status string) error {
		return w.mapShows(ctx, time.Duration(seconds)*time.Second, seat, status)
	})
}

func (w *world) mapShows(ctx context.Context, within time.Duration, wanted, status string) error {
	return client.Await(ctx, within, func(ctx context.Context) error {
		seat, err := w.seat(ctx, wanted)
		if err != nil {
			return err
		}
		return want(wanted+" on the map", seat.Status, status)
	})
}

func (w *world) mapShowsSeatsOf(ctx context.Context, within time.Duration, name, status string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return client.Await(ctx, within, func(ctx context.Context) error {
		m, err := w.house.stranger.SeatMap(ctx, w.event.ID)
		if err != nil {
			return err
		}
		shown := map[string]string{}
		for _, s := range m.Seats {
			shown[s.ID] = s.Status
		}
		for _, r := range p.seats {
			if err := want(label(r.SectionCode, r.Row, r.Seat)+" on the map", shown[r.SeatID], status); err != nil {
				return err
			}
		}
		return nil
	})
}

package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/speckit/ticketing/test/e2e/client"
)

// mapSamples is how many holds are watched.
const mapSamples = 200

// seenOnMap measures how long after a buyer's tap everybody's map shows the seat as taken.
func seenOnMap(ctx context.Context, h *house, _ options) error {
	event, err := h.makeEvent(ctx, 10)
	if err != nil {
		return err
	}
	seats, err := h.seatsOf(ctx, event)
	if err != nil {
		return err
	}
	if err := h.invite(ctx, mapSamples); err != nil {
		return err
	}
	live, err := h.organiser.Watch(ctx, event, "")
	if err != nil {
		return err
	}
	defer func() { _ = live.Close() }()
	d := newDoor(h.Port)
	defer d.close()
	stranger := client.New(h.API(), d)
	took := make([]time.Duration, 0, mapSamples)
	for n := range mapSamples {
		begun := time.Now()
		if _, err := stranger.As(h.guests[n].token).HoldOne(ctx, seats[n], ""); err != nil {
			return err
		}
		delta, err := live.NextDelta()
		if err != nil {
			return err
		}
		if len(delta.Changes) != 1 || delta.Changes[0] != [2]int{n, client.Reserved} {
			return fmt.Errorf("the map shows %v after a hold of seat %d", delta.Changes, n)
		}
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	h.say("## From the tap to everybody's map\n\n| samples | p50 | p99 |\n|---:|---:|---:|\n| %d | %s | %s |\n\n",
		len(took), short(percentile(took, 50)), short(percentile(took, 99)))
	return nil
}

package e2e

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/speckit/ticketing/test/e2e/client"
)

// The scale of the measurement.
const (
	handOvers     = 30
	heldEach      = 6                      // as many as one customer may hold
	handOverPause = 500 * time.Millisecond // between two of them, the longest: seats are looked for as often
)

// TestHowLongAHandOverTakes lets seats go at random moments, one after the other, and measures how long it takes until whoever is first
// in line can see the offer.
func TestHowLongAHandOverTakes(t *testing.T) {
	t.Parallel()
	w := &world{house: openHouse(t), people: map[string]*person{}}
	ctx := t.Context()
	must(t, w.seatedEvent(ctx, handOvers/heldEach, heldEach, "40.00", "HALL"))
	for n := range handOvers / heldEach {
		must(t, w.arrive(ctx, fmt.Sprint("holder", n)))
		must(t, w.askForBest(ctx, fmt.Sprint("holder", n), heldEach))
	}
	for n := range handOvers {
		must(t, w.waitFor(ctx, fmt.Sprint("waits", n), client.Join{}))
	}
	var took []time.Duration
	for n := range handOvers {
		holder, waits := w.people[fmt.Sprint("holder", n/heldEach)], w.people[fmt.Sprint("waits", n)]
		<-time.After(rand.N(handOverPause)) // #nosec G404 -- any moment will do
		released := time.Now()
		must(t, holder.Release(ctx, holder.seats[n%heldEach].ReservationID))
		must(t, client.Await(ctx, soon, func(ctx context.Context) error {
			place, err := waits.Place(ctx, waits.place)
			if err == nil && place.Offer == nil {
				err = errors.New("nothing is offered")
			}
			return err
		}))
		took = append(took, time.Since(released))
	}
	slices.Sort(took)
	t.Logf("from a seat's release to the offer: half within %s, 95 of 100 within %s, all within %s", took[handOvers/2].Round(time.Millisecond),
		took[handOvers*95/100].Round(time.Millisecond), took[handOvers-1].Round(time.Millisecond))
	must(t, w.house.audit(ctx))
}

package e2e

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

// crowd is what many callers at once were told.
type crowd struct {
	succeeded int
	refusals  []*client.Problem
	failures  []error // neither
}

// rush has many do the same at the same moment, and waits for all.
func (c *crowd) rush(count int, do func() error) {
	var mu sync.Mutex
	var everybody sync.WaitGroup
	start := make(chan struct{})
	for range count {
		everybody.Go(func() {
			<-start
			err := do()
			mu.Lock()
			defer mu.Unlock()
			c.note(err)
		})
	}
	close(start)
	everybody.Wait()
}

func (c *crowd) note(err error) {
	p, refused := client.AsProblem(err)
	switch {
	case err == nil:
		c.succeeded++
	case refused:
		c.refusals = append(c.refusals, p)
	default:
		c.failures = append(c.failures, err)
	}
}

func (c *crowd) refusedAs(code string) int {
	n := 0
	for _, r := range c.refusals {
		if r.Code == code {
			n++
		}
	}
	return n
}

func (w *world) crowdSteps(sc *godog.ScenarioContext) {
	sc.Step(`^(\d+) guests try to hold the seat "([^"]*)" at the same moment$`, w.crowdHolds)
	sc.Step(`^one of them holds it$`, func() error {
		return errors.Join(want("holds", w.crowd.succeeded, 1), errors.Join(w.crowd.failures...))
	})
	sc.Step(`^(\d+) of them are refused as "([^"]*)"$`, func(count int, code string) error {
		return want("refused as "+code, w.crowd.refusedAs(code), count)
	})
	sc.Step(`^each refusal names the seat "([^"]*)", lists it, and offers another seat at ([\d.]+)$`, w.eachRefusalHelps)
}

func (w *world) crowdHolds(ctx context.Context, count int, seat string) error {
	id, err := w.seatID(ctx, seat)
	if err != nil {
		return err
	}
	guests := make(chan *client.Client, count)
	for range count {
		guest, err := w.house.stranger.BeginGuest(ctx)
		if err != nil {
			return err
		}
		guests <- w.house.stranger.As(guest.GuestToken)
	}
	w.crowd.rush(count, func() error {
		_, err := (<-guests).HoldOne(ctx, id, "")
		return err
	})
	return nil
}

func (w *world) eachRefusalHelps(ctx context.Context, seat, price string) error {
	id, err := w.seatID(ctx, seat)
	if err != nil {
		return err
	}
	for _, r := range w.crowd.refusals {
		if err := refusalHelps(r, seat, id, price, 1); err != nil {
			return err
		}
	}
	return nil
}

// refusalHelps expects a refusal to name what is taken and to offer as much elsewhere.
func refusalHelps(r *client.Problem, seat, id, total string, count int) error {
	if r.Offer == nil {
		return errors.New("the refusal offers nothing")
	}
	return errors.Join(
		want("status", r.Status, 409), namesSeat(r.Detail, seat), want("taken seats", strings.Join(r.Taken, " "), id),
		want("offered seats", len(r.Offer.SeatIDs), count), wantMoney("total of the offer", r.Offer.TotalAmount.String(), total),
	)
}

// namesSeat expects a sentence to have each part of a seat's name.
func namesSeat(sentence, seat string) error {
	for _, part := range strings.FieldsFunc(seat, func(r rune) bool { return r == ' ' || r == '-' }) {
		if !strings.Contains(sentence, part) {
			return fmt.Errorf("%q does not name the seat %s", sentence, seat)
		}
	}
	return nil
}

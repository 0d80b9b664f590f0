package e2e

import (
	"context"
	"fmt"
	"strings"

	"github.com/cucumber/godog"
)

func (w *world) peopleSteps(sc *godog.ScenarioContext) {
	sc.Step(`^(\w+) is a guest$`, w.arrive)
	sc.Step(`^the books are in order$`, func(ctx context.Context) error { return w.house.audit(ctx) })
}

// arrive begins a guest's session.
func (w *world) arrive(ctx context.Context, name string) error {
	guest, err := w.house.stranger.BeginGuest(ctx)
	if err != nil {
		return err
	}
	w.people[name] = &person{
		Client: w.house.stranger.As(guest.GuestToken), name: name, customer: guest.CustomerID,
		email: fmt.Sprintf("%s.%d@example.com", strings.ToLower(name), addresses.Add(1)),
	}
	return nil
}

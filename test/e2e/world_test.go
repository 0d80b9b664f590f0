package e2e

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"sync/atomic"
	"time"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

// soon is how long what follows by itself may take: messages, mails, projections.
const soon = 15 * time.Second

// world is what one scenario has made and seen. Scenarios share the house and nothing else: each has its own event and people.
type world struct {
	house  *house
	event  client.Event
	people map[string]*person

	refusal   *client.Problem // the last one
	answer    *client.Answer  // of a step that looks at it whole
	admission client.Admission
	crowd     crowd
	watcher   watcher
	rival     *rival
}

// person is a buyer.
type person struct {
	*client.Client

	name     string
	email    string
	customer string
	held     []client.Reservation // live as far as the person knows, not yet in the cart
	seats    []client.Reservation // all that were held at last
	order    client.Order         // the cart or order, with the secret of its checkout
	payment  client.Payment
	tickets  []client.Ticket
	earlier  string // the payment before the last one
	former   string // the code of a ticket before it was issued again
	place    client.PlaceLink
	offer    client.Offered // the last one to a place in line
	answers  []*client.Answer
}

// addresses makes every buyer's address unlike any other's.
var addresses atomic.Int64

// scenario registers the steps over a fresh world.
func (h *house) scenario(sc *godog.ScenarioContext) {
	w := &world{house: h, people: map[string]*person{}}
	sc.After(func(ctx context.Context, _ *godog.Scenario, _ error) (context.Context, error) {
		w.rival.leave()
		return ctx, w.watcher.close()
	})
	w.peopleSteps(sc)
	w.eventSteps(sc)
	w.organiserSteps(sc)
	w.holdSteps(sc)
	w.mapSteps(sc)
	w.cartSteps(sc)
	w.paymentSteps(sc)
	w.refundSteps(sc)
	w.ticketSteps(sc)
	w.mailSteps(sc)
	w.doorSteps(sc)
	w.guestSteps(sc)
	w.crowdSteps(sc)
	w.repeatSteps(sc)
	w.watcherSteps(sc)
	w.lineSteps(sc)
	w.offerSteps(sc)
	w.refusalSteps(sc)
}

// who finds a person by name.
func (w *world) who(name string) (*person, error) {
	p, known := w.people[name]
	if !known {
		return nil, fmt.Errorf("the scenario has not introduced %s", name)
	}
	return p, nil
}

// as makes a step of what a person does.
func (w *world) as(do func(ctx context.Context, p *person) error) func(ctx context.Context, name string) error {
	return func(ctx context.Context, name string) error {
		p, err := w.who(name)
		if err != nil {
			return err
		}
		return do(ctx, p)
	}
}

// refused expects an attempt to be refused, and keeps how.
func (w *world) refused(err error) error {
	p, ok := client.AsProblem(err)
	switch {
	case ok:
		w.refusal = p
		return nil
	case err != nil:
		return err
	default:
		return errors.New("it was not refused")
	}
}

// outcome keeps a refusal for the next step to look at; whatever else went wrong is an error.
func (w *world) outcome(err error) error {
	w.refusal = nil
	if err == nil {
		return nil
	}
	return w.refused(err)
}

// want compares what is with what should be.
func want[T comparable](what string, got, expected T) error {
	if got != expected {
		return fmt.Errorf("%s: %v, want %v", what, got, expected)
	}
	return nil
}

// wantMoney compares amounts, however many digits they are written with.
func wantMoney(what, got, expected string) error {
	a, okA := new(big.Rat).SetString(got)
	b, okB := new(big.Rat).SetString(expected)
	if !okA || !okB || a.Cmp(b) != 0 {
		return fmt.Errorf("%s: %q, want %q", what, got, expected)
	}
	return nil
}

// label writes a seat as the features do: section, row and seat; a standing place has no row.
func label(section, row, seat string) string {
	if row == "" {
		return section + " " + seat
	}
	return fmt.Sprintf("%s %s-%s", section, row, seat)
}

// labels splits the features' list of seats.
func labels(list string) []string {
	parts := strings.Split(list, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

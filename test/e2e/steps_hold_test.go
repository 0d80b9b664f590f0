package e2e

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

func (w *world) holdSteps(sc *godog.ScenarioContext) {
	sc.Step(`^(\w+) asks for the best (\d+) seats?$`, w.askForBest)
	sc.Step(`^(\w+) tries to ask for the best (\d+) seats?$`, w.tryForBest)
	sc.Step(`^(\w+) asks for (\d+) places in "([^"]*)"$`, w.askForPlaces)
	sc.Step(`^(\w+) tries to ask for (\d+) places in "([^"]*)"$`, w.tryForPlaces)
	sc.Step(`^(\w+) holds the seats "([^"]*)"$`, w.holdSeats)
	sc.Step(`^(\w+) tries to hold the seats "([^"]*)"$`, w.tryToHoldSeats)
	sc.Step(`^(\w+) cannot hold "([^"]*)"$`, w.cannotHold)
	sc.Step(`^(\w+) takes the offer$`, w.as(w.takeOffer))
	sc.Step(`^(\w+) holds (\w+)'s former seats$`, w.holdFormerSeats)
	sc.Step(`^(\w+) lets a seat go$`, w.as(w.letGo))
	sc.Step(`^(\w+) lets "([^"]*)" go$`, w.letSeatGo)
	sc.Step(`^the steward releases "([^"]*)"$`, w.stewardReleases)
	sc.Step(`^(\w+) tries to let a seat go$`, w.as(func(ctx context.Context, p *person) error { return w.refused(w.letGo(ctx, p)) }))
	sc.Step(`^(\w+) holds (\d+) seats next to each other$`, w.holdsTogether)
	sc.Step(`^(\w+) holds (\d+) places in "([^"]*)"$`, w.holdsPlaces)
	sc.Step(`^the hold lasts (\d+) minutes$`, w.holdLasts)
	sc.Step(`^(\w+)'s live holds are (\d+)$`, w.liveHolds)
	sc.Step(`^(\w+)'s hold has expired by "([^"]*)"$`, w.holdExpired)
	sc.Step(`^(\w+)'s hold outlives its time$`, w.as(w.outlives))
}

func (w *world) hold(ctx context.Context, name string, wish client.Wish) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	group, err := p.Hold(ctx, wish, "")
	if err != nil {
		return err
	}
	p.held, p.seats = slices.Concat(p.held, group.Reservations), group.Reservations
	return nil
}

func (w *world) askForBest(ctx context.Context, name string, count int) error {
	return w.hold(ctx, name, client.Wish{EventID: w.event.ID, Quantity: count})
}

func (w *world) tryForBest(ctx context.Context, name string, count int) error {
	return w.refused(w.askForBest(ctx, name, count))
}

func (w *world) askForPlaces(ctx context.Context, name string, count int, section string) error {
	return w.hold(ctx, name, client.Wish{EventID: w.event.ID, Quantity: count, Section: section})
}

func (w *world) tryForPlaces(ctx context.Context, name string, count int, section string) error {
	return w.refused(w.askForPlaces(ctx, name, count, section))
}

func (w *world) holdSeats(ctx context.Context, name, list string) error {
	ids, err := w.seatIDs(ctx, list)
	if err != nil {
		return err
	}
	return w.hold(ctx, name, client.Wish{SeatIDs: ids})
}

func (w *world) tryToHoldSeats(ctx context.Context, name, list string) error {
	return w.refused(w.holdSeats(ctx, name, list))
}

func (w *world) cannotHold(ctx context.Context, name, seat string) error {
	if err := w.tryToHoldSeats(ctx, name, seat); err != nil {
		return err
	}
	return want("status of the refusal", w.refusal.Status, 409)
}

func (w *world) takeOffer(ctx context.Context, p *person) error {
	if w.refusal == nil || w.refusal.Offer == nil {
		return errors.New("there is no offer to take")
	}
	return w.hold(ctx, p.name, client.Wish{SeatIDs: w.refusal.Offer.SeatIDs})
}

func (w *world) holdFormerSeats(ctx context.Context, name, of string) error {
	former, err := w.who(of)
	if err != nil {
		return err
	}
	var ids []string
	for _, r := range former.seats {
		ids = append(ids, r.SeatID)
	}
	return w.hold(ctx, name, client.Wish{SeatIDs: ids})
}

// letGo lets the person's first seat go.
func (w *world) letGo(ctx context.Context, p *person) error {
	if err := p.Release(ctx, p.seats[0].ReservationID); err != nil {
		return err
	}
	gone := func(r client.Reservation) bool { return r.ReservationID == p.seats[0].ReservationID }
	p.held = slices.DeleteFunc(p.held, gone)
	return nil
}

// letSeatGo lets one of the person's seats go.
func (w *world) letSeatGo(ctx context.Context, name, seat string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	for _, r := range p.seats {
		if label(r.SectionCode, r.Row, r.Seat) == seat {
			return p.Release(ctx, r.ReservationID)
		}
	}
	return fmt.Errorf("%s has never held %s", name, seat)
}

func (w *world) stewardReleases(ctx context.Context, seat string) error {
	id, err := w.seatID(ctx, seat)
	if err != nil {
		return err
	}
	return w.house.steward.ReleaseSeat(ctx, id)
}

func (w *world) holdsTogether(name string, count int) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	if err := want("seats held", len(p.seats), count); err != nil {
		return err
	}
	var numbers []int
	for _, r := range p.seats {
		if r.SectionCode != p.seats[0].SectionCode || r.Row != p.seats[0].Row {
			return fmt.Errorf("%s and %s are in different rows", label(r.SectionCode, r.Row, r.Seat), p.seats[0].Row)
		}
		n, err := strconv.Atoi(r.Seat)
		if err != nil {
			return fmt.Errorf("read seat number: %w", err)
		}
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	return want("distance from the first to the last seat", numbers[count-1]-numbers[0], count-1)
}

func (w *world) holdsPlaces(name string, count int, section string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	for _, r := range p.seats {
		if err := want("section", r.SectionCode, section); err != nil {
			return err
		}
	}
	return want("places held", len(p.seats), count)
}

func (w *world) holdLasts(minutes int) error {
	for _, p := range w.people {
		left := time.Until(p.seats[0].ExpiresAt)
		if most := time.Duration(minutes) * time.Minute; left > most || left < most-time.Minute {
			return fmt.Errorf("the hold lasts %s, want %s", left, most)
		}
	}
	return nil
}

func (w *world) liveHolds(ctx context.Context, name string, count int) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	var live []client.Reservation
	if _, err := p.Call(ctx, client.Request{Method: "GET", Path: "/reservations"}, &live); err != nil {
		return err
	}
	active := 0
	for _, r := range live {
		if r.Status == "active" {
			active++
		}
	}
	return want("live holds", active, count)
}

func (w *world) holdExpired(ctx context.Context, name, reason string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	r, err := p.Reservation(ctx, p.seats[0].ReservationID)
	if err != nil {
		return err
	}
	return errors.Join(want("status of the hold", r.Status, "expired"), want("reason", r.Reason, reason))
}

// outlives waits until the hold's own end and a sweep have passed, and expects it to live.
func (w *world) outlives(ctx context.Context, p *person) error {
	const sweep = 2 * time.Second
	over := time.NewTimer(time.Until(p.seats[0].ExpiresAt.Add(sweep)))
	defer over.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-over.C:
	}
	r, err := p.Reservation(ctx, p.seats[0].ReservationID)
	if err != nil {
		return err
	}
	return want("status of the hold", r.Status, "active")
}

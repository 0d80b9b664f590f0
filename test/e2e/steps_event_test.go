package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

func (w *world) eventSteps(sc *godog.ScenarioContext) {
	sc.Step(`^an event with (\d+) rows? of (\d+) seats? at ([\d.]+) in section "([^"]*)"$`, w.seatedEvent)
	sc.Step(`^an event with (\d+) rows? of (\d+) free seats in section "([^"]*)"$`, w.freeEvent)
	sc.Step(`^an event with (\d+) standing places at ([\d.]+) in section "([^"]*)"$`, w.standingEvent)
	sc.Step(`^an event that begins in (\d+) seconds$`, w.eventSoon)
	sc.Step(`^an event with the sections$`, w.eventOfSections)
	sc.Step(`^the event is in the time zone "([^"]*)"$`, w.inTimeZone)
	sc.Step(`^the demo event "([^"]*)"$`, w.demoEvent)
}

func (w *world) seatedEvent(ctx context.Context, rows, seats int, price, section string) error {
	return w.makeEvent(ctx, price, client.Section{SectionCode: section, Rows: rows, SeatsPerRow: seats, PriceMultiplier: "1"})
}

func (w *world) freeEvent(ctx context.Context, rows, seats int, section string) error {
	return w.makeEvent(ctx, "10.00", client.Section{SectionCode: section, Rows: rows, SeatsPerRow: seats, PriceMultiplier: "0"})
}

func (w *world) standingEvent(ctx context.Context, places int, price, section string) error {
	return w.makeEvent(ctx, price, client.Section{SectionCode: section, Capacity: places, PriceMultiplier: "1"})
}

// eventSoon has two seats, and not long to sell them.
func (w *world) eventSoon(ctx context.Context, seconds int) error {
	if err := w.announceAt(ctx, "40.00", 2, time.Now().Add(time.Duration(seconds)*time.Second)); err != nil {
		return err
	}
	if err := w.house.organiser.GenerateSeats(ctx, w.event.ID, client.Section{SectionCode: "BOX", Rows: 1, SeatsPerRow: 2, PriceMultiplier: "1"}); err != nil {
		return err
	}
	return w.awaitOnSale(ctx, 2)
}

func (w *world) inTimeZone(ctx context.Context, zone string) error {
	_, err := w.house.organiser.EditEvent(ctx, w.event.ID, map[string]any{"timeZone": zone})
	return err
}

// makeEvent makes the scenario's event and waits until all of it can be bought.
func (w *world) makeEvent(ctx context.Context, price string, sections ...client.Section) error {
	capacity := 0
	for _, s := range sections {
		capacity += s.Rows*s.SeatsPerRow + s.Capacity
	}
	if err := w.announce(ctx, price, capacity); err != nil {
		return err
	}
	if err := w.house.organiser.GenerateSeats(ctx, w.event.ID, sections...); err != nil {
		return err
	}
	return w.awaitOnSale(ctx, capacity)
}

// announce makes an event without seats.
func (w *world) announce(ctx context.Context, price string, capacity int) error {
	return w.announceAt(ctx, price, capacity, time.Now().AddDate(0, 1, 0))
}

func (w *world) announceAt(ctx context.Context, price string, capacity int, date time.Time) error {
	var err error
	w.event, err = w.house.organiser.CreateEvent(ctx, client.NewEvent{
		Name: fmt.Sprintf("Recital %d", addresses.Add(1)), Description: "Songs without words.", Venue: "Old Hall",
		EventDate: date.UTC().Truncate(time.Second), MaxCapacity: capacity, BasePrice: json.Number(price),
	})
	return err
}

func (w *world) awaitOnSale(ctx context.Context, seats int) error {
	return client.Await(ctx, soon, func(ctx context.Context) error {
		e, err := w.house.stranger.Event(ctx, w.event.ID)
		if err != nil {
			return err
		}
		return want("seats on sale", e.AvailableSeats, seats)
	})
}

// demoEvent takes an event that the demo brings, by a part of its name.
func (w *world) demoEvent(ctx context.Context, name string) error {
	list, err := w.house.stranger.Events(ctx, url.Values{"q": {name}}.Encode())
	if err != nil {
		return err
	}
	if err := want("events named "+name, len(list), 1); err != nil {
		return err
	}
	w.event = list[0]
	return nil
}

// seatID finds a seat of the scenario's event by its label.
func (w *world) seatID(ctx context.Context, wanted string) (string, error) {
	seat, err := w.seat(ctx, wanted)
	return seat.ID, err
}

func (w *world) seat(ctx context.Context, wanted string) (client.Seat, error) {
	m, err := w.house.stranger.SeatMap(ctx, w.event.ID)
	if err != nil {
		return client.Seat{}, err
	}
	for _, s := range m.Seats {
		if label(s.SectionCode, s.Row, s.Seat) == wanted {
			return s, nil
		}
	}
	return client.Seat{}, fmt.Errorf("there is no seat %q on the map", wanted)
}

func (w *world) seatIDs(ctx context.Context, list string) ([]string, error) {
	var ids []string
	for _, one := range labels(list) {
		id, err := w.seatID(ctx, one)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

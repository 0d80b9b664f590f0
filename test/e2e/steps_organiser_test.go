package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

// hall is a real-sized plan in the open format.
const hall = "../data/concert-hall.json"

func (w *world) organiserSteps(sc *godog.ScenarioContext) {
	sc.Step(`^the organiser makes an event with the sections$`, w.eventOfSections)
	sc.Step(`^the organiser makes an event for (\d+) people$`, func(ctx context.Context, people int) error {
		return w.announce(ctx, "50.00", people)
	})
	sc.Step(`^imports the plan of the concert hall$`, w.importHall)
	sc.Step(`^the organiser tries to import another plan$`, func(ctx context.Context) error {
		return w.refused(w.importHall(ctx))
	})
	sc.Step(`^the event has (\d+) seats on sale$`, w.awaitOnSale)
	sc.Step(`^the event has all seats of the plan on sale$`, w.hallOnSale)
	sc.Step(`^every category of the plan has a price$`, w.everySeatPriced)
	sc.Step(`^the seats of "([^"]*)" cost ([\d.]+)$`, w.sectionCosts)
	sc.Step(`^the event is found by its name$`, w.foundByName)
	sc.Step(`^the organiser tries to lower the capacity to (\d+)$`, func(ctx context.Context, capacity int) error {
		_, err := w.house.organiser.EditEvent(ctx, w.event.ID, map[string]any{"maxCapacity": capacity})
		return w.refused(err)
	})
	sc.Step(`^the organiser renames the event$`, w.rename)
	sc.Step(`^the event has the new name and is otherwise as before$`, w.renamed)
	sc.Step(`^the organiser does "([^"]*)"$`, w.turn)
	sc.Step(`^the organiser tries to "([^"]*)"$`, func(ctx context.Context, verb string) error { return w.refused(w.turn(ctx, verb)) })
}

func (w *world) eventOfSections(ctx context.Context, table *godog.Table) error {
	var sections []client.Section
	for _, row := range table.Rows[1:] {
		rows, errRows := strconv.Atoi(row.Cells[1].Value)
		seats, errSeats := strconv.Atoi(row.Cells[2].Value)
		if err := errors.Join(errRows, errSeats); err != nil {
			return err
		}
		sections = append(sections, client.Section{
			SectionCode: row.Cells[0].Value, Rows: rows, SeatsPerRow: seats, PriceMultiplier: json.Number(row.Cells[3].Value),
		})
	}
	return w.makeEvent(ctx, "40.00", sections...)
}

func (w *world) importHall(ctx context.Context) error {
	plan, err := os.ReadFile(hall)
	if err != nil {
		return err
	}
	_, err = w.house.organiser.ImportPlan(ctx, w.event.ID, plan, nil)
	return err
}

// hallOnSale counts the seats in the file itself.
func (w *world) hallOnSale(ctx context.Context) error {
	content, err := os.ReadFile(hall)
	if err != nil {
		return err
	}
	var plan struct {
		Zones []struct {
			Rows []struct {
				Seats []struct{} `json:"seats"`
			} `json:"rows"`
		} `json:"zones"`
	}
	if err := json.Unmarshal(content, &plan); err != nil {
		return fmt.Errorf("read the hall's plan: %w", err)
	}
	seats := 0
	for _, zone := range plan.Zones {
		for _, row := range zone.Rows {
			seats += len(row.Seats)
		}
	}
	return w.awaitOnSale(ctx, seats)
}

func (w *world) everySeatPriced(ctx context.Context) error {
	m, err := w.house.stranger.SeatMap(ctx, w.event.ID)
	if err != nil {
		return err
	}
	for _, s := range m.Seats {
		if err := wantMoney("price of "+label(s.SectionCode, s.Row, s.Seat), s.Price.String(), "50.00"); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) sectionCosts(ctx context.Context, section, price string) error {
	m, err := w.house.stranger.SeatMap(ctx, w.event.ID)
	if err != nil {
		return err
	}
	for _, s := range m.Seats {
		if s.SectionCode != section {
			continue
		}
		if err := wantMoney("price of "+label(s.SectionCode, s.Row, s.Seat), s.Price.String(), price); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) foundByName(ctx context.Context) error {
	id := w.event.ID
	if err := w.demoEvent(ctx, w.event.Name); err != nil {
		return err
	}
	return errors.Join(want("event", w.event.ID, id), want("revenue for a stranger", w.event.Revenue == nil, true))
}

func (w *world) rename(ctx context.Context) error {
	edited, err := w.house.organiser.EditEvent(ctx, w.event.ID, map[string]any{"name": w.event.Name + " (new)"})
	if err != nil {
		return err
	}
	return want("name", edited.Name, w.event.Name+" (new)")
}

func (w *world) renamed(ctx context.Context) error {
	e, err := w.house.stranger.Event(ctx, w.event.ID)
	if err != nil {
		return err
	}
	return errors.Join(
		want("name", e.Name, w.event.Name+" (new)"), want("venue", e.Venue, w.event.Venue),
		want("date", e.EventDate.Equal(w.event.EventDate), true), wantMoney("price", e.BasePrice.String(), w.event.BasePrice.String()),
	)
}

func (w *world) turn(ctx context.Context, verb string) error {
	return w.house.organiser.TurnEvent(ctx, w.event.ID, verb)
}

package e2e

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cucumber/godog"
)

func (w *world) doorSteps(sc *godog.ScenarioContext) {
	sc.Step(`^the steward scans (\w+)'s ticket at gate "([^"]*)"$`, w.scanTicket)
	sc.Step(`^the steward scans (\w+)'s former code$`, w.as(func(ctx context.Context, p *person) error { return w.scan(ctx, p.former, "North") }))
	sc.Step(`^the steward scans the code "([^"]*)"$`, func(ctx context.Context, code string) error { return w.scan(ctx, code, "North") })
	sc.Step(`^the steward of that event scans (\w+)'s ticket$`, w.as(func(ctx context.Context, p *person) error {
		return w.scan(ctx, p.tickets[0].QRCode, "North")
	}))
	sc.Step(`^the steward takes the admission back$`, func(ctx context.Context) error {
		return w.house.steward.UndoCheckIn(ctx, w.admission.TicketID)
	})
	sc.Step(`^(\w+) tries to scan (?:her|his) own ticket$`, w.as(func(ctx context.Context, p *person) error {
		_, err := p.CheckIn(ctx, p.tickets[0].QRCode, w.event.ID, "North", "")
		return w.refused(err)
	}))
	sc.Step(`^the holder is admitted$`, w.isAdmitted)
	sc.Step(`^the refusal says that it was at gate "([^"]*)", and when$`, w.toldOfFirst)
	sc.Step(`^(\d+) stewards scan (\w+)'s ticket at once$`, w.scanAtOnce)
	sc.Step(`^one of them admits and (\d+) are told of the first$`, w.admitsOnce)
}

func (w *world) scan(ctx context.Context, code, gate string) error {
	var err error
	w.admission, err = w.house.steward.CheckIn(ctx, code, w.event.ID, gate, "")
	return w.outcome(err)
}

func (w *world) scanTicket(ctx context.Context, name, gate string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return w.scan(ctx, p.tickets[0].QRCode, gate)
}

func (w *world) isAdmitted() error {
	if w.refusal != nil {
		return w.refusal
	}
	if ago := time.Since(w.admission.AdmittedAt); ago < -time.Second || ago > time.Minute {
		return fmt.Errorf("admitted at %s", w.admission.AdmittedAt)
	}
	return want("an admission has a ticket", w.admission.TicketID != "", true)
}

func (w *world) toldOfFirst(gate string) error {
	if w.refusal == nil || w.refusal.AdmittedAt == nil {
		return errors.New("the refusal does not say when the first admission was")
	}
	if ago := time.Since(*w.refusal.AdmittedAt); ago < -time.Second || ago > time.Minute {
		return fmt.Errorf("the refusal says that it was at %s", w.refusal.AdmittedAt)
	}
	return want("gate of the first admission", w.refusal.Gate, gate)
}

func (w *world) scanAtOnce(ctx context.Context, count int, name string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	w.crowd.rush(count, func() error {
		_, err := w.house.steward.CheckIn(ctx, p.tickets[0].QRCode, w.event.ID, "North", "")
		return err
	})
	return nil
}

func (w *world) admitsOnce(refused int) error {
	return errors.Join(want("admissions", w.crowd.succeeded, 1), want("told of the first", w.crowd.refusedAs("already_admitted"), refused))
}

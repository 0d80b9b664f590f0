package e2e

import (
	"context"
	"errors"
	"strings"

	"github.com/cucumber/godog"
)

// statuses are those that the wire gives to its named refusals.
var statuses = map[string]int{
	"seat_taken": 409, "sold_out": 409, "limit_reached": 409, "price_changed": 409, "payment_in_progress": 409, "already_refunded": 409,
	"seats_available": 409, "already_in_line": 409, "event_past": 409, "event_inactive": 409, "event_cancelled": 409,
	"already_admitted": 409, "hold_expired": 410, "ticket_void": 410, "payment_declined": 422, "idempotency_key_reused": 422,
	"invalid_code": 422, "wrong_event": 422, "entry_not_found": 404, "event_not_found": 404, "invalid_join": 400, "entry_over": 410,
}

func (w *world) refusalSteps(sc *godog.ScenarioContext) {
	sc.Step(`^it is refused as "([^"]*)"$`, w.refusedAs)
	sc.Step(`^it is refused with status (\d+)$`, w.refusedWith)
	sc.Step(`^the refusal names the seat "([^"]*)"$`, w.refusalNames)
	sc.Step(`^the refusal offers (\d+) seats for ([\d.]+)$`, w.refusalOffers)
}

func (w *world) refusedAs(code string) error {
	if w.refusal == nil {
		return errors.New("nothing was refused")
	}
	if err := want("code", w.refusal.Code, code); err != nil {
		return errors.Join(err, w.refusal)
	}
	return w.refusedWith(statuses[code])
}

func (w *world) refusedWith(status int) error {
	if w.refusal == nil {
		return errors.New("nothing was refused")
	}
	if err := want("status", w.refusal.Status, status); err != nil {
		return errors.Join(err, w.refusal)
	}
	return want("a refusal has a code and a sentence", w.refusal.Code != "" && strings.Contains(w.refusal.Detail, " "), true)
}

func (w *world) refusalNames(ctx context.Context, seat string) error {
	id, err := w.seatID(ctx, seat)
	if err != nil {
		return err
	}
	return errors.Join(namesSeat(w.refusal.Detail, seat), want("taken seats", strings.Join(w.refusal.Taken, " "), id))
}

func (w *world) refusalOffers(count int, total string) error {
	if w.refusal.Offer == nil {
		return errors.New("the refusal offers nothing")
	}
	return errors.Join(want("offered seats", len(w.refusal.Offer.SeatIDs), count), wantMoney("total", w.refusal.Offer.TotalAmount.String(), total))
}

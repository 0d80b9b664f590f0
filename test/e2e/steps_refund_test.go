package e2e

import (
	"context"
	"errors"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

func (w *world) refundSteps(sc *godog.ScenarioContext) {
	sc.Step(`^the organiser refunds (\w+)'s order$`, w.as(w.refund))
	sc.Step(`^the organiser tries to refund (\w+)'s order$`, w.as(func(ctx context.Context, p *person) error {
		return w.refused(w.refund(ctx, p))
	}))
	sc.Step(`^(\w+) tries to refund (?:her|his) order$`, w.as(func(ctx context.Context, p *person) error {
		_, err := p.Refund(ctx, p.payment.ID, "")
		return w.refused(err)
	}))
	sc.Step(`^(\w+) has (?:her|his) ([\d.]+) back$`, w.hasMoneyBack)
	sc.Step(`^(\w+)'s tickets are void$`, w.as(w.ticketsAreVoid))
}

func (w *world) refund(ctx context.Context, p *person) error {
	_, err := w.house.organiser.Refund(ctx, p.payment.ID, "")
	return err
}

func (w *world) hasMoneyBack(ctx context.Context, name, amount string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return client.Await(ctx, soon, func(ctx context.Context) error {
		payment, err := p.Payment(ctx, p.payment.ID)
		if err != nil {
			return err
		}
		order, err := p.Order(ctx, p.order.ID, "")
		if err != nil {
			return err
		}
		return errors.Join(
			want("payment", payment.Status, "refunded"), wantMoney("amount", payment.Amount.String(), amount),
			want("time of the refund on the order", order.RefundedAt != nil, true),
		)
	})
}

func (w *world) ticketsAreVoid(ctx context.Context, p *person) error {
	return client.Await(ctx, soon, func(ctx context.Context) error {
		tickets, err := p.Tickets(ctx, p.order.ID, "")
		if err != nil {
			return err
		}
		if len(tickets) == 0 {
			return errors.New("the tickets are gone, not cancelled")
		}
		for _, t := range tickets {
			if err := want("ticket", t.Status, "cancelled"); err != nil {
				return err
			}
		}
		return nil
	})
}

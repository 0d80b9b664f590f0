package e2e

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

func (w *world) paymentSteps(sc *godog.ScenarioContext) {
	sc.Step(`^(\w+) pays by "([^"]*)"$`, w.pay)
	sc.Step(`^(\w+) tries to pay by "([^"]*)"$`, func(ctx context.Context, name, method string) error {
		return w.refused(w.pay(ctx, name, method))
	})
	sc.Step(`^(\w+) has bought the best (\d+) seats?$`, w.hasBought)
	sc.Step(`^(\w+) has bought "([^"]*)"$`, w.hasBoughtSeats)
	sc.Step(`^the money is taken$`, w.moneyIsTaken)
	sc.Step(`^the payment waits for the bank$`, w.paymentWaits)
	sc.Step(`^the refusal carries the failed payment, for "([^"]*)"$`, w.refusalCarriesPayment)
	sc.Step(`^the bank's page shows the amount ([\d.]+)$`, w.bankPageShows)
	sc.Step(`^(\w+) approves at the bank$`, w.as(func(ctx context.Context, p *person) error { return w.answerBank(ctx, p, true) }))
	sc.Step(`^(\w+) declines at the bank$`, w.as(func(ctx context.Context, p *person) error { return w.answerBank(ctx, p, false) }))
	sc.Step(`^(\w+)'s payment becomes "([^"]*)"$`, w.paymentBecomes)
	sc.Step(`^(\w+) pays by "([^"]*)" once more$`, w.payAgain)
	sc.Step(`^it is answered with the payment that she made$`, w.samePayment)
	sc.Step(`^(\w+) tries to (pay|read|cancel) (\w+)'s order$`, w.meddle)
}

func (w *world) pay(ctx context.Context, name, method string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	paid, err := p.Pay(ctx, p.order.ID, method, "")
	if err != nil {
		return err
	}
	p.payment, w.answer = paid.Payment, &client.Answer{Status: paid.Status}
	return want("success", paid.Success, paid.Status == http.StatusOK)
}

func (w *world) hasBought(ctx context.Context, name string, count int) error {
	if err := w.hasOrdered(ctx, name, count); err != nil {
		return err
	}
	return w.paysAll(ctx, name, count)
}

func (w *world) hasBoughtSeats(ctx context.Context, name, list string) error {
	if err := w.hasOrderedSeats(ctx, name, list); err != nil {
		return err
	}
	return w.paysAll(ctx, name, len(labels(list)))
}

// paysAll pays what is ordered and waits for the tickets.
func (w *world) paysAll(ctx context.Context, name string, count int) error {
	if err := w.pay(ctx, name, "card_ok"); err != nil {
		return err
	}
	if err := w.orderBecomes(ctx, soon, name, "fulfilled"); err != nil {
		return err
	}
	return w.hasTickets(ctx, name, count)
}

func (w *world) moneyIsTaken() error {
	return want("status of the payment's answer", w.answer.Status, http.StatusOK)
}

func (w *world) paymentWaits() error {
	return want("status of the payment's answer", w.answer.Status, http.StatusAccepted)
}

func (w *world) refusalCarriesPayment(reason string) error {
	if w.refusal == nil || w.refusal.Payment == nil {
		return errors.New("the refusal has no payment")
	}
	return errors.Join(
		want("status", w.refusal.Status, http.StatusUnprocessableEntity),
		want("payment", w.refusal.Payment.Status, "failed"),
		want("reason", w.refusal.Payment.FailureReason, reason),
	)
}

// waiting is whoever's payment waits for the bank.
func (w *world) waiting() (*person, error) {
	for _, p := range w.people {
		if p.payment.NextAction != nil {
			return p, nil
		}
	}
	return nil, errors.New("nobody was sent to the bank")
}

func (w *world) bankPageShows(ctx context.Context, amount string) error {
	p, err := w.waiting()
	if err != nil {
		return err
	}
	if !strings.HasPrefix(p.payment.NextAction.URL, w.house.URL()) || !strings.HasSuffix(p.payment.NextAction.URL, "/dev/bank/"+p.payment.ID) {
		return fmt.Errorf("the bank's page is at %s", p.payment.NextAction.URL)
	}
	page, err := client.New(p.payment.NextAction.URL, nil).Call(ctx, client.Request{Method: http.MethodGet, Accept: "text/html"}, nil)
	if err != nil {
		return err
	}
	if !strings.Contains(string(page.Body), amount) {
		return fmt.Errorf("the bank's page does not show %s", amount)
	}
	return nil
}

func (w *world) answerBank(ctx context.Context, p *person, approve bool) error {
	answer, err := w.house.stranger.AnswerBank(ctx, p.payment.ID, approve)
	if err != nil {
		return err
	}
	if err := want("status of the bank's answer", answer.Status, http.StatusSeeOther); err != nil {
		return err
	}
	if to := answer.Header.Get("Location"); !strings.Contains(to, "/orders/"+p.order.ID) {
		return fmt.Errorf("the bank sends the buyer to %q", to)
	}
	return nil
}

func (w *world) paymentBecomes(ctx context.Context, name, status string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return client.Await(ctx, soon, func(ctx context.Context) error {
		payment, err := p.Payment(ctx, p.payment.ID)
		if err != nil {
			return err
		}
		return want("payment", payment.Status, status)
	})
}

func (w *world) payAgain(ctx context.Context, name, method string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	first := p.payment.ID
	if err := w.pay(ctx, name, method); err != nil {
		return err
	}
	p.earlier = first
	return nil
}

func (w *world) samePayment() error {
	for _, p := range w.people {
		if err := want("payment", p.payment.ID, p.earlier); err != nil {
			return err
		}
	}
	return w.moneyIsTaken()
}

// meddle tries what only an order's owner may do.
func (w *world) meddle(ctx context.Context, name, verb, of string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	owner, err := w.who(of)
	if err != nil {
		return err
	}
	switch verb {
	case "pay":
		_, err = p.Pay(ctx, owner.order.ID, "card_ok", "")
	case "read":
		_, err = p.Order(ctx, owner.order.ID, "")
	default:
		err = p.CancelOrder(ctx, owner.order.ID)
	}
	return w.refused(err)
}

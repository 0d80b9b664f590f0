package e2e

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

func (w *world) repeatSteps(sc *godog.ScenarioContext) {
	sc.Step(`^(\w+) sends the same wish for (\d+) seats twice$`, w.wishTwice)
	sc.Step(`^(\w+) sends a wish for 1 seat and then another with the same key$`, w.as(w.reuseKey))
	sc.Step(`^both answers are the same$`, w.sameAnswers)
	sc.Step(`^(\w+) clicks pay (\d+) times at once$`, w.clickPay)
	sc.Step(`^there is one payment$`, w.onePayment)
}

// sendWish sends a wish and keeps its answer as it came.
func (w *world) sendWish(ctx context.Context, p *person, count int, key string) error {
	answer, err := p.Call(ctx, client.Request{
		Method: http.MethodPost, Path: "/reservations", Key: key, Body: client.Wish{EventID: w.event.ID, Quantity: count},
	}, nil)
	p.answers = append(p.answers, answer)
	return err
}

func (w *world) wishTwice(ctx context.Context, name string, count int) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	const key = "two seats, please"
	return errors.Join(w.sendWish(ctx, p, count, key), w.sendWish(ctx, p, count, key))
}

func (w *world) reuseKey(ctx context.Context, p *person) error {
	const key = "a seat, please"
	if err := w.sendWish(ctx, p, 1, key); err != nil {
		return err
	}
	return w.refused(w.sendWish(ctx, p, 2, key))
}

func (w *world) sameAnswers() error {
	for _, p := range w.people {
		err := errors.Join(
			want("status", p.answers[1].Status, p.answers[0].Status), want("body", string(p.answers[1].Body), string(p.answers[0].Body)),
			want("Location", p.answers[1].Header.Get("Location"), p.answers[0].Header.Get("Location")),
		)
		if err != nil {
			return err
		}
	}
	return nil
}

// clickPay sends the same payment with the same key many times at once; what is still running is asked again, as the web does.
func (w *world) clickPay(ctx context.Context, name string, clicks int) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	patient := p.Through(client.Patient{Door: http.DefaultTransport, Pause: 20 * time.Millisecond})
	payments := make(chan string, clicks)
	w.crowd.rush(clicks, func() error {
		paid, err := patient.Pay(ctx, p.order.ID, "card_ok", "pay once")
		payments <- paid.Payment.ID
		return err
	})
	close(payments)
	for id := range payments {
		if p.payment.ID != "" && id != p.payment.ID {
			return fmt.Errorf("one click made payment %s, another %s", p.payment.ID, id)
		}
		p.payment.ID = id
	}
	return nil
}

func (w *world) onePayment() error {
	return errors.Join(want("refusals", len(w.crowd.refusals), 0), errors.Join(w.crowd.failures...))
}

package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

func (w *world) cartSteps(sc *godog.ScenarioContext) {
	sc.Step(`^(\w+) puts (?:her|his) seats into the cart$`, w.as(func(ctx context.Context, p *person) error { return w.fillCart(ctx, p, "") }))
	sc.Step(`^(\w+) puts (?:her|his) seats into the cart at ([\d.]+)$`, w.fillCartAt)
	sc.Step(`^(\w+) tries to put (?:her|his) seats into the cart at ([\d.]+)$`, func(ctx context.Context, name, price string) error {
		return w.refused(w.fillCartAt(ctx, name, price))
	})
	sc.Step(`^(\w+) takes the seat "([^"]*)" out of the cart$`, w.takeOut)
	sc.Step(`^(\w+)'s cart comes to ([\d.]+)$`, w.cartComesTo)
	sc.Step(`^(\w+) checks out$`, w.as(func(ctx context.Context, p *person) error { return w.checkOut(ctx, p, "") }))
	sc.Step(`^(\w+) checks out for ([\d.]+)$`, w.checkOutFor)
	sc.Step(`^(\w+) tries to check out for ([\d.]+)$`, func(ctx context.Context, name, amount string) error {
		return w.refused(w.checkOutFor(ctx, name, amount))
	})
	sc.Step(`^(\w+) cancels the order$`, w.as(w.cancel))
	sc.Step(`^(\w+) tries to cancel the order$`, w.as(func(ctx context.Context, p *person) error { return w.refused(w.cancel(ctx, p)) }))
	sc.Step(`^(\w+) has ordered the best (\d+) seats?$`, w.hasOrdered)
	sc.Step(`^(\w+) has ordered "([^"]*)"$`, w.hasOrderedSeats)
	sc.Step(`^(\w+)'s order is "([^"]*)"$`, w.orderIs)
	sc.Step(`^(\w+)'s order becomes "([^"]*)"$`, func(ctx context.Context, name, state string) error {
		return w.orderBecomes(ctx, soon, name, state)
	})
	sc.Step(`^within (\d+) seconds (\w+)'s order becomes "([^"]*)"$`, func(ctx context.Context, seconds int, name, state string) error {
		return w.orderBecomes(ctx, time.Duration(seconds)*time.Second, name, state)
	})
}

// fillCart puts what is held and not in the cart yet into it.
func (w *world) fillCart(ctx context.Context, p *person, price json.Number) error {
	if len(p.held) == 0 {
		return fmt.Errorf("%s holds nothing", p.name)
	}
	for len(p.held) > 0 {
		order, err := p.AddToCart(ctx, p.held[0], price, "")
		if err != nil {
			return err
		}
		p.order, p.held = order, p.held[1:]
	}
	return nil
}

func (w *world) fillCartAt(ctx context.Context, name, price string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return w.fillCart(ctx, p, json.Number(price))
}

func (w *world) takeOut(ctx context.Context, name, seat string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	id, err := w.seatID(ctx, seat)
	if err != nil {
		return err
	}
	p.order, err = p.RemoveFromCart(ctx, id)
	return err
}

func (w *world) cartComesTo(ctx context.Context, name, total string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return client.Await(ctx, soon, func(ctx context.Context) error {
		cart, err := p.Cart(ctx)
		if err != nil {
			return err
		}
		return errors.Join(want("state of the cart", cart.State, "draft"), wantMoney("total of the cart", cart.TotalAmount.String(), total))
	})
}

func (w *world) checkOut(ctx context.Context, p *person, amount json.Number) error {
	order, err := p.Checkout(ctx, client.Checkout{OrderID: p.order.ID, Email: p.email, Name: p.name + " Sol", Amount: amount}, "")
	if err != nil {
		return err
	}
	p.order = order
	if order.Secret == "" || order.StatusURL == "" {
		return errors.New("the answer has no secret link")
	}
	return nil
}

func (w *world) checkOutFor(ctx context.Context, name, amount string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return w.checkOut(ctx, p, json.Number(amount))
}

func (w *world) cancel(ctx context.Context, p *person) error { return p.CancelOrder(ctx, p.order.ID) }

func (w *world) hasOrdered(ctx context.Context, name string, count int) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	if err := w.askForBest(ctx, name, count); err != nil {
		return err
	}
	return w.order(ctx, p)
}

func (w *world) hasOrderedSeats(ctx context.Context, name, list string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	if err := w.holdSeats(ctx, name, list); err != nil {
		return err
	}
	return w.order(ctx, p)
}

// order orders what the person holds.
func (w *world) order(ctx context.Context, p *person) error {
	if err := w.fillCart(ctx, p, ""); err != nil {
		return err
	}
	return w.checkOut(ctx, p, "")
}

func (w *world) orderIs(ctx context.Context, name, state string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	order, err := p.Order(ctx, p.order.ID, "")
	if err != nil {
		return err
	}
	return want("state of the order", order.State, state)
}

func (w *world) orderBecomes(ctx context.Context, within time.Duration, name, state string) error {
	return client.Await(ctx, within, func(ctx context.Context) error { return w.orderIs(ctx, name, state) })
}

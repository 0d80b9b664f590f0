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

// password is long and on nobody's list.
const password = "nine green herons at noon"

func (w *world) guestSteps(sc *godog.ScenarioContext) {
	sc.Step(`^(\w+) signs up$`, w.as(w.signUp))
	sc.Step(`^(\w+) finds (?:her|his) order among (?:her|his) orders$`, w.as(w.findsOrder))
	sc.Step(`^the order's link shows the order and its (\d+) tickets to a stranger$`, w.linkShows)
	sc.Step(`^the order's page for people opens with the link$`, w.pageOpens)
	sc.Step(`^a wrong link shows nothing$`, w.wrongLink)
	sc.Step(`^a stranger opens (\w+)'s order by its link$`, w.as(w.openByLink))
	sc.Step(`^the stranger may read and pay the order$`, w.visitorPays)
	sc.Step(`^the stranger may not hold seats$`, w.visitorMayNotHold)
	sc.Step(`^the session is not taken over by signing in$`, w.visitorSignsIn)
	sc.Step(`^somebody looks up the orders of (\w+)'s address$`, w.as(func(ctx context.Context, p *person) error { return w.lookUp(ctx, p.email) }))
	sc.Step(`^somebody looks up the orders of an address that we do not know$`, func(ctx context.Context) error {
		return w.lookUp(ctx, "nobody.at.all@example.com")
	})
	sc.Step(`^the answer is the same$`, func() error { return want("status of the look-up", w.answer.Status, http.StatusAccepted) })
	sc.Step(`^(\w+) tries to put (\w+)'s seats into (?:her|his) cart$`, w.stealHold)
}

// signUp makes an account that takes the guest over.
func (w *world) signUp(ctx context.Context, p *person) error {
	account, err := p.Register(ctx, p.email, password)
	if err != nil {
		return err
	}
	if account.Token == "" {
		session, err := p.SignIn(ctx, p.email, password)
		if err != nil {
			return err
		}
		account.Token = session.Token
	}
	p.Client = w.house.stranger.As(account.Token)
	return nil
}

func (w *world) findsOrder(ctx context.Context, p *person) error {
	orders, err := p.Orders(ctx)
	if err != nil {
		return err
	}
	for _, o := range orders {
		if o.ID == p.order.ID {
			return nil
		}
	}
	return fmt.Errorf("order %s is not among %d orders", p.order.ID, len(orders))
}

// only is the person of a scenario with one.
func (w *world) only() *person {
	for _, p := range w.people {
		return p
	}
	return nil
}

func (w *world) linkShows(ctx context.Context, count int) error {
	p := w.only()
	order, err := w.house.stranger.Order(ctx, p.order.ID, p.order.Secret)
	if err != nil {
		return err
	}
	tickets, err := w.house.stranger.Tickets(ctx, p.order.ID, p.order.Secret)
	if err != nil {
		return err
	}
	pdf, err := w.house.stranger.Download(ctx, tickets[0].ID+".pdf", p.order.Secret)
	if err != nil {
		return err
	}
	return errors.Join(
		want("number of the order", order.Number, p.order.Number), want("tickets", len(tickets), count),
		want("type of the file", pdf.Header.Get("Content-Type"), "application/pdf"),
		want("Referrer-Policy", pdf.Header.Get("Referrer-Policy"), "no-referrer"), want("Cache-Control", pdf.Header.Get("Cache-Control"), "no-store"),
	)
}

func (w *world) pageOpens(ctx context.Context) error {
	p := w.only()
	if want := w.house.URL() + "/orders/" + p.order.ID + "?secret=" + p.order.Secret; p.order.StatusURL != want {
		return fmt.Errorf("the status URL is %s, want %s", p.order.StatusURL, want)
	}
	page, err := client.New(p.order.StatusURL, nil).Call(ctx, client.Request{Method: http.MethodGet, Accept: "text/html"}, nil)
	if err != nil {
		return err
	}
	if !strings.Contains(string(page.Body), p.order.Number) {
		return errors.New("the page does not show the order's number")
	}
	return errors.Join(
		want("Referrer-Policy", page.Header.Get("Referrer-Policy"), "no-referrer"), want("Cache-Control", page.Header.Get("Cache-Control"), "no-store"),
	)
}

func (w *world) wrongLink(ctx context.Context) error {
	p := w.only()
	_, err := w.house.stranger.Order(ctx, p.order.ID, "AAAAAAAAAAAAAAAAAAAAAA")
	if err := w.refused(err); err != nil {
		return err
	}
	return w.refusedWith(http.StatusNotFound)
}

func (w *world) openByLink(ctx context.Context, p *person) error {
	session, err := w.house.stranger.OpenOrder(ctx, p.order.ID, p.order.Secret)
	if err != nil {
		return err
	}
	visitor := *p
	visitor.Client = w.house.stranger.As(session.GuestToken)
	w.people["visitor"] = &visitor
	return want("customer of the session", session.CustomerID, p.customer)
}

func (w *world) visitorPays(ctx context.Context) error {
	if err := w.orderIs(ctx, "visitor", "pending"); err != nil {
		return err
	}
	if err := w.pay(ctx, "visitor", "card_ok"); err != nil {
		return err
	}
	return w.orderBecomes(ctx, soon, "visitor", "fulfilled")
}

func (w *world) visitorMayNotHold(ctx context.Context) error {
	if err := w.tryForBest(ctx, "visitor", 1); err != nil {
		return err
	}
	return w.refusedWith(http.StatusForbidden)
}

// visitorSignsIn registers with the session's token and expects the new account to be nobody's heir.
func (w *world) visitorSignsIn(ctx context.Context) error {
	visitor := w.people["visitor"]
	account, err := visitor.Register(ctx, fmt.Sprintf("visitor.%d@example.com", addresses.Add(1)), password)
	if err != nil {
		return w.refused(err) // refusing is as good
	}
	orders, err := w.house.stranger.As(account.Token).Orders(ctx)
	if err != nil {
		return err
	}
	return want("orders of the new account", len(orders), 0)
}

func (w *world) lookUp(ctx context.Context, email string) error {
	var err error
	w.answer, err = w.house.stranger.LookUpOrders(ctx, email)
	return err
}

func (w *world) stealHold(ctx context.Context, name, of string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	owner, err := w.who(of)
	if err != nil {
		return err
	}
	_, err = p.AddToCart(ctx, owner.held[0], "", "")
	return w.refused(err)
}

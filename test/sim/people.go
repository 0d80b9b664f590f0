package sim

import (
	"context"
	"fmt"
	"strings"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
)

// crowd is how many people deal with the house at a time.
const crowd = 10

// person is somebody who buys, as a guest or with an account. What a person has is asked of the house; only what a browser
// would keep is kept here.
type person struct {
	name    string
	who     actor.Actor
	links   []link // of orders, with their secrets
	account string // the address of the account; empty: none
	again   func() // the last request, word for word
}

// link is what the mail of an order holds.
type link struct {
	order  ordering.OrderID
	secret string
}

// password is everybody's.
const password = "a long enough sentence"

// The people of the house.
var (
	organiser = actor.Actor{Customer: id.Named(id.Nil, "organiser"), Role: actor.Organiser}
	admin     = actor.Actor{Customer: id.Named(id.Nil, "admin"), Role: actor.Admin}
	door      = actor.Actor{Customer: id.Named(id.Nil, "door"), Role: actor.Staff}
)

func (p *person) email() string { return p.name + "@example.org" }

// newGuest opens a session for somebody whom nobody knows.
func newGuest(w *World) *person {
	guest, err := w.all.Identity.BeginGuest(w.ctx, w.ids.New(), "")
	w.must("begin a guest", err)
	w.report.Guests++
	return &person{name: fmt.Sprintf("buyer%d", w.report.Guests), who: w.claims(guest.Token)}
}

// claims reads a token as a door does.
func (w *World) claims(token string) actor.Actor {
	keys, err := w.all.Identity.PublicKeys(w.ctx)
	w.must("read public keys", err)
	c, err := identityTokens.Read(token, keys)
	w.must("read a token", err)
	return actor.Actor{Customer: c.Customer, Also: c.Also, Role: c.Role, Email: c.Email, Verified: c.Verified, Order: c.Order, Session: c.ID}
}

func (w *World) somebody() *person { return w.people[w.rnd.IntN(len(w.people))] }

// request sends what a person wants. It can be sent again as it was, whatever became of it.
func (w *World) request(p *person, what string, do func(ctx context.Context) error) error {
	p.again = func() { _ = w.ask(p.name, what+" once more", do) }
	return w.ask(p.name, what, do)
}

// clickAgain sends somebody's last request once more.
func clickAgain(w *World) {
	if p := w.somebody(); p.again != nil {
		p.again()
	}
}

// newcomer takes the place of somebody who has seen enough, and leaves everything as it is.
func newcomer(w *World) { w.people[w.rnd.IntN(len(w.people))] = newGuest(w) }

// signUp gives a guest an account, which takes over what the guest has.
func signUp(w *World) {
	p := w.somebody()
	if p.account != "" {
		return
	}
	account := identity.UserID(w.ids.New())
	_ = w.request(p, "signs up", func(ctx context.Context) error {
		made, err := w.all.Identity.Register(ctx, identity.Register{ID: account, Email: p.email(), Password: password, By: p.who})
		if err == nil {
			p.account, p.who = p.email(), w.claims(made.Session.Token)
		}
		return err
	})
}

// signIn is somebody with an account who came as a guest on another device, and signs in there.
func signIn(w *World) {
	p := w.somebody()
	if p.account == "" {
		return
	}
	device := newGuest(w)
	seats := w.wished(w.anEvent(), 1)
	_ = w.hold(device, seats)
	fillCart(w, device)
	_ = w.request(p, "signs in", func(ctx context.Context) error {
		in, err := w.all.Identity.SignIn(ctx, identity.SignIn{Email: p.account, Password: password, By: device.who})
		if err == nil {
			p.who = w.claims(in.Token)
		}
		return err
	})
}

// verify follows the link of a verification mail.
func verify(w *World) {
	p := w.somebody()
	letter, there := w.post.find(p.account, "#token=")
	if p.account == "" || !there {
		return
	}
	_, token, _ := strings.Cut(letter.Text, "#token=")
	token, _, _ = strings.Cut(token, " ")
	_ = w.request(p, "confirms the address", func(ctx context.Context) error { return w.all.Identity.Verify(ctx, token) })
	_ = w.request(p, "signs in", func(ctx context.Context) error {
		in, err := w.all.Identity.SignIn(ctx, identity.SignIn{Email: p.account, Password: password})
		if err == nil {
			p.who = w.claims(in.Token)
		}
		return err
	})
}

// lookUp asks for the links of all orders of an address.
func lookUp(w *World) {
	p := w.somebody()
	_ = w.request(p, "looks for lost orders", func(ctx context.Context) error { return w.all.Ordering.Lookup(ctx, p.email()) })
}

// comeByLink opens one order by its secret and does there what its buyer may.
func comeByLink(w *World) { w.visit(w.somebody()) }

func (w *World) visit(p *person) {
	if len(p.links) == 0 {
		return
	}
	at := p.links[w.rnd.IntN(len(p.links))]
	var visitor *person
	err := w.ask(p.name, "opens the link of an order", func(ctx context.Context) error {
		access, err := w.all.Ordering.Open(ctx, at.order, at.secret)
		if err == nil {
			visitor = &person{name: p.name, who: w.claims(access.Token)}
		}
		return err
	})
	if err != nil {
		return
	}
	if w.chance(4) {
		w.cancel(visitor, at.order)
		return
	}
	w.payFor(visitor, at.order)
}

// pry is somebody who tries what is another's. It must be as if it did not exist.
func pry(w *World) {
	thief := &person{name: "a stranger", who: actor.Actor{Customer: w.ids.New(), Role: actor.Guest}}
	victim := w.somebody()
	if len(victim.links) == 0 {
		return
	}
	order := victim.links[w.rnd.IntN(len(victim.links))].order
	for _, a := range w.burglary(thief, order) {
		if err := w.ask("a stranger", a.what, a.try); err == nil {
			w.breach("access", "a stranger %s", a.what)
		}
	}
}

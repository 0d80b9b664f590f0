package sim

import (
	"context"
	"errors"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
)

// methods are how people pay, the more often the more alike.
var methods = []payment.Method{
	payment.CardOK, payment.CardOK, payment.CardOK, payment.CreditCard, payment.Wallet,
	payment.CardDeclined, payment.InsufficientFunds, payment.RequiresAction, payment.RequiresAction, payment.ProcessorTimeout,
}

// pay tries to pay an order, whatever its state.
func pay(w *World) {
	p := w.somebody()
	if o, any := w.anOrder(p); any {
		w.payFor(p, o.ID)
	}
}

// payFor pays an order, believing what its page shows.
func (w *World) payFor(p *person, order ordering.OrderID) {
	in := payment.Pay{Payment: payment.ID(w.ids.New()), Order: order.UUID(), Method: string(methods[w.rnd.IntN(len(methods))])}
	if o, err := w.memories.ordering.Order(w.ctx, order); err == nil && w.chance(2) {
		in.Belief = payment.Belief{Amount: o.Total().Decimal(), Currency: string(o.Currency())}
	}
	w.note("%s begins payment %s for order %s", p.name, short(in.Payment.String()), short(order.String()))
	_ = w.request(p, "pays by "+in.Method, func(ctx context.Context) error {
		paid, err := w.all.Payment.Pay(ctx, p.who, in)
		if err == nil && in.Belief.Amount != "" && paid.Amount.Decimal() != in.Belief.Amount {
			w.breach("I6", "the page showed %s, and %s were charged", in.Belief.Amount, paid.Amount)
		}
		return err
	})
}

// answerBank goes to the bank's page of a payment that waits for its buyer. Some never do.
func answerBank(w *World) {
	waiting := w.belief.atBankPage(w)
	if len(waiting) == 0 {
		return
	}
	key, approves := waiting[w.rnd.IntN(len(waiting))], !w.chance(3)
	_ = w.ask("a buyer", "answers the bank", func(ctx context.Context) error {
		w.belief.charged(key)
		if err := w.all.Bank.Confirm(ctx, key, approves); err != nil {
			return err
		}
		w.passed("the bank's page")
		_, err := w.all.Payment.Resolve(ctx, payment.ID(key))
		return err
	})
}

// look opens an order's page and the list of its tickets, which must agree.
func look(w *World) {
	p := w.somebody()
	o, any := w.anOrder(p)
	if !any {
		return
	}
	_ = w.ask(p.name, "looks at an order", func(ctx context.Context) error {
		view, err := w.all.Ordering.Show(ctx, p.who, o.ID, "")
		if err != nil || view.Order.State != ordering.Fulfilled {
			return err
		}
		tickets, err := w.all.Fulfillment.Tickets(ctx, fulfillment.Reader{Who: p.who}, fulfillment.OrderID(o.ID))
		if err == nil && len(tickets) != len(view.Order.Items) {
			w.breach("I3", "order %s is fulfilled with %d tickets for %d seats", o.ID, len(tickets), len(view.Order.Items))
		}
		return err
	})
}

// resend asks for the ticket mail once more.
func resend(w *World) {
	p := w.somebody()
	if o, any := w.anOrder(p); any {
		_ = w.request(p, "asks for the mail again", func(ctx context.Context) error {
			w.belief.resent[o.ID.UUID()]++
			return w.all.Ordering.Resend(ctx, p.who, o.ID, "")
		})
	}
}

// burglary is what a stranger tries with an order of somebody else's.
func (w *World) burglary(thief *person, order ordering.OrderID) []attempt {
	return []attempt{
		{"reads another's order", func(ctx context.Context) error {
			_, err := w.all.Ordering.Show(ctx, thief.who, order, "")
			return err
		}},
		{"reads another's tickets", func(ctx context.Context) error {
			_, err := w.all.Fulfillment.Tickets(ctx, fulfillment.Reader{Who: thief.who}, fulfillment.OrderID(order))
			return err
		}},
		{"pays another's order", func(ctx context.Context) error {
			_, err := w.all.Payment.Pay(ctx, thief.who, payment.Pay{Payment: payment.ID(w.ids.New()), Order: order.UUID()})
			return err
		}},
		{"cancels another's order", func(ctx context.Context) error { return w.all.Ordering.Cancel(ctx, thief.who, order) }},
		{"lets another's seat go", func(ctx context.Context) error {
			o, err := w.memories.ordering.Order(ctx, order)
			if err != nil || len(o.Items) == 0 {
				return errors.Join(err, ordering.ErrOrderNotFound)
			}
			return w.all.Inventory.ReleaseOwn(ctx, inventory.ReservationID(o.Items[0].Reservation), thief.who)
		}},
		{"opens another's order with a guess", func(ctx context.Context) error {
			_, err := w.all.Ordering.Open(ctx, order, id.Nil.String())
			return err
		}},
	}
}

type attempt struct {
	what string
	try  func(ctx context.Context) error
}

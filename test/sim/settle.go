package sim

import (
	"errors"
	"time"

	"github.com/speckit/ticketing/internal/app"
	"github.com/speckit/ticketing/internal/app/audit"
	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

// settle lets everything come to rest that is under way, as half a minute without trouble does, and audits the whole installation:
// then nothing is excused.
func (w *World) settle() {
	w.quietly(func() {
		w.rest(time.Second, 3*time.Second, 10*time.Second, 12*time.Second, 12*time.Second)
		w.look()
		w.audit()
		w.endsAreTold()
	})
}

// rest lets time go by in pieces, with all workers and all messages after each. What the last messages woke, the workers then do.
func (w *World) rest(pieces ...time.Duration) {
	w.deliverAll()
	for _, d := range pieces {
		w.pass(d)
		w.runWorkers()
		w.deliverAll()
	}
	w.runWorkers()
	w.deliverAll()
}

func (w *World) audit() {
	report, err := audit.Look(w.ctx, audit.Installation{
		Inventory: w.all.Inventory, Ordering: w.all.Ordering, Payment: w.all.Payment, Fulfillment: w.all.Fulfillment,
		Waitlist: w.all.Waitlist, Bank: w.all.Bank,
		Map: app.MapOf(w.all),
	}, w.clock.Now(), sweepWithin)
	w.must("audit", err)
	for _, n := range report.Checked {
		w.report.Checked += n
	}
	if !report.Clean() {
		f := report.Findings[0]
		w.breach(string(f.Invariant), "the audit finds %d: %s %s", len(report.Findings), f.Subject, f.Sentence)
	}
}

// endsAreTold: whoever listens knows of every placed order that is over.
func (w *World) endsAreTold() {
	for o, err := range w.all.Ordering.All(w.ctx) {
		w.must("read orders", err)
		if o.State == ordering.Cancelled && o.Number != "" && !w.belief.orders[o.ID.UUID()].isCancelled() {
			w.breach("I5", "order %s is cancelled (%s), and nobody was told", o.ID, o.CancelReason)
		}
	}
}

// end waits until every hold, payment and mail must be over, and counts what is left.
func (w *World) end() {
	w.calm = true
	w.settle()
	for range 40 {
		w.rest(time.Minute)
	}
	for range 30 {
		w.rest(time.Hour)
	}
	w.settle()
	w.nothingOpen()
	w.termsAgree()
	w.pricesAgree()
	w.moneyAddsUp()
	w.everybodyKnows()
	w.everybodyIsServed()
}

// nothingOpen: whatever has an end has come to it.
func (w *World) nothingOpen() {
	claims, err := w.memories.inventory.ClaimPage(w.ctx, inventory.ReservationID{}, every)
	w.must("read claims", err)
	for _, c := range claims {
		if c.Status == inventory.Active {
			w.breach("I4", "hold %s never ends", c.ID)
		}
	}
	pending, err := w.memories.payment.Undecided(w.ctx, w.clock.Now().AddDate(1, 0, 0), noPayment, every)
	w.must("read payments", err)
	if len(pending) > 0 {
		w.breach("I2", "payment %s is never decided", pending[0].ID)
	}
	for o, err := range w.all.Ordering.All(w.ctx) {
		w.must("read orders", err)
		if o.State == ordering.Pending || o.State == ordering.Paid || o.State == ordering.Draft && len(o.Items) > 0 {
			w.breach("I3", "order %s stays %s with %d seats", o.ID, o.State, len(o.Items))
		}
	}
}

// termsAgree: inventory sells every event as the catalogue announces it.
func (w *World) termsAgree() {
	for _, event := range w.belief.events {
		e, err := w.memories.catalog.Event(w.ctx, catalog.EventID(event))
		if errors.Is(err, catalog.ErrNoSuchEvent) {
			continue // its creation was cut off
		}
		w.must("read an event", err)
		sale, _, err := w.memories.inventory.Sale(w.ctx, event)
		w.must("read a sale", err)
		agreed := string(sale.Status) == string(e.Status) && sale.Date.Equal(e.EventDate) && sale.Opens.Equal(e.SaleOpensAt) &&
			sale.Closes.Equal(e.SaleClosesAt) && sale.Limit == e.MaxPerCustomer && sale.Layout == e.Layout
		if !agreed {
			w.breach("I5", "event %s is announced as %+v and sold as %+v, layout %d and %d", event, e.Terms(), sale.Terms, e.Layout, sale.Layout)
		}
	}
}

// pricesAgree: a seat is shown at the price at which inventory sells it, and counted at the one at which it was sold.
func (w *World) pricesAgree() {
	for _, event := range w.belief.events {
		states, err := w.memories.inventory.Snapshot(w.ctx, event)
		w.must("read seats", err)
		taken := make(map[catalog.SeatID]money.Amount, len(states))
		for _, s := range states {
			taken[catalog.SeatID(s.Seat)] = s.Price
		}
		plan, err := w.memories.inventory.Plan(w.ctx, event)
		w.must("read a plan", err)
		costs := make(map[catalog.SeatID]money.Amount, len(plan))
		for _, s := range plan {
			costs[catalog.SeatID(s.ID)] = s.Price
		}
		shown, err := w.memories.catalog.Seats(w.ctx, catalog.EventID(event), 0, every)
		w.must("read the map", err)
		revenue := int64(0)
		for _, s := range shown {
			if s.PlanSeat.Price != costs[s.SeatID] {
				w.breach("I6", "seat %s is shown at %s and sells at %s", s.SeatID, s.PlanSeat.Price, costs[s.SeatID])
			}
			if s.Status == catalog.Sold {
				revenue += taken[s.SeatID].Minor
			}
		}
		e, err := w.memories.catalog.Event(w.ctx, catalog.EventID(event))
		if err == nil && e.Tally.Revenue != revenue {
			w.breach("I6", "event %s is said to have brought %d, its seats were sold for %d", event, e.Tally.Revenue, revenue)
		}
	}
}

// moneyAddsUp: what the bank has is what the orders cost that stand.
func (w *World) moneyAddsUp() {
	has, costs := map[money.Currency]int64{}, map[money.Currency]int64{}
	entries, err := w.bank.Entries(w.ctx, id.Nil, every)
	w.must("read the bank's book", err)
	for _, e := range entries {
		if e.State == paymentsim.Taken && e.RefundKey == id.Nil {
			has[e.Amount.Currency] += e.Amount.Minor
		}
	}
	for o, err := range w.all.Ordering.All(w.ctx) {
		w.must("read orders", err)
		if o.State == ordering.Fulfilled {
			costs[o.Currency()] += o.Total().Minor
		}
	}
	for _, currency := range []money.Currency{"EUR", "JPY"} {
		if has[currency] != costs[currency] {
			w.breach("I2", "the bank has %s, the orders come to %s", money.Of(has[currency], currency), money.Of(costs[currency], currency))
		}
	}
	refunds, err := w.memories.payment.Refunds(w.ctx, payment.RefundID{}, every)
	w.must("read refunds", err)
	for _, r := range refunds {
		if r.Status != payment.RefundSucceeded {
			w.breach("I2", "refund %s stays %s", r.ID, r.Status)
		}
	}
}

// everybodyKnows: every fulfilled order has had its tickets by mail, and no mail waits.
func (w *World) everybodyKnows() {
	waiting, err := w.memories.notification.Waiting(w.ctx)
	w.must("count mails", err)
	if waiting > 0 {
		w.breach("mail", "%d mails never go out", waiting)
	}
	for o, err := range w.all.Ordering.All(w.ctx) {
		w.must("read orders", err)
		mails, err := w.memories.notification.OfOrder(w.ctx, o.ID.UUID())
		w.must("read mails", err)
		written, sent := 0, 0
		for _, m := range mails {
			if m.Kind == notification.TicketMail {
				written++
				if m.Status == notification.Sent {
					sent++
				}
			}
		}
		if o.State == ordering.Fulfilled && sent == 0 {
			w.breach("mail", "the buyer of order %s never got the tickets", o.ID)
		}
		if written > 1+w.belief.resent[o.ID.UUID()] {
			w.breach("mail", "order %s has %d ticket mails", o.ID, written)
		}
	}
}

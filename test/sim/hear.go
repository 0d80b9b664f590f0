package sim

import (
	"slices"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

// hear takes in every fact that was committed since the last time.
func (w *World) hear() {
	for _, from := range w.memories.sources() {
		for _, e := range from.db.Facts(w.belief.heard[from.name]) {
			w.belief.heard[from.name] = e.Position
			w.learn(e)
		}
	}
}

// learn takes in one fact.
func (w *World) learn(e work.Envelope) {
	switch e.Topic {
	case "reservation-created":
		w.learnHold(fact[events.ReservationCreated](w, e))
	case "reservation-confirmed":
		w.learnSale(fact[events.ReservationConfirmed](w, e))
	case "reservation-expired":
		w.learnEnd(fact[events.ReservationExpired](w, e))
	case "seat-status-changed":
		f := fact[events.SeatStatusChanged](w, e)
		w.turn(f.Seat)
	case "order-paid":
		w.learnPaid(fact[events.OrderPaid](w, e))
	case "order-cancelled":
		f := fact[events.OrderCancelled](w, e)
		w.order(f.Order).cancelled = true
	case "payment-succeeded":
		w.learnCharge(fact[events.PaymentSucceeded](w, e))
	case "payment-failed":
		w.learnDecline(fact[events.PaymentFailed](w, e))
	case "payment-refunded":
		w.learnReturn(fact[events.PaymentRefunded](w, e))
	case "ticket-issued":
		w.learnTicket(fact[events.TicketIssued](w, e))
	}
}

func fact[F work.Fact](w *World, e work.Envelope) F {
	f, err := work.Open[F](e)
	w.must("read a fact", err)
	return f
}

// turn takes in that a seat changed: its versions rise by one.
func (w *World) turn(of events.Seat) *seat {
	s := w.belief.seats[of.Seat]
	if s == nil {
		s = &seat{}
		w.belief.seats[of.Seat] = s
	}
	if of.SeatVersion != s.version+1 {
		w.breach("I5", "seat %s went from version %d to %d: a change was not told, or told twice", of.Seat, s.version, of.SeatVersion)
	}
	s.version = of.SeatVersion
	w.belief.touched.seats = append(w.belief.touched.seats, of.Seat)
	return s
}

func (w *World) learnHold(f events.ReservationCreated) {
	s := w.turn(f.Seat)
	if s.claim != id.Nil {
		w.breach("I1", "seat %s is held by %s while %s has it", f.Seat.Seat, f.Reservation, s.claim)
	}
	if f.ExpiresAt.Equal(f.CreatedAt) {
		w.report.Answers["late money takes a seat again: ok"]++
	}
	s.claim = f.Reservation
	w.belief.claims[f.Reservation] = &claim{seat: f.Seat.Seat, price: f.BasePrice, ends: f.ExpiresAt}
	w.belief.open = append(w.belief.open, f.Reservation)
}

func (w *World) learnSale(f events.ReservationConfirmed) {
	s, c := w.turn(f.Seat), w.belief.claims[f.Reservation]
	if s.claim != f.Reservation || c == nil {
		w.breach("I1", "seat %s is sold by %s while %s has it", f.Seat.Seat, f.Reservation, s.claim)
	}
	if c.price != f.Price {
		w.breach("I6", "seat %s was held at %s and is sold at %s", f.Seat.Seat, c.price, f.Price)
	}
	c.buyers = append(c.buyers, f.Order)
	w.close(f.Reservation)
}

func (w *World) learnEnd(f events.ReservationExpired) {
	s, c := w.turn(f.Seat), w.belief.claims[f.Reservation]
	if s.claim != f.Reservation || c == nil {
		w.breach("I1", "reservation %s ends, but seat %s is %s's", f.Reservation, f.Seat.Seat, s.claim)
	}
	if f.Reason == events.TTLExpired || f.Reason == events.ManualCancellation {
		w.unpaid(f, c)
	}
	s.claim, c.over = id.Nil, true
	w.close(f.Reservation)
}

// close takes a hold off those that can still end.
func (w *World) close(reservation id.UUID) {
	b := &w.belief
	b.open = slices.DeleteFunc(b.open, func(k id.UUID) bool { return k == reservation })
}

// unpaid checks that no hold runs out or is let go while a payment for it is in flight, within the window.
func (w *World) unpaid(f events.ReservationExpired, c *claim) {
	if !f.ExpiredAt.Before(c.ends.Add(inventory.DefaultRules().PaymentWindow)) {
		return
	}
	pending, err := w.memories.payment.Undecided(w.ctx, f.ExpiredAt.AddDate(1, 0, 0), noPayment, 1000)
	w.must("read undecided payments", err)
	for _, p := range pending {
		e, heard, err := w.bank.Entry(w.ctx, p.ID.UUID())
		w.must("read the bank's book", err)
		if heard && e.State != paymentsim.Declined && e.State != paymentsim.Closed && slices.Contains(p.Reservations, f.Reservation) {
			w.breach("payment window", "hold %s ended at %s while payment %s of it was in flight", f.Reservation, f.ExpiredAt, p.ID)
		}
	}
}

func (w *World) learnPaid(f events.OrderPaid) {
	b, o := &w.belief, w.order(f.Order)
	if o.paid {
		w.breach("I5", "order %s was paid twice", f.Order)
	}
	o.paid = true
	sum := money.Of(0, f.Currency)
	for _, item := range f.Items {
		price, err := item.Price.In(f.Currency)
		w.must("read a price", err)
		sum = sum.Plus(price)
		c := b.claims[item.Reservation]
		switch {
		case c == nil || !slices.Contains(c.buyers, f.Order):
			w.breach("I3", "order %s is paid, and seat %s was not sold to it", f.Order, item.Seat)
		case c.price != item.Price:
			w.breach("I6", "seat %s was held at %s and ordered at %s", item.Seat, c.price, item.Price)
		}
		o.seats = append(o.seats, item.Seat)
	}
	if sum.Decimal() != f.TotalAmount {
		w.breach("I6", "order %s comes to %s, its seats to %s", f.Order, f.TotalAmount, sum)
	}
	if f.Payment != nil && (b.payments[*f.Payment] == nil || b.payments[*f.Payment].amount != f.TotalAmount) {
		w.breach("I2", "order %s of %s is paid by payment %s, which did not bring that", f.Order, f.TotalAmount, *f.Payment)
	}
	w.report.Paid++
}

// order is what is known of an order.
func (w *World) order(k id.UUID) *order {
	o := w.belief.orders[k]
	if o == nil {
		o = &order{}
		w.belief.orders[k] = o
	}
	w.belief.touched.orders = append(w.belief.touched.orders, k)
	return o
}

// payment is what is known of a payment.
func (w *World) payment(f events.Charge) *charge {
	c := w.belief.payments[f.Payment]
	if c == nil {
		c = &charge{order: f.Order, amount: f.Amount}
		w.belief.payments[f.Payment] = c
	}
	w.belief.charged(f.Payment)
	return c
}

func (w *World) learnCharge(f events.PaymentSucceeded) {
	c := w.payment(f.Charge)
	if c.succeeded || c.failed {
		w.breach("I2", "payment %s succeeds after it was decided", f.Payment)
	}
	c.succeeded = true
	w.belief.paid = append(w.belief.paid, f.Payment)
}

func (w *World) learnDecline(f events.PaymentFailed) {
	c := w.payment(f.Charge)
	if c.succeeded || c.failed {
		w.breach("I2", "payment %s fails after it was decided", f.Payment)
	}
	c.failed = true
}

func (w *World) learnReturn(f events.PaymentRefunded) {
	c := w.payment(f.Charge)
	if !c.succeeded || c.returned {
		w.breach("I2", "payment %s is given back twice, or without having been taken", f.Payment)
	}
	c.returned = true
	w.report.Answers["money goes back: "+f.Reason]++
}

func (w *World) learnTicket(f events.TicketIssued) {
	b := &w.belief
	before := b.tickets[f.Ticket]
	if f.Revision != before+1 || f.Reissue != (before > 0) {
		w.breach("I5", "ticket %s goes from revision %d to %d", f.Ticket, before, f.Revision)
	}
	if o := w.order(f.Order); !o.paid || !slices.Contains(o.seats, f.Seat) {
		w.breach("I3", "ticket %s is for seat %s, which order %s did not buy", f.Ticket, f.Seat, f.Order)
	}
	b.tickets[f.Ticket] = f.Revision
	if before == 0 && !slices.Contains(b.ticketed, f.Order) {
		b.ticketed = append(b.ticketed, f.Order)
	}
}

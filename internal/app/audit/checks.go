package audit

import (
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

func (r *Report) found(i Invariant, subject id.UUID, format string, args ...any) {
	r.Findings = append(r.Findings, Finding{Invariant: i, Subject: subject, Sentence: fmt.Sprintf(format, args...)})
}

// checkClaims: each live reservation is its seat's one claim, and each claimed seat has its live reservation.
func checkClaims(b *books, r *Report) {
	of := map[inventory.SeatID]inventory.ReservationID{}
	for _, c := range b.claims {
		if other, taken := of[c.Seat]; taken {
			r.found(OneClaim, c.Seat.UUID(), "seat has two live reservations, %s and %s", min(other.String(), c.ID.String()), max(other.String(), c.ID.String()))
		}
		of[c.Seat] = c.ID
		seat, known := b.seats[c.Seat.UUID()]
		want := inventory.SeatHeld
		if c.Status == inventory.Confirmed {
			want = inventory.SeatSold
		}
		if !known || seat.Kind != want || seat.Reservation != c.ID {
			r.found(OneClaim, c.Seat.UUID(), "reservation %s is %s, but the seat is %s by %s", c.ID, c.Status, seat.Kind, seat.Reservation)
		}
	}
	for _, s := range b.seats {
		r.Checked[OneClaim]++
		if s.Kind != inventory.SeatHeld && s.Kind != inventory.SeatSold {
			continue
		}
		if c, live := b.claims[s.Reservation.UUID()]; !live || c.Seat != s.ID {
			r.found(OneClaim, s.ID.UUID(), "seat is %s by reservation %s, which is not live", s.Kind, s.Reservation)
		}
	}
}

// checkHolds: no active reservation is left standing after its end and a sweep.
func checkHolds(b *books, r *Report, now time.Time, sweep time.Duration) {
	for _, c := range b.claims {
		if c.Status != inventory.Active {
			continue
		}
		r.Checked[HoldsEnd]++
		if c.Due(now.Add(-sweep)) {
			r.found(HoldsEnd, c.ID.UUID(), "hold ended at %s and still keeps seat %s", c.DueAt().Format(time.RFC3339), c.Seat)
		}
	}
}

// checkMoney: payments, the bank's ledger and orders say the same of every cent.
func checkMoney(b *books, r *Report) {
	for key, p := range b.paid {
		r.Checked[MoneyMatched]++
		checkPayment(b, r, key, p)
	}
	for key, e := range b.bank {
		r.Checked[MoneyMatched]++
		checkEntry(b, r, key, e)
	}
	for key, o := range b.orders {
		if sold(o) && o.Total().Minor > 0 {
			p, there := b.paid[o.Payment]
			if !there || p.Status != payment.Succeeded || p.Order != key {
				r.found(MoneyMatched, key, "order is %s, but payment %s did not pay it", o.State, o.Payment)
			}
		}
	}
}

func checkPayment(b *books, r *Report, key id.UUID, p payment.Payment) {
	if p.Status != payment.Succeeded {
		return
	}
	if _, returning := b.refunds[key]; returning {
		return // on its way back: its refund says when
	}
	o, there := b.orders[p.Order]
	if !there || !sold(o) || o.Payment != key {
		r.found(MoneyMatched, key, "payment took %s for order %s, which is %s: neither tickets nor a refund", p.Amount, p.Order, b.standing(p.Order))
	}
}

func checkEntry(b *books, r *Report, key id.UUID, e paymentsim.Entry) {
	if e.State != paymentsim.Taken {
		return
	}
	p, there := b.paid[key]
	switch {
	case !there:
		r.found(MoneyMatched, key, "the bank took %s for a payment that we do not know", e.Amount)
	case p.Amount != e.Amount:
		r.found(MoneyMatched, key, "the bank took %s, the payment says %s", e.Amount, p.Amount)
	case e.RefundKey != id.Nil && p.Status != payment.Refunded:
		r.found(MoneyMatched, key, "the bank gave the money back, but the payment is %s", p.Status)
	case e.RefundKey == id.Nil && p.Status != payment.Succeeded:
		r.found(MoneyMatched, key, "the bank took %s, but the payment is %s", e.Amount, p.Status)
	}
}

// standing says how an order stands.
func (b *books) standing(order id.UUID) string {
	if o, there := b.orders[order]; there {
		return string(o.State)
	}
	return "not there"
}

// sold reports whether an order is paid for and stands.
func sold(o ordering.Order) bool { return o.State == ordering.Paid || o.State == ordering.Fulfilled }

// checkOrders: every seat of a paid order is sold to it and has one living ticket, and nothing else is sold or has one.
func checkOrders(b *books, r *Report) {
	type place struct{ order, seat id.UUID }
	living := map[place]int{}
	for _, t := range b.tickets {
		if t.Status != fulfillment.Cancelled {
			living[place{t.Order.UUID(), t.Seat}]++
		}
	}
	soldTo := map[id.UUID]id.UUID{}
	for key, o := range b.orders {
		if !sold(o) {
			continue
		}
		r.Checked[PaidHasSeats]++
		for _, item := range o.Items {
			soldTo[item.Seat.UUID()] = key
			c, live := b.claims[item.Reservation.UUID()]
			if !live || c.Status != inventory.Confirmed || c.Order.UUID() != key {
				r.found(PaidHasSeats, key, "order is %s, but seat %s is not sold to it", o.State, item.Seat)
			}
			p := place{key, item.Seat.UUID()}
			n := living[p]
			delete(living, p)
			_, returning := b.refunds[o.Payment] // a refund cancels tickets before it moves money
			if n != 1 && (!returning || n > 1) {
				r.found(PaidHasSeats, key, "order is %s and has %d living tickets for seat %s", o.State, n, item.Seat)
			}
		}
	}
	for p, n := range living {
		r.found(PaidHasSeats, p.order, "%d living ticket(s) for seat %s, but the order is %s", n, p.seat, b.standing(p.order))
	}
	for _, c := range b.claims {
		if c.Status == inventory.Confirmed && soldTo[c.Seat.UUID()] != c.Order.UUID() {
			r.found(PaidHasSeats, c.Seat.UUID(), "seat is sold to order %s, which is %s", c.Order, b.standing(c.Order.UUID()))
		}
	}
}

// checkPrices: what was promised at the hold is what the order, the payment and the ticket say.
func checkPrices(b *books, r *Report) {
	for key, o := range b.orders {
		r.Checked[PriceShown]++
		sum := money.Amount{}
		for _, item := range o.Items {
			sum = sum.Plus(item.Price)
			if c, live := b.claims[item.Reservation.UUID()]; live && c.Price != item.Price {
				r.found(PriceShown, key, "seat %s was held at %s and ordered at %s", item.Seat, c.Price, item.Price)
			}
		}
		if p, there := b.paid[o.Payment]; there && sold(o) && p.Amount != sum {
			r.found(PriceShown, key, "order comes to %s, but %s was charged", sum, p.Amount)
		}
	}
}

// checkShown: the map shows a seat at the price that was promised to whoever has it, else at the one that the next one is promised. Where
// map and inventory are not at the same version, that is the finding.
func checkShown(b *books, r *Report) {
	for key, shown := range b.shown {
		s, known := b.seats[key]
		if !known || s.Version != shown.Version {
			continue
		}
		r.Checked[PriceShown]++
		price := s.Price
		if c, live := b.claims[s.Reservation.UUID()]; live {
			price = c.Price
		}
		if price.Minor != shown.Price {
			r.found(PriceShown, key, "the map shows %s, inventory says %s", money.Of(shown.Price, price.Currency), price)
		}
	}
}

// checkTickets: at most one admission of a ticket stands, and a used ticket has one.
func checkTickets(b *books, r *Report) {
	for _, t := range b.tickets {
		r.Checked[AdmitsOnce]++
		if t.Admissions > 1 {
			r.found(AdmitsOnce, t.ID.UUID(), "ticket admitted %d people", t.Admissions)
		}
		if t.Status == fulfillment.Used && t.Admissions != 1 {
			r.found(AdmitsOnce, t.ID.UUID(), "ticket is used, but %d admissions stand", t.Admissions)
		}
	}
}

// checkMap: the catalogue shows each seat at inventory's version; nothing of a seat that left the plan.
func checkMap(b *books, r *Report) {
	for key, shown := range b.shown {
		r.Checked[MapIsTrue]++
		s, known := b.seats[key]
		switch {
		case !known && shown.Version == 0: // told of, and not arranged yet
			r.found(MapIsTrue, key, "the map shows a seat that inventory does not have yet")
		case s.Version != shown.Version:
			r.found(MapIsTrue, key, "the map shows version %d (%s), inventory is at %d (%s)", shown.Version, shown.Status, s.Version, s.Status())
		case s.Status() != shown.Status:
			r.found(MapIsTrue, key, "the map shows %s, inventory says %s", shown.Status, s.Status())
		}
	}
	layout := map[inventory.EventID]int{}
	for _, s := range b.seats {
		layout[s.Event] = max(layout[s.Event], s.Layout)
	}
	for key, s := range b.seats {
		// A seat that somebody had when it left the plan goes off when it comes free.
		leaving := s.Layout < layout[s.Event] && !s.Reservation.IsZero()
		if _, there := b.shown[key]; !there && s.Kind != inventory.SeatOff && !leaving {
			r.found(MapIsTrue, key, "seat is %s and not on the map", s.Status())
		}
	}
}

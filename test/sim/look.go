package sim

import (
	"slices"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

// identityTokens reads what the process signs.
var identityTokens = identitytest.Tokens{}

var noPayment payment.ID

// look checks what a step touched: what holds at every instant. What holds only when all messages have arrived is the audit's.
func (w *World) look() {
	w.hear()
	t := w.belief.touched
	w.belief.touched = touched{}
	w.lookAtSeats(unique(t.seats))
	w.lookAtHolds()
	w.lookAtCharges(unique(t.charges), &t)
	for _, o := range unique(t.orders) {
		w.lookAtOrder(ordering.OrderID(o))
		w.lookAtTickets(fulfillment.OrderID(o))
	}
}

func unique(ids []id.UUID) []id.UUID {
	slices.SortFunc(ids, id.Compare)
	return slices.Compact(ids)
}

// lookAtSeats: a seat is as the facts about it say (I1), and the map is not ahead of it (I8).
func (w *World) lookAtSeats(ids []id.UUID) {
	wanted := make([]inventory.SeatID, len(ids))
	for i, k := range ids {
		wanted[i] = inventory.SeatID(k)
	}
	seats, err := w.memories.inventory.Seats(w.ctx, wanted)
	w.must("read seats", err)
	for _, s := range seats {
		known := w.belief.seats[s.ID.UUID()]
		has := s.Kind == inventory.SeatHeld || s.Kind == inventory.SeatSold
		if s.Version != known.version || has != (known.claim != id.Nil) || has && s.Reservation.UUID() != known.claim {
			w.breach("I1", "seat %s is %s by %s at version %d, but the facts say %s at %d", s.ID, s.Kind, s.Reservation, s.Version, known.claim, known.version)
		}
	}
	if len(seats) > 0 {
		w.lookAtMap(seats)
	}
}

// lookAtHolds: no hold outlives its time by more than a sweep (I4).
func (w *World) lookAtHolds() {
	now := w.clock.Now()
	var late []inventory.ReservationID
	for _, k := range w.belief.open {
		if !w.belief.claims[k].ends.Add(sweepWithin).After(now) {
			late = append(late, inventory.ReservationID(k))
		}
	}
	if len(late) == 0 {
		return
	}
	holds, err := w.memories.inventory.Holds(w.ctx, late)
	w.must("read holds", err)
	for _, h := range holds {
		if h.Due(now.Add(-sweepWithin)) {
			w.breach("I4", "hold %s was to end at %s", h.ID, h.DueAt())
		}
	}
}

// lookAtCharges: the bank never has more of an order's money than once, none that we do not know, and none of what failed (I2).
func (w *World) lookAtCharges(keys []id.UUID, t *touched) {
	for _, key := range keys {
		e, there, err := w.bank.Entry(w.ctx, key)
		w.must("read the bank's book", err)
		p, err := w.memories.payment.Payment(w.ctx, payment.ID(key))
		if err != nil {
			w.breach("I2", "the bank has heard of payment %s, and we have not: %v", key, err)
		}
		taken := there && e.State == paymentsim.Taken && e.RefundKey == id.Nil
		switch {
		case there && e.State == paymentsim.Taken && e.Amount != p.Amount:
			w.breach("I6", "the bank took %s for a payment of %s", e.Amount, p.Amount)
		case taken && (p.Status == payment.Failed || p.Status == payment.Cancelled || p.Status == payment.Refunded):
			w.breach("I2", "the bank has the money of payment %s, which is %s", key, p.Status)
		case p.Status == payment.Succeeded && (!there || e.State != paymentsim.Taken):
			w.breach("I2", "payment %s succeeded, and the bank has nothing", key)
		}
		if taken {
			w.lookAtOrderCharges(key, p.Order)
		}
		t.orders = append(t.orders, p.Order)
	}
}

// lookAtOrderCharges: of all payments of an order at most one has its money.
func (w *World) lookAtOrderCharges(key, order id.UUID) {
	for other, c := range w.belief.payments {
		if c.order != order || other == key {
			continue
		}
		if e, there, _ := w.bank.Entry(w.ctx, other); there && e.State == paymentsim.Taken && e.RefundKey == id.Nil {
			w.breach("I2", "order %s was charged twice, by %s and %s", order, min(key.String(), other.String()), max(key.String(), other.String()))
		}
	}
}

// lookAtOrder: the seats of a paid order are sold to it, at every instant (I3), for the money that its seats cost (I6).
func (w *World) lookAtOrder(of ordering.OrderID) {
	o, err := w.memories.ordering.Order(w.ctx, of)
	w.must("read an order", err)
	if o.State != ordering.Paid && o.State != ordering.Fulfilled {
		return
	}
	ids := make([]inventory.ReservationID, len(o.Items))
	for i, item := range o.Items {
		ids[i] = inventory.ReservationID(item.Reservation)
	}
	holds, err := w.memories.inventory.Holds(w.ctx, ids)
	w.must("read holds", err)
	sold := 0
	for _, h := range holds {
		if h.BoughtBy(inventory.OrderID(of)) {
			sold++
		}
	}
	if sold != len(o.Items) {
		w.breach("I3", "order %s is %s, and %d of its %d seats are sold to it", of, o.State, sold, len(o.Items))
	}
}

// lookAtTickets: an order has at most one ticket per seat, and none that admits once its money is back (I3, I2).
func (w *World) lookAtTickets(of fulfillment.OrderID) {
	tickets, err := w.memories.fulfillment.TicketsOf(w.ctx, of)
	w.must("read tickets", err)
	seats := map[id.UUID]bool{}
	living := 0
	for _, t := range tickets {
		if seats[t.Seat] {
			w.breach("I3", "order %s has two tickets for seat %s", of, t.Seat)
		}
		seats[t.Seat] = true
		if t.Status != fulfillment.Cancelled {
			living++
		}
	}
	o, err := w.memories.ordering.Order(w.ctx, ordering.OrderID(of))
	w.must("read an order", err)
	if living == 0 || o.Payment == id.Nil {
		return
	}
	if e, there, _ := w.bank.Entry(w.ctx, o.Payment); there && e.RefundKey != id.Nil {
		w.breach("I2", "order %s has its money back and %d tickets that admit", of, living)
	}
}

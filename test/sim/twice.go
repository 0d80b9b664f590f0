package sim

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/waitlist"
)

// named is what a message names, whatever its topic.
type named struct {
	Event        id.UUID   `json:"eventId"`
	Seat         id.UUID   `json:"seatId"`
	Order        id.UUID   `json:"orderId"`
	Customer     id.UUID   `json:"customerId"`
	Reservations []id.UUID `json:"reservationIds"`
}

// standing is a fingerprint of what a context keeps about the things that a message names, and of how much it has told.
func (w *World) standing(context string, e work.Envelope) uint64 {
	var n named
	w.must("read a message", json.Unmarshal(e.Payload, &n))
	h := fnv.New64a()
	for _, s := range w.memories.sources() {
		if s.name == context {
			end, err := s.db.End(w.ctx)
			say(h, end, err)
		}
	}
	map[string]func(io.Writer, named){
		"catalog": w.sayCatalog, "inventory": w.sayInventory, "ordering": w.sayOrdering, "payment": w.sayPayment,
		"fulfillment": w.sayFulfillment, "notification": w.sayNotification, "waitlist": w.sayWaitlist,
	}[context](h, n)
	return h.Sum64()
}

func (w *World) sayCatalog(h io.Writer, n named) {
	for _, at := range w.standings([]catalog.SeatID{catalog.SeatID(n.Seat)}) {
		say(h, at.Version, at.Status, at.Changed)
	}
}

func (w *World) sayInventory(h io.Writer, n named) {
	ids := make([]inventory.ReservationID, len(n.Reservations))
	for i, k := range n.Reservations {
		ids[i] = inventory.ReservationID(k)
	}
	holds, err := w.memories.inventory.Holds(w.ctx, ids)
	sale, _, err2 := w.memories.inventory.Sale(w.ctx, inventory.EventID(n.Event))
	say(h, sale, err, err2)
	for _, held := range holds {
		say(h, held.Status, held.Payment, held.Order, held.DoneAt)
	}
}

func (w *World) sayOrdering(h io.Writer, n named) {
	o, _ := w.memories.ordering.Order(w.ctx, ordering.OrderID(n.Order))
	say(h, o.Version)
	carts, _ := w.memories.ordering.Carts(w.ctx, []id.UUID{n.Customer})
	placed, _ := w.memories.ordering.List(w.ctx, ordering.Listing{Customers: []id.UUID{n.Customer}, Limit: every})
	for _, o := range append(carts, placed...) {
		say(h, o.ID, o.Version)
	}
}

func (w *World) sayPayment(h io.Writer, n named) {
	open, _, err := w.memories.payment.OpenOf(w.ctx, n.Order)
	refund, _, err2 := w.memories.payment.RefundOf(w.ctx, open.ID)
	say(h, open, refund, err, err2)
}

func (w *World) sayFulfillment(h io.Writer, n named) {
	tickets, err := w.memories.fulfillment.TicketsOf(w.ctx, fulfillment.OrderID(n.Order))
	known, err2 := w.memories.fulfillment.Events(w.ctx, []id.UUID{n.Event})
	say(h, tickets, known, err, err2)
}

func (w *World) sayNotification(h io.Writer, n named) {
	mails, err := w.memories.notification.OfOrder(w.ctx, n.Order)
	say(h, err)
	for _, m := range mails {
		say(h, m.ID, m.Status)
	}
}

func (w *World) sayWaitlist(h io.Writer, n named) {
	lines, err := w.memories.waitlist.Lines(w.ctx, []waitlist.EventID{waitlist.EventID(n.Event)})
	offer, _, err2 := w.memories.waitlist.Offer(w.ctx, waitlist.OfferID(n.Order))
	say(h, offer.State, err, err2)
	for _, l := range lines { // what it knows of the event it may learn at the second hearing, if it was made since the first
		say(h, l.Waiting, l.Confirmed, l.Assigned, l.Joined, l.Offered, l.Taken, l.Passed)
	}
}

func say(h io.Writer, what ...any) {
	_, _ = fmt.Fprintln(h, what...) // a hash takes everything
}

// every is more than there is of anything.
const every = 1 << 30

package sim

import (
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

// belief is what somebody knows who hears every fact and nothing else. Facts that contradict it break a promise.
type belief struct {
	heard    map[string]int64 // how far each outbox was heard
	seats    map[id.UUID]*seat
	claims   map[id.UUID]*claim
	orders   map[id.UUID]*order
	payments map[id.UUID]*charge
	tickets  map[id.UUID]int // revision by ticket

	open     []id.UUID // claims that are held and not over, in the order of their holds
	ticketed []id.UUID // orders that got tickets
	paid     []id.UUID // payments that succeeded
	events   []inventory.EventID
	resent   map[id.UUID]int // how often the mail of an order was asked for again
	pockets  []code
	inside   map[fulfillment.TicketID]id.UUID // by which scan

	touched touched
}

type seat struct {
	version int64
	claim   id.UUID // none: nobody has it
}

type claim struct {
	seat   id.UUID
	price  money.Decimal
	ends   time.Time
	buyers []id.UUID // orders that it was ever sold to
	over   bool
}

type order struct {
	paid, cancelled bool
	seats           []id.UUID
}

// isCancelled reports whether anybody was told of it.
func (o *order) isCancelled() bool { return o != nil && o.cancelled }

type charge struct {
	order                       id.UUID
	amount                      money.Decimal
	succeeded, failed, returned bool
}

// touched is what a step changed.
type touched struct {
	seats, orders, charges []id.UUID
}

// pockets is how many codes people carry around.
const pockets = 100

func newBelief() belief {
	return belief{
		heard: map[string]int64{}, seats: map[id.UUID]*seat{}, claims: map[id.UUID]*claim{}, orders: map[id.UUID]*order{},
		payments: map[id.UUID]*charge{}, tickets: map[id.UUID]int{}, inside: map[fulfillment.TicketID]id.UUID{}, resent: map[id.UUID]int{},
	}
}

// charged notes that the bank was asked about a charge.
func (b *belief) charged(key id.UUID) { b.touched.charges = append(b.touched.charges, key) }

// pocket keeps a code; with full pockets it takes the place of another.
func (b *belief) pocket(c code, at int) {
	if len(b.pockets) < pockets {
		b.pockets = append(b.pockets, c)
		return
	}
	b.pockets[at] = c
}

// ends lists when holds end, as they were told.
func (b *belief) ends(after time.Time) []time.Time {
	var ends []time.Time
	for _, k := range b.open {
		if c := b.claims[k]; c.ends.After(after) {
			ends = append(ends, c.ends)
		}
	}
	return ends
}

func (b *belief) aTicketedOrder(w *World) (id.UUID, bool) { return one(w, b.ticketed) }

func (b *belief) aPayment(w *World) (id.UUID, bool) { return one(w, b.paid) }

// one is any of a list, the newer ones more often.
func one(w *World, list []id.UUID) (id.UUID, bool) {
	if len(list) == 0 {
		return id.Nil, false
	}
	return list[max(w.rnd.IntN(len(list)), w.rnd.IntN(len(list)))], true
}

// atBankPage lists charges for which the bank waits for their buyers.
func (b *belief) atBankPage(w *World) []id.UUID {
	entries, err := w.bank.Entries(w.ctx, id.Nil, 10_000)
	w.must("read the bank's book", err)
	var keys []id.UUID
	for _, e := range entries {
		if e.State == paymentsim.Waiting {
			keys = append(keys, e.Key)
		}
	}
	return keys
}

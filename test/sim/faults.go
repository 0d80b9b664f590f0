package sim

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/app"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

// Faults is all that goes wrong. Each of them arms something that then strikes by itself; a new one is a row here, a field of trouble,
// and the place where it strikes.
var Faults = []Happening{
	{"the process will die", 15, func(w *World) { w.trouble.fuse = w.aPoint() }},
	{"somebody will come in between", 150, func(w *World) { w.trouble.aside = w.aPoint() }},
	{"questions to the bank will be lost", 8, func(w *World) { w.trouble.questions = 1 + w.rnd.IntN(3) }},
	{"answers of the bank will be lost", 12, func(w *World) { w.trouble.answers = 1 + w.rnd.IntN(3) }},
	{"a charge will come late", 8, func(w *World) { w.trouble.late = 1 + w.rnd.IntN(2) }},
	{"a database will be away", 10, func(w *World) {
		w.trouble.away, w.trouble.awayFor = w.memories.sources()[w.rnd.IntN(6)].name, 1+w.rnd.IntN(4)
	}},
	{"the mail server will be away", 8, func(w *World) { w.trouble.mail = 1 + w.rnd.IntN(4) }},
	{"the gate will lie", 4, func(w *World) { w.trouble.gate = 1 + w.rnd.IntN(3) }},
	{"messages will be lost on the way", 20, func(w *World) { w.trouble.lose = 1 + w.rnd.IntN(4) }},
	{"messages will come twice", 20, func(w *World) { w.trouble.double = 1 + w.rnd.IntN(4) }},
	{"old messages come again", 15, func(w *World) { w.bus.again(1 + w.rnd.IntN(3)) }},
	{"a road is held up", 20, func(w *World) { w.bus.holdUp(1 + w.rnd.IntN(40)) }},
	{"the road runs backwards", 15, func(w *World) { w.trouble.backwards = 5 + w.rnd.IntN(20) }},
	{"a consumer forgets how far it was", 6, func(w *World) { w.bus.rewind() }},
}

// trouble is what will strike, and how often still. A process that dies takes it along.
type trouble struct {
	fuse      point // where the process dies
	aside     point // where somebody comes in between
	questions int   // to the bank, that are lost
	answers   int   // of the bank, that are lost
	late      int   // charges that reach the bank long after their sender has given up
	away      string
	awayFor   int // transactions for which that database is away
	mail      int // letters that the mail server refuses
	gate      int // tries at which the gate lies
	lose      int // messages that come later
	double    int // messages that come twice
	backwards int // deliveries for which the newest key goes first
}

// errMade is every failure that we bring about ourselves, so that no other is excused.
var errMade = errors.New("away on purpose")

func isMade(err error) bool { return errors.Is(err, errMade) }

// point is a place in the middle of something, and how often it is passed until something happens there.
type point struct {
	name string
	left int
}

// points are the places where a process can die and others can come in between. The busiest ones stand at the end.
var points = append([]string{
	"the bank's answer to charge", "the bank's answer to lookup", "the bank's answer to close", "the bank's answer to refund",
	"the bank's page", "payment's commit", "payment's commit", "fulfillment's commit", "notification's commit", "ordering's commit",
	"ordering's commit", "catalog's commit", "inventory's commit",
}, app.Points...)

// aPoint picks one, and one of its next times.
func (w *World) aPoint() point {
	return point{points[w.rnd.IntN(len(points))], 1 + w.rnd.IntN(4)}
}

// passed reports whether it is time for what happens at the point.
func (p *point) passed(name string) bool {
	if p.name != name || p.left == 0 {
		return false
	}
	p.left--
	return p.left == 0
}

// strike uses up one of what is armed.
func (w *World) strike(left *int) bool {
	if w.calm || *left == 0 {
		return false
	}
	*left--
	return true
}

// atStore refuses a transaction while the database is away.
func (t *trouble) atStore(w *World, name string) error {
	if t.away == name && w.strike(&t.awayFor) {
		return errMade
	}
	return nil
}

// atBank loses questions and answers, and remembers of which charges the bank has heard.
func (w *World) atBank(op paymentsim.Op, stage paymentsim.Stage, key id.UUID) error {
	if stage == paymentsim.Before {
		if w.strike(&w.trouble.questions) {
			w.note("a question to the bank is lost: %s", op)
			return errMade
		}
		return nil
	}
	w.belief.charged(key)
	w.passed("the bank's answer to " + string(op))
	if w.strike(&w.trouble.answers) {
		w.note("an answer of the bank is lost: %s", op)
		return errMade
	}
	return nil
}

// slowLedger is the bank's book at the end of a slow road: a charge may arrive when its sender has given it up.
type slowLedger struct {
	paymentsim.Ledger
	w *World
}

// Open writes an entry, or leaves it on its way.
func (l slowLedger) Open(ctx context.Context, entry paymentsim.Entry) (paymentsim.Entry, error) {
	if entry.State != paymentsim.Closed && l.w.strike(&l.w.trouble.late) {
		l.w.underway = append(l.w.underway, entry)
		return paymentsim.Entry{}, errMade
	}
	return l.Ledger.Open(ctx, entry)
}

// arrive lets charges arrive that were on their way. The bank does with them as with any other.
func (w *World) arrive() {
	for _, entry := range w.underway {
		_, err := w.bank.Open(w.ctx, entry)
		w.must("write into the bank's book", err)
		w.belief.charged(entry.Key)
		w.note("a charge arrives at the bank, late")
	}
	w.underway = nil
}

// again delivers messages once more that were handled long ago.
func (b *bus) again(n int) {
	for range n {
		r := b.roads[b.world.rnd.IntN(len(b.roads))]
		if len(r.past) > 0 {
			b.repeat(r, r.past[b.world.rnd.IntN(len(r.past))])
		}
	}
}

// holdUp makes everything on one road late.
func (b *bus) holdUp(steps int) {
	r := b.roads[b.world.rnd.IntN(len(b.roads))]
	r.closedUntil = b.world.step + steps
	b.world.note("the road from %s to %s is held up", r.source, r.group)
}

// rewind takes one road back to the position that it stored.
func (b *bus) rewind() {
	r := b.roads[b.world.rnd.IntN(len(b.roads))]
	if !slices.ContainsFunc(r.waiting, func(p parcel) bool { return p.busy }) {
		r.rewind()
		b.world.note("%s forgets how far it was in %s", r.group, r.source)
	}
}

// lateBy is how long the world's people take over things, in seconds.
func (w *World) seconds(most int) time.Duration {
	return time.Duration(1+w.rnd.IntN(most*1000)) * time.Millisecond
}

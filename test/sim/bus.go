package sim

import (
	"maps"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// bus is the road from every outbox to every group that listens to it, with the promises of the real one and no more: each message at
// least once, those of one key of one source in the order of their commits, everything else in any order.
type bus struct {
	world *World
	roads []*road
}

// road is one group's way through one outbox.
type road struct {
	source, group, listener string
	outbox                  *mem.DB
	subs                    map[string]work.Subscription // by topic

	read    int64    // how far the outbox was read
	saved   int64    // where a new process goes on
	waiting []parcel // read and not handled, in the order of the outbox

	handled     map[id.UUID]bool
	past        []work.Envelope // some that were handled, to come again
	closedUntil int             // step
}

// parcel is a message on its way.
type parcel struct {
	work.Envelope
	notBefore int // step
	tries     int
	busy      bool // in a handler's hands: nothing else of its key moves
}

const (
	// pastKept is how many handled messages a road remembers.
	pastKept = 64
	// triesMost is how often a message may fail while nothing is broken.
	triesMost = 30
	// roundsMost is how often all roads are walked before nothing moves any more.
	roundsMost = 200
)

// listen connects the process that has just started.
func (b *bus) listen() {
	all := b.world.all.Subscriptions()
	for _, listener := range slices.Sorted(maps.Keys(all)) {
		for _, sub := range all[listener] {
			r := b.road(b.world.memories.producer(sub.Topic), sub.Group, listener)
			r.subs[sub.Topic] = sub
		}
	}
}

func (b *bus) road(from source, group, listener string) *road {
	i := slices.IndexFunc(b.roads, func(r *road) bool { return r.source == from.name && r.group == group })
	if i >= 0 {
		return b.roads[i]
	}
	r := &road{
		source: from.name, group: group, listener: listener, outbox: from.db,
		subs: map[string]work.Subscription{}, handled: map[id.UUID]bool{},
	}
	b.roads = append(b.roads, r)
	return r
}

// forget loses what a process knew: every road goes on where its position was stored last.
func (b *bus) forget() {
	for _, r := range b.roads {
		r.rewind()
	}
}

func (r *road) rewind() { r.read, r.waiting = r.saved, nil }

// save stores the position behind which everything is handled.
func (r *road) save() {
	r.saved = r.read
	if len(r.waiting) > 0 {
		r.saved = r.waiting[0].Position - 1
	}
}

// fetch takes what was committed since onto the road.
func (r *road) fetch() {
	for _, e := range r.outbox.Facts(r.read) {
		r.read = e.Position
		if _, wanted := r.subs[e.Topic]; wanted {
			r.waiting = append(r.waiting, parcel{Envelope: e})
		}
	}
}

// fits is how many messages are looked at for the next one.
const fits = 24

// ready lists the messages that may go now: of each key only the first.
func (r *road) ready(step int) []int {
	var able []int
	var passed []string
	for i := range r.waiting[:min(fits, len(r.waiting))] {
		p := &r.waiting[i]
		if slices.Contains(passed, p.Key) {
			continue
		}
		passed = append(passed, p.Key)
		if !p.busy && p.notBefore <= step {
			able = append(able, i)
		}
	}
	return able
}

// deliverSome moves as many messages as happen to move in a step.
func (w *World) deliverSome() {
	for range w.rnd.IntN(10) {
		if !w.bus.deliverOne() {
			return
		}
	}
}

// deliverOne moves one message, or one batch, on one road, and reports whether any was there.
func (b *bus) deliverOne() bool {
	w := b.world
	var open []*road
	for _, r := range b.roads {
		if r.fetch(); len(r.waiting) > 0 && r.closedUntil <= w.step {
			open = append(open, r)
		}
	}
	if len(open) == 0 {
		return false
	}
	r := open[w.rnd.IntN(len(open))]
	able := r.ready(w.step)
	if len(able) == 0 {
		return true
	}
	at := able[w.rnd.IntN(len(able))]
	if w.strike(&w.trouble.backwards) {
		at = able[len(able)-1]
	}
	if w.strike(&w.trouble.lose) {
		p := &r.waiting[at]
		p.notBefore = w.step + 1 + w.rnd.IntN(25)
		w.note("%s %s to %s is lost, and comes later", p.Topic, short(p.Key), r.group)
		return true
	}
	b.carry(r, b.batch(r, at, w.rnd.IntN(fits)))
	return true
}

// batch is what goes in one call: the message, and where its subscriber wants many together, some others of its topic that may go
// with it, each behind the ones of its key.
func (b *bus) batch(r *road, at, others int) []work.Envelope {
	first := r.waiting[at]
	together := r.subs[first.Topic].Together
	var batch []work.Envelope
	var passed []string
	for i := range r.waiting[:min(fits, len(r.waiting))] {
		p := &r.waiting[i]
		goes := i == at || together && others > 0 && p.Topic == first.Topic && !p.busy && p.notBefore <= b.world.step
		if !goes || slices.Contains(passed, p.Key) {
			passed = append(passed, p.Key)
			continue
		}
		if i != at {
			others--
		}
		p.busy = true
		batch = append(batch, p.Envelope)
	}
	return batch
}

// carry hands messages to their group and does with each as the group says.
func (b *bus) carry(r *road, batch []work.Envelope) {
	w := b.world
	if len(batch) == 1 && r.handled[batch[0].Message] {
		b.check(r, batch[0])
		r.drop(batch[0])
		return
	}
	verdicts := r.subs[batch[0].Topic].Handle(w.ctx, batch)
	for i, e := range batch {
		w.note("%s %s to %s: %s", e.Topic, short(e.Key), r.group, w.verdict(r, e, verdicts[i]))
		if verdicts[i] != nil {
			b.putBack(r, e, verdicts[i])
			continue
		}
		r.drop(e)
		r.remember(e, w.rnd.IntN(pastKept))
		if w.strike(&w.trouble.double) {
			b.repeat(r, e)
		}
	}
	if w.chance(4) {
		r.save()
	}
}

// drop takes a message off the road.
func (r *road) drop(e work.Envelope) {
	at := r.find(e)
	r.waiting = slices.Delete(r.waiting, at, at+1)
}

func (r *road) find(e work.Envelope) int {
	return slices.IndexFunc(r.waiting, func(p parcel) bool { return p.Message == e.Message })
}

func (b *bus) putBack(r *road, e work.Envelope, reason error) {
	p := &r.waiting[r.find(e)]
	p.busy, p.tries, p.notBefore = false, p.tries+1, b.world.step+1+b.world.rnd.IntN(6)
	if b.world.calm && p.tries > triesMost {
		b.world.breach("I5", "%s %s never gets through to %s: %v", p.Topic, p.Message, r.group, reason)
	}
}

func (r *road) remember(e work.Envelope, at int) {
	r.handled[e.Message] = true
	if len(r.past) < pastKept {
		r.past = append(r.past, e)
		return
	}
	r.past[at] = e
}

// verdict puts a group's answer into a word.
func (w *World) verdict(r *road, e work.Envelope, err error) string {
	if err == nil {
		return "ok"
	}
	if _, refused := fault.As(err); !refused && !isMade(err) {
		w.breach("no excuse", "%s cannot handle %s %s: %v", r.group, e.Topic, e.Message, err)
	}
	return "again later, " + w.answer(err)
}

// repeat delivers a message that was handled before, unless one of its key is being handled.
func (b *bus) repeat(r *road, e work.Envelope) {
	if !slices.ContainsFunc(r.waiting, func(p parcel) bool { return p.busy && p.Key == e.Key }) {
		b.check(r, e)
	}
}

// check delivers a message that was handled before: nothing may come of it.
func (b *bus) check(r *road, e work.Envelope) {
	w := b.world
	w.quietly(func() {
		before := w.standing(r.listener, e)
		verdict := r.subs[e.Topic].Handle(w.ctx, []work.Envelope{e})[0]
		w.note("%s %s to %s once more: %s", e.Topic, short(e.Key), r.group, w.verdict(r, e, verdict))
		if after := w.standing(r.listener, e); after != before {
			w.breach("I5", "%s %s took effect a second time in %s", e.Topic, e.Message, r.listener)
		}
	})
}

// deliverAll moves everything there is, and whatever comes of it, until nothing moves any more.
func (w *World) deliverAll() {
	moved := true
	for round := 0; moved; round++ {
		if round > roundsMost {
			w.breach("I5", "facts bring about facts without an end")
		}
		moved = false
		for _, r := range w.bus.roads {
			r.closedUntil = 0
			for r.fetch(); len(r.waiting) > 0; r.fetch() {
				moved = true
				for i := range r.waiting {
					r.waiting[i].notBefore = 0
				}
				w.bus.carry(r, w.bus.batch(r, 0, fits))
			}
		}
	}
}

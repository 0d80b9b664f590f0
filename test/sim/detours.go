package sim

import "slices"

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
	b.close(r.source, r.group, steps)
}

// close makes everything late that a group is to hear from a context.
func (b *bus) close(from, group string, steps int) {
	for _, r := range b.roads {
		if r.source == from && r.group == group {
			r.closedUntil = b.world.step + steps
			b.world.note("the road from %s to %s is held up", from, group)
		}
	}
}

// rewind takes one road back to the position that it stored.
func (b *bus) rewind() {
	r := b.roads[b.world.rnd.IntN(len(b.roads))]
	if !slices.ContainsFunc(r.waiting, func(p parcel) bool { return p.busy }) {
		r.rewind()
		b.world.note("%s forgets how far it was in %s", r.group, r.source)
	}
}

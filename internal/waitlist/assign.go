package waitlist

import (
	"cmp"
	"slices"
	"time"
)

// Assignment is what becomes of the seats that are set aside for a line.
type Assignment struct {
	Offers []Claim
	Kept   []Vacancy // wait for seats beside them, or are gathered for a group
	Free   []Vacancy // suit nobody: the public gets them
	Passed []Entry   // groups that a seat they wanted was given away before
}

// Claim is seats for an entry.
type Claim struct {
	Entry Entry
	Seats []Vacancy
	Apart bool
}

// groupsMost bounds how many groups one assignment keeps seats for, and counts as passed over.
const groupsMost = 100

// Assign gives seats to a line, which comes in the order of its places. The rule:
//
//  1. A seat goes to the first in line whom it suits. Who wants one seat takes the best priced; a group takes seats beside each other.
//  2. A group that comes first has a seat kept for it while the seats beside it may still come free (they are held, not sold), at most
//     for the time Neighbours from when the seat came free. Then it goes to the next whom it suits, and the group was passed over.
//  3. A group that was passed over PassesMost times is passed over no more: seats that suit it are gathered for it, each at most for the
//     time Window, and it is offered them also apart. It need not take them: declining seats that are apart keeps its place.
//
// So a single seat waits a bounded time for its neighbours, a group is passed over a bounded number of times, and nobody behind them
// waits for longer than that. A seat that suits nobody goes to the public.
func Assign(line []Entry, seats []Vacancy, rules Rules, now time.Time) Assignment {
	a := beginAssigning(seats, rules, now)
	a.serveAll(line)
	return a.end()
}

// assigning is an assignment on its way.
type assigning struct {
	rules  Rules
	now    time.Time
	free   []Vacancy // that nobody before had, by place
	groups []unserved
	out    Assignment
}

func beginAssigning(seats []Vacancy, rules Rules, now time.Time) *assigning {
	a := &assigning{rules: rules, now: now, free: slices.Clone(seats)}
	slices.SortFunc(a.free, byPlace)
	return a
}

// serveAll serves the next in line, while there are seats.
func (a *assigning) serveAll(line []Entry) {
	for _, e := range line {
		if len(a.free) == 0 {
			return
		}
		a.serve(e)
	}
}

func (a *assigning) end() Assignment {
	a.out.Free = a.free
	a.countPassed()
	return a.out
}

// unserved is a group that was given nothing, and what would have suited it.
type unserved struct {
	entry Entry
	suits []SeatID
}

func byPlace(a, b Vacancy) int {
	return cmp.Or(cmp.Compare(a.Stretch, b.Stretch), cmp.Compare(a.Place, b.Place), cmp.Compare(a.Seat.String(), b.Seat.String()))
}

func (a *assigning) serve(e Entry) {
	var suits []Vacancy
	for _, v := range a.free {
		if e.Wish.suits(v) {
			suits = append(suits, v)
		}
	}
	switch n := e.Wish.Quantity; {
	case len(suits) == 0:
	case n <= 1:
		a.claim(e, []Vacancy{dearest(suits)}, false)
	default:
		a.serveGroup(e, suits, n)
	}
}

// dearest is the best seat as its price says; of equals, the first.
func dearest(seats []Vacancy) Vacancy {
	return slices.MaxFunc(seats, func(x, y Vacancy) int { return cmp.Compare(x.Price.Minor, y.Price.Minor) })
}

func (a *assigning) serveGroup(e Entry, suits []Vacancy, n int) {
	if block := together(suits, n, e.Wish); block != nil {
		a.claim(e, block, false)
		return
	}
	owed := e.Passes >= a.rules.PassesMost
	if owed && len(suits) >= n {
		if seats := nearest(suits, n, e.Wish); seats != nil {
			a.claim(e, seats, true)
			return
		}
	}
	if len(a.groups) == groupsMost {
		return
	}
	var kept []Vacancy
	for _, v := range suits {
		hope := v.Before+1+v.After >= n && a.now.Before(v.Since.Add(a.rules.Neighbours))
		if hope || owed && a.now.Before(v.Since.Add(a.rules.Window)) {
			kept = append(kept, v)
		}
	}
	a.out.Kept = append(a.out.Kept, kept...)
	a.take(kept)
	group := unserved{entry: e}
	for _, v := range suits {
		group.suits = append(group.suits, v.Seat)
	}
	a.groups = append(a.groups, group)
}

// together finds n seats beside each other, the first along the rows that are what is wanted; nil if there are none.
func together(seats []Vacancy, n int, wish Wish) []Vacancy {
	for first := range seats {
		block := []Vacancy{seats[first]}
		for _, v := range seats[first+1:] {
			if len(block) == n || !v.beside(block[len(block)-1]) {
				break
			}
			block = append(block, v)
		}
		if len(block) == n && wish.suitedBy(block) {
			return block
		}
	}
	return nil
}

// beside reports whether a seat is the next one after another. Standing places of one stretch are all beside each other.
func (v Vacancy) beside(before Vacancy) bool {
	if v.Stretch < 0 || v.Stretch != before.Stretch {
		return false
	}
	return v.Standing || v.Place == before.Place+1
}

// nearest takes n seats with the fewest rows between them that are what is wanted: the shortest run along the rows. Nil if there are
// none.
func nearest(seats []Vacancy, n int, wish Wish) []Vacancy {
	var best []Vacancy
	for i := range len(seats) - n + 1 {
		run := seats[i : i+n]
		if wish.suitedBy(run) && (best == nil || span(run) < span(best)) {
			best = run
		}
	}
	return best
}

// span is how far seats lie apart: rows first, then places.
func span(seats []Vacancy) int {
	first, last := seats[0], seats[len(seats)-1]
	const row = 10_000 // more places than any row has
	return (last.Stretch-first.Stretch)*row + last.Place - first.Place
}

func (a *assigning) claim(e Entry, seats []Vacancy, apart bool) {
	seats = slices.Clone(seats)
	a.out.Offers = append(a.out.Offers, Claim{Entry: e, Seats: seats, Apart: apart})
	a.take(seats)
}

func (a *assigning) take(seats []Vacancy) {
	a.free = slices.DeleteFunc(a.free, func(v Vacancy) bool {
		return slices.ContainsFunc(seats, func(t Vacancy) bool { return t.Seat == v.Seat })
	})
}

// countPassed finds the groups that lost a seat to somebody behind them, or to the public.
func (a *assigning) countPassed() {
	given := map[SeatID]bool{}
	for _, v := range a.out.Free {
		given[v.Seat] = true
	}
	for _, c := range a.out.Offers {
		for _, v := range c.Seats {
			given[v.Seat] = true
		}
	}
	for _, g := range a.groups {
		if slices.ContainsFunc(g.suits, func(s SeatID) bool { return given[s] }) {
			a.out.Passed = append(a.out.Passed, g.entry)
		}
	}
}

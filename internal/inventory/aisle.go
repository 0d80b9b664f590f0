package inventory

import (
	"cmp"
	"slices"
)

// maxChained is the longest row whose order is read from its geometry; longer ones, which no hall has, keep their numbers' order.
const maxChained = 1_000

// cut adds a row's stretches. Neighbours are beside each other unless the gap between them is an aisle: wider than 1.6 times
// what is usual in the row.
func (l *Layout) cut(row seatRow) {
	if l.places[row.first].Standing {
		l.add(row.first, row.end, row.number)
		return
	}
	var gaps []int64
	for i := row.first + 1; i < row.end; i++ {
		gaps = append(gaps, l.at[i].to(l.at[i-1]))
	}
	var usual int64
	if len(gaps) > 0 {
		sorted := slices.Sorted(slices.Values(gaps))
		usual = sorted[(len(sorted)-1)/2]
	}
	first := row.first
	for i, gap := range gaps {
		if usual > 0 && gap*10 > usual*16 {
			l.add(first, row.first+i+1, row.number)
			first = row.first + i + 1
		}
	}
	l.add(first, row.end, row.number)
}

func (l *Layout) add(first, end, row int) {
	place := l.places[first]
	s := stretch{
		first: first, end: end, standing: place.Standing, row: int32(row), rank: int32(place.Rank), near: l.distance[first],
		cheapest: place.Price.Minor, dearest: place.Price.Minor, middle: l.at[(first+end-1)/2],
	}
	for i := first; i < end; i++ {
		place = l.places[i]
		s.mixed = s.mixed || l.category[i] != l.category[first]
		s.rank, s.near = min(s.rank, int32(place.Rank)), min(s.near, l.distance[i])
		s.cheapest, s.dearest = min(s.cheapest, place.Price.Minor), max(s.dearest, place.Price.Minor)
		s.radius = max(s.radius, l.at[i].to(s.middle))
		l.stretch[i] = int32(len(l.stretches))
	}
	l.stretches = append(l.stretches, s)
}

// alongRow finds the order of seats along their row from where they are, since numbers may run in other ways: odd ones on the
// left, even ones on the right, or from the middle outwards. The points come in the order of the seats' numbers, and the lower
// number's end is the beginning. A row may bend as it likes: its seats are chained by the shortest links (a minimum
// spanning tree), and the chain is walked from its end.
func alongRow(at []point) []int {
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	same := func(p point) bool { return p == at[0] }
	if len(at) < 3 || len(at) > maxChained || !slices.ContainsFunc(at, func(p point) bool { return !same(p) }) {
		return order
	}
	chain := chainOf(at)
	end := chain.farthestFrom(0)
	order = chain.walk(end, -1, order[:0])
	if order[0] > order[len(order)-1] {
		slices.Reverse(order)
	}
	return order
}

// rowChain holds the neighbours of every seat in the tree of shortest links.
type rowChain struct {
	at    []point
	links [][]int
}

// chainOf grows the tree from the first seat, always by the nearest seat that is not yet in it (Prim).
func chainOf(at []point) rowChain {
	chain := rowChain{at: at, links: make([][]int, len(at))}
	parent, gap, in := make([]int, len(at)), make([]int64, len(at)), make([]bool, len(at))
	for i := range at {
		gap[i] = at[i].to(at[0])
	}
	in[0] = true
	for range len(at) - 1 {
		next := -1
		for i := range at {
			if !in[i] && (next < 0 || gap[i] < gap[next]) {
				next = i
			}
		}
		in[next] = true
		chain.links[next] = append(chain.links[next], parent[next])
		chain.links[parent[next]] = append(chain.links[parent[next]], next)
		for i := range at {
			if d := at[i].to(at[next]); !in[i] && d < gap[i] {
				gap[i], parent[i] = d, next
			}
		}
	}
	return chain
}

// farthestFrom is the seat at the end of the longest way along the chain.
func (c rowChain) farthestFrom(start int) int {
	end, far := start, int64(0)
	var visit func(seat, from int, way int64)
	visit = func(seat, from int, way int64) {
		if way > far {
			end, far = seat, way
		}
		for _, next := range c.links[seat] {
			if next != from {
				visit(next, seat, way+c.at[seat].to(c.at[next]))
			}
		}
	}
	visit(start, -1, 0)
	return end
}

// walk lists the seats from an end; where the chain forks, the shorter branch comes first.
func (c rowChain) walk(seat, from int, order []int) []int {
	order = append(order, seat)
	branches := slices.DeleteFunc(slices.Clone(c.links[seat]), func(next int) bool { return next == from })
	if len(branches) > 1 {
		slices.SortStableFunc(branches, func(a, b int) int { return cmp.Compare(c.size(a, seat), c.size(b, seat)) })
	}
	for _, next := range branches {
		order = c.walk(next, seat, order)
	}
	return order
}

// size is how many seats hang on a branch.
func (c rowChain) size(seat, from int) int {
	n := 1
	for _, next := range c.links[seat] {
		if next != from {
			n += c.size(next, seat)
		}
	}
	return n
}

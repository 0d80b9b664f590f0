package inventory

import (
	"slices"

	"github.com/speckit/ticketing/internal/kernel/money"
)

// Wish is what somebody asks who leaves the choice of seats to us.
type Wish struct {
	Quantity   int
	Section    string       // a label; empty is anywhere
	MaxPrice   money.Amount // per seat; without a currency there is no limit
	Accessible bool         // one accessible place and the others beside it
}

// Best finds the best free places, in the order of the layout: none, if there are not enough. docs/best-available.md has the formula.
//
// All together if that is possible at all, in one row without an aisle between; then by category, by distance to the stage's
// middle, by row, by seat id. Accessible and companion places are found only for those who ask for them.
func Best(v *Vacancy, wish Wish) []int {
	if wish.Quantity < 1 || wish.Quantity > v.layout.Len() {
		return nil
	}
	s := newSearch(v, wish)
	s.size, s.withAccess = wish.Quantity, wish.Accessible
	if s.run() {
		return s.take()
	}
	return s.split()
}

// Together finds the best free places that are beside each other, in one of the sections if any are named: none, if there are no such
// places.
func Together(v *Vacancy, wish Wish, sections []string) []int {
	if wish.Quantity < 1 || wish.Quantity > v.layout.Len() {
		return nil
	}
	s := newSearch(v, wish)
	s.size, s.withAccess = wish.Quantity, wish.Accessible
	if len(sections) > 0 {
		s.order = v.layout.within(sections)
	}
	if !s.run() {
		return nil
	}
	return s.take()
}

// within lists the stretches of some sections, the best first.
func (l *Layout) within(sections []string) []int32 {
	var order []int32
	for _, i := range l.order {
		if slices.Contains(sections, l.places[l.stretches[i].first].Section) {
			order = append(order, i)
		}
	}
	return order
}

func newSearch(v *Vacancy, wish Wish) *search {
	s := &search{vacancy: v, layout: v.layout, order: v.layout.order, special: wish.Accessible, limit: -1}
	if wish.Section != "" {
		s.order = v.layout.sections[wish.Section]
	}
	if wish.MaxPrice.Currency != "" {
		s.limit = wish.MaxPrice.Minor
	}
	return s
}

// split seats a party in as few parts as there can be: the first is the largest that fits anywhere, by the same score; each
// further one is again the largest, and of those the nearest to the seats already found.
func (s *search) split() []int {
	wanted := s.size
	s.vacancy = s.vacancy.clone()
	var found []int
	for largest := wanted - 1; len(found) < wanted; {
		s.size = min(largest, s.longest, wanted-len(found))
		for s.size > 0 && !s.run() {
			s.size = min(s.size-1, s.longest)
		}
		if s.size < 1 {
			return nil
		}
		part := s.take()
		for _, i := range part {
			s.vacancy.Set(i, false)
		}
		found = append(found, part...)
		largest, s.withAccess = s.size, false
		middle := s.layout.middle(found)
		s.from, s.longest = &middle, largest
	}
	slices.Sort(found)
	return found
}

// middle is the mean of some places.
func (l *Layout) middle(places []int) point {
	var sum point
	for _, i := range places {
		sum.x += l.at[i].x
		sum.y += l.at[i].y
	}
	n := int64(len(places))
	return point{x: sum.x / n, y: sum.y / n}
}

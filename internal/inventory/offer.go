package inventory

// Nearest finds, for somebody whose seats went to others, as many free places together that are equal to the asked ones: of
// the same categories and for the same people (accessible, companion, standing). Of those it returns the nearest, in the order of
// the layout, and none if there are no such places. Asked places that are still free may be among them.
func Nearest(v *Vacancy, asked []int) []int {
	if len(asked) == 0 {
		return nil
	}
	middle := v.layout.middle(asked)
	s := newSearch(v, Wish{})
	s.size, s.from = len(asked), &middle
	for _, i := range asked {
		s.special = s.special || v.layout.kind[i] != ordinary
	}
	s.accept = v.layout.equalTo(asked)
	if !s.run() {
		return nil
	}
	return s.take()
}

// equalTo makes the condition that a group has as many places of each sort as the asked ones.
func (l *Layout) equalTo(asked []int) func(places []int) bool {
	type sort struct {
		category int32
		kind     placeKind
		standing bool
	}
	of := func(i int) sort {
		return sort{category: l.category[i], kind: l.kind[i], standing: l.places[i].Standing}
	}
	wanted := map[sort]int{}
	for _, i := range asked {
		wanted[of(i)]++
	}
	have := make(map[sort]int, len(wanted))
	return func(places []int) bool {
		clear(have)
		for _, i := range places {
			s := of(i)
			if have[s]++; have[s] > wanted[s] {
				return false
			}
		}
		return len(places) == len(asked)
	}
}

package inventory

import (
	"cmp"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// search looks for the one best group of a size whose places are beside each other.
type search struct {
	vacancy *Vacancy
	layout  *Layout
	order   []int32 // stretches to look at, the most promising first

	size       int
	special    bool                    // accessible and companion places may be taken
	withAccess bool                    // one place of the group must be accessible
	limit      int64                   // highest price in minor units; -1 is none
	from       *point                  // nearness to this comes before category
	accept     func(places []int) bool // a further condition, or nil

	best    party
	found   bool
	longest int // no run of usable places is longer, as far as the last failed run can tell
	scratch []int
}

// party is places for one party in one stretch, with their score.
type party struct {
	stretch int32
	first   int
	score   score
}

// score compares groups field by field: the smaller is the better.
type score struct {
	unfit    int64 // places of the wrong kind in a group with an accessible place
	away     int64 // from the seats that the group shall be near to, summed
	rank     int64 // of its least category
	distance int64 // to the stage's middle, summed
	row      int64
}

func (s score) compare(t score) int {
	return cmp.Or(
		cmp.Compare(s.unfit, t.unfit), cmp.Compare(s.away, t.away), cmp.Compare(s.rank, t.rank),
		cmp.Compare(s.distance, t.distance), cmp.Compare(s.row, t.row),
	)
}

// run looks through the stretches and reports whether there is a group at all.
func (s *search) run() bool {
	s.found, s.longest = false, 0
	for _, i := range s.order {
		str := &s.layout.stretches[i]
		free := int(s.vacancy.ordinary[i])
		if s.special {
			free += int(s.vacancy.special[i])
		}
		switch {
		case free == 0, s.limit >= 0 && str.cheapest > s.limit, s.withAccess && s.vacancy.special[i] == 0:
			continue
		case free < s.size:
			s.longest = max(s.longest, free)
			continue
		case s.found && s.best.score.unfit == 0:
			if s.done(str) {
				return true
			}
			if s.tooFar(str) {
				continue
			}
		}
		if str.standing {
			s.stand(i, str)
		} else {
			s.slide(i, str)
		}
	}
	return s.found
}

// done reports that neither this stretch nor a later one can hold a better group: they are ordered by what they promise.
func (s *search) done(str *stretch) bool {
	rank, distance := int64(str.rank), str.near*int64(s.size)
	best := s.best.score
	return s.from == nil && (rank > best.rank || rank == best.rank && distance > best.distance)
}

// tooFar reports that no group of this stretch can be as near as the one that is found.
func (s *search) tooFar(str *stretch) bool {
	return s.from != nil && (str.middle.to(*s.from)-str.radius-1)*int64(s.size) > s.best.score.away
}

// usable reports whether a place may be given to this search at all.
func (s *search) usable(i int) bool {
	return s.vacancy.Free(i) && (s.special || s.layout.kind[i] == ordinary) && (s.limit < 0 || s.layout.places[i].Price.Minor <= s.limit)
}

// slide moves a window of the size along a stretch and weighs it wherever all of its places are usable.
func (s *search) slide(n int32, str *stretch) {
	run, longest := 0, 0
	var distance, away int64
	for i := s.vacancy.next(str.first, str.end); i < str.end; i++ {
		if !s.usable(i) {
			run, distance, away = 0, 0, 0
			continue
		}
		run++
		longest = max(longest, run)
		distance += s.layout.distance[i]
		if s.from != nil {
			away += s.layout.at[i].to(*s.from)
		}
		if run > s.size {
			distance -= s.layout.distance[i-s.size]
			if s.from != nil {
				away -= s.layout.at[i-s.size].to(*s.from)
			}
		}
		if run >= s.size {
			first := i - s.size + 1
			s.weigh(party{stretch: n, first: first, score: score{away: away, distance: distance, rank: int64(str.rank), row: int64(str.row)}})
		}
	}
	s.longest = max(s.longest, longest)
}

// stand weighs the first usable places of a standing section; all of them are equal.
func (s *search) stand(n int32, str *stretch) {
	p := party{stretch: n, first: str.first, score: score{rank: int64(str.rank), row: int64(str.row)}}
	places := s.places(p)
	s.longest = max(s.longest, len(places))
	if len(places) < s.size {
		return
	}
	for _, i := range places {
		p.score.distance += s.layout.distance[i]
		if s.from != nil {
			p.score.away += s.layout.at[i].to(*s.from)
		}
	}
	s.weigh(p)
}

// weigh keeps the group if it is better than the best so far. What is costly to know is asked last.
func (s *search) weigh(p party) {
	str := &s.layout.stretches[p.stretch]
	if str.mixed || s.special || s.accept != nil {
		places := s.places(p)
		if s.withAccess && !slices.ContainsFunc(places, func(i int) bool { return s.layout.kind[i] == accessible }) {
			return
		}
		for _, i := range places {
			p.score.rank = max(p.score.rank, int64(s.layout.places[i].Rank))
		}
		if s.special {
			p.score.unfit = s.unfit(places)
		}
		if s.accept != nil && !s.accept(places) {
			return
		}
	}
	if s.found {
		order := p.score.compare(s.best.score)
		if order > 0 || order == 0 && !s.lower(p, s.best) {
			return
		}
	}
	s.best, s.found = p, true
}

// unfit counts what a group with an accessible place should not need: seats that are not a companion's count one, further
// accessible places, which others need more, count two.
func (s *search) unfit(places []int) int64 {
	if s.accept != nil {
		return 0 // the condition already says which kinds are wanted
	}
	var n int64
	for _, i := range places {
		switch s.layout.kind[i] {
		case ordinary:
			n++
		case accessible:
			n += 2
		case companion:
		}
	}
	if s.withAccess {
		n -= 2
	}
	return n
}

// lower breaks a tie: the group with the lower seat ids wins.
func (s *search) lower(a, b party) bool {
	return slices.CompareFunc(s.ids(a), s.ids(b), id.Compare[id.UUID]) < 0
}

func (s *search) ids(p party) []id.UUID {
	var ids []id.UUID
	for _, i := range s.places(p) {
		ids = append(ids, s.layout.places[i].ID)
	}
	slices.SortFunc(ids, id.Compare[id.UUID])
	return ids
}

// take returns the places of the best group.
func (s *search) take() []int { return slices.Clone(s.places(s.best)) }

// places lists a group's places in a buffer that the next call uses again.
func (s *search) places(p party) []int {
	str := &s.layout.stretches[p.stretch]
	s.scratch = s.scratch[:0]
	for i := p.first; i < str.end && len(s.scratch) < s.size; i++ {
		if !str.standing || s.usable(i) {
			s.scratch = append(s.scratch, i)
		}
	}
	return s.scratch
}

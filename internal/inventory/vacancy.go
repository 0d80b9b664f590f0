package inventory

import (
	"math/bits"
	"slices"
)

// Vacancy is which places of a layout are free, with a count per stretch so that a search passes sold-out rows without looking.
// Searches only read it and may run at the same time; [Vacancy.Set] must run alone.
type Vacancy struct {
	layout   *Layout
	free     []uint64
	ordinary []int32 // free places per stretch that anybody may be offered
	special  []int32 // free accessible and companion places per stretch
}

// NewVacancy asks free for every place once.
func NewVacancy(layout *Layout, free func(i int) bool) *Vacancy {
	v := &Vacancy{
		layout:   layout,
		free:     make([]uint64, (layout.Len()+63)/64),
		ordinary: make([]int32, len(layout.stretches)),
		special:  make([]int32, len(layout.stretches)),
	}
	for i := range layout.places {
		if free(i) {
			v.Set(i, true)
		}
	}
	return v
}

// Free reports whether a place is free.
func (v *Vacancy) Free(i int) bool { return v.free[i/64]&(1<<(i%64)) != 0 }

// Set says that a place is free or not. Saying it twice changes nothing.
func (v *Vacancy) Set(i int, free bool) {
	if v.Free(i) == free {
		return
	}
	v.free[i/64] ^= 1 << (i % 64)
	step := int32(1)
	if !free {
		step = -1
	}
	s := v.layout.stretch[i]
	if v.layout.kind[i] == ordinary {
		v.ordinary[s] += step
	} else {
		v.special[s] += step
	}
}

// clone is a copy to try something on.
func (v *Vacancy) clone() *Vacancy {
	return &Vacancy{layout: v.layout, free: slices.Clone(v.free), ordinary: slices.Clone(v.ordinary), special: slices.Clone(v.special)}
}

// next is the first free place from i on, or end.
func (v *Vacancy) next(i, end int) int {
	for i < end {
		if word := v.free[i/64] >> (i % 64); word != 0 {
			return min(i+bits.TrailingZeros64(word), end)
		}
		i = (i/64 + 1) * 64
	}
	return end
}

package inventory

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func seatNumbers(t *testing.T, l *Layout, seats ...string) []int {
	t.Helper()
	var found []int
	for i := range l.Len() {
		if slices.Contains(seats, seatName(l, i)) {
			found = append(found, i)
		}
	}
	if len(found) != len(seats) {
		t.Fatalf("%v are not all in the layout", seats)
	}
	return found
}

func TestNearest(t *testing.T) {
	t.Parallel()
	plain := house{"aaaaaaaaa", "aaaaaaaaa", "aaaaaaaaa"}.layout()
	mixed := house{"aaabbb", "aaabbb"}.layout()
	access := house{"aWCaWC"}.layout()
	for _, c := range []struct {
		promise string
		vacancy *Vacancy
		asked   []string
		want    []string
	}{
		{"one seat over, if one of two went", except(plain, "2/5"), []string{"2/5", "2/6"}, []string{"2/6", "2/7"}},
		{"the row before or behind, if it is nearer than the same row", except(plain, "2/3", "2/4", "2/5", "2/6", "2/7", "1/5"), []string{"2/4", "2/5", "2/6"}, []string{"3/4", "3/5", "3/6"}},
		{"the same category, though another one is nearer", except(mixed, "1/3", "2/3"), []string{"1/3"}, []string{"1/2"}},
		{"as many of each category, if several were asked", except(mixed, "1/3"), []string{"1/3", "1/4"}, []string{"2/3", "2/4"}},
		{"an accessible place with its companion's for such a pair", except(access, "1/2"), []string{"1/2", "1/3"}, []string{"1/5", "1/6"}},
		{"never an accessible place for an ordinary one", except(access, "1/1", "1/4"), []string{"1/1"}, []string{}},
		{"nothing, if there are not as many together", only(plain, "1/1", "1/3", "2/2"), []string{"3/4", "3/5"}, []string{}},
		{"nothing for nothing", except(plain), nil, []string{}},
	} {
		t.Run(c.promise, func(t *testing.T) {
			t.Parallel()
			l := c.vacancy.layout
			if got := seatNames(l, Nearest(c.vacancy, seatNumbers(t, l, c.asked...))); !slices.Equal(got, c.want) {
				t.Errorf("offered %v, want %v", got, c.want)
			}
		})
	}
}

func TestNearestOffersAsManyEqualSeatsTogetherWheneverThereAreAny(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawHouse(t)
		v := drawVacancy(t, l)
		asked := rapid.SliceOfNDistinct(rapid.IntRange(0, l.Len()-1), 1, 3, rapid.ID[int]).Draw(t, "asked")
		r := rule{layout: l, wish: Wish{Quantity: len(asked), Accessible: true}}
		got, equal := Nearest(v, asked), [][]int{}
		for mask := range 1 << l.Len() {
			var set []int
			for i := range l.Len() {
				if mask&(1<<i) != 0 && v.Free(i) {
					set = append(set, i)
				}
			}
			if len(set) == len(asked) && r.parts(set) == 1 && sorts(l, set) == sorts(l, asked) {
				equal = append(equal, set)
			}
		}
		if len(equal) == 0 {
			if got != nil {
				t.Fatalf("offered %v where nothing is equal", seatNames(l, got))
			}
			return
		}
		middle := l.middle(asked)
		away := func(set []int) (sum int64) {
			for _, i := range set {
				sum += l.at[i].to(middle)
			}
			return sum
		}
		if !slices.ContainsFunc(equal, func(set []int) bool { return slices.Equal(set, got) }) {
			t.Fatalf("offered %v, which is not equal to %v", seatNames(l, got), seatNames(l, asked))
		}
		nearest := slices.MinFunc(equal, func(a, b []int) int { return cmp.Compare(away(a), away(b)) })
		if away(nearest) != away(got) {
			t.Fatalf("offered %v for %v, but %v is nearer", seatNames(l, got), seatNames(l, asked), seatNames(l, nearest))
		}
	})
}

// sorts writes down which categories and kinds of places a set has.
func sorts(l *Layout, set []int) string {
	var out []byte
	for _, i := range set {
		p := l.Place(i)
		sort := p.Category[0]
		switch {
		case p.Accessible:
			sort = 'W'
		case p.Companion:
			sort = 'C'
		}
		out = append(out, sort)
	}
	slices.Sort(out)
	return string(out)
}

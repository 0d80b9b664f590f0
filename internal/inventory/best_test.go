package inventory

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// house is a small hall of straight rows before a stage at the origin. A row is written seat by seat: a letter is a seat of the
// category a, b … , W a wheelchair place, C a companion's, and a space an aisle.
type house []string

const housePitch, houseDepth = 10.0, 18.0

func (h house) places() []Place {
	var places []Place
	for r, row := range h {
		x := -housePitch * float64(len(row)-1+strings.Count(row, " ")) / 2
		n := 0
		for _, sort := range row {
			if sort == ' ' {
				x += 2 * housePitch
				continue
			}
			n++
			place := Place{
				ID: id.Named(id.Nil, fmt.Sprint(r, "/", n)), Section: "Hall", Row: strconv.Itoa(r + 1), Seat: strconv.Itoa(n),
				Index: len(places), X: x, Y: houseDepth * float64(r+1),
				Accessible: sort == 'W', Companion: sort == 'C',
			}
			if sort >= 'a' {
				place.Rank = int(sort - 'a')
			}
			place.Category = string(rune('a' + place.Rank))
			place.Price = money.Of(int64(100-10*place.Rank), "EUR")
			places = append(places, place)
			x += housePitch
		}
	}
	return places
}

func (h house) layout() *Layout { return NewLayout(0, 0, h.places()) }

// except makes a vacancy of everything but some seats, named row/seat.
func except(l *Layout, taken ...string) *Vacancy {
	return NewVacancy(l, func(i int) bool { return !slices.Contains(taken, seatName(l, i)) })
}

func only(l *Layout, free ...string) *Vacancy {
	return NewVacancy(l, func(i int) bool { return slices.Contains(free, seatName(l, i)) })
}

func seatName(l *Layout, i int) string { return l.Place(i).Row + "/" + l.Place(i).Seat }

func seatNames(l *Layout, found []int) []string {
	out := []string{}
	for _, i := range found {
		out = append(out, seatName(l, i))
	}
	return out
}

func TestBest(t *testing.T) {
	t.Parallel()
	plain := house{"aaaaaa", "aaaaaa", "aaaaaa"}.layout()
	wide := house{"aaaaaaaaa", "aaaaaaaaa"}.layout()
	mixed := house{"bbbbbb", "aaaaaa"}.layout()
	aisles := house{"aaa aaa", "aaaaaa"}.layout()
	access := house{"aaaaaa", "aWCaaa", "WWCaCW"}.layout()
	for _, c := range []struct {
		promise string
		vacancy *Vacancy
		wish    Wish
		want    []string
	}{
		{"the middle of the first row comes first", except(plain), Wish{Quantity: 2}, []string{"1/3", "1/4"}},
		{"a party sits together further back rather than apart in front", only(plain, "1/1", "1/3", "1/5", "3/1", "3/2", "3/3"), Wish{Quantity: 3}, []string{"3/1", "3/2", "3/3"}},
		{"a seat further back goes before one far to the side", only(wide, "1/1", "2/5"), Wish{Quantity: 1}, []string{"2/5"}},
		{"a better category goes before a nearer row", except(mixed), Wish{Quantity: 2}, []string{"2/3", "2/4"}},
		{"nobody is seated across an aisle", except(aisles, "1/1", "1/6"), Wish{Quantity: 3}, []string{"2/2", "2/3", "2/4"}},
		{"no seat costs more than the limit", except(mixed), Wish{Quantity: 2, MaxPrice: money.Of(90, "EUR")}, []string{"1/3", "1/4"}},
		{"a limit of nothing finds only free seats", except(mixed), Wish{Quantity: 1, MaxPrice: money.Of(0, "EUR")}, []string{}},
		{"an unknown section has no seats", except(plain), Wish{Quantity: 1, Section: "Moon"}, []string{}},
		{"more seats than there are cannot be found", except(plain), Wish{Quantity: 19}, []string{}},
		{"no seats are found for nobody", except(plain), Wish{}, []string{}},
		{"accessible and companion places are left to those who need them", only(access, "2/2", "2/3", "3/2", "2/5", "2/6"), Wish{Quantity: 2}, []string{"2/5", "2/6"}},
		{"nothing is found when only such places are left", only(access, "2/2", "2/3"), Wish{Quantity: 1}, []string{}},
		{"on request one accessible place is found with the companion's beside it", except(access), Wish{Quantity: 2, Accessible: true}, []string{"2/2", "2/3"}},
		{"a companion's place goes before an ordinary seat", except(access, "2/3"), Wish{Quantity: 2, Accessible: true}, []string{"3/2", "3/3"}},
		{"an ordinary seat goes before a second accessible place", only(access, "3/1", "3/2", "2/1", "2/2"), Wish{Quantity: 2, Accessible: true}, []string{"2/1", "2/2"}},
		{"an accessible wish is not met without an accessible place", except(access, "2/2", "3/1", "3/2", "3/6"), Wish{Quantity: 2, Accessible: true}, []string{}},
		{"a party that must part has the larger part placed first and the rest near it", only(plain, "1/1", "1/6", "2/5", "2/6", "3/1"), Wish{Quantity: 3}, []string{"1/6", "2/5", "2/6"}},
		{"everybody is seated as long as there are seats", only(plain, "1/1", "1/6", "3/1", "3/6"), Wish{Quantity: 4}, []string{"1/1", "1/6", "3/1", "3/6"}},
	} {
		t.Run(c.promise, func(t *testing.T) {
			t.Parallel()
			got := seatNames(c.vacancy.layout, Best(c.vacancy, c.wish))
			if !slices.Equal(got, c.want) {
				t.Errorf("found %v, want %v", got, c.want)
			}
		})
	}
}

func TestBestBreaksATieByTheLowerSeatID(t *testing.T) {
	t.Parallel()
	for _, low := range []int{2, 3} { // on the left and on the right of a middle aisle, equally far
		places := house{"aaa aaa"}.places()
		for i := range places {
			places[i].ID = id.UUID{byte(i + 1)}
		}
		places[low].ID = id.UUID{}
		l := NewLayout(0, 0, places)
		if got := Best(except(l), Wish{Quantity: 1}); !slices.Equal(got, []int{low}) {
			t.Errorf("found %v, want %d", got, low)
		}
	}
}

func TestBestTakesTheFirstFreePlacesOfAStandingArea(t *testing.T) {
	t.Parallel()
	var places []Place
	for n := 1; n <= 200; n++ {
		places = append(places, Place{ID: id.Named(id.Nil, strconv.Itoa(n)), Section: "Floor", Seat: strconv.Itoa(n), Index: n, Standing: true})
	}
	l := NewLayout(0, 0, places)
	v := NewVacancy(l, func(i int) bool { return i >= 70 && i%2 == 0 })
	if got := Best(v, Wish{Quantity: 3, Section: "Floor"}); !slices.Equal(got, []int{70, 72, 74}) {
		t.Errorf("found %v", got)
	}
}

func TestBestWithoutGeometryBeginsInTheMiddleOfRowOne(t *testing.T) {
	t.Parallel()
	places := house{"aaaaaa", "aaaaaa"}.places()
	for i := range places {
		places[i].X, places[i].Y = 0, 0
	}
	l := NewLayout(0, 0, places)
	if got := seatNames(l, Best(except(l), Wish{Quantity: 2})); !slices.Equal(got, []string{"1/3", "1/4"}) {
		t.Errorf("found %v", got)
	}
}

// rule is the published formula, written without regard to speed: the score of any set of places, lower is better.
type rule struct {
	layout *Layout
	wish   Wish
}

func (r rule) parts(set []int) int {
	parts := 1
	for k := 1; k < len(set); k++ {
		a, b := r.layout.Place(set[k-1]), r.layout.Place(set[k])
		if a.Row != b.Row || math.Abs(b.X-a.X) > 1.6*housePitch {
			parts++
		}
	}
	return parts
}

func (r rule) compare(a, b []int) int {
	measure := func(set []int) []int64 {
		var unfit, distance int64
		rank := 0
		for _, i := range set {
			p := r.layout.Place(i)
			rank = max(rank, p.Rank)
			distance += int64(math.Round(100 * math.Hypot(p.X, p.Y)))
			switch {
			case r.wish.Accessible && p.Accessible:
				unfit += 2
			case r.wish.Accessible && !p.Companion:
				unfit++
			}
		}
		row, _ := strconv.Atoi(r.layout.Place(set[0]).Row)
		return []int64{unfit, int64(rank), distance, int64(row)}
	}
	ids := func(set []int) []string {
		var out []string
		for _, i := range set {
			out = append(out, r.layout.Place(i).ID.String())
		}
		slices.Sort(out)
		return out
	}
	return cmp.Or(slices.Compare(measure(a), measure(b)), slices.Compare(ids(a), ids(b)))
}

// sets lists all sets of the wished size that may be given at all.
func (r rule) sets(v *Vacancy) [][]int {
	var sets [][]int
	for mask := range 1 << r.layout.Len() {
		if bits.OnesCount(uint(mask)) != r.wish.Quantity {
			continue
		}
		var set []int
		access, allowed := false, true
		for i := range r.layout.Len() {
			if mask&(1<<i) == 0 {
				continue
			}
			p := r.layout.Place(i)
			access = access || p.Accessible
			allowed = allowed && v.Free(i) && (r.wish.Accessible || !p.Accessible && !p.Companion)
			allowed = allowed && (r.wish.MaxPrice.Currency == "" || p.Price.Minor <= r.wish.MaxPrice.Minor)
			set = append(set, i)
		}
		if allowed && (access || !r.wish.Accessible) {
			sets = append(sets, set)
		}
	}
	return sets
}

func drawHouse(t *rapid.T) *Layout {
	rows := rapid.SliceOfN(rapid.StringMatching(`[abWC]{2}[abWC ][abWC]{2}`), 1, 3).Draw(t, "rows")
	places := house(rows).places()
	seed, steep := rapid.IntRange(1, 100).Draw(t, "ids"), rapid.Float64Range(0.3, 1).Draw(t, "steepness")
	for i := range places {
		places[i].ID = id.Named(id.Nil, fmt.Sprint(seed, "/", i))
		places[i].Y *= steep
	}
	return NewLayout(0, 0, places)
}

func drawVacancy(t *rapid.T, l *Layout) *Vacancy {
	free := rapid.SliceOfN(rapid.Bool(), l.Len(), l.Len()).Draw(t, "free")
	return NewVacancy(l, func(i int) bool { return free[i] })
}

func TestBestIsWhatTheFormulaSays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawHouse(t)
		v := drawVacancy(t, l)
		wish := Wish{Quantity: rapid.IntRange(1, 4).Draw(t, "quantity"), Accessible: rapid.Bool().Draw(t, "accessible")}
		if rapid.Bool().Draw(t, "limited") {
			wish.MaxPrice = money.Of(90, "EUR")
		}
		r := rule{layout: l, wish: wish}
		got, sets := Best(v, wish), r.sets(v)
		if len(sets) == 0 {
			if got != nil {
				t.Fatalf("found %v where nothing may be given", seatNames(l, got))
			}
			return
		}
		if !slices.ContainsFunc(sets, func(set []int) bool { return slices.Equal(set, got) }) {
			t.Fatalf("found %v, which may not be given", seatNames(l, got))
		}
		parts := r.parts(slices.MinFunc(sets, func(a, b []int) int { return cmp.Compare(r.parts(a), r.parts(b)) }))
		if !wish.Accessible && r.parts(got) != parts {
			t.Fatalf("found %v in %d parts, %d would do", seatNames(l, got), r.parts(got), parts)
		}
		if parts == 1 {
			together := slices.DeleteFunc(sets, func(set []int) bool { return r.parts(set) > 1 })
			if want := slices.MinFunc(together, r.compare); !slices.Equal(got, want) {
				t.Fatalf("found %v, the formula says %v", seatNames(l, got), seatNames(l, want))
			}
		}
		if again := Best(NewVacancy(l, v.Free), wish); !slices.Equal(again, got) {
			t.Fatalf("found %v, then %v", seatNames(l, got), seatNames(l, again))
		}
	})
}

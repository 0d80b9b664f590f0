package inventory

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// bent is a row on an arc of a circle, its seats numbered as told.
func bent(numbers []int, degrees float64) []Place {
	var places []Place
	for i, n := range numbers {
		sin, cos := math.Sincos(degrees * math.Pi / 180 * (float64(i)/float64(len(numbers)-1) - 0.5))
		places = append(places, Place{
			ID: id.Named(id.Nil, fmt.Sprint("bent", n)), Section: "S", Row: "1", Seat: strconv.Itoa(n), Index: n,
			X: 100 * sin, Y: 100 * cos,
		})
	}
	return places
}

func seatsOf(l *Layout) []int {
	var seats []int
	for i := range l.Len() {
		seats = append(seats, l.Place(i).number())
	}
	return seats
}

func TestLayoutFollowsTheRowNotTheNumbers(t *testing.T) {
	t.Parallel()
	for promise, row := range map[string]struct {
		numbers []int
		degrees float64
	}{
		"odd on the left and even on the right": {[]int{7, 5, 3, 1, 2, 4, 6, 8}, 90},
		"from the right":                        {[]int{8, 7, 6, 5, 4, 3, 2, 1}, 120},
		"around three quarters of a circle":     {[]int{5, 1, 4, 2, 6, 3, 9, 7, 8, 10, 11, 12}, 270},
		"straight":                              {[]int{1, 2, 3, 4}, 1},
	} {
		t.Run(promise, func(t *testing.T) {
			t.Parallel()
			want := slices.Clone(row.numbers)
			if want[0] > want[len(want)-1] {
				slices.Reverse(want)
			}
			l := NewLayout(0, 0, bent(row.numbers, row.degrees))
			if got := seatsOf(l); !slices.Equal(got, want) {
				t.Errorf("the row runs %v, want %v", got, want)
			}
			if len(l.stretches) != 1 {
				t.Errorf("the row has %d stretches", len(l.stretches))
			}
		})
	}
}

func TestLayoutKeepsRowsOfOneLabelApartWhereTheirNumbersBeginAgain(t *testing.T) {
	t.Parallel()
	var places []Place
	for i := range 8 {
		places = append(places, Place{
			ID: id.Named(id.Nil, strconv.Itoa(i)), Section: "S", Row: "A", Seat: strconv.Itoa(i%4 + 1), Index: i,
			X: float64(10 * (i % 4)), Y: float64(10 * (i / 4)),
		})
	}
	l := NewLayout(15, -100, places)
	if got := Best(NewVacancy(l, func(i int) bool { return i != 0 }), Wish{Quantity: 4}); !slices.Equal(got, []int{4, 5, 6, 7}) {
		t.Errorf("found %v", got)
	}
}

func TestLayoutTakesAGapForAnAisleWhenItIsMoreThanOnePointSixTimesTheUsual(t *testing.T) {
	t.Parallel()
	for gap, aisle := range map[float64]bool{15: false, 16: false, 17: true, 30: true} {
		places := house{"aaaaaa"}.places()
		for i := range places[:2] {
			places[i].X -= gap - housePitch
		}
		l := NewLayout(0, 0, places)
		if got := Best(except(l), Wish{Quantity: 6}); len(l.stretches) == 2 != aisle || len(got) != 6 {
			t.Errorf("a gap of %v makes %d stretches", gap, len(l.stretches))
		}
	}
}

func TestLayoutFindsPlacesByID(t *testing.T) {
	t.Parallel()
	l := house{"aaa aa", "aWCa"}.layout()
	for i := range l.Len() {
		if n, ok := l.Number(l.Place(i).ID); !ok || n != i {
			t.Errorf("place %d is found as %d, %v", i, n, ok)
		}
	}
	if _, ok := l.Number(id.Nil); ok {
		t.Error("a stranger's id is found")
	}
}

func TestLayoutTakesAnyInput(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Place {
			return Place{
				ID:      id.UUID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id")),
				Section: rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "section"),
				Row:     rapid.SampledFrom([]string{"", "1", "x"}).Draw(t, "row"), Seat: rapid.StringN(0, 2, 8).Draw(t, "seat"),
				X: rapid.Float64().Draw(t, "x"), Y: rapid.Float64().Draw(t, "y"), Standing: rapid.Bool().Draw(t, "standing"),
			}
		}), 0, 12).Draw(t, "places")
		l := NewLayout(0, 0, places)
		if l.Len() != len(places) {
			t.Fatalf("%d of %d places are left", l.Len(), len(places))
		}
		v := NewVacancy(l, func(int) bool { return true })
		if got := Best(v, Wish{Quantity: max(1, len(places))}); len(got) != len(places) {
			t.Fatalf("found %v of %d free places", got, len(places))
		}
	})
}

func TestVacancyCountsWhatIsSaidTwiceOnce(t *testing.T) {
	t.Parallel()
	l := house{"aaaa"}.layout()
	v := except(l)
	for range 2 {
		v.Set(0, false)
		v.Set(1, false)
		v.Set(1, true)
	}
	if got := seatNames(l, Best(v, Wish{Quantity: 3})); !slices.Equal(got, []string{"1/2", "1/3", "1/4"}) {
		t.Errorf("found %v", got)
	}
}

// stadium is 60,000 places in 120 blocks of 25 rows of 20 around a pitch.
func stadium() *Layout {
	var places []Place
	for block := range 120 {
		for row := range 25 {
			for seat := range 20 {
				angle := 2 * math.Pi * (float64(block) + float64(seat)/25) / 120
				radius := 1000 + 18*float64(row)
				places = append(places, Place{
					ID: id.Named(id.Nil, fmt.Sprint(block, row, "/", seat)), Section: fmt.Sprint("Block ", block), Row: strconv.Itoa(row + 1),
					Seat: strconv.Itoa(seat + 1), Index: len(places), X: radius * math.Sin(angle), Y: radius * math.Cos(angle),
					Category: strconv.Itoa(row / 10), Rank: row / 10, Price: money.Of(1000, "EUR"),
				})
			}
		}
	}
	return NewLayout(0, 0, places)
}

func BenchmarkBest(b *testing.B) {
	l := stadium()
	for _, c := range []struct {
		name string
		free func(i int) bool
	}{
		{"empty house", func(int) bool { return true }},
		{"half sold, from the best", func(i int) bool { return l.Place(i).Rank > 0 }},
		{"every second row sold", func(i int) bool { return l.Place(i).number() > 0 && l.places[i].Row[len(l.places[i].Row)-1]%2 == 0 }},
		{"nothing but single seats", func(i int) bool { return i%2 == 0 }},
		{"three single seats", func(i int) bool { return i%20_000 == 0 }},
		{"nothing", func(int) bool { return false }},
	} {
		v := NewVacancy(l, c.free)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				Best(v, Wish{Quantity: 3})
			}
		})
	}
}

func BenchmarkNearest(b *testing.B) {
	l := stadium()
	v := NewVacancy(l, func(i int) bool { return i%7 != 0 })
	for b.Loop() {
		Nearest(v, []int{30_000, 30_001, 30_002})
	}
}

func BenchmarkNewLayout(b *testing.B) {
	for b.Loop() {
		stadium()
	}
}

package inventory

import (
	"slices"
	"testing"
)

func TestTheExampleOfTheDocsIsRight(t *testing.T) {
	t.Parallel()
	l := house{"aaaaaa", "aaaaaa", "bbbbbb"}.layout()
	v := except(l, "1/2", "1/5", "2/4")
	for quantity, want := range map[int][]string{
		2: {"1/3", "1/4"},
		3: {"2/1", "2/2", "2/3"},
		4: {"3/2", "3/3", "3/4", "3/5"},
	} {
		if got := seatNames(l, Best(v, Wish{Quantity: quantity})); !slices.Equal(got, want) {
			t.Errorf("%d seats: found %v, the docs say %v", quantity, got, want)
		}
	}
	var distance int64
	for _, i := range seatNumbers(t, l, "2/1", "2/2", "2/3") {
		distance += l.distance[i]
	}
	if distance != 11918 {
		t.Errorf("the distance of the answer is %d hundredths, the docs say 119.18", distance)
	}
}

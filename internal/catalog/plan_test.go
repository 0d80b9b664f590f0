package catalog

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

var (
	someEvent  = id.UUID{1}
	otherEvent = id.UUID{2}
	fifty      = money.Of(5000, "EUR")
)

func concert(t *testing.T, event id.UUID) *Plan {
	t.Helper()
	plan, err := readConcertHall(t).Seats(event, Pricing{Base: fifty, ByCategory: map[string]money.Decimal{"Cat. 1": "80", "Box": "0"}}, Marks{})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func seatCalled(t *testing.T, plan *Plan, section, row, seat string) PlanSeat {
	t.Helper()
	i := slices.IndexFunc(plan.Seats, func(s PlanSeat) bool { return s.Section == section && s.Row == row && s.Seat == seat })
	if i < 0 {
		t.Fatalf("there is no seat %s %s %s", section, row, seat)
	}
	return plan.Seats[i]
}

func TestSeatsOfAPlan(t *testing.T) {
	t.Parallel()
	plan := concert(t, someEvent)
	first := seatCalled(t, plan, "Stalls", "A", "1")
	want := PlanSeat{
		ID: id.Named(someEvent, "73e18bf4-dc0d-51b8-92b7-21abad063f8a"), GUID: "73e18bf4-dc0d-51b8-92b7-21abad063f8a",
		Section: "Stalls", Row: "A", Seat: "1", RowNumber: 1, SeatNumber: 1, X: 837, Y: 323, Category: "Wheelchair", Accessible: true, Price: fifty,
	}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	if odd := seatCalled(t, plan, "Balcony", "2", "57"); odd.RowNumber != 2 || odd.SeatNumber != 57 {
		t.Errorf("numbers that are labels became %d, %d", odd.RowNumber, odd.SeatNumber)
	}
	if last := seatCalled(t, plan, "Stalls", "AA", "1"); last.RowNumber != 26 {
		t.Errorf("the 26th row has the number %d", last.RowNumber)
	}
	if plan.Stage != (PlanPoint{X: 1000, Y: 105}) {
		t.Errorf("the stage is at %v", plan.Stage)
	}
	if c := plan.Categories[0]; c.Price != money.Of(8000, "EUR") || c.Seats != 262 || plan.Ranks()["Cat. 2"] != 1 {
		t.Errorf("the first category is %+v", c)
	}
	if box := seatCalled(t, plan, "Boxes left", "L1", "1"); box.Price.Minor != 0 {
		t.Errorf("a price of 0 became %v", box.Price)
	}
	if !slices.IsSortedFunc(plan.Seats, func(a, b PlanSeat) int {
		return strings.Compare(a.Section, b.Section)*4 + sign(a.RowNumber-b.RowNumber)*2 + sign(a.SeatNumber-b.SeatNumber)
	}) {
		t.Error("the seats are not in plan order")
	}
}

func sign(n int) int { return min(1, max(-1, n)) }

func TestMarksSayWhoASeatIsFor(t *testing.T) {
	t.Parallel()
	count := func(marks Marks) [2]int {
		plan, err := readConcertHall(t).Seats(someEvent, Pricing{Base: fifty}, marks)
		if err != nil {
			t.Fatal(err)
		}
		var n [2]int
		for _, seat := range plan.Seats {
			if seat.Accessible {
				n[0]++
			}
			if seat.Companion {
				n[1]++
			}
		}
		return n
	}
	for promise, c := range map[string]struct {
		marks Marks
		want  [2]int
	}{
		"by the category's name":         {Marks{}, [2]int{4, 2}},
		"as told":                        {Marks{Accessible: []string{"Box"}, Companion: []string{"Cat. 1"}}, [2]int{80, 262}},
		"an empty list says that no one": {Marks{Accessible: []string{}, Companion: []string{}}, [2]int{0, 0}},
	} {
		t.Run(promise, func(t *testing.T) {
			t.Parallel()
			if got := count(c.marks); got != c.want {
				t.Errorf("%v accessible and companion seats, want %v", got, c.want)
			}
		})
	}
}

func TestPricesAndMarksThatDoNotFitAreRefused(t *testing.T) {
	t.Parallel()
	raw := readConcertHall(t)
	for promise, c := range map[string]struct {
		prices map[string]money.Decimal
		marks  Marks
	}{
		"a price of no category":  {prices: map[string]money.Decimal{"Gold": "1"}},
		"a negative price":        {prices: map[string]money.Decimal{"Box": "-1"}},
		"half a cent":             {prices: map[string]money.Decimal{"Box": "1.005"}},
		"a price beyond all":      {prices: map[string]money.Decimal{"Box": "1e30"}},
		"a mark of no category":   {marks: Marks{Accessible: []string{"Gold"}}},
		"a category marked twice": {marks: Marks{Accessible: []string{"Box"}, Companion: []string{"Box"}}},
	} {
		t.Run(promise, func(t *testing.T) {
			t.Parallel()
			_, err := raw.Seats(someEvent, Pricing{Base: fifty, ByCategory: c.prices}, c.marks)
			if !errors.Is(err, ErrPricing) || !fault.Is(err, fault.Invalid) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestOrdinals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		labels []string
		want   []int
	}{
		{[]string{"3", "1", "12"}, []int{3, 1, 12}},
		{[]string{"A", "B", "C"}, []int{1, 2, 3}},
		{[]string{"5", "A", "7"}, []int{1, 2, 3}},
		{[]string{"5", "5"}, []int{1, 2}},
		{[]string{"0", "1"}, []int{1, 2}},
		{[]string{"-4", "1"}, []int{1, 2}},
		{[]string{"", "2"}, []int{1, 2}},
		{[]string{"01", "1"}, []int{1, 2}},
		{[]string{"99999999999999999999", "7"}, []int{1, 2}},
		{[]string{"٣", "4"}, []int{1, 2}},
	} {
		if got := ordinals(c.labels); !slices.Equal(got, c.want) {
			t.Errorf("%q are numbered %v, want %v", c.labels, got, c.want)
		}
	}
}

func TestThePlansTopMiddleStandsInForAMissingStage(t *testing.T) {
	t.Parallel()
	raw, err := ReadPlan(strings.NewReader(planOf(`{"row_number":"1","position":{"x":99,"y":0},"seats":[` + seatJSON("g", "1", "A") + `]}`)))
	if err != nil {
		t.Fatal(err)
	}
	raw.Areas = []PlanArea{{Shape: "text", Text: "Backstage bar"}}
	plan, err := raw.Seats(someEvent, Pricing{Base: fifty}, Marks{})
	if err != nil {
		t.Fatal(err)
	}
	if plan.Stage != (PlanPoint{X: 100}) {
		t.Errorf("the stage is at %v", plan.Stage)
	}
}

func TestGeometryIsTheSameForEveryEventAndTheIDsAreNot(t *testing.T) {
	t.Parallel()
	one, other := concert(t, someEvent), concert(t, otherEvent)
	if !bytes.Equal(one.Geometry(), other.Geometry()) || one.Hash() != other.Hash() || one.Hash() != PlanHash(one.Geometry()) {
		t.Error("one plan has two geometries")
	}
	if len(one.Hash()) != 64 || bytes.Equal(one.IDs(), other.IDs()) || len(one.IDs()) != 16*len(one.Seats) {
		t.Errorf("the hash is %s, and there are %d bytes of ids", one.Hash(), len(one.IDs()))
	}
	other.Seats[0].X++
	if one.Hash() == other.Hash() {
		t.Error("a seat moved, and the hash did not change")
	}
}

func TestGeometrySaysEverythingAboutEverySeat(t *testing.T) {
	t.Parallel()
	plan := concert(t, someEvent)
	var doc geometry
	if err := json.Unmarshal(plan.Geometry(), &doc); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, section := range doc.Sections {
		if section.First != n {
			t.Errorf("section %s begins at %d, not %d", section.Name, section.First, n)
		}
		for _, row := range section.Rows {
			x, y := 0, 0
			for i := range row.X {
				x, y = x+row.X[i], y+row.Y[i]
				category := row.Category[min(i, len(row.Category)-1)]
				seat := plan.Seats[n]
				label := seat.Seat
				if row.Seats != nil {
					label = row.Seats[i]
				} else if row.From+i != seat.SeatNumber {
					t.Errorf("seat %d has the number %d", n, row.From+i)
				}
				read := []any{section.Name, row.Label, row.Number, label, x, y, doc.Categories[category].Name, slices.Contains(doc.Accessible, n), slices.Contains(doc.Companion, n)}
				want := []any{seat.Section, seat.Row, seat.RowNumber, seat.Seat, steps(seat.X), steps(seat.Y), seat.Category, seat.Accessible, seat.Companion}
				if diff := cmp.Diff(want, read); diff != "" {
					t.Fatal(diff)
				}
				if x < section.Bounds[0] || y < section.Bounds[1] || x > section.Bounds[2] || y > section.Bounds[3] {
					t.Fatalf("seat %d is out of the bounds of %s", n, section.Name)
				}
				n++
			}
		}
	}
	if n != len(plan.Seats) {
		t.Errorf("%d of %d seats are drawn", n, len(plan.Seats))
	}
}

func TestGeometryIsSmall(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(concert(t, someEvent).Geometry()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if packed.Len() > 8<<10 {
		t.Errorf("1,811 seats take %d bytes", packed.Len())
	}
}

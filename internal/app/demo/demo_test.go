package demo

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// events are computed once for all tests, which only read them.
var events = Events()

func TestTheOriginalsEventsAreWhole(t *testing.T) {
	t.Parallel()
	for i, want := range []struct {
		name, venue    string
		days           int
		base           int64
		capacity, rows int
		sections       map[string][3]int // first row, last row, price
	}{
		{"Concierto Jazz Noche", "Teatro Nacional", 7, 200_000, 800, 8, map[string][3]int{"VIP": {1, 2, 250_000}, "FRONT": {3, 5, 180_000}, "BACK": {6, 8, 120_000}}},
		{"Teatro: La Vida es Bella", "Centro Cultural", 14, 150_000, 1_200, 12, map[string][3]int{"VIPFRONT": {1, 3, 200_000}, "PREMIUM": {4, 6, 150_000}, "GENERAL": {7, 12, 100_000}}},
		//nolint:misspell // Spanish
		{"Match de Fútbol: Local vs Internacional", "Estadio Central", 21, 180_000, 2_500, 25, map[string][3]int{"PLATEA_VIP": {1, 5, 250_000}, "PLATEA": {6, 15, 180_000}, "BALCON": {16, 25, 120_000}}},
		{"Conferencia Tecnología 2026", "Convention Center", 30, 120_000, 500, 5, map[string][3]int{"MAIN": {1, 5, 150_000}}},
		{"Concierto Rock Nacional", "Arena Metropolitana", 45, 250_000, 5_000, 50, map[string][3]int{"TRIBUNA_A": {1, 10, 300_000}, "TRIBUNA_B": {11, 25, 250_000}, "GENERAL": {26, 50, 200_000}}},
	} {
		t.Run(want.name, func(t *testing.T) {
			t.Parallel()
			e := events[i]
			digit := fmt.Sprint(i + 1)
			if e.ID.String()[:8] != digit+digit+digit+digit+digit+digit+digit+digit || e.Name != want.name || e.Venue != want.venue ||
				e.Days != want.days || e.BasePrice != dollars(want.base) || e.Capacity != want.capacity {
				t.Errorf("the event is %+v", e)
			}
			seen := map[[2]int]bool{}
			for _, seat := range e.Plan.Seats {
				section, ok := want.sections[seat.Section]
				if !ok || seat.RowNumber < section[0] || seat.RowNumber > section[1] || seat.Price != dollars(int64(section[2])) {
					t.Fatalf("there is no such seat: %+v", seat)
				}
				if seat.SeatNumber < 1 || seat.SeatNumber > 100 || seat.Row != fmt.Sprint(seat.RowNumber) || seat.Seat != fmt.Sprint(seat.SeatNumber) {
					t.Fatalf("a seat is called %s/%s and numbered %d/%d", seat.Row, seat.Seat, seat.RowNumber, seat.SeatNumber)
				}
				seen[[2]int{seat.RowNumber, seat.SeatNumber}] = true
			}
			if len(seen) != 100*want.rows || len(e.Plan.Seats) != len(seen) || len(e.Plan.Sections()) != len(want.sections) {
				t.Errorf("there are %d seats, %d of them different", len(e.Plan.Seats), len(seen))
			}
		})
	}
}

func TestSeatIDsAreTheOriginals(t *testing.T) {
	t.Parallel()
	// md5 of seat-11111111-1-1 and of seat-55555555-50-100.
	for row, want := range map[[3]int]string{{0, 1, 1}: "53c62727a1ae3700b0b950a196733f22", {4, 50, 100}: "99e2c69d9a9f80dded13b6f71fae55ff"} {
		for _, seat := range events[row[0]].Plan.Seats {
			if seat.RowNumber == row[1] && seat.SeatNumber == row[2] && id.Hex(seat.ID) != want {
				t.Errorf("seat %v has the id %s, want %s", row, id.Hex(seat.ID), want)
			}
		}
	}
}

func TestTheStadiumHasSixtyThousandSeatsAndPlacesForEverybody(t *testing.T) {
	t.Parallel()
	e := events[5]
	if len(e.Plan.Seats) != 60_000 || e.Capacity != 60_000 || e.ID.String() != "66666666-6666-6666-6666-666666666666" {
		t.Errorf("%s has %d of %d seats", e.ID, len(e.Plan.Seats), e.Capacity)
	}
	if sections := e.Plan.Sections(); len(sections) < 100 {
		t.Errorf("it has %d blocks", len(sections))
	}
}

func TestEveryVenueIsSound(t *testing.T) {
	t.Parallel()
	ids := map[id.UUID]bool{}
	for _, e := range events {
		accessible := map[string]int{}
		for _, seat := range e.Plan.Seats {
			if ids[seat.ID] {
				t.Fatalf("%s: two seats have the id %s", e.Name, seat.ID)
			}
			ids[seat.ID] = true
			if seat.X < margin-1 || seat.Y < margin-1 || seat.X > e.Plan.Size.Width-margin+1 || seat.Y > e.Plan.Size.Height-margin+1 {
				t.Fatalf("%s: seat %s is outside the plan", e.Name, seat.GUID)
			}
			if seat.Accessible {
				accessible[seat.Category]++
			}
			if seat.Companion {
				accessible[seat.Category]--
			}
		}
		for _, category := range e.Plan.Categories {
			if category.Seats == 0 {
				t.Errorf("%s: nobody sits in %s", e.Name, category.Name)
			}
			if n, ok := accessible[category.Name]; !ok || n != 0 {
				t.Errorf("%s: %s has accessible places without companions' or none at all", e.Name, category.Name)
			}
		}
		if d := closest(e.Plan); d < 0.8*pitch {
			t.Errorf("%s: two seats are %.1f apart", e.Name, d)
		}
	}
}

// closest is the smallest distance between two seats, found by looking only into neighbouring cells of a grid.
func closest(plan *catalog.Plan) float64 {
	cells := map[[2]int][]catalog.PlanSeat{}
	least := math.Inf(1)
	for _, seat := range plan.Seats {
		x, y := int(seat.X/pitch), int(seat.Y/pitch)
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				for _, other := range cells[[2]int{x + dx, y + dy}] {
					least = min(least, math.Hypot(other.X-seat.X, other.Y-seat.Y))
				}
			}
		}
		cells[[2]int{x, y}] = append(cells[[2]int{x, y}], seat)
	}
	return least
}

func TestTheDemoIsAlwaysTheSame(t *testing.T) {
	t.Parallel()
	again := Events()
	for i, e := range events {
		if e.Plan.Hash() != again[i].Plan.Hash() || string(e.Plan.IDs()) != string(again[i].Plan.IDs()) {
			t.Errorf("%s differs when it is computed again", e.Name)
		}
	}
}

func TestEventsStartAtALocalHourDaysFromToday(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 31, 2, 0, 0, 0, time.UTC) // still the 30th in Lima
	at, err := events[1].Starts(now)
	if err != nil || !at.Equal(time.Date(2026, 4, 14, 0, 30, 0, 0, time.UTC)) { // the 13th, 19:30
		t.Errorf("the theatre begins at %v (%v)", at, err)
	}
	if _, err := (Event{TimeZone: "Nowhere"}).Starts(now); err == nil {
		t.Error("a time zone that does not exist has a time")
	}
}

func BenchmarkEvents(b *testing.B) {
	for b.Loop() {
		Events()
	}
}

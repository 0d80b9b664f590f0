package catalog

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

func generate(t *testing.T, sections ...SectionConfiguration) *Plan {
	t.Helper()
	plan, err := GeneratePlan(someEvent, sections, fifty)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestGeneratePlan(t *testing.T) {
	t.Parallel()
	plan := generate(t,
		SectionConfiguration{SectionCode: "Back", Rows: 4, SeatsPerRow: 5},
		SectionConfiguration{SectionCode: "VIP", Rows: 2, SeatsPerRow: 3, PriceMultiplier: "1.5"},
		SectionConfiguration{SectionCode: "Free", Rows: 1, SeatsPerRow: 1, PriceMultiplier: "0"},
	)
	want := []PlanCategory{
		{Name: "VIP", Price: money.Of(7500, "EUR"), Seats: 6}, {Name: "Back", Price: fifty, Seats: 20}, {Name: "Free", Price: money.Of(0, "EUR"), Seats: 1},
	}
	if diff := cmp.Diff(want, plan.Categories); diff != "" {
		t.Error(diff)
	}
	seat := seatCalled(t, plan, "VIP", "2", "3")
	if seat.ID != id.Named(someEvent, "VIP/2/3") || seat.RowNumber != 2 || seat.SeatNumber != 3 || seat.Price.Minor != 7500 {
		t.Errorf("a seat is %+v", seat)
	}
	if again := generate(t, SectionConfiguration{SectionCode: "VIP", Rows: 2, SeatsPerRow: 3}); again.Seats[5].ID != seat.ID {
		t.Error("the same seat has another id when it is generated again")
	}
	left, right := seatCalled(t, plan, "Back", "1", "5"), seatCalled(t, plan, "VIP", "1", "1")
	middle, end := seatCalled(t, plan, "Back", "1", "3"), seatCalled(t, plan, "Back", "1", "5")
	if right.X-left.X < 2*generatedPitch || middle.Y <= end.Y || plan.Stage.Y >= end.Y {
		t.Errorf("sections are not side by side in curves before the stage: %v %v %v %v %v", left, right, middle, end, plan.Stage)
	}
}

func TestGeneratePlanMakesStandingPlacesOfACapacity(t *testing.T) {
	t.Parallel()
	plan := generate(t, SectionConfiguration{SectionCode: "Floor", Capacity: 300, PriceMultiplier: "0.5"})
	last := plan.Seats[len(plan.Seats)-1]
	if len(plan.Seats) != 300 || !last.Standing || last.Row != "" || last.RowNumber != 1 || last.Seat != "300" || last.SeatNumber != 300 || last.Price.Minor != 2500 {
		t.Errorf("the last of %d places is %+v", len(plan.Seats), last)
	}
	if sections := plan.Sections(); len(sections) != 1 || !sections[0].Standing || len(sections[0].Rows) != 1 {
		t.Errorf("sections are %+v", sections)
	}
}

func TestGeneratePlanRefusesSectionsThatMakeNoPlan(t *testing.T) {
	t.Parallel()
	good := SectionConfiguration{SectionCode: "A", Rows: 1, SeatsPerRow: 1}
	for promise, sections := range map[string][]SectionConfiguration{
		"none":                    nil,
		"without a name":          {{SectionCode: " ", Rows: 1, SeatsPerRow: 1}},
		"a name of control bytes": {{SectionCode: "A\x00", Rows: 1, SeatsPerRow: 1}},
		"too many":                make([]SectionConfiguration, maxSections+1),
		"twice the same":          {good, good},
		"twice but for a space":   {good, {SectionCode: "A ", Rows: 1, SeatsPerRow: 1}},
		"without rows":            {{SectionCode: "A", SeatsPerRow: 1}},
		"negative rows":           {{SectionCode: "A", Rows: -1, SeatsPerRow: -1}},
		"rows and a capacity":     {{SectionCode: "A", Rows: 1, SeatsPerRow: 1, Capacity: 1}},
		"a negative capacity":     {{SectionCode: "A", Capacity: -1}},
		"too many seats":          {{SectionCode: "A", Rows: 1000, SeatsPerRow: 201}},
		"too many seats together": {{SectionCode: "A", Capacity: maxPlanSeats}, {SectionCode: "B", Capacity: 1}},
		"an overflow":             {{SectionCode: "A", Rows: math.MaxInt, SeatsPerRow: 2}},
		"a negative multiplier":   {{SectionCode: "A", Rows: 1, SeatsPerRow: 1, PriceMultiplier: "-1"}},
		"less than nothing":       {{SectionCode: "A", Rows: 1, SeatsPerRow: 1, PriceMultiplier: "-0.00001"}},
		"a huge multiplier":       {{SectionCode: "A", Rows: 1, SeatsPerRow: 1, PriceMultiplier: "1e20"}},
		"no number at all":        {{SectionCode: "A", Rows: 1, SeatsPerRow: 1, PriceMultiplier: "1/3"}},
	} {
		t.Run(promise, func(t *testing.T) {
			t.Parallel()
			plan, err := GeneratePlan(someEvent, sections, fifty)
			if plan != nil || !errors.Is(err, ErrSections) || !fault.Is(err, fault.Invalid) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestJoinAddsSectionsAndLeavesTheSeatsThatAreThere(t *testing.T) {
	t.Parallel()
	before := generate(t, SectionConfiguration{SectionCode: "B", Rows: 2, SeatsPerRow: 2})
	more := generate(t, SectionConfiguration{SectionCode: "A", Capacity: 5, PriceMultiplier: "2"})
	joined, err := before.Join(more)
	if err != nil {
		t.Fatal(err)
	}
	if len(joined.Seats) != 9 || joined.Seats[0].Section != "A" || joined.Ranks()["A"] != 0 || len(before.Seats) != 4 {
		t.Errorf("%d seats, the first in %s", len(joined.Seats), joined.Seats[0].Section)
	}
	for _, seat := range before.Seats {
		if diff := cmp.Diff(seat, seatCalled(t, joined, "B", seat.Row, seat.Seat)); diff != "" {
			t.Error(diff)
		}
	}
	if added := seatCalled(t, joined, "A", "", "1"); added.X <= before.Size.Width || joined.Stage.X != joined.Size.Width/2 {
		t.Errorf("the added section is at %v, the stage at %v of %v", added.X, joined.Stage, joined.Size)
	}
	if _, err := joined.Join(more); !errors.Is(err, ErrSections) {
		t.Errorf("joined twice: %v", err)
	}
	if alone, err := (&Plan{}).Join(more); err != nil || alone != more {
		t.Errorf("joined to nothing: %v", err)
	}
	if drawn, err := concert(t, someEvent).Join(more); err != nil || drawn.Stage != (PlanPoint{X: 1000, Y: 105}) || drawn.Ranks()["A"] != 8 {
		t.Errorf("the drawn stage moved to %v (%v)", drawn.Stage, err)
	}
}

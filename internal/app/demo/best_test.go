package demo

import (
	"fmt"
	"os"
	"testing"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// layoutOf is a plan as inventory knows it.
func layoutOf(plan *catalog.Plan) *inventory.Layout {
	ranks := plan.Ranks()
	places := make([]inventory.Place, len(plan.Seats))
	for i, seat := range plan.Seats {
		places[i] = inventory.Place{
			ID: seat.ID, Section: seat.Section, Row: seat.Row, Seat: seat.Seat, Index: i, X: seat.X, Y: seat.Y,
			Category: seat.Category, Rank: ranks[seat.Category],
			Accessible: seat.Accessible, Companion: seat.Companion, Standing: seat.Standing, Price: seat.Price,
		}
	}
	return inventory.NewLayout(plan.Stage.X, plan.Stage.Y, places)
}

func found(l *inventory.Layout, seats []int) string {
	text := ""
	for _, i := range seats {
		seat := l.Place(i)
		text += fmt.Sprintf("%s %s/%s ", seat.Section, seat.Row, seat.Seat)
	}
	return text
}

func concertHall(t *testing.T) *catalog.Plan {
	t.Helper()
	file, err := os.Open("../../../test/data/concert-hall.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	raw, err := catalog.ReadPlan(file)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := raw.Seats(id.UUID{1}, catalog.Pricing{Base: dollars(50)}, catalog.Marks{})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestTheBestSeatsOfEveryVenueAreWhereOneWouldSit(t *testing.T) {
	t.Parallel()
	plans := []*catalog.Plan{concertHall(t)}
	for _, e := range events {
		plans = append(plans, e.Plan)
	}
	for i, c := range []struct{ three, cheapest, accessible string }{
		// The hall's first row is an arc around the stage's middle: its ends are nearer by a hair.
		{"Stalls A/25 Stalls A/26 Stalls A/27 ", "Stalls A/26 Stalls A/27 ", "Stalls A/28 Stalls A/29 "},
		{"VIP 1/50 VIP 1/51 VIP 1/52 ", "BACK 6/50 BACK 6/51 ", "VIP 2/31 VIP 2/32 "},
		{"VIPFRONT 1/49 VIPFRONT 1/50 VIPFRONT 1/51 ", "GENERAL 7/50 GENERAL 7/51 ", "VIPFRONT 3/59 VIPFRONT 3/60 "},
		{"PLATEA_VIP 1/50 PLATEA_VIP 1/51 PLATEA_VIP 1/52 ", "BALCON 22/50 BALCON 22/51 ", "PLATEA_VIP 5/59 PLATEA_VIP 5/60 "},
		{"MAIN 1/48 MAIN 1/49 MAIN 1/50 ", "MAIN 1/51 MAIN 1/52 ", "MAIN 5/51 MAIN 5/52 "},
		{"TRIBUNA_A 1/50 TRIBUNA_A 1/51 TRIBUNA_A 1/52 ", "GENERAL 26/6 GENERAL 26/7 ", "TRIBUNA_A 10/41 TRIBUNA_A 10/42 "},
		{"Club 205 1/1 Club 205 1/2 Club 205 1/3 ", "Upper 309 1/5 Upper 309 1/6 ", "Club 204 9/23 Club 204 9/24 "},
	} {
		l := layoutOf(plans[i])
		all := inventory.NewVacancy(l, func(int) bool { return true })
		for _, search := range []struct {
			wish inventory.Wish
			want string
		}{
			{inventory.Wish{Quantity: 3}, c.three},
			{inventory.Wish{Quantity: 2, MaxPrice: plans[i].Categories[len(plans[i].Categories)-1].Price}, c.cheapest},
			{inventory.Wish{Quantity: 2, Accessible: true}, c.accessible},
		} {
			if got := found(l, inventory.Best(all, search.wish)); got != search.want {
				t.Errorf("%s: %+v found %q, want %q", plans[i].Name, search.wish, got, search.want)
			}
		}
	}
}

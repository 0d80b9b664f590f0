package waitlist_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlisttest"
)

var noon = waitlisttest.Noon

// at is a seat in the Stalls for 50 euros, seen just now, beside which nothing may come free but what a test says.
func at(stretch, place int, changes ...func(*waitlist.Vacancy)) waitlist.Vacancy {
	v := waitlist.Vacancy{
		Seat: waitlist.SeatID(id.Named(id.Nil, fmt.Sprint(stretch, "/", place))), Section: "Stalls", Row: fmt.Sprint(stretch),
		Number: fmt.Sprint(place), Price: money.Of(5000, "EUR"), Stretch: stretch, Place: place, Since: noon,
	}
	for _, change := range changes {
		change(&v)
	}
	return v
}

func beside(before, after int) func(*waitlist.Vacancy) {
	return func(v *waitlist.Vacancy) { v.Before, v.After = before, after }
}

func priced(minor int64) func(*waitlist.Vacancy) {
	return func(v *waitlist.Vacancy) { v.Price.Minor = minor }
}

func section(name string) func(*waitlist.Vacancy) {
	return func(v *waitlist.Vacancy) { v.Section = name }
}

func seenAgo(d time.Duration) func(*waitlist.Vacancy) {
	return func(v *waitlist.Vacancy) { v.Since = noon.Add(-d) }
}

func standing(v *waitlist.Vacancy)   { v.Standing = true }
func accessible(v *waitlist.Vacancy) { v.Accessible = true }

// people makes a line of whom wants what, in the order of the places.
func people(wishes ...waitlist.Wish) (line []waitlist.Entry) {
	for n, wish := range wishes {
		wish.Quantity = max(wish.Quantity, 1)
		line = append(line, waitlist.Entry{
			ID: waitlist.EntryID(id.Named(id.Nil, fmt.Sprint("entry", n+1))), Place: int64(n + 1), Wish: wish, Status: waitlist.Pending,
		})
	}
	return line
}

// passed makes everybody of a line somebody who was passed over so often.
func passed(passes int, line []waitlist.Entry) []waitlist.Entry {
	for i := range line {
		line[i].Passes = passes
	}
	return line
}

// names lists seats as row/number.
func names(seats []waitlist.Vacancy) (list []string) {
	for _, v := range seats {
		list = append(list, v.Row+"/"+v.Number)
	}
	slices.Sort(list)
	return list
}

var (
	anySeat = waitlist.Wish{}
	pair    = waitlist.Wish{Quantity: 2}
	trio    = waitlist.Wish{Quantity: 3}
)

func TestSeatsAreGivenByTheRule(t *testing.T) {
	t.Parallel()
	type seats = []waitlist.Vacancy
	for name, c := range map[string]struct {
		line   []waitlist.Entry
		seats  seats
		want   map[int64][]string // by place
		apart  bool
		kept   []string
		free   []string
		passed []int64
	}{
		"nobody waits": {nil, seats{at(1, 1)}, nil, false, nil, []string{"1/1"}, nil},
		"the first gets the seat": {
			people(anySeat, anySeat), seats{at(1, 1)}, map[int64][]string{1: {"1/1"}}, false, nil, nil, nil,
		},
		"each gets one, the first the best priced": {
			people(anySeat, anySeat, anySeat),
			seats{at(1, 1, priced(3000)), at(1, 2, priced(9000))},
			map[int64][]string{1: {"1/2"}, 2: {"1/1"}},
			false, nil, nil, nil,
		},
		"of equal seats the first along the rows": {
			people(anySeat), seats{at(2, 1), at(1, 2), at(1, 1)}, map[int64][]string{1: {"1/1"}}, false, nil, []string{"1/2", "2/1"}, nil,
		},
		"who can pay less, or sits elsewhere, lets the next go first": {
			people(waitlist.Wish{MaxPrice: "49.99"}, waitlist.Wish{Sections: []string{"Ring"}},
				waitlist.Wish{MaxPrice: "50", Sections: []string{"Ring", "Stalls"}}),
			seats{at(1, 1)},
			map[int64][]string{3: {"1/1"}},
			false, nil, nil, nil,
		},
		"a wish is met by the seat that it names": {
			people(waitlist.Wish{Sections: []string{"Ring"}}, anySeat),
			seats{at(1, 1), at(2, 1, section("Ring"))},
			map[int64][]string{1: {"2/1"}, 2: {"1/1"}},
			false, nil, nil, nil,
		},
		"a place for a wheelchair is for whom it is made, and others are not": {
			people(anySeat, waitlist.Wish{Accessible: true}, waitlist.Wish{Accessible: true}),
			seats{at(1, 1, accessible), at(1, 2)},
			map[int64][]string{1: {"1/2"}, 2: {"1/1"}},
			false, nil, nil, nil,
		},
		"a seat that suits nobody is the public's": {
			people(waitlist.Wish{MaxPrice: "10"}, waitlist.Wish{Accessible: true}), seats{at(1, 1)}, nil, false, nil, []string{"1/1"}, nil,
		},
		"a pair gets seats beside each other": {
			people(pair, anySeat), seats{at(1, 1), at(1, 3), at(1, 4)}, map[int64][]string{1: {"1/3", "1/4"}, 2: {"1/1"}}, false, nil, nil, nil,
		},
		"the end of a row and the beginning of the next are not beside each other": {
			people(pair), seats{at(1, 9), at(2, 10)}, nil, false, nil, []string{"1/9", "2/10"}, []int64{1},
		},
		"seats that lie nowhere are beside nothing": {
			people(pair), seats{at(-1, 1), at(-1, 2)}, nil, false, nil, []string{"-1/1", "-1/2"}, []int64{1},
		},
		"standing places are all beside each other": {
			people(trio),
			seats{at(1, 1, standing), at(1, 7, standing), at(1, 30, standing)},
			map[int64][]string{1: {"1/1", "1/30", "1/7"}},
			false, nil, nil, nil,
		},
		"seats beside each other must all suit": {
			people(waitlist.Wish{Quantity: 2, MaxPrice: "50"}, anySeat),
			seats{at(1, 1), at(1, 2, priced(5001)), at(1, 3)},
			map[int64][]string{2: {"1/2"}},
			false, nil,
			[]string{"1/1", "1/3"},
			[]int64{1},
		},
		"a seat waits for the one beside it": {
			people(pair, anySeat), seats{at(1, 1, beside(0, 1))}, nil, false, []string{"1/1"}, nil, nil,
		},
		"but only if enough may come free": {
			people(trio, anySeat), seats{at(1, 1, beside(0, 1))}, map[int64][]string{2: {"1/1"}}, false, nil, nil, []int64{1},
		},
		"and not for long": {
			people(pair, anySeat), seats{at(1, 1, beside(0, 1), seenAgo(30*time.Second))}, map[int64][]string{2: {"1/1"}}, false, nil, nil, []int64{1},
		},
		"a moment less is not long": {
			people(pair, anySeat), seats{at(1, 1, beside(0, 1), seenAgo(30*time.Second-time.Microsecond))}, nil, false, []string{"1/1"}, nil, nil,
		},
		"who comes before a group is served before it": {
			people(anySeat, pair), seats{at(1, 1, beside(0, 1))}, map[int64][]string{1: {"1/1"}}, false, nil, nil, nil,
		},
		"a group that loses its seat to the public was passed over, too": {
			people(pair), seats{at(1, 1)}, nil, false, nil, []string{"1/1"}, []int64{1},
		},
		"a group whom no seat suits was not passed over": {
			people(waitlist.Wish{Quantity: 2, Sections: []string{"Ring"}}, anySeat), seats{at(1, 1)}, map[int64][]string{2: {"1/1"}}, false, nil, nil, nil,
		},
		"a group that was passed over too often has seats gathered": {
			passed(3, people(pair, anySeat)), seats{at(1, 1, seenAgo(30*time.Minute-time.Microsecond))}, nil, false, []string{"1/1"}, nil, nil,
		},
		"each of them for one window at most": {
			passed(3, people(pair, anySeat)), seats{at(1, 1, seenAgo(30*time.Minute))}, map[int64][]string{2: {"1/1"}}, false, nil, nil, []int64{1},
		},
		"and is offered them apart": {
			passed(3, people(pair)), seats{at(1, 1), at(5, 4), at(5, 6)}, map[int64][]string{1: {"5/4", "5/6"}}, true, nil, []string{"1/1"}, nil,
		},
		"though seats beside each other come first": {
			passed(3, people(pair)), seats{at(1, 1), at(5, 4), at(7, 1), at(7, 2)}, map[int64][]string{1: {"7/1", "7/2"}}, false, nil, []string{"1/1", "5/4"}, nil,
		},
		"a group that was passed over less often is not offered seats apart": {
			passed(2, people(pair)), seats{at(1, 1), at(1, 3)}, nil, false, nil, []string{"1/1", "1/3"}, []int64{1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := waitlist.Assign(c.line, c.seats, waitlist.DefaultRules(), noon)
			offers, apart := map[int64][]string{}, false
			for _, claim := range a.Offers {
				offers[claim.Entry.Place] = names(claim.Seats)
				apart = apart || claim.Apart
			}
			var places []int64
			for _, e := range a.Passed {
				places = append(places, e.Place)
			}
			same(t, "offers", c.want, offers)
			same(t, "apart", c.apart, apart)
			same(t, "kept", c.kept, names(a.Kept))
			same(t, "free", c.free, names(a.Free))
			same(t, "passed over", c.passed, places)
		})
	}
}

// drawLine and drawSeats make a line and seats of which many fit and many do not.
func drawLine(r *rapid.T) []waitlist.Entry {
	sections := [][]string{nil, {"Stalls"}, {"Ring"}}
	var wishes []waitlist.Wish
	for n := range rapid.IntRange(0, 12).Draw(r, "people") {
		wishes = append(wishes, waitlist.Wish{
			Quantity:   rapid.SampledFrom([]int{1, 1, 1, 2, 2, 3, 4}).Draw(r, fmt.Sprint("quantity ", n)),
			MaxPrice:   rapid.SampledFrom([]money.Decimal{"", "", "20", "40"}).Draw(r, fmt.Sprint("price ", n)),
			Sections:   rapid.SampledFrom(sections).Draw(r, fmt.Sprint("sections ", n)),
			Accessible: rapid.IntRange(0, 5).Draw(r, fmt.Sprint("accessible ", n)) == 0,
		})
	}
	line := people(wishes...)
	for i := range line {
		line[i].Passes = rapid.IntRange(0, 4).Draw(r, fmt.Sprint("passes ", i))
	}
	return line
}

func drawSeats(r *rapid.T) (seats []waitlist.Vacancy) {
	for stretch := range 3 {
		for place := range 5 {
			if !rapid.Bool().Draw(r, fmt.Sprint("free ", stretch, place)) {
				continue
			}
			around := beside(rapid.IntRange(0, 2).Draw(r, "before"), rapid.IntRange(0, 2).Draw(r, "after"))
			v := at(stretch, place, priced(1000*rapid.Int64Range(1, 5).Draw(r, "price")), around)
			v.Section = rapid.SampledFrom([]string{"Stalls", "Ring"}).Draw(r, "section")
			v.Accessible = rapid.IntRange(0, 5).Draw(r, "accessible") == 0
			v.Since = noon.Add(-rapid.SampledFrom([]time.Duration{0, time.Minute, time.Hour}).Draw(r, "seen"))
			seats = append(seats, v)
		}
	}
	return seats
}

// may is what a seat must be for whoever is offered it: beside an accessible place a group takes others, too.
func may(e waitlist.Entry, v waitlist.Vacancy) bool {
	kind := e.Wish.Accessible == v.Accessible || e.Wish.Accessible && e.Wish.Quantity > 1
	return kind && (len(e.Wish.Sections) == 0 || slices.Contains(e.Wish.Sections, v.Section)) &&
		(e.Wish.MaxPrice == "" || e.Wish.MaxPrice.Covers(v.Price))
}

func TestWhoeverWaitsAndWhateverComesFree(t *testing.T) {
	t.Parallel()
	rules := waitlist.DefaultRules()
	rapid.Check(t, func(r *rapid.T) {
		line, seats := drawLine(r), drawSeats(r)
		a := waitlist.Assign(line, seats, rules, noon)
		given := map[waitlist.SeatID]int64{} // to which place; 0: kept or let go
		note := func(place int64, list []waitlist.Vacancy) {
			for _, v := range list {
				if _, twice := given[v.Seat]; twice {
					r.Fatalf("seat %s/%s is given twice", v.Row, v.Number)
				}
				given[v.Seat] = place
			}
		}
		note(0, a.Kept)
		note(0, a.Free)
		served := map[int64]bool{}
		for _, c := range a.Offers {
			note(c.Entry.Place, c.Seats)
			checkClaim(r, c, rules)
			if served[c.Entry.Place] {
				r.Fatalf("place %d is offered seats twice", c.Entry.Place)
			}
			served[c.Entry.Place] = true
		}
		if len(given) != len(seats) {
			r.Fatalf("%d of %d seats have an end", len(given), len(seats))
		}
		for _, e := range line {
			if e.Wish.Quantity > 1 || served[e.Place] {
				continue
			}
			for _, v := range seats { // first come, first served: whoever has what suited a single was before him
				free := slices.ContainsFunc(a.Free, func(f waitlist.Vacancy) bool { return f.Seat == v.Seat })
				if may(e, v) && (free || given[v.Seat] > e.Place) {
					r.Fatalf("place %d went without, and seat %s/%s went to place %d", e.Place, v.Row, v.Number, given[v.Seat])
				}
			}
		}
		for _, v := range a.Kept {
			if !noon.Before(v.Since.Add(rules.Window)) {
				r.Fatalf("seat %s/%s is kept for longer than a window", v.Row, v.Number)
			}
		}
	})
}

func checkClaim(r *rapid.T, c waitlist.Claim, rules waitlist.Rules) {
	if len(c.Seats) != c.Entry.Wish.Quantity {
		r.Fatalf("place %d wants %d and is offered %d", c.Entry.Place, c.Entry.Wish.Quantity, len(c.Seats))
	}
	if c.Apart && c.Entry.Passes < rules.PassesMost {
		r.Fatalf("place %d is offered seats apart after %d passes", c.Entry.Place, c.Entry.Passes)
	}
	if wheels := func(v waitlist.Vacancy) bool { return v.Accessible }; c.Entry.Wish.Accessible && !slices.ContainsFunc(c.Seats, wheels) {
		r.Fatalf("place %d is offered no accessible place", c.Entry.Place)
	}
	for i, v := range c.Seats {
		if !may(c.Entry, v) {
			r.Fatalf("place %d is offered a seat that it did not want", c.Entry.Place)
		}
		if i > 0 && !c.Apart && (v.Stretch != c.Seats[i-1].Stretch || v.Place != c.Seats[i-1].Place+1) {
			r.Fatalf("place %d is offered seats that are not beside each other", c.Entry.Place)
		}
	}
}

// A group that only single seats come free for, none beside another, is passed over three times, and then seats are gathered for it
// until there are enough.
func TestAGroupIsServedHoweverSeatsComeFree(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	var lone []waitlist.SeatID // each alone in its row
	for stretch := range 6 {
		lone = append(lone, w.Seats.Row(event, stretch, 1)...)
	}
	group := w.Wait(t, event, "group@example.com", pair)
	singles := w.waiting(t, event, 4)
	for n := range 3 {
		w.Seats.Free(lone[n])
		w.Turn(t)
		same(t, "passes", n+1, w.Entry(t, group.ID).Passes)
		same(t, "the next in line", waitlist.Assigned, w.Entry(t, singles[n].ID).Status)
	}
	w.Seats.Free(lone[3])
	for range 50 { // far longer than inventory keeps a seat that nobody asks for
		w.Turn(t)
		w.Clock.Advance(30 * time.Second)
		same(t, "gathered", waitlisttest.Aside, w.Seats.Kind(lone[3]))
	}
	w.Seats.Free(lone[4])
	w.Turn(t)
	served := w.Entry(t, group.ID)
	same(t, "the group", waitlist.Assigned, served.Status)
	o := w.Offer(t, served.Offer)
	same(t, "apart", true, o.Apart)
	same(t, "seats", []waitlist.SeatID{lone[3], lone[4]}, o.SeatIDs())
	same(t, "the last single waits", waitlist.Pending, w.Entry(t, singles[3].ID).Status)
	w.agree(t, event)
}

func TestASeatWaitsForItsNeighbour(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	row := w.Seats.Row(event, 1, 4)
	w.Seats.Become(waitlisttest.Held, row[1]) // by somebody who may not pay
	group, single := w.Wait(t, event, "group@example.com", pair), w.Wait(t, event, "ann@example.com", anySeat)
	w.Seats.Free(row[0])
	w.Turn(t)
	w.Clock.Advance(29 * time.Second)
	w.Turn(t)
	same(t, "kept", waitlisttest.Aside, w.Seats.Kind(row[0]))
	w.Seats.Free(row[1])
	w.Turn(t)
	same(t, "the pair", waitlist.Assigned, w.Entry(t, group.ID).Status)
	same(t, "offer", []waitlist.SeatID{row[0], row[1]}, w.Offer(t, w.Entry(t, group.ID).Offer).SeatIDs())
	same(t, "the single", waitlist.Pending, w.Entry(t, single.ID).Status)
	w.agree(t, event)
}

// Since when a seat is seen begins anew when it comes free anew, though nobody looked at the event in between.
func TestASeatThatComesFreeOnceMoreWaitsForItsNeighbourOnceMore(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	row := w.Seats.Row(event, 1, 4)
	w.Seats.Become(waitlisttest.Held, row[1])
	single := w.waiting(t, event, 1)[0]
	w.Seats.Free(row[0])
	w.Turn(t)
	w.Orders.Pay(w.Entry(t, single.ID).Offer)
	w.Wait(t, event, "group@example.com", pair)
	behind := w.Wait(t, event, "ann@example.com", anySeat)
	w.Clock.Advance(time.Hour)
	w.Seats.Free(row[0]) // refunded
	w.Turn(t)
	same(t, "kept", waitlisttest.Aside, w.Seats.Kind(row[0]))
	w.Clock.Advance(30 * time.Second)
	w.Turn(t)
	same(t, "who is behind", waitlist.Assigned, w.Entry(t, behind.ID).Status)
}

// Pages of two: those whom the seat suits not stand in front.
func TestTheLineIsWalkedUntilEverySeatIsSpokenFor(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	row, ring := w.Seats.Row(event, 1, 1), w.Seats.Row(event, 2, 1)
	w.Seats.Change(ring[0], func(v *waitlist.Vacancy) { v.Section, v.Price.Minor = "Ring", 9900 })
	first := w.Wait(t, event, "first@example.com", anySeat)
	picky := w.Wait(t, event, "picky@example.com", waitlist.Wish{Sections: []string{"Ring"}})
	for n := range 5 {
		w.Wait(t, event, fmt.Sprintf("picky%d@example.com", n), waitlist.Wish{Sections: []string{"Ring"}})
	}
	last := w.Wait(t, event, "last@example.com", waitlist.Wish{MaxPrice: "49.90"})
	w.Seats.Free(row[0], ring[0])
	w.Turn(t)
	same(t, "the first has the dearer one", ring, w.Offer(t, w.Entry(t, first.ID).Offer).SeatIDs())
	same(t, "the last has the other", row, w.Offer(t, w.Entry(t, last.ID).Offer).SeatIDs())
	same(t, "the picky one waits", waitlist.Pending, w.Entry(t, picky.ID).Status)
	w.agree(t, event)
}

package catalog

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// block is a plan of two sections of ten seats: A at 50, B at 100.
func block(t *testing.T) *Plan {
	t.Helper()
	return generate(t, SectionConfiguration{SectionCode: "A", Rows: 1, SeatsPerRow: 10}, SectionConfiguration{SectionCode: "B", Rows: 1, SeatsPerRow: 10, PriceMultiplier: "2"})
}

// says writes a plan's categories: name, price and seats.
func (p *Plan) says() string {
	var said []string
	for _, c := range p.Categories {
		said = append(said, fmt.Sprintf("%s%s %s×%d", c.Name, c.Color, c.Price.Decimal(), c.Seats))
	}
	return strings.Join(said, ", ")
}

func first(p *Plan, n int) (seats []id.UUID) {
	for _, seat := range p.Seats[:n] {
		seats = append(seats, seat.ID)
	}
	return seats
}

func TestPaintedSeatsMoveIntoTheirCategoryAndKeepTheirPlaces(t *testing.T) {
	t.Parallel()
	p := block(t)
	front := first(p, 4)
	q, err := p.paint(Painting{
		Categories: []CategoryPaint{{Name: "Gold", Color: "#fc0", Price: "120.50"}, {Name: "Unused", Price: "1"}},
		Moves:      []Move{{Category: "Gold", Seats: front[:3]}, {Category: "B", Seats: front[3:]}},
	}, "EUR")
	if err != nil || q.says() != "Gold#fc0 120.50×3, B 100.00×11, A 50.00×6" {
		t.Fatalf("%v, %v", q, err)
	}
	for i, seat := range q.Seats {
		was := p.Seats[i]
		want := map[int]int64{0: 12050, 1: 12050, 2: 12050, 3: 10000}[i]
		if want == 0 {
			want = was.Price.Minor
		}
		if seat.Price != money.Of(want, "EUR") {
			t.Errorf("seat %d costs %s", i, seat.Price)
		}
		was.Category, was.Price = seat.Category, seat.Price
		if seat != was {
			t.Errorf("seat %d became %+v", i, seat)
		}
	}
	if p.says() != "B 100.00×10, A 50.00×10" || p.Seats[0].Category != "A" {
		t.Error("the plan before was changed")
	}
	if restored, err := restore(q.Geometry(), standingSeats(q)); err != nil || !restored.same(q) {
		t.Errorf("it is not read back as it was: %v", err)
	}
}

// standingSeats are a plan's seats as a store keeps them.
func standingSeats(p *Plan) []Seat {
	seats := make([]Seat, len(p.Seats))
	for i := range p.Seats {
		p.Seats[i].GUID = ""
		seats[i] = Seat{PlanSeat: p.Seats[i]}
	}
	return seats
}

func TestACategoryThatIsNamedIsChangedWithAllItsSeatsAndOneWithoutSeatsGoes(t *testing.T) {
	t.Parallel()
	p := block(t)
	q, err := p.paint(Painting{
		Categories: []CategoryPaint{{Name: "A", Color: " rgb(1, 2, 3) ", Price: "200"}}, Moves: []Move{{Category: "A", Seats: first(p, 20)}},
	}, "EUR")
	if err != nil || q.says() != "Argb(1, 2, 3) 200.00×20" || q.Seats[19].Price.Minor != 20000 || q.Seats[0].Price.Minor != 20000 {
		t.Fatalf("%v, %v", q, err)
	}
	again, err := q.paint(Painting{Categories: []CategoryPaint{{Name: "A", Color: "rgb(1, 2, 3)", Price: "200.00"}}, Moves: []Move{{Category: "A", Seats: first(p, 3)}}}, "EUR")
	if err != nil || !again.same(q) {
		t.Errorf("painted again it became %v, %v", again, err)
	}
	if none, err := q.paint(Painting{}, "EUR"); err != nil || !none.same(q) {
		t.Errorf("nothing painted it %v, %v", none, err)
	}
}

func TestACategorysMarksAreItsSeatsAndWhatIsNotSaidStays(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	paint := func(p *Plan, accessible, companion *bool, n int) *Plan {
		t.Helper()
		q, err := p.paint(Painting{
			Categories: []CategoryPaint{{Name: "Ramp", Price: "10", Accessible: accessible, Companion: companion}},
			Moves:      []Move{{Category: "Ramp", Seats: first(p, n)}},
		}, "EUR")
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	marks := func(p *Plan) string {
		said := ""
		for _, seat := range p.Seats[:4] {
			said += map[[2]bool]string{{true, false}: "a", {false, true}: "c", {false, false}: "-", {true, true}: "?"}[[2]bool{seat.Accessible, seat.Companion}]
		}
		return said
	}
	p := block(t)
	for _, c := range []struct {
		accessible, companion *bool
		seats                 int
		want                  string
	}{{&yes, nil, 2, "aa--"}, {nil, nil, 3, "aa--"}, {nil, &yes, 3, "ccc-"}, {&yes, &no, 3, "aaa-"}, {&no, nil, 4, "----"}} {
		if p = paint(p, c.accessible, c.companion, c.seats); marks(p) != c.want {
			t.Errorf("marked %s, not %s", marks(p), c.want)
		}
	}
}

func TestAPaintingThatDoesNotFitIsRefused(t *testing.T) {
	t.Parallel()
	p, yes := block(t), true
	named := func(c CategoryPaint) Painting { return Painting{Categories: []CategoryPaint{c}} }
	for name, in := range map[string]Painting{
		"a category without a name":   named(CategoryPaint{Price: "1"}),
		"space around a name":         named(CategoryPaint{Name: " A", Price: "1"}),
		"a name that is too long":     named(CategoryPaint{Name: strings.Repeat("x", 41), Price: "1"}),
		"a name with a line in it":    named(CategoryPaint{Name: "a\nb", Price: "1"}),
		"a colour that is code":       named(CategoryPaint{Name: "A", Color: "url(x)", Price: "1"}),
		"a negative price":            named(CategoryPaint{Name: "A", Price: "-1"}),
		"no price":                    named(CategoryPaint{Name: "A"}),
		"a price of half a cent":      named(CategoryPaint{Name: "A", Price: "1.005"}),
		"a price beyond all":          named(CategoryPaint{Name: "A", Price: "10000001"}),
		"both marks":                  named(CategoryPaint{Name: "A", Price: "1", Accessible: &yes, Companion: &yes}),
		"a category twice":            {Categories: []CategoryPaint{{Name: "A", Price: "1"}, {Name: "A", Price: "2"}}},
		"a category that is not here": {Moves: []Move{{Category: "C", Seats: first(p, 1)}}},
		"a seat that is not here":     {Moves: []Move{{Category: "A", Seats: []id.UUID{{9}}}}},
		"a seat with two categories":  {Moves: []Move{{Category: "A", Seats: first(p, 1)}, {Category: "B", Seats: first(p, 1)}}},
	} {
		if q, err := p.paint(in, "EUR"); !errors.Is(err, ErrPainting) {
			t.Errorf("%s: %v, %v", name, q, err)
		}
	}
}

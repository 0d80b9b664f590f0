package demo

import (
	"crypto/md5" // #nosec G501 -- the original's seat ids are made with it; nothing is protected by it
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// The measures of a hall, in plan units of 5 cm.
const (
	pitch  = 10.0 // from seat to seat: half a metre
	depth  = 18.0 // from row to row: 90 cm
	aisle  = 26.0 // extra space where a row is cut
	margin = 60.0 // around everything
)

// hall collects a venue's seats and shapes around an origin of its own; plan moves them into view.
type hall struct {
	name   string
	seatID func(section string, row, seat int) id.UUID
	plan   catalog.Plan
}

// newHall begins a venue of the original: rows of 100 seats, numbered through the whole house.
func newHall(name string, event id.UUID) *hall {
	return &hall{name: name, seatID: func(_ string, row, seat int) id.UUID { return OriginalSeatID(event, row, seat) }}
}

// OriginalSeatID is the id that the original's demo data gives a seat, from the event, the row and the seat.
func OriginalSeatID(event id.UUID, row, seat int) id.UUID {
	return md5.Sum(fmt.Appendf(nil, "seat-%s-%d-%d", event.String()[:8], row, seat)) // #nosec G401 -- see the import
}

// category adds a price category; the first one is the best.
func (h *hall) category(name, color string, price int64) {
	h.plan.Categories = append(h.plan.Categories, catalog.PlanCategory{Name: name, Color: color, Price: dollars(price)})
}

func dollars(n int64) money.Amount { return money.Of(n*100, currency) }

// price of a category that was added before.
func (h *hall) price(category string) money.Amount {
	at := slices.IndexFunc(h.plan.Categories, func(c catalog.PlanCategory) bool { return c.Name == category })
	return h.plan.Categories[at].Price
}

// row seats people along a line in blocks with aisles between them, numbered from the left. In a step-free row the places
// beside the aisles are for wheelchairs, each with a companion's next to it.
func (h *hall) row(r row) {
	n, price := 0, h.price(r.category)
	offsets := spread(r.blocks)
	for b, count := range r.blocks {
		for i := range count {
			at := r.line(offsets[n])
			n++
			beside := r.fromAisle(b, i)
			h.plan.Seats = append(h.plan.Seats, catalog.PlanSeat{
				ID: h.seatID(r.section, r.number, n), GUID: guid(r.section, r.number, n),
				Section: r.section, Row: strconv.Itoa(r.number), Seat: strconv.Itoa(n), RowNumber: r.number, SeatNumber: n,
				X: at.X, Y: at.Y, Category: r.category, Price: price,
				Accessible: beside%2 == 0 && beside < 2*r.stepFree, Companion: beside%2 == 1 && beside < 2*r.stepFree,
			})
		}
	}
}

// row is one row to be seated.
type row struct {
	section, category string
	number            int
	line              line
	blocks            []int // seats between aisles
	stepFree          int   // pairs of an accessible and a companion place on each side of an aisle
}

// pairs is n in a row that can be reached without steps, else none.
func pairs(n int, stepFree bool) int {
	if stepFree {
		return n
	}
	return 0
}

// fromAisle is how many seats stand between a seat of a block and the next aisle. The outer ends of a row are at the wall; a row
// of a single block has stairs on both sides.
func (r row) fromAisle(b, i int) int {
	left, right := i, r.blocks[b]-1-i
	switch {
	case len(r.blocks) == 1:
		return min(left, right)
	case b == 0:
		return right
	case b == len(r.blocks)-1:
		return left
	default:
		return min(left, right)
	}
}

func guid(section string, row, seat int) string {
	return section + "/" + strconv.Itoa(row) + "/" + strconv.Itoa(seat)
}

// rectangle draws a box around its middle, with a text in it.
func (h *hall) rectangle(text string, middle catalog.PlanPoint, width, height float64, color string) {
	h.plan.Areas = append(h.plan.Areas, catalog.PlanArea{
		Shape: "rectangle", X: middle.X - width/2, Y: middle.Y - height/2, Width: width, Height: height,
		Color: color, Border: "#444444", Text: text, TextAt: middle, TextSize: min(height/3, 40),
	})
}

// polygon draws a shape, with a text at its middle.
func (h *hall) polygon(text string, middle catalog.PlanPoint, color string, points ...catalog.PlanPoint) {
	h.plan.Areas = append(h.plan.Areas, catalog.PlanArea{
		Shape: "polygon", X: middle.X, Y: middle.Y, Points: points, Color: color, Border: "#444444",
		Text: text, TextAt: middle, TextSize: 30,
	})
}

// finish moves everything into view and returns the plan, with people looking at the stage.
func (h *hall) finish(stage catalog.PlanPoint) *catalog.Plan {
	low, high := stage, stage
	grow := func(x, y float64) {
		low = catalog.PlanPoint{X: min(low.X, x), Y: min(low.Y, y)}
		high = catalog.PlanPoint{X: max(high.X, x), Y: max(high.Y, y)}
	}
	for _, seat := range h.plan.Seats {
		grow(seat.X, seat.Y)
	}
	for _, area := range h.plan.Areas {
		left, top := area.X, area.Y
		if area.Shape == "ellipse" {
			left, top = area.X-area.Width/2, area.Y-area.Height/2
		}
		grow(left, top)
		grow(left+area.Width, top+area.Height)
		for _, point := range area.Points {
			grow(point.X, point.Y)
		}
	}
	h.move(margin-low.X, margin-low.Y)
	h.plan.Name = strings.TrimSpace(h.name)
	h.plan.Size = catalog.PlanSize{Width: high.X - low.X + 2*margin, Height: high.Y - low.Y + 2*margin}
	h.plan.Stage = catalog.PlanPoint{X: stage.X + margin - low.X, Y: stage.Y + margin - low.Y}
	return catalog.NewPlan(h.plan)
}

func (h *hall) move(x, y float64) {
	for i := range h.plan.Seats {
		h.plan.Seats[i].X += x
		h.plan.Seats[i].Y += y
	}
	for i := range h.plan.Areas {
		area := &h.plan.Areas[i]
		area.X, area.Y = area.X+x, area.Y+y
		area.TextAt.X, area.TextAt.Y = area.TextAt.X+x, area.TextAt.Y+y
		for j := range area.Points {
			area.Points[j].X += x
			area.Points[j].Y += y
		}
	}
}

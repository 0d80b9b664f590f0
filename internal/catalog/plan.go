package catalog

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// maxPlanSeats is the largest layout that one event may have; the largest stadiums of the world hold half of it.
const maxPlanSeats = 200_000

// Plan is the seat plan of one event: every place with its labels, position, category and price, and the shapes around them.
//
// Seats stand in plan order, by section, row number and seat number. A seat's index in that order is its number in the
// geometry, in the availability snapshot and in the live changes.
type Plan struct {
	Name       string
	Size       PlanSize
	Stage      PlanPoint // the middle of the stage, or of whatever people look at
	Categories []PlanCategory
	Areas      []PlanArea
	Seats      []PlanSeat
}

// PlanSize is the extent of a plan in its own units (pixels in plans of the open format).
type PlanSize struct{ Width, Height float64 }

// PlanPoint is a position in a plan's units; y grows downwards, away from the top.
type PlanPoint struct{ X, Y float64 }

// PlanCategory is a price category. The plan's order of categories is from the best to the least.
type PlanCategory struct {
	Name  string
	Color string // a CSS colour (#rrggbb or rgb()), or empty
	Price money.Amount
	Seats int
}

// PlanSeat is one place. Labels are what people read; numbers are what the original's contract carries.
type PlanSeat struct {
	ID                              id.UUID
	GUID                            string // the seat's name in the plan's source; one plan serves many events
	Section, Row, Seat              string // labels
	RowNumber, SeatNumber           int
	X, Y                            float64
	Category                        string
	Accessible, Companion, Standing bool
	Price                           money.Amount
}

// PlanArea is a shape or a text that is drawn behind the seats.
type PlanArea struct {
	Shape         string // rectangle, ellipse, polygon, text
	X, Y          float64
	Width, Height float64     // of a rectangle from X, Y; of an ellipse around X, Y
	Rotation      float64     // degrees, clockwise
	Points        []PlanPoint // of a polygon
	Color, Border string
	Text          string
	TextAt        PlanPoint
	TextSize      float64
}

// PlanSection is a stretch of the plan order with one section's seats, row by row.
type PlanSection struct {
	Name     string
	Standing bool
	First    int // index of its first seat
	Seats    []PlanSeat
	Rows     []PlanRow
}

// PlanRow is one row of a section.
type PlanRow struct {
	Label  string
	Number int
	First  int // index of its first seat
	Seats  []PlanSeat
}

// Sections cuts the plan order into sections and rows. The slices share the plan's seats.
func (p *Plan) Sections() []PlanSection {
	var sections []PlanSection
	for first := 0; first < len(p.Seats); {
		end := first
		for end < len(p.Seats) && p.Seats[end].Section == p.Seats[first].Section {
			end++
		}
		section := PlanSection{Name: p.Seats[first].Section, Standing: p.Seats[first].Standing, First: first, Seats: p.Seats[first:end]}
		section.Rows = rowsOf(section)
		sections = append(sections, section)
		first = end
	}
	return sections
}

func rowsOf(section PlanSection) []PlanRow {
	var rows []PlanRow
	for first := 0; first < len(section.Seats); {
		end := first
		for end < len(section.Seats) && section.Seats[end].RowNumber == section.Seats[first].RowNumber {
			end++
		}
		seat := section.Seats[first]
		rows = append(rows, PlanRow{Label: seat.Row, Number: seat.RowNumber, First: section.First + first, Seats: section.Seats[first:end]})
		first = end
	}
	return rows
}

// Ranks are the categories' places in the plan's order by name, 0 for the best.
func (p *Plan) Ranks() map[string]int {
	ranks := make(map[string]int, len(p.Categories))
	for i, category := range p.Categories {
		ranks[category.Name] = i
	}
	return ranks
}

// Hash names the geometry: equal plans have equal hashes, whatever their event.
func (p *Plan) Hash() string { return PlanHash(p.Geometry()) }

// PlanHash names a geometry that is already written.
func PlanHash(geometry []byte) string {
	sum := sha256.Sum256(geometry)
	return hex.EncodeToString(sum[:])
}

// settle brings the seats into plan order, rounds every position to the hundredth that geometry keeps, and counts the categories.
func (p *Plan) settle() {
	slices.SortStableFunc(p.Seats, func(a, b PlanSeat) int {
		return cmp.Or(
			strings.Compare(a.Section, b.Section),
			cmp.Compare(a.RowNumber, b.RowNumber),
			cmp.Compare(a.SeatNumber, b.SeatNumber),
		)
	})
	counts := make(map[string]int, len(p.Categories))
	for i := range p.Seats {
		seat := &p.Seats[i]
		seat.X, seat.Y = hundredth(seat.X), hundredth(seat.Y)
		counts[seat.Category]++
	}
	for i := range p.Categories {
		p.Categories[i].Seats = counts[p.Categories[i].Name]
	}
	p.Stage = p.Stage.rounded()
	p.Size = PlanSize{Width: hundredth(p.Size.Width), Height: hundredth(p.Size.Height)}
}

// NewPlan puts a plan together from parts that are known to be right, such as the demo's venues; plans of strangers go through ReadPlan.
func NewPlan(p Plan) *Plan {
	p.settle()
	return &p
}

// hundredth rounds a position; adding 0 turns -0 into 0, which is written differently.
func hundredth(v float64) float64 { return math.Round(v*100)/100 + 0 }

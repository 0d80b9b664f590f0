package catalog

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// SectionConfiguration asks for one section: rows of seats, or standing places.
type SectionConfiguration struct {
	SectionCode     string
	Rows            int
	SeatsPerRow     int
	PriceMultiplier money.Decimal // of the base price; none is 1, and 0 makes free seats
	Capacity        int           // standing places, instead of rows and seats
}

// maxSections is how many sections one call may generate.
const maxSections = 1_000

// The measures of a generated plan, in its units.
const (
	generatedPitch  = 20.0  // from seat to seat
	generatedDepth  = 26.0  // from row to row
	generatedGap    = 60.0  // between sections, and around the plan
	generatedStage  = 80.0  // depth of the stage
	generatedFront  = 180.0 // from the top to the first row
	generatedBend   = 0.06  // how far the ends of a row come forward, in row widths
	standingSpacing = 14.0  // a standing place takes a square of this side
)

// GeneratePlan lays sections out side by side before a stage, each its own price category, the dearest the best. Seat ids are
// derived from the event's and the labels, so that the same call gives the same seats. It refuses with [ErrSections].
func GeneratePlan(event id.UUID, sections []SectionConfiguration, base money.Amount) (*Plan, error) {
	sections = slices.Clone(sections)
	if err := checkSections(sections); err != nil {
		return nil, err
	}
	plan := &Plan{}
	left := generatedGap
	for _, section := range sections {
		price, err := section.price(base)
		if err != nil {
			return nil, err
		}
		plan.Categories = append(plan.Categories, PlanCategory{Name: section.SectionCode, Price: price})
		block := section.block(event, price)
		plan.Seats = append(plan.Seats, block.at(left)...)
		if section.Capacity > 0 {
			plan.Areas = append(plan.Areas, block.floor(section.SectionCode, left))
		}
		plan.Size.Height = max(plan.Size.Height, generatedFront+block.depth+generatedGap)
		left += block.width + generatedGap
	}
	plan.Size.Width = left
	plan.setStage()
	plan.dearestFirst()
	plan.settle()
	return plan, nil
}

// checkSections trims the sections' names and refuses what makes no plan, before any seat is made.
func checkSections(sections []SectionConfiguration) error {
	if len(sections) == 0 {
		return ErrSections.Saying("There is no section to make seats for. Nothing was changed.")
	}
	if len(sections) > maxSections {
		return ErrSections.Saying("There are more than %d sections. Nothing was changed.", maxSections)
	}
	total := 0
	for i := range sections {
		sections[i].SectionCode = strings.TrimSpace(sections[i].SectionCode)
		count, err := sections[i].check(sections[:i])
		if err != nil {
			return err
		}
		if total += count; total > maxPlanSeats {
			return ErrSections.Saying("These sections have more than %d seats together. Nothing was changed.", maxPlanSeats)
		}
	}
	return nil
}

// dearestFirst gives generated categories an order of quality; of equal prices the one that was asked for first goes first.
func (p *Plan) dearestFirst() {
	slices.SortStableFunc(p.Categories, func(a, b PlanCategory) int { return cmp.Compare(b.Price.Minor, a.Price.Minor) })
}

// check refuses what makes no seats or the same seats twice; before are the sections that were asked for already.
func (s SectionConfiguration) check(before []SectionConfiguration) (seats int, err error) {
	if s.SectionCode == "" {
		return 0, ErrSections.Saying("A section has no name. Nothing was changed.")
	}
	if err := checkLabel(ErrSections, "The name of a section", s.SectionCode, maxLabel); err != nil {
		return 0, err
	}
	same := func(other SectionConfiguration) bool { return other.SectionCode == s.SectionCode }
	switch {
	case slices.ContainsFunc(before, same):
		return 0, ErrSections.Saying("Section %s is named twice: its seats could not be told apart. Nothing was changed.", s.SectionCode)
	case s.Capacity != 0 && (s.Rows != 0 || s.SeatsPerRow != 0):
		return 0, ErrSections.Saying("Section %s has both a capacity and rows: it is either standing or seated. Nothing was changed.", s.SectionCode)
	case s.Capacity < 0 || s.Rows < 0 || s.SeatsPerRow < 0:
		return 0, ErrSections.Saying("Section %s has a negative number of places. Nothing was changed.", s.SectionCode)
	case max(s.Capacity, s.Rows, s.SeatsPerRow) > maxPlanSeats, s.Rows*s.SeatsPerRow > maxPlanSeats:
		return 0, ErrSections.Saying("Section %s has more than %d seats. Nothing was changed.", s.SectionCode, maxPlanSeats)
	case s.Capacity > 0:
		return s.Capacity, nil
	case s.Rows == 0 || s.SeatsPerRow == 0:
		return 0, ErrSections.Saying("Section %s needs rows and seats per row, or a capacity. Nothing was changed.", s.SectionCode)
	}
	return s.Rows * s.SeatsPerRow, nil
}

func (s SectionConfiguration) price(base money.Amount) (money.Amount, error) {
	factor := s.PriceMultiplier
	if factor == "" {
		factor = "1"
	}
	price, err := base.Times(factor)
	if err != nil || price.Minor < 0 || strings.HasPrefix(string(factor), "-") {
		return price, ErrSections.Saying("The price multiplier of section %s gives no price that can be charged. Nothing was changed.", s.SectionCode).Because(err)
	}
	return price, nil
}

// generatedBlock is one section's places, with its left front corner at the origin.
type generatedBlock struct {
	seats        []PlanSeat
	width, depth float64
}

func (s SectionConfiguration) block(event id.UUID, price money.Amount) generatedBlock {
	if s.Capacity > 0 {
		return s.standing(event, price)
	}
	block := generatedBlock{
		width: float64(s.SeatsPerRow-1) * generatedPitch,
		seats: make([]PlanSeat, 0, s.Rows*s.SeatsPerRow),
	}
	bend := block.width * generatedBend
	block.depth = float64(s.Rows-1)*generatedDepth + bend
	for row := 1; row <= s.Rows; row++ {
		for n := 1; n <= s.SeatsPerRow; n++ {
			x := float64(n-1) * generatedPitch
			off := 0.0 // from the row's middle, -1 … 1
			if block.width > 0 {
				off = 2*x/block.width - 1
			}
			seat := s.place(event, strconv.Itoa(row), n, price)
			seat.RowNumber, seat.X, seat.Y = row, x, float64(row-1)*generatedDepth+bend*(1-off*off)
			block.seats = append(block.seats, seat)
		}
	}
	return block
}

// standing makes places without numbers: labels 1 … n keep them apart, all in the middle of a floor that is large enough.
func (s SectionConfiguration) standing(event id.UUID, price money.Amount) generatedBlock {
	side := max(generatedStage, math.Ceil(math.Sqrt(float64(s.Capacity))*standingSpacing))
	block := generatedBlock{width: side, depth: side, seats: make([]PlanSeat, 0, s.Capacity)}
	for n := 1; n <= s.Capacity; n++ {
		seat := s.place(event, "", n, price)
		seat.RowNumber, seat.Standing, seat.X, seat.Y = 1, true, side/2, side/2
		block.seats = append(block.seats, seat)
	}
	return block
}

func (s SectionConfiguration) place(event id.UUID, row string, n int, price money.Amount) PlanSeat {
	guid := fmt.Sprintf("%s/%s/%d", s.SectionCode, row, n)
	return PlanSeat{
		ID: id.Named(event, guid), GUID: guid, Section: s.SectionCode, Row: row, Seat: strconv.Itoa(n),
		SeatNumber: n, Category: s.SectionCode, Price: price,
	}
}

func (b generatedBlock) at(left float64) []PlanSeat {
	for i := range b.seats {
		b.seats[i].X += left
		b.seats[i].Y += generatedFront
	}
	return b.seats
}

func (b generatedBlock) floor(name string, left float64) PlanArea {
	return PlanArea{
		Shape: "rectangle", X: hundredth(left), Y: generatedFront, Width: b.width, Height: b.depth,
		Text: name, TextAt: PlanPoint{X: left + b.width/2, Y: generatedFront + b.depth/2}.rounded(), TextSize: generatedPitch,
	}
}

// setStage draws the stage at the top middle of a generated plan.
func (p *Plan) setStage() {
	stage := generatedStageArea(p.Size.Width)
	p.Areas = append(p.Areas, stage)
	p.Stage = stage.TextAt
}

func generatedStageArea(width float64) PlanArea {
	side := min(width-2*generatedGap, 600)
	side = max(side, 2*generatedGap)
	middle := PlanPoint{X: width / 2, Y: (generatedGap + generatedStage) / 2}
	return PlanArea{
		Shape: "rectangle", X: hundredth(middle.X - side/2), Y: hundredth(middle.Y - generatedStage/2), Width: side, Height: generatedStage,
		Text: "Stage", TextAt: middle.rounded(), TextSize: generatedPitch,
	}
}

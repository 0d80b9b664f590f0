package catalog

import (
	"encoding/json"
	"fmt"
)

// errTorn says that a geometry and the seats of an event are not of one layout: another one came while they were read.
var errTorn = fmt.Errorf("geometry and seats do not belong together: %w", errOvertaken)

// restore puts a plan together from its geometry and the seats that were kept with it. Their names in the plan's source are gone.
func restore(written []byte, seats []Seat) (*Plan, error) {
	var doc geometry
	if err := json.Unmarshal(written, &doc); err != nil {
		return nil, fmt.Errorf("decode geometry: %w", err)
	}
	plan := &Plan{
		Name: doc.Name, Size: PlanSize{Width: units(doc.Width), Height: units(doc.Height)}, Stage: point(doc.Stage),
		Seats: make([]PlanSeat, len(seats)),
	}
	for _, c := range doc.Categories {
		price, err := c.Price.In(doc.Currency)
		if err != nil {
			return nil, fmt.Errorf("decode geometry: price of %s: %w", c.Name, err)
		}
		plan.Categories = append(plan.Categories, PlanCategory{Name: c.Name, Color: c.Color, Price: price, Seats: c.Seats})
	}
	for _, area := range doc.Areas {
		plan.Areas = append(plan.Areas, area.area())
	}
	for i, seat := range seats {
		plan.Seats[i] = seat.PlanSeat
	}
	if err := doc.place(plan.Seats); err != nil {
		return nil, err
	}
	return plan, nil
}

// place gives the seats their positions again.
func (g geometry) place(seats []PlanSeat) error {
	n := 0
	for _, section := range g.Sections {
		for _, row := range section.Rows {
			if n+len(row.X) > len(seats) {
				return errTorn
			}
			var x, y int
			for i := range row.X {
				x, y = x+row.X[i], y+row.Y[i]
				if seats[n].Section != section.Name || seats[n].Row != row.Label {
					return errTorn
				}
				seats[n].X, seats[n].Y = units(x), units(y)
				n++
			}
		}
	}
	if n != len(seats) {
		return errTorn
	}
	return nil
}

func (g geometryArea) area() PlanArea {
	area := PlanArea{
		Shape: g.Shape, X: units(g.X), Y: units(g.Y), Width: units(g.Width), Height: units(g.Height), Rotation: g.Rotation,
		Color: g.Color, Border: g.Border, Text: g.Text, TextSize: g.TextSize,
	}
	for _, p := range g.Points {
		area.Points = append(area.Points, point(p))
	}
	if g.TextAt != nil {
		area.TextAt = point(*g.TextAt)
	}
	return area
}

func units(steps int) float64 { return hundredth(float64(steps) / geometryScale) }

func point(p [2]int) PlanPoint { return PlanPoint{X: units(p[0]), Y: units(p[1])} }

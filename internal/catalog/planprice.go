package catalog

import (
	"slices"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Pricing says what the seats of a plan cost: a category's own price where it has one, else the base price.
type Pricing struct {
	Base       money.Amount
	ByCategory map[string]money.Decimal
}

// Marks names the categories whose seats are for people with a disability and for those who come with them. A nil list means:
// by the category's name.
type Marks struct {
	Accessible []string
	Companion  []string
}

// Seats makes the plan of an event. Seat ids are derived from the event's and the seat's name in the plan, so that the same
// plan read twice gives the same seats. It refuses with [ErrPricing] prices and marks of categories that the plan does not have.
func (r *RawPlan) Seats(event id.UUID, pricing Pricing, marks Marks) (*Plan, error) {
	prices, err := r.prices(pricing)
	if err != nil {
		return nil, err
	}
	audiences, err := r.audiences(marks)
	if err != nil {
		return nil, err
	}
	plan := &Plan{Name: r.Name, Size: r.Size, Areas: r.Areas, Seats: make([]PlanSeat, 0, r.Count())}
	for _, category := range r.Categories {
		plan.Categories = append(plan.Categories, PlanCategory{Name: category.Name, Color: category.Color, Price: prices[category.Name]})
	}
	for _, section := range r.Sections {
		plan.Seats = append(plan.Seats, section.seats(event, prices, audiences)...)
	}
	plan.fit()
	plan.Stage = plan.findStage()
	plan.settle()
	return plan, nil
}

func (s RawSection) seats(event id.UUID, prices map[string]money.Amount, audiences map[string]audience) []PlanSeat {
	rowLabels := make([]string, len(s.Rows))
	for i, row := range s.Rows {
		rowLabels[i] = row.Label
	}
	rowNumbers := ordinals(rowLabels)
	var seats []PlanSeat
	for i, row := range s.Rows {
		labels := make([]string, len(row.Seats))
		for j, seat := range row.Seats {
			labels[j] = seat.Label
		}
		for j, number := range ordinals(labels) {
			seat := row.Seats[j]
			seats = append(seats, PlanSeat{
				ID: id.Named(event, seat.GUID), GUID: seat.GUID,
				Section: s.Name, Row: row.Label, Seat: seat.Label, RowNumber: rowNumbers[i], SeatNumber: number,
				X: seat.At.X, Y: seat.At.Y, Category: seat.Category, Price: prices[seat.Category],
				Accessible: audiences[seat.Category] == forAccess, Companion: audiences[seat.Category] == forCompany,
			})
		}
	}
	return seats
}

func (r *RawPlan) has(category string) bool {
	return slices.ContainsFunc(r.Categories, func(c RawCategory) bool { return c.Name == category })
}

func (r *RawPlan) prices(pricing Pricing) (map[string]money.Amount, error) {
	prices := make(map[string]money.Amount, len(r.Categories))
	for _, category := range r.Categories {
		prices[category.Name] = pricing.Base
	}
	for category, number := range pricing.ByCategory {
		if !r.has(category) {
			return nil, ErrPricing.Saying("There is a price for the category %.40s, which the plan does not have. Nothing was changed.", category)
		}
		price, err := number.In(pricing.Base.Currency)
		if err != nil || price.Minor < 0 {
			return nil, ErrPricing.Saying("The price of the category %.40s is not an amount of %s that can be charged. Nothing was changed.",
				category, pricing.Base.Currency).Because(err)
		}
		prices[category] = price
	}
	return prices, nil
}

// audience is for whom the seats of a category are; 0 is everybody.
type audience int

const (
	forAccess audience = iota + 1
	forCompany
)

func (r *RawPlan) audiences(marks Marks) (map[string]audience, error) {
	audiences := make(map[string]audience, len(r.Categories))
	for _, category := range r.Categories {
		name := strings.ToLower(category.Name)
		switch {
		case marks.Companion == nil && strings.Contains(name, "companion"):
			audiences[category.Name] = forCompany
		case marks.Accessible == nil && (strings.Contains(name, "wheelchair") || strings.Contains(name, "accessible")):
			audiences[category.Name] = forAccess
		}
	}
	for as, names := range map[audience][]string{forAccess: marks.Accessible, forCompany: marks.Companion} {
		for _, name := range names {
			if !r.has(name) {
				return nil, ErrPricing.Saying("The category %.40s is marked, but the plan does not have it. Nothing was changed.", name)
			}
			audiences[name] = as
		}
	}
	for _, name := range marks.Accessible {
		if slices.Contains(marks.Companion, name) {
			return nil, ErrPricing.Saying("The category %.40s is marked both accessible and companion. Nothing was changed.", name)
		}
	}
	return audiences, nil
}

// fit gives a plan without a size the one that its seats need.
func (p *Plan) fit() {
	if p.Size.Width > 0 && p.Size.Height > 0 {
		return
	}
	for _, seat := range p.Seats {
		p.Size.Width, p.Size.Height = max(p.Size.Width, seat.X), max(p.Size.Height, seat.Y)
	}
}

// findStage is the middle of the area that says stage, else of the plan's top edge.
func (p *Plan) findStage() PlanPoint {
	for _, area := range p.Areas {
		if area.saysStage() {
			return area.middle()
		}
	}
	return PlanPoint{X: p.Size.Width / 2}
}

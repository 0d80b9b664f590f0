package catalog

import "slices"

// Join adds the sections of a generated plan to the right of this plan's, for an event whose seats are made in several calls.
// Seats that are there keep their ids, labels and prices. It refuses with [ErrSections] a section or category that is there already,
// and more seats than a plan may have.
func (p *Plan) Join(more *Plan) (*Plan, error) {
	if len(p.Seats) == 0 {
		return more, nil
	}
	if len(p.Seats)+len(more.Seats) > maxPlanSeats {
		return nil, ErrSections.Saying("With these sections the event would have more than %d seats. Nothing was changed.", maxPlanSeats)
	}
	taken := p.Ranks()
	for _, section := range p.Sections() {
		taken[section.Name] = section.First
	}
	for _, section := range more.Sections() {
		if _, there := taken[section.Name]; there {
			return nil, ErrSections.Saying("Section %s has seats already. Nothing was changed.", section.Name)
		}
	}
	joined := &Plan{
		Name: p.Name, Size: p.Size, Stage: p.Stage,
		Categories: slices.Concat(p.Categories, more.Categories),
		Areas:      slices.Clone(p.Areas),
		Seats:      slices.Concat(p.Seats, more.Seats),
	}
	right := p.Size.Width
	for i := len(p.Seats); i < len(joined.Seats); i++ {
		joined.Seats[i].X += right
	}
	joined.Size.Width += more.Size.Width
	joined.Size.Height = max(p.Size.Height, more.Size.Height)
	for _, area := range more.Areas {
		if !area.saysStage() {
			area.X, area.TextAt.X = area.X+right, area.TextAt.X+right
			joined.Areas = append(joined.Areas, area)
		}
	}
	if at := joined.generatedStage(p.Size.Width); at >= 0 {
		joined.Areas = slices.Delete(joined.Areas, at, at+1)
		joined.setStage()
		joined.dearestFirst()
	}
	joined.settle()
	return joined, nil
}

// generatedStage finds the stage that we drew for a plan of a width, to be moved to the middle again; one that somebody else drew
// stays where it is, and so does that plan's order of categories.
func (p *Plan) generatedStage(width float64) int {
	drawn := generatedStageArea(width)
	return slices.IndexFunc(p.Areas, func(a PlanArea) bool {
		return a.Text == drawn.Text && a.X == drawn.X && a.Y == drawn.Y && a.Width == drawn.Width && a.Height == drawn.Height
	})
}

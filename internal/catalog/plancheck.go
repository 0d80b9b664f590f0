package catalog

import "strings"

// check looks at the plan as a whole: what no single seat can tell.
func (r *planReader) check() error {
	r.plan.Name = strings.TrimSpace(r.plan.Name)
	if err := checkLabel(ErrPlan, "The plan's name", r.plan.Name, maxPlanText); err != nil {
		return err
	}
	if len(r.guids) == 0 {
		return ErrPlan.Saying("The plan has no seats. Nothing was changed.")
	}
	if r.placed > 0 && r.unplaced != "" {
		return ErrPlan.Saying("%s has no position, though other seats have one. Nothing was changed.", r.unplaced)
	}
	categories := make(map[string]bool, len(r.plan.Categories))
	for _, category := range r.plan.Categories {
		categories[category.Name] = true
	}
	for _, section := range r.plan.Sections {
		if err := section.check(categories); err != nil {
			return err
		}
	}
	return nil
}

// check refuses seats of categories that do not exist, and seats that a ticket could not tell apart.
func (s RawSection) check(categories map[string]bool) error {
	type name struct{ row, seat string }
	seen := map[name]bool{}
	for _, row := range s.Rows {
		for _, seat := range row.Seats {
			if !categories[seat.Category] {
				return ErrPlan.Saying("Section %s, row %s, seat %s is of the category %.40s, which the plan does not list. Nothing was changed.",
					s.Name, row.Label, seat.Label, seat.Category)
			}
			n := name{row: row.Label, seat: seat.Label}
			if seen[n] {
				return ErrPlan.Saying("Two seats are both called section %s, row %s, seat %s: give their zones, rows or seats different names. Nothing was changed.",
					s.Name, row.Label, seat.Label)
			}
			seen[n] = true
		}
	}
	return nil
}

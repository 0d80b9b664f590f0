package catalog

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
)

// ReadPlan reads a plan in the open format of pretix's plan editor (contracts/seating-plan.schema.json). Members that we do not
// know are ignored. What cannot become tickets is refused with [ErrPlan] and a sentence that says where; an error of the reader
// itself is returned wrapped.
func ReadPlan(r io.Reader) (*RawPlan, error) {
	reader := &planReader{
		jsonWalker: jsonWalker{dec: json.NewDecoder(r)},
		plan:       &RawPlan{},
		guids:      map[string]bool{},
		sections:   map[string]int{},
	}
	if err := reader.object("The seat plan", reader.member); err != nil {
		return nil, err
	}
	if err := reader.end(); err != nil {
		return nil, err
	}
	if err := reader.check(); err != nil {
		return nil, err
	}
	return reader.plan, nil
}

// planReader holds what is known half-way through a plan.
type planReader struct {
	jsonWalker
	plan     *RawPlan
	guids    map[string]bool
	sections map[string]int // index by name
	placed   int            // seats that have a position
	unplaced string
	points   int
}

// The file's shapes. A pointer tells what is missing from what is empty.
type (
	filePoint struct {
		X *float64 `json:"x"`
		Y *float64 `json:"y"`
	}
	fileCategory struct {
		Name  string `json:"name"`
		Color string `json:"color"`
	}
	fileRow struct {
		Number   *string    `json:"row_number"`
		Position *filePoint `json:"position"`
		Seats    []fileSeat `json:"seats"`
	}
	fileSeat struct {
		GUID     *string    `json:"seat_guid"`
		Number   *string    `json:"seat_number"`
		Position *filePoint `json:"position"`
		Category *string    `json:"category"`
	}
	fileZone struct {
		name  string
		at    PlanPoint
		rows  []RawRow
		areas []fileArea
	}
)

func (r *planReader) member(name string) error {
	switch name {
	case "name":
		return r.value("The plan's name", &r.plan.Name)
	case "size":
		return r.size()
	case "categories":
		return r.list("The list of categories", r.category)
	case "zones":
		return r.list("The list of zones", r.zone)
	default:
		return r.skip()
	}
}

func (r *planReader) size() error {
	var size struct{ Width, Height float64 }
	if err := r.value("The plan's size", &size); err != nil {
		return err
	}
	if size.Width < 0 || size.Height < 0 || size.Width > maxPosition || size.Height > maxPosition {
		return ErrPlan.Saying("The plan's size must be between 0 and %d. Nothing was changed.", int(maxPosition))
	}
	r.plan.Size = PlanSize(size)
	return nil
}

func (r *planReader) category(n int) error {
	var category fileCategory
	what := fmt.Sprintf("Category %d", n)
	if err := r.value(what, &category); err != nil {
		return err
	}
	name := strings.TrimSpace(category.Name)
	if name == "" {
		return ErrPlan.Saying("%s has no name. Nothing was changed.", what)
	}
	if err := checkLabel(ErrPlan, "The name of category "+fmt.Sprint(n), name, maxLabel); err != nil {
		return err
	}
	for _, known := range r.plan.Categories {
		if known.Name == name {
			return nil
		}
	}
	if len(r.plan.Categories) == maxCategories {
		return ErrPlan.Saying("The plan has more than %d categories. Nothing was changed.", maxCategories)
	}
	r.plan.Categories = append(r.plan.Categories, RawCategory{Name: name, Color: cssColor(category.Color)})
	return nil
}

// zone reads one zone. Its position may stand behind its rows, so everything moves to its place at the end.
func (r *planReader) zone(n int) error {
	zone := fileZone{name: fmt.Sprintf("Zone %d", n)}
	err := r.object("Zone "+fmt.Sprint(n), func(member string) error { return r.zoneMember(&zone, member) })
	if err != nil {
		return err
	}
	for i := range zone.rows {
		for j := range zone.rows[i].Seats {
			zone.rows[i].Seats[j].At = zone.rows[i].Seats[j].At.plus(zone.at)
		}
	}
	for _, area := range zone.areas {
		r.addArea(area, zone.at)
	}
	if len(zone.rows) == 0 {
		return nil // a zone may hold nothing but shapes
	}
	at, known := r.sections[zone.name]
	if !known {
		at = len(r.plan.Sections)
		r.sections[zone.name] = at
		r.plan.Sections = append(r.plan.Sections, RawSection{Name: zone.name})
	}
	r.plan.Sections[at].Rows = append(r.plan.Sections[at].Rows, zone.rows...)
	return nil
}

func (r *planReader) zoneMember(zone *fileZone, member string) error {
	switch member {
	case "name":
		return r.zoneName(zone)
	case "position":
		var at filePoint
		if err := r.value("The position of "+zone.name, &at); err != nil {
			return err
		}
		var err error
		zone.at, err = at.point("The position of " + zone.name)
		return err
	case "rows":
		return r.list("The list of rows of "+zone.name, func(n int) error {
			row, err := r.row(zone.name, n)
			if len(row.Seats) > 0 {
				zone.rows = append(zone.rows, row)
			}
			return err
		})
	case "areas":
		return r.list("The list of areas of "+zone.name, func(int) error {
			return r.area(zone)
		})
	default:
		return r.skip()
	}
}

// zoneName reads the section's label; a zone without one keeps its number.
func (r *planReader) zoneName(zone *fileZone) error {
	var name string
	what := "The name of " + zone.name
	if err := r.value(what, &name); err != nil {
		return err
	}
	if name = strings.TrimSpace(name); name != "" {
		zone.name = name
	}
	return checkLabel(ErrPlan, what, name, maxLabel)
}

func (r *planReader) row(zone string, n int) (RawRow, error) {
	var file fileRow
	what := fmt.Sprintf("Row %d of %s", n, zone)
	if err := r.value(what, &file); err != nil {
		return RawRow{}, err
	}
	if file.Number == nil {
		return RawRow{}, ErrPlan.Saying("%s has no row_number. Nothing was changed.", what)
	}
	row := RawRow{Label: strings.TrimSpace(*file.Number), Seats: make([]RawSeat, 0, len(file.Seats))}
	if err := checkLabel(ErrPlan, "The label of "+what, row.Label, maxLabel); err != nil {
		return RawRow{}, err
	}
	at, err := file.Position.point("The position of " + what)
	if err != nil {
		return RawRow{}, err
	}
	for i, seat := range file.Seats {
		raw, err := r.seat(seat, fmt.Sprintf("Seat %d in row %s of %s", i+1, row.Label, zone))
		if err != nil {
			return RawRow{}, err
		}
		raw.At = raw.At.plus(at)
		row.Seats = append(row.Seats, raw)
	}
	return row, nil
}

func (r *planReader) seat(file fileSeat, what string) (RawSeat, error) {
	seat := RawSeat{GUID: trimmed(file.GUID), Label: trimmed(file.Number), Category: trimmed(file.Category)}
	switch {
	case len(r.guids) == maxPlanSeats:
		return seat, ErrPlan.Saying("The plan has more than %d seats. Nothing was changed.", maxPlanSeats)
	case seat.GUID == "":
		return seat, ErrPlan.Saying("%s has no seat_guid. Nothing was changed.", what)
	case r.guids[seat.GUID]:
		return seat, ErrPlan.Saying("%s has the seat_guid of another seat: %.40s. Nothing was changed.", what, seat.GUID)
	case seat.Label == "":
		return seat, ErrPlan.Saying("%s has no seat_number. Nothing was changed.", what)
	case seat.Category == "":
		return seat, ErrPlan.Saying("%s has no category. Nothing was changed.", what)
	}
	if err := checkLabel(ErrPlan, "The seat_guid of "+what, seat.GUID, maxGUID); err != nil {
		return seat, err
	}
	if err := checkLabel(ErrPlan, "The seat_number of "+what, seat.Label, maxLabel); err != nil {
		return seat, err
	}
	r.guids[seat.GUID] = true
	if file.Position == nil {
		r.unplaced = what
		return seat, nil
	}
	r.placed++
	at, err := file.Position.point("The position of " + what)
	seat.At = at
	return seat, err
}

// point reads a position; none at all is the origin.
func (p *filePoint) point(what string) (PlanPoint, error) {
	if p == nil {
		return PlanPoint{}, nil
	}
	if p.X == nil || p.Y == nil {
		return PlanPoint{}, ErrPlan.Saying("%s needs x and y. Nothing was changed.", what)
	}
	if math.Abs(*p.X) > maxPosition || math.Abs(*p.Y) > maxPosition {
		return PlanPoint{}, ErrPlan.Saying("%s lies further out than %d. Nothing was changed.", what, int(maxPosition))
	}
	return PlanPoint{X: *p.X, Y: *p.Y}, nil
}

func (p PlanPoint) plus(q PlanPoint) PlanPoint { return PlanPoint{X: p.X + q.X, Y: p.Y + q.Y} }

func trimmed(s *string) string {
	if s == nil {
		return ""
	}
	return strings.TrimSpace(*s)
}

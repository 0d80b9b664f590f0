package catalog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

// The ways in which a layout is refused. Nothing has been written when one of them is returned.
var (
	ErrPlan     = fault.New(fault.Invalid, "invalid_plan", "That is not a seat plan that we can read. Nothing was changed.")
	ErrPricing  = fault.New(fault.Invalid, "invalid_prices", "The prices do not fit the seat plan. Nothing was changed.")
	ErrSections = fault.New(fault.Invalid, "invalid_sections", "The sections do not make a seat plan. Nothing was changed.")
)

const (
	maxLabel      = 40      // characters of a section, row, seat or category label
	maxGUID       = 100     // characters of a seat's name in the file
	maxPlanText   = 200     // characters of a plan's name or a drawn text
	maxPosition   = 1e6     // plan units from the origin, in any direction
	maxCategories = 500     // of a plan
	maxAreas      = 10_000  // drawn shapes
	maxPoints     = 100_000 // corners of all polygons together
)

// RawPlan is a plan as it was read and found sound: of no event yet, and without prices.
type RawPlan struct {
	Name       string
	Size       PlanSize
	Categories []RawCategory
	Areas      []PlanArea
	Sections   []RawSection
}

// RawCategory is a category of the file.
type RawCategory struct{ Name, Color string }

// RawSection is a zone of the file. Zones of one name are one section.
type RawSection struct {
	Name string
	Rows []RawRow
}

// RawRow is a row of the file.
type RawRow struct {
	Label string
	Seats []RawSeat
}

// RawSeat is a seat of the file, at its place in the whole plan.
type RawSeat struct {
	GUID, Label, Category string
	At                    PlanPoint
}

// Count is the number of seats.
func (r *RawPlan) Count() int {
	n := 0
	for _, section := range r.Sections {
		for _, row := range section.Rows {
			n += len(row.Seats)
		}
	}
	return n
}

// checkLabel refuses what could not be shown, printed on a ticket or kept as text. What names the thing in the sentence.
func checkLabel(refuse *fault.Error, what, label string, limit int) error {
	if utf8.RuneCountInString(label) > limit {
		return refuse.Saying("%s is longer than %d characters. Nothing was changed.", what, limit)
	}
	if strings.ContainsFunc(label, unprintable) {
		return refuse.Saying("%s contains control characters or bytes that are not text. Nothing was changed.", what)
	}
	return nil
}

// unprintable also finds U+FFFD, which the JSON reader puts in the place of broken UTF-8.
func unprintable(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}

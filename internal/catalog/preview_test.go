package catalog_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
)

func TestAPreviewOfSectionsIsThePlanThatTheCallMakesAndWritesNothing(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(2)
	sections := []catalog.SectionConfiguration{{SectionCode: "B", Rows: 1, SeatsPerRow: 5, PriceMultiplier: "2"}, {SectionCode: "Floor", Capacity: 7}}
	facts := len(w.mem.DB.Facts(0))
	more, whole, err := w.PreviewSeats(t.Context(), e.ID, sections)
	if err != nil || len(more.Seats) != 12 || len(whole.Seats) != 32 || len(whole.Sections()) != 3 {
		t.Fatalf("%+v, %v", whole, err)
	}
	if w.Now(e.ID) != e || len(w.mem.DB.Facts(0)) != facts || len(w.Inventory.Replaced()) != 0 {
		t.Error("a preview was written or told")
	}
	w.Seats(e.ID, sections...)
	if made := w.Now(e.ID); made.PlanHash != whole.Hash() {
		t.Error("the preview showed another plan")
	}
}

func TestAPreviewOfAPlanIsThePlanThatTheImportMakesAndWritesNothing(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	ask := func() (*catalog.Plan, error) {
		return w.PreviewPlan(t.Context(), e.ID, catalog.PlanImport{Body: bytes.NewReader(concertHall(t))})
	}
	_, err := ask()
	refused(t, err, catalog.ErrOverCapacity)
	if _, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{MaxCapacity: ptr(2000)}); err != nil {
		t.Fatal(err)
	}
	before := w.Now(e.ID)
	w.Inventory.RefuseLayout = func(catalog.Relay) error { return errors.New("a preview does not ask inventory") }
	plan, err := ask()
	if err != nil || len(plan.Seats) != 1811 || w.Now(e.ID) != before {
		t.Fatalf("%v", err)
	}
	w.Inventory.RefuseLayout = nil
	if _, err := w.hall(e.ID); err != nil || w.Now(e.ID).PlanHash != plan.Hash() {
		t.Errorf("the preview showed another plan, %v", err)
	}
}

func TestAPreviewRefusesWhatTheCallRefuses(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	for name, c := range map[string]struct {
		sections []catalog.SectionConfiguration
		want     error
	}{
		"a section that is there": {[]catalog.SectionConfiguration{{SectionCode: "A", Capacity: 1}}, catalog.ErrSections},
		"no section":              {nil, catalog.ErrSections},
		"too many seats":          {[]catalog.SectionConfiguration{{SectionCode: "B", Capacity: 91}}, catalog.ErrOverCapacity},
		"a price beyond all":      {[]catalog.SectionConfiguration{{SectionCode: "B", Capacity: 1, PriceMultiplier: "1000000"}}, catalog.ErrPricing},
	} {
		if _, _, err := w.PreviewSeats(t.Context(), e.ID, c.sections); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := w.PreviewPlan(t.Context(), e.ID, catalog.PlanImport{Body: bytes.NewReader([]byte("[]"))})
	refused(t, err, catalog.ErrPlan)
	_, _, err = w.PreviewSeats(t.Context(), catalog.EventID{9}, nil)
	refused(t, err, catalog.ErrNoSuchEvent)
	if _, err := w.Cancel(t.Context(), catalogtest.Organiser, e.ID); err != nil {
		t.Fatal(err)
	}
	_, _, err = w.PreviewSeats(t.Context(), e.ID, []catalog.SectionConfiguration{{SectionCode: "B", Capacity: 1}})
	refused(t, err, catalog.ErrEventCancelled)
	_, err = w.PreviewPlan(t.Context(), e.ID, catalog.PlanImport{Body: bytes.NewReader(concertHall(t))})
	refused(t, err, catalog.ErrEventCancelled)
}

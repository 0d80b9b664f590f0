package catalog_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
)

func TestASaleStandsAsStatusDatesAndSeatsSay(t *testing.T) {
	t.Parallel()
	now := time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)
	for want, changes := range map[catalog.Sale][]func(*catalog.Event){
		catalog.SaleOpen: {
			func(*catalog.Event) {},
			func(e *catalog.Event) { e.SaleOpensAt = now },
			func(e *catalog.Event) { e.SaleClosesAt = now.Add(time.Microsecond) },
		},
		catalog.SaleFull:  {func(e *catalog.Event) { e.Tally = catalog.Tally{Reserved: 1, Sold: 2} }},
		catalog.SaleLater: {func(e *catalog.Event) { e.SaleOpensAt = now.Add(time.Microsecond) }, func(e *catalog.Event) { e.Tally = catalog.Tally{} }},
		catalog.SaleOver: {
			func(e *catalog.Event) { e.SaleClosesAt = now },
			func(e *catalog.Event) { e.EventDate = now },
			func(e *catalog.Event) { e.EventDate, e.Status = now, catalog.Inactive },
		},
		catalog.SaleOff:       {func(e *catalog.Event) { e.Status = catalog.Inactive }},
		catalog.SaleCancelled: {func(e *catalog.Event) { e.Status, e.EventDate = catalog.Cancelled, now.AddDate(0, 0, -1) }},
	} {
		for i, change := range changes {
			e := catalog.Event{Status: catalog.Active, EventDate: now.AddDate(0, 0, 7), Tally: catalog.Tally{Available: 1}}
			if change(&e); e.Sale(now) != want {
				t.Errorf("%s, case %d: %s", want, i, e.Sale(now))
			}
		}
	}
}

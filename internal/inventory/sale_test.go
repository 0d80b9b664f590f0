package inventory_test

import (
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/fault"
)

func TestSeatsAreHeldOnlyWhileTheEventIsOnSale(t *testing.T) {
	t.Parallel()
	now := inventorytest.Start
	for what, c := range map[string]struct {
		change func(*inventory.Sale)
		want   *fault.Error
	}{
		"on sale":                         {func(*inventory.Sale) {}, nil},
		"cancelled":                       {func(s *inventory.Sale) { s.Status = inventory.Cancelled }, inventory.ErrEventCancelled},
		"inactive":                        {func(s *inventory.Sale) { s.Status = inventory.NotOnSale }, inventory.ErrEventInactive},
		"without terms":                   {func(s *inventory.Sale) { *s = inventory.Sale{} }, inventory.ErrEventInactive},
		"begins now":                      {func(s *inventory.Sale) { s.Date = now }, inventory.ErrEventPast},
		"begins in a microsecond":         {func(s *inventory.Sale) { s.Date = now.Add(time.Microsecond) }, nil},
		"opens in a microsecond":          {func(s *inventory.Sale) { s.Opens = now.Add(time.Microsecond) }, inventory.ErrSaleNotOpen},
		"opens now":                       {func(s *inventory.Sale) { s.Opens = now }, nil},
		"closes now":                      {func(s *inventory.Sale) { s.Closes = now }, inventory.ErrSaleClosed},
		"closes in a microsecond":         {func(s *inventory.Sale) { s.Closes = now.Add(time.Microsecond) }, nil},
		"waits for a new layout":          {func(s *inventory.Sale) { s.RelaidUntil = now.Add(time.Second) }, inventory.ErrSalePaused},
		"waited long enough for a layout": {func(s *inventory.Sale) { s.RelaidUntil = now }, nil},
	} {
		sale := inventory.Sale{Terms: inventory.Terms{Status: inventory.OnSale, Date: now.Add(time.Hour)}}
		c.change(&sale)
		err := sale.OnSale(now)
		if c.want == nil && err != nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", what, err, c.want)
		}
	}
}

func TestTheLimitIsTheEventsOrElseTheHouses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		limit, has, more int
		want             bool
	}{{0, 0, 6, true}, {0, 0, 7, false}, {0, 6, 1, false}, {2, 1, 1, true}, {2, 2, 1, false}, {20, 6, 10, true}} {
		sale := inventory.Sale{Terms: inventory.Terms{Limit: c.limit}}
		if got := sale.Admits(c.has, c.more, 6) == nil; got != c.want {
			t.Errorf("%+v: admitted %v", c, got)
		}
	}
}

func TestTermsAreRefusedThatWouldBreakAPromise(t *testing.T) {
	t.Parallel()
	sale := inventory.Sale{Terms: inventory.Terms{Status: inventory.OnSale, Currency: "EUR"}}
	over := inventory.Sale{Terms: inventory.Terms{Status: inventory.Cancelled, Currency: "EUR"}}
	terms := func(status inventory.SaleStatus) inventory.Terms {
		return inventory.Terms{Status: status, Currency: "EUR"}
	}
	for what, c := range map[string]struct {
		sale   inventory.Sale
		terms  inventory.Terms
		counts inventory.Counts
		want   *fault.Error
	}{
		"deactivate while a seat is held":       {sale, terms(inventory.NotOnSale), inventory.Counts{Held: 1}, inventory.ErrHasReservations},
		"deactivate with sold seats":            {sale, terms(inventory.NotOnSale), inventory.Counts{Sold: 9, Free: 1}, nil},
		"cancel while a seat is held":           {sale, terms(inventory.Cancelled), inventory.Counts{Held: 1}, nil},
		"revive a cancelled event":              {over, terms(inventory.OnSale), inventory.Counts{}, inventory.ErrEventCancelled},
		"another currency with seats":           {sale, inventory.Terms{Status: inventory.OnSale, Currency: "USD"}, inventory.Counts{Free: 1}, inventory.ErrCurrencyFixed},
		"another currency before the seats":     {sale, inventory.Terms{Status: inventory.OnSale, Currency: "USD"}, inventory.Counts{}, nil},
		"change the limit while a seat is held": {sale, terms(inventory.OnSale), inventory.Counts{Held: 1}, nil},
	} {
		err := c.sale.Permits(c.terms, c.counts)
		if c.want == nil && err != nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", what, err, c.want)
		}
	}
}

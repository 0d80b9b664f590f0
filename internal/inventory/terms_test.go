package inventory_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
)

func TestAnEventIsNotDeactivatedWhileASeatIsHeld(t *testing.T) {
	t.Parallel()
	h := open(t)
	holds := h.Hold(t, h.Buyer(), h.Seat("A", 1))
	h.Terms.Version, h.Terms.Status = 2, inventory.NotOnSale
	refused(t, h.SetTerms(t.Context(), h.Terms), inventory.ErrHasReservations)
	h.Hold(t, h.Buyer(), h.Seat("A", 2))
	ok(t, h.Release(t.Context(), inventorytest.IDs(holds), "order_cancelled"))
	h.lapse(t)
	ok(t, h.SetTerms(t.Context(), h.Terms))
	_, err := h.Try(t.Context(), h.Buyer(), h.Seat("A", 1))
	refused(t, err, inventory.ErrEventInactive)
}

func TestTermsThatTheCatalogueDidNotCommitAreReplacedByItsNextOfTheSameVersion(t *testing.T) {
	t.Parallel()
	h := open(t)
	tried, made := h.Terms, h.Terms
	tried.Version, tried.Limit = 2, 1
	made.Version, made.Limit = 2, 4
	ok(t, h.SetTerms(t.Context(), tried))
	ok(t, h.SetTerms(t.Context(), made))
	ok(t, h.SetTerms(t.Context(), h.Terms)) // old news
	sale, err := h.SaleOf(t.Context(), h.Event)
	ok(t, err)
	same(t, sale.Terms, made)
}

func TestTheCurrencyStaysOnceThereAreSeats(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Terms.Version, h.Terms.Currency = 2, "USD"
	refused(t, h.SetTerms(t.Context(), h.Terms), inventory.ErrCurrencyFixed)
	empty := inventory.Terms{Event: inventory.EventID(h.IDs.New()), Version: 1, Status: inventory.OnSale, Date: inventorytest.Start.Add(time.Hour), Currency: "EUR"}
	ok(t, h.SetTerms(t.Context(), empty))
	empty.Version, empty.Currency = 2, "USD"
	ok(t, h.SetTerms(t.Context(), empty))
}

package fulfillment_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentmem"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

func TestAMailEnclosesTheTicketsThatAdmitOrTheOneThatIsNamed(t *testing.T) {
	t.Parallel()
	w := fulfillmenttest.NewWorld(fulfillmentmem.New())
	tickets, err := w.Issued(t.Context(), "a", 2)
	if err != nil {
		t.Fatal(err)
	}
	order := tickets[0].Order
	all, err := w.Enclose(t.Context(), order, fulfillment.TicketID{})
	if err != nil || len(all.Lines) != 2 || len(all.Files) != 3 {
		t.Fatalf("%d lines, %d files, %v", len(all.Lines), len(all.Files), err)
	}
	concert := fulfillmenttest.Concert()
	want := fulfillment.Line{
		Number: "NRa-2", Event: concert.Name, Venue: concert.Venue, Starts: concert.Starts, TimeZone: concert.TimeZone,
		Section: "Platea", Row: "C", Seat: "15", Price: money.Of(4550, "USD"),
	}
	if diff := cmp.Diff(want, all.Lines[1]); diff != "" {
		t.Error(diff)
	}
	one, err := w.Enclose(t.Context(), order, tickets[1].ID)
	if err != nil || len(one.Lines) != 1 || one.Lines[0].Number != "NRa-2" || len(one.Files) != 2 || one.Files[0].Name != "ticket-NRa-2.pdf" {
		t.Errorf("the one that is named: %+v, %v", one.Lines, err)
	}
	if err := w.Void(t.Context(), order.UUID()); err != nil {
		t.Fatal(err)
	}
	for _, only := range []fulfillment.TicketID{{}, tickets[0].ID} {
		if none, err := w.Enclose(t.Context(), order, only); err != nil || len(none.Lines)+len(none.Files) != 0 {
			t.Errorf("of a void order: %+v, %v", none, err)
		}
	}
	if _, err := w.Enclose(t.Context(), fulfillment.OrderID(id.Named(id.Nil, "x")), fulfillment.TicketID{}); !errors.Is(err, fulfillment.ErrOrderNotFound) {
		t.Errorf("of no order: %v", err)
	}
}

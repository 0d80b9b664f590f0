package fulfillment_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentmem"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// listed pages through a search to its end.
func listed(t *testing.T, w *fulfillmenttest.World, query fulfillment.AttendeeQuery, text string) (found []fulfillment.Attendee) {
	t.Helper()
	query.Event = fulfillmenttest.Concert().ID
	for pages := 0; pages < 500; pages++ {
		page, next, err := w.Attendees(t.Context(), query, text)
		if err != nil || len(page) > query.Limit {
			t.Fatalf("%q: a page of %d, %v", text, len(page), err)
		}
		if found = append(found, page...); next == (fulfillment.AttendeeMark{}) {
			return found
		}
		query.After = next
	}
	t.Fatalf("%q: the list does not end", text)
	return nil
}

func numbers(found []fulfillment.Attendee) string {
	var list []string
	for _, a := range found {
		list = append(list, a.Number)
	}
	return strings.Join(list, " ")
}

func TestAttendeesAreFoundByHolderAddressAndNumber(t *testing.T) {
	t.Parallel()
	w := fulfillmenttest.NewWorld(fulfillmentmem.New())
	for _, name := range []string{"A", "B"} {
		if _, err := w.Issued(t.Context(), name, 3); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Void(t.Context(), id.Named(id.Nil, "B")); err != nil {
		t.Fatal(err)
	}
	first, second := "NRA-1 NRA-2 NRA-3", "NRB-1 NRB-2 NRB-3"
	all := first + " " + second
	if id.Compare(id.Named(id.Nil, "A"), id.Named(id.Nil, "B")) < 0 {
		all = second + " " + first
	}
	for text, want := range map[string]string{
		"": all, " ana m": all, "A@EXAMPLE": first, "b@": second, "nrb": second, "NRA-2": "NRA-2", "nrb-3": "NRB-3", "NRA-9": "", "eve": "", "Jean-1": "",
	} {
		for _, limit := range []int{1, 2, 3, 100} {
			if got := numbers(listed(t, w, fulfillment.AttendeeQuery{Limit: limit}, text)); got != want {
				t.Errorf("%q by %d: %q, want %q", text, limit, got, want)
			}
		}
	}
	if got := numbers(listed(t, w, fulfillment.AttendeeQuery{Limit: 2, Status: fulfillment.Cancelled}, "ana")); got != second {
		t.Errorf("cancelled ones: %q", got)
	}
	if got := numbers(listed(t, w, fulfillment.AttendeeQuery{Limit: 2, Status: fulfillment.Cancelled}, "NRA-1")); got != "" {
		t.Errorf("a number of another status: %q", got)
	}
	found, _, err := w.Attendees(t.Context(), fulfillment.AttendeeQuery{Event: fulfillmenttest.Concert().ID, Limit: 1}, "a@")
	if err != nil || found[0].Email != "a@example.com" || found[0].OrderNumber() != "NRA" {
		t.Errorf("got %+v, %v", found, err)
	}
	if other, _, err := w.Attendees(t.Context(), fulfillment.AttendeeQuery{Event: w.IDs.New(), Limit: 10}, "NRA-1"); len(other) != 0 || err != nil {
		t.Errorf("of another event: %+v, %v", other, err)
	}
}

func TestASearchGoesOnThroughManyOrders(t *testing.T) {
	t.Parallel()
	w := fulfillmenttest.NewWorld(fulfillmentmem.New())
	if _, err := w.Issued(t.Context(), "A", 1); err != nil {
		t.Fatal(err)
	}
	for i := range 1200 { // more orders than a page looks at; theirs are still to be issued
		w.Paid(fmt.Sprint("open ", i), 1)
	}
	if got := numbers(listed(t, w, fulfillment.AttendeeQuery{Limit: 50}, "ana")); got != "NRA-1" {
		t.Errorf("found %q", got)
	}
}

// away is ordering that does not answer.
type away struct{ fulfillment.Orders }

var errAway = errors.New("ordering is away")

func (away) Purchases(context.Context, []fulfillment.OrderID) (map[fulfillment.OrderID]fulfillment.Purchase, error) {
	return nil, errAway
}

func (away) PaidOf(context.Context, id.UUID, string, fulfillment.OrderID, int) ([]fulfillment.OrderID, error) {
	return nil, errAway
}

func TestAttendeesAreListedWithoutAddressesWhileOrderingIsAway(t *testing.T) {
	t.Parallel()
	w := fulfillmenttest.NewWorld(fulfillmentmem.New())
	if _, err := w.Issued(t.Context(), "A", 2); err != nil {
		t.Fatal(err)
	}
	svc := fulfillment.New(w.Store, fulfillment.Ports{Orders: away{}, Sealer: fulfillmenttest.Sealer{}}, w.Rules, w.Clock, w.IDs)
	query := fulfillment.AttendeeQuery{Event: fulfillmenttest.Concert().ID, Limit: 10}
	found, _, err := svc.Attendees(t.Context(), query, "")
	if numbers(found) != "NRA-1 NRA-2" || err != nil || found[0].Email != "" {
		t.Errorf("got %+v, %v", found, err)
	}
	if _, _, err := svc.Attendees(t.Context(), query, "ana"); !errors.Is(err, errAway) {
		t.Errorf("a search: %v", err)
	}
	err = svc.AllAttendees(t.Context(), query.Event, 10, func(page []fulfillment.Attendee) error {
		t.Errorf("a file without addresses: %+v", page)
		return nil
	})
	if !errors.Is(err, errAway) {
		t.Errorf("the file: %v", err)
	}
}

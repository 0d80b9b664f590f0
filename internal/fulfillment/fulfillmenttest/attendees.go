package fulfillmenttest

import (
	"cmp"
	"slices"
	"testing"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func attendees(t *testing.T, w *World) {
	var all []fulfillment.Ticket
	for _, name := range []string{"A", "B", "C"} {
		for _, ticket := range issuedOf(t, w, name, 3) {
			all = append(all, ticket.Ticket)
		}
	}
	slices.SortFunc(all, func(a, b fulfillment.Ticket) int {
		return cmp.Or(id.Compare(b.Order, a.Order), cmp.Compare(a.Position, b.Position))
	})
	all[4] = all[4].Cancel(Start)
	change(t, w, func(tx fulfillment.Tx) error { return tx.PutTickets(t.Context(), all[4:5]) })
	list := func(query fulfillment.AttendeeQuery) []fulfillment.Ticket {
		t.Helper()
		found, err := w.Store.Attendees(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	event := Concert().ID
	same(t, all, list(fulfillment.AttendeeQuery{Event: event, Limit: 100}))
	same(t, all[:4], list(fulfillment.AttendeeQuery{Event: event, Limit: 4}))
	after := fulfillment.AttendeeMark{Order: all[3].Order, Position: all[3].Position}
	same(t, all[4:], list(fulfillment.AttendeeQuery{Event: event, Limit: 100, After: after}))
	same(t, all[4:5], list(fulfillment.AttendeeQuery{Event: event, Limit: 100, Status: fulfillment.Cancelled}))
	two := []fulfillment.OrderID{all[0].Order, all[3].Order}
	same(t, all[4:6], list(fulfillment.AttendeeQuery{Event: event, Limit: 100, Orders: two, After: after}))
	same(t, all[:6], list(fulfillment.AttendeeQuery{Event: event, Limit: 100, Orders: two}))
	for _, query := range []fulfillment.AttendeeQuery{
		{Event: w.IDs.New(), Limit: 100},
		{Event: w.IDs.New(), Limit: 100, Orders: two},
		{Event: event, Limit: 100, Orders: []fulfillment.OrderID{}},
		{Event: event, Limit: 100, After: fulfillment.AttendeeMark{Order: all[8].Order, Position: 3}},
	} {
		if found := list(query); len(found) != 0 {
			t.Errorf("%+v: found %v", query, found)
		}
	}
}

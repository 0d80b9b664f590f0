package fulfillmenttest

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// scanOf is a line of the log that admits.
func scanOf(w *World, ticket fulfillment.Ticket, gate string) fulfillment.Scan {
	return fulfillment.Scan{
		ID: w.IDs.New(), Ticket: ticket.ID, Event: ticket.Event, Revision: 1, Outcome: fulfillment.Admitted, Gate: gate,
		At: Start.Add(-time.Hour), Recorded: Start, By: Staff().Customer,
	}
}

func scansOf(t *testing.T, w *World, ticket fulfillment.TicketID) []fulfillment.Scan {
	t.Helper()
	scans, err := w.Store.Scans(t.Context(), []fulfillment.TicketID{ticket})
	if err != nil {
		t.Fatal(err)
	}
	return scans
}

func scanIsKept(t *testing.T, w *World) {
	ticket := issuedOf(t, w, "A", 1)[0].Ticket
	first := scanOf(w, ticket, "North")
	second := scanOf(w, ticket, "South")
	second.Outcome, second.Recorded = fulfillment.AlreadyAdmitted, Start.Add(-time.Minute)
	again := first
	again.Gate = "West"
	change(t, w, func(tx fulfillment.Tx) error { return tx.AddScans(t.Context(), []fulfillment.Scan{first, second}) })
	change(t, w, func(tx fulfillment.Tx) error { return tx.AddScans(t.Context(), []fulfillment.Scan{again}) })
	same(t, []fulfillment.Scan{first, second}, scansOf(t, w, ticket.ID))
}

// scanAdmitsAtLast: a scan that was refused, or undone, and is sent again when nothing stands in its way.
func scanAdmitsAtLast(t *testing.T, w *World) {
	ticket := issuedOf(t, w, "A", 1)[0].Ticket
	first, second := scanOf(w, ticket, "North"), scanOf(w, ticket, "South")
	second.Outcome = fulfillment.AlreadyAdmitted
	add := func(scan fulfillment.Scan) {
		change(t, w, func(tx fulfillment.Tx) error { return tx.AddScans(t.Context(), []fulfillment.Scan{scan}) })
	}
	undo := func(scan fulfillment.Scan) {
		change(t, w, func(tx fulfillment.Tx) error { return tx.UndoScan(t.Context(), scan.ID, Stranger().Customer, Start) })
	}
	add(first)
	add(second)
	undo(first)
	first.UndoneAt, first.UndoneBy = Start, Stranger().Customer
	second.Outcome = fulfillment.Admitted
	add(second)
	same(t, []fulfillment.Scan{first, second}, scansOf(t, w, ticket.ID))
	undo(second)
	add(second)
	same(t, []fulfillment.Scan{first, second}, scansOf(t, w, ticket.ID))
}

func logAdmitsOnce(t *testing.T, w *World) {
	ticket := issuedOf(t, w, "A", 1)[0].Ticket
	first, second := scanOf(w, ticket, "North"), scanOf(w, ticket, "South")
	add := func(scan fulfillment.Scan) error {
		return w.Store.Update(t.Context(), func(tx fulfillment.Tx) error { return tx.AddScans(t.Context(), []fulfillment.Scan{scan}) })
	}
	if err := add(first); err != nil {
		t.Fatal(err)
	}
	if err := add(second); err == nil {
		t.Error("the log admits twice")
	}
	change(t, w, func(tx fulfillment.Tx) error {
		return tx.UndoScan(t.Context(), first.ID, Stranger().Customer, Start)
	})
	if err := add(second); err != nil {
		t.Errorf("after the first was undone: %v", err)
	}
	first.UndoneAt, first.UndoneBy = Start, Stranger().Customer
	same(t, []fulfillment.Scan{first, second}, scansOf(t, w, ticket.ID))
	err := w.Store.Update(t.Context(), func(tx fulfillment.Tx) error { return tx.UndoScan(t.Context(), w.IDs.New(), id.Nil, Start) })
	if err == nil {
		t.Error("a scan that is not there was undone")
	}
}

func someKey(name string) fulfillment.Key {
	return fulfillment.Key{Name: name, Public: make([]byte, 32), Sealed: []byte("sealed:" + name), InUse: true, CreatedAt: Start}
}

func oneKey(t *testing.T, w *World) {
	for _, name := range []string{"one", "two"} {
		change(t, w, func(tx fulfillment.Tx) error { return tx.AddKey(t.Context(), someKey(name)) })
	}
	keys, err := w.Store.Keys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, []fulfillment.Key{someKey("one")}, keys)
}

func sealedAnew(t *testing.T, w *World) {
	key := someKey("one")
	change(t, w, func(tx fulfillment.Tx) error { return tx.AddKey(t.Context(), key) })
	key.Sealed = []byte("another seal")
	change(t, w, func(tx fulfillment.Tx) error {
		return tx.SealKeys(t.Context(), []fulfillment.Key{key, someKey("absent")})
	})
	keys, err := w.Store.Keys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, []fulfillment.Key{key}, keys)
}

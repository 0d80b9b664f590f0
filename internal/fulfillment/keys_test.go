package fulfillment_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
)

func TestACodeIsTheSameAtEveryReadInEveryProcess(t *testing.T) {
	t.Parallel()
	w := newWorld()
	issued := w.issued(t, "A", 1)[0]
	read, err := w.Another().Ticket(t.Context(), fulfillment.Reader{Who: fulfillmenttest.Buyer()}, issued.ID)
	if err != nil || read != issued {
		t.Errorf("read %+v, error %v", read, err)
	}
	keys, err := w.KeySet(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := fulfillment.Claims{
		EventID: issued.Event, TicketID: issued.ID.UUID(), SeatLabel: "Platea C-14", Number: "NRA-1", IssuedAt: fulfillmenttest.Start, Revision: 1,
	}
	got, err := fulfillment.Verify(keys, issued.Code)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%s, error %v", diff, err)
	}
}

func TestTheStoreHoldsNoPrivateKeyUnsealed(t *testing.T) {
	t.Parallel()
	w := newWorld()
	w.issued(t, "A", 1)
	keys, err := w.Store.Keys(t.Context())
	if err != nil || len(keys) != 1 || !bytes.HasPrefix(keys[0].Sealed, []byte("sealed:")) {
		t.Errorf("the store has %+v, error %v", keys, err)
	}
}

func TestResealedKeysSignTheSameCodes(t *testing.T) {
	t.Parallel()
	w := newWorld()
	issued := w.issued(t, "A", 1)[0]
	ports := fulfillment.Ports{Orders: w.Orders, Events: w.Events, Renderer: fulfillmenttest.Renderer{}, Sealer: fulfillmenttest.Sealer{Mark: " anew"}}
	changed := fulfillment.New(w.Store, ports, w.Rules, w.Clock, w.IDs)
	if n, err := changed.Reseal(t.Context()); n != 1 || err != nil {
		t.Fatalf("sealed %d, error %v", n, err)
	}
	keys, err := w.Store.Keys(t.Context())
	if err != nil || !bytes.HasPrefix(keys[0].Sealed, []byte("sealed anew:")) {
		t.Errorf("the store has %+v, error %v", keys, err)
	}
	read, err := changed.Ticket(t.Context(), fulfillment.Reader{Who: fulfillmenttest.Staff()}, issued.ID)
	if err != nil || read.Code != issued.Code {
		t.Errorf("the code is now %s, error %v", read.Code, err)
	}
}

func TestAnUnknownKeyOrSealIsAnErrorAndNoTicket(t *testing.T) {
	t.Parallel()
	w := newWorld()
	issued := w.issued(t, "A", 1)[0]
	spoil := func(do func(tx fulfillment.Tx) error) {
		t.Helper()
		if err := w.Store.Update(t.Context(), do); err != nil {
			t.Fatal(err)
		}
	}
	strange := issued.Ticket
	strange.Key = "ffffffff"
	spoil(func(tx fulfillment.Tx) error { return tx.PutTickets(t.Context(), []fulfillment.Ticket{strange}) })
	if _, err := w.Ticket(t.Context(), fulfillment.Reader{Who: fulfillmenttest.Staff()}, issued.ID); err == nil {
		t.Error("signed with a key that is not there")
	}
	keys, err := w.Store.Keys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, sealed := range []string{"lost", "sealed:too short"} {
		keys[0].Sealed = []byte(sealed)
		spoil(func(tx fulfillment.Tx) error { return tx.SealKeys(t.Context(), keys) })
		if _, err := w.Another().KeySet(t.Context()); err == nil {
			t.Errorf("a key was opened from %q", sealed)
		}
	}
}

// Package banktest holds the contract that every book of the simulated bank keeps.
package banktest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

var noon = time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC)

// TestLedger holds a book against the contract of paymentsim.Ledger. Open returns an empty one.
func TestLedger(t *testing.T, open func(t *testing.T) paymentsim.Ledger) {
	for name, test := range map[string]func(*testing.T, paymentsim.Ledger){
		"an entry comes back as it was written": roundTrip,
		"a key is opened once":                  openOnce,
		"a change that declines writes nothing": declinedChange,
		"an unknown key is no error":            unknownKey,
		"entries are listed by key":             listed,
		"two changes at once follow each other": changesAtOnce,
		"two openings at once make one entry":   openingsAtOnce,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

func entry(key id.UUID) paymentsim.Entry {
	return paymentsim.Entry{
		Key: key, State: paymentsim.Deciding, Amount: money.Of(2550, "USD"), Method: payment.ProcessorTimeout,
		OpenedAt: noon, DecidesAt: noon.Add(time.Second),
	}
}

func full(key id.UUID) paymentsim.Entry {
	e := entry(key)
	e.State, e.Transaction, e.Code, e.Reason, e.Message = paymentsim.Taken, "txn_1", "CODE", "card_declined", "A sentence."
	e.DecidedAt, e.RefundKey, e.ReturnedAt = noon.Add(time.Minute), key, noon.Add(time.Hour)
	return e
}

func roundTrip(t *testing.T, book paymentsim.Ledger) {
	for i, want := range []paymentsim.Entry{entry(newKey(1)), full(newKey(2)), {Key: newKey(3), State: paymentsim.Closed, OpenedAt: noon, DecidedAt: noon}} {
		got, err := book.Open(t.Context(), want)
		if err != nil {
			t.Fatalf("open %d: %v", i, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("opened (-want +got):\n%s", diff)
		}
		wantStands(t, book, want)
	}
	changed, found, err := book.Change(t.Context(), newKey(1), func(e *paymentsim.Entry) bool { *e = full(newKey(1)); return true })
	if err != nil || !found {
		t.Fatalf("change: %v, %v", found, err)
	}
	if diff := cmp.Diff(full(newKey(1)), changed); diff != "" {
		t.Errorf("changed (-want +got):\n%s", diff)
	}
	wantStands(t, book, full(newKey(1)))
}

func wantStands(t *testing.T, book paymentsim.Ledger, want paymentsim.Entry) {
	t.Helper()
	got, found, err := book.Entry(t.Context(), want.Key)
	if err != nil || !found {
		t.Fatalf("read: %v, %v", found, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stands (-want +got):\n%s", diff)
	}
}

func openOnce(t *testing.T, book paymentsim.Ledger) {
	first := entry(newKey(1))
	second := first
	second.State, second.DecidedAt = paymentsim.Closed, noon
	for _, e := range []paymentsim.Entry{first, second} {
		got, err := book.Open(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, got); diff != "" {
			t.Errorf("stands (-want +got):\n%s", diff)
		}
	}
}

func declinedChange(t *testing.T, book paymentsim.Ledger) {
	e := entry(newKey(1))
	if _, err := book.Open(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	got, found, err := book.Change(t.Context(), e.Key, func(e *paymentsim.Entry) bool { e.State = paymentsim.Closed; return false })
	if err != nil || !found || got.State != paymentsim.Deciding {
		t.Errorf("got %s, %v, %v; want it unchanged", got.State, found, err)
	}
	wantStands(t, book, e)
}

func unknownKey(t *testing.T, book paymentsim.Ledger) {
	if _, found, err := book.Entry(t.Context(), newKey(9)); found || err != nil {
		t.Errorf("read: %v, %v", found, err)
	}
	_, found, err := book.Change(t.Context(), newKey(9), func(*paymentsim.Entry) bool {
		t.Error("an entry that is not there was shown")
		return true
	})
	if found || err != nil {
		t.Errorf("change: %v, %v", found, err)
	}
}

func listed(t *testing.T, book paymentsim.Ledger) {
	for _, n := range []byte{3, 1, 2} {
		if _, err := book.Open(t.Context(), entry(newKey(n))); err != nil {
			t.Fatal(err)
		}
	}
	var keys []id.UUID
	for after := id.Nil; ; {
		page, err := book.Entries(t.Context(), after, 2)
		if err != nil || len(page) > 2 {
			t.Fatalf("page of %d, %v", len(page), err)
		}
		if len(page) == 0 {
			break
		}
		for _, e := range page {
			keys, after = append(keys, e.Key), e.Key
		}
	}
	if !slices.Equal(keys, []id.UUID{newKey(1), newKey(2), newKey(3)}) {
		t.Errorf("listed %v", keys)
	}
}

// changesAtOnce starts the rival while the first change looks at the entry: the rival must see what the first made of it.
func changesAtOnce(t *testing.T, book paymentsim.Ledger) {
	e := entry(newKey(1))
	if _, err := book.Open(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 30*time.Second)
	t.Cleanup(cancel)
	through, done := make(chan paymentsim.State, 10), make(chan error, 1)
	rival := func() {
		_, _, err := book.Change(ctx, e.Key, func(e *paymentsim.Entry) bool { through <- e.State; return false })
		done <- err
	}
	started := false
	_, _, err := book.Change(ctx, e.Key, func(e *paymentsim.Entry) bool {
		if !started { // it may be called again
			started = true
			go rival()
		}
		select {
		case <-through:
			t.Error("the rival did not wait")
		case <-time.After(250 * time.Millisecond):
		}
		e.State, e.DecidedAt = paymentsim.Taken, noon
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if state := <-through; state != paymentsim.Taken {
		t.Errorf("the rival saw %s, want taken", state)
	}
}

func openingsAtOnce(t *testing.T, book paymentsim.Ledger) {
	const rivals = 16
	stands := make(chan paymentsim.State, rivals)
	for i := range rivals {
		go func() {
			e := entry(newKey(1))
			if i%2 == 0 {
				e.State, e.DecidedAt = paymentsim.Closed, noon
			}
			got, err := book.Open(t.Context(), e)
			if err != nil {
				t.Errorf("open: %v", err)
			}
			stands <- got.State
		}()
	}
	first := <-stands
	for range rivals - 1 {
		if state := <-stands; state != first {
			t.Errorf("one was told %s, another %s", first, state)
		}
	}
}

func newKey(n byte) id.UUID { return id.UUID{15: n} }

package inventory_test

import (
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/id"
)

var (
	ids         = id.NewSeeded(9)
	onePayment  = inventory.PaymentID(ids.New())
	nextPayment = inventory.PaymentID(ids.New())
	oneOrder    = inventory.OrderID(ids.New())
	nextOrder   = inventory.OrderID(ids.New())
)

func active() inventory.Reservation {
	return inventory.Reservation{Status: inventory.Active, CreatedAt: inventorytest.Start, ExpiresAt: inventorytest.Start.Add(15 * time.Minute)}
}

func TestAHoldIsDueAtItsEndAndNotBefore(t *testing.T) {
	t.Parallel()
	r := active()
	if r.Due(r.ExpiresAt.Add(-time.Microsecond)) || !r.Due(r.ExpiresAt) {
		t.Error("due at the wrong time")
	}
}

func TestThePaymentWindowIsGivenOnce(t *testing.T) {
	t.Parallel()
	const window = 10 * time.Minute
	r := active()
	ok(t, r.Protect(onePayment, window, inventorytest.Start))
	end := r.ExpiresAt.Add(window)
	if r.Due(end.Add(-time.Microsecond)) || !r.Due(end) {
		t.Error("a protected hold is due at the wrong time")
	}
	ok(t, r.Protect(nextPayment, window, inventorytest.Start))
	if r.Unprotect(onePayment) {
		t.Error("the late news of the first payment's end took the second one's protection")
	}
	ok(t, r.Protect(onePayment, window, inventorytest.Start))
	if r.Unprotect(nextPayment) || !r.Unprotect(onePayment) || r.Unprotect(onePayment) {
		t.Error("only the payment that protects can stop it, and once")
	}
	if !r.Due(r.ExpiresAt) {
		t.Error("without a payment the hold outlives its own end")
	}
	ok(t, r.Extend(5*time.Minute, inventorytest.Start))
	ok(t, r.Protect(nextPayment, window, inventorytest.Start.Add(16*time.Minute)))
	if got := r.DueAt(); got != end {
		t.Errorf("a second payment moved the end to %s", got)
	}
}

func TestAnEndedHoldIsNotProtectedExtendedOrConfirmed(t *testing.T) {
	t.Parallel()
	late := inventorytest.Start.Add(15 * time.Minute)
	r := active()
	if err := r.Protect(onePayment, time.Minute, late); !errors.Is(err, inventory.ErrHoldExpired) {
		t.Errorf("protect: %v", err)
	}
	if err := r.Extend(time.Minute, late); !errors.Is(err, inventory.ErrHoldExpired) {
		t.Errorf("extend: %v", err)
	}
	if !r.End("ttl_expired", late) || r.End("manual_cancellation", late) || r.Reason != "ttl_expired" {
		t.Error("a hold ends once, for one reason")
	}
	if err := r.Confirm(oneOrder, onePayment, late); !errors.Is(err, inventory.ErrHoldExpired) {
		t.Errorf("confirm: %v", err)
	}
}

func TestAHoldThatNobodyHasEndedIsItsOwnersEvenPastItsTime(t *testing.T) {
	t.Parallel()
	r := active()
	ok(t, r.Confirm(oneOrder, onePayment, r.ExpiresAt.Add(time.Second)))
	ok(t, r.Confirm(oneOrder, onePayment, r.ExpiresAt.Add(time.Minute)))
	if err := r.Confirm(nextOrder, nextPayment, r.ExpiresAt); err == nil {
		t.Error("sold to a second order")
	}
	if r.Due(r.ExpiresAt.Add(time.Hour)) {
		t.Error("a sold seat's reservation is due")
	}
}

func TestAHoldIsExtendedOnce(t *testing.T) {
	t.Parallel()
	r := active()
	ok(t, r.Extend(5*time.Minute, inventorytest.Start))
	if err := r.Extend(5*time.Minute, inventorytest.Start); !errors.Is(err, inventory.ErrAlreadyExtended) {
		t.Errorf("again: %v", err)
	}
	same(t, r.ExpiresAt, inventorytest.Start.Add(20*time.Minute))
}

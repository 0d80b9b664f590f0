package fault_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

var errTaken = fault.New(fault.Conflict, "seat_taken", "That seat has just been taken.")

func TestAMoreExactSentenceIsStillTheSameFault(t *testing.T) {
	t.Parallel()
	exact := errTaken.Saying("Row %s, seat %d has just been taken.", "A", 14).With("taken", []string{"x"}).After(time.Second).Because(errors.New("cause"))
	wrapped := fmt.Errorf("hold seats: %w", exact)
	if !errors.Is(wrapped, errTaken) || !fault.Is(wrapped, fault.Conflict) {
		t.Fatal("the copy is no longer its sentinel")
	}
	f, _ := fault.As(wrapped)
	if f.Detail != "Row A, seat 14 has just been taken." || f.Members["taken"] == nil || f.Wait != time.Second {
		t.Fatalf("lost on the way: %+v", f)
	}
}

func TestASentinelIsNeverChangedByItsCopies(t *testing.T) {
	t.Parallel()
	one := errTaken.With("a", 1)
	_ = one.With("b", 2)
	if errTaken.Members != nil || len(one.Members) != 1 {
		t.Fatalf("sentinel %v, first copy %v", errTaken.Members, one.Members)
	}
}

func TestOtherErrorsAreNoFaults(t *testing.T) {
	t.Parallel()
	if _, ok := fault.As(errors.New("disk full")); ok || fault.Is(nil, fault.Conflict) {
		t.Fatal("an ordinary error counts as expected")
	}
}

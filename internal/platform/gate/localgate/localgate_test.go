package localgate_test

import (
	"slices"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/platform/gate/localgate"
)

func TestTheGateTakesAllKeysOrNone(t *testing.T) {
	t.Parallel()
	var g localgate.Gate
	release, busy := g.Try(t.Context(), []string{"a", "b"}, time.Second)
	if busy != nil {
		t.Fatalf("a free gate is busy: %v", busy)
	}
	if _, busy := g.Try(t.Context(), []string{"b", "c"}, time.Second); !slices.Equal(busy, []string{"b"}) {
		t.Fatalf("busy %v", busy)
	}
	again, busy := g.Try(t.Context(), []string{"c"}, time.Second)
	if busy != nil {
		t.Fatal("a refused try kept a key")
	}
	release()
	again()
	if _, busy := g.Try(t.Context(), []string{"a", "b", "c"}, time.Second); busy != nil {
		t.Fatalf("released keys are busy: %v", busy)
	}
}

func TestALateReleaseDoesNotFreeAnothersKey(t *testing.T) {
	t.Parallel()
	var g localgate.Gate
	release, _ := g.Try(t.Context(), []string{"a"}, time.Second)
	release()
	if _, busy := g.Try(t.Context(), []string{"a"}, time.Second); busy != nil {
		t.Fatal("a released key is busy")
	}
	release()
	if _, busy := g.Try(t.Context(), []string{"a"}, time.Second); busy == nil {
		t.Fatal("the second release freed the next holder's key")
	}
}

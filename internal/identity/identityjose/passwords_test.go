package identityjose

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/speckit/ticketing/internal/identity"
)

// cheap is the least work that is still argon2id.
var cheap = Cost{Memory: 64, Passes: 1, Threads: 1}

func TestAPasswordBelongsToItsHashAndNoOtherDoes(t *testing.T) {
	t.Parallel()
	p := NewPasswords(cheap)
	hash, err := p.Hash(t.Context(), "correct horse")
	if err != nil {
		t.Fatal(err)
	}
	for password, want := range map[string]bool{"correct horse": true, "correct horsE": false, "": false, "correct horse ": false} {
		if ok, _, err := p.Check(t.Context(), hash, password); err != nil || ok != want {
			t.Errorf("check %q: %v, %v", password, ok, err)
		}
	}
	again, err := p.Hash(t.Context(), "correct horse")
	if err != nil || again == hash {
		t.Errorf("two hashes of one password are the same: %v", err)
	}
}

func TestHashesAreArgon2idWith19MiBAndTwoPasses(t *testing.T) {
	t.Parallel()
	hash, err := NewPasswords(DefaultCost()).Hash(t.Context(), "correct horse")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash %.40s…, %v", hash, err)
	}
}

func TestNoPasswordBelongsToNoAccount(t *testing.T) {
	t.Parallel()
	p := NewPasswords(cheap)
	for _, password := range []string{"", "correct horse", strings.Repeat("\x00", 32)} {
		if ok, _, err := p.Check(t.Context(), "", password); ok || err != nil {
			t.Errorf("%q was accepted: %v", password, err)
		}
	}
}

func TestAHashOfAnotherCostIsCheckedAndCalledOutdated(t *testing.T) {
	t.Parallel()
	hash, err := NewPasswords(cheap).Hash(t.Context(), "correct horse")
	if err != nil {
		t.Fatal(err)
	}
	dearer := Cost{Memory: 128, Passes: 2, Threads: 1}
	if ok, outdated, err := NewPasswords(dearer).Check(t.Context(), hash, "correct horse"); !ok || !outdated || err != nil {
		t.Errorf("ok %v, outdated %v, %v", ok, outdated, err)
	}
	if _, outdated, _ := NewPasswords(cheap).Check(t.Context(), hash, "correct horse"); outdated {
		t.Error("a hash of today's cost is called outdated")
	}
}

func TestAHashThatNobodyShouldComputeIsAnError(t *testing.T) {
	t.Parallel()
	p := NewPasswords(cheap)
	for _, hash := range []string{
		"plain", "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=4000000000,t=1,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=900,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=64,t=1,p=1$!$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAA$",
	} {
		if ok, _, err := p.Check(t.Context(), hash, "x"); ok || !errors.Is(err, errHash) {
			t.Errorf("%s: %v, %v", hash, ok, err)
		}
	}
}

func TestWhoeverWouldWaitTooLongIsToldToComeAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := NewPasswords(cheap)
		var leave []func()
		for range atOnce {
			done, err := p.turn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			leave = append(leave, done)
		}
		began := time.Now()
		if _, err := p.Hash(t.Context(), "correct horse"); !errors.Is(err, identity.ErrBusy) || time.Since(began) != patience {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, _, err := p.Check(ctx, "", "correct horse"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a caller who is gone: %v", err)
		}
		leave[0]()
		if _, err := p.Hash(t.Context(), "correct horse"); err != nil {
			t.Errorf("when there is room again: %v", err)
		}
	})
}

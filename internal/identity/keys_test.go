package identity_test

import (
	"context"
	"errors"
	"testing"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitymem"
	"github.com/speckit/ticketing/internal/identity/identitytest"
)

func TestAKeyIsPublishedBeforeItSignsAndUntilItsLastTokenIsOver(t *testing.T) {
	t.Parallel()
	w := world(t)
	_, old := w.Guest()
	before, err := w.PublicKeys(t.Context())
	expect(t, err, nil)
	if len(before) != 2 {
		t.Fatalf("%d keys are published", len(before))
	}
	expect(t, w.RotateKeys(t.Context()), nil)
	_, fresh := w.Guest()
	if _, err := (identitytest.Tokens{}).Read(fresh.Token, before); err != nil {
		t.Errorf("who knew the keys before the rotation refuses the new token: %v", err)
	}
	w.Claims(old.Token)
	w.Clock.Advance(w.Rules.GuestTTL)
	w.Claims(old.Token)
	w.Clock.Advance(w.Rules.KeysFresh)
	if _, err := w.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	after, err := w.PublicKeys(t.Context())
	expect(t, err, nil)
	if _, err := (identitytest.Tokens{}).Read(old.Token, after); err == nil || len(after) != 2 {
		t.Errorf("the retired key is still one of %d", len(after))
	}
}

func TestAnotherProcessSignsByTheNewKeySoon(t *testing.T) {
	t.Parallel()
	w := world(t)
	other := w.Replica(w.Sealer)
	expect(t, other.Prepare(t.Context()), nil)
	expect(t, w.RotateKeys(t.Context()), nil)
	expect(t, w.RotateKeys(t.Context()), nil)
	w.Clock.Advance(w.Rules.KeysFresh)
	session, err := other.BeginGuest(t.Context(), w.IDs.New(), "")
	expect(t, err, nil)
	expect(t, w.RotateKeys(t.Context()), nil)
	w.Claims(session.Token)
}

func TestKeysAreSealedAndSurviveAChangeOfTheSecret(t *testing.T) {
	t.Parallel()
	w := world(t)
	_, session := w.Guest()

	lost := w.Replica(identitytest.Sealer{Word: "newer"})
	if err := lost.Prepare(t.Context()); err == nil {
		t.Fatal("a process with another secret opens the keys")
	}
	changing := w.Replica(identitytest.Sealer{Word: "newer", Old: "new"})
	n, err := changing.ResealKeys(t.Context())
	expect(t, err, nil)
	if n != 2 {
		t.Errorf("%d keys were sealed anew", n)
	}
	w.Service = w.Replica(identitytest.Sealer{Word: "newer"})
	expect(t, w.Prepare(t.Context()), nil)
	w.Claims(session.Token)
}

// away is a store that can be away.
type away struct {
	identity.Store
	gone error
}

func (a *away) Keys(ctx context.Context) ([]identity.StoredKey, error) {
	if a.gone != nil {
		return nil, a.gone
	}
	return a.Store.Keys(ctx)
}

func TestGuestsGoOnWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	store := &away{Store: identitymem.New()}
	w := identitytest.NewWorld(t, store)
	w.Guest()
	store.gone = errors.New("no database")
	w.Clock.Advance(10 * w.Rules.KeysFresh)
	w.Guest()
	expect(t, w.Replica(w.Sealer).Prepare(t.Context()), store.gone)
}

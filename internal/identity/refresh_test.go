package identity_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitymem"
	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
)

func TestARefreshTokenWorksOnceAndGivesTheNext(t *testing.T) {
	t.Parallel()
	w := world(t)
	token := w.Registered("ada@example.org").Session.RefreshToken
	for range 5 {
		next, err := w.Refresh(t.Context(), token)
		expect(t, err, nil)
		if next.RefreshToken == token || w.Claims(next.Token).Kind != identity.AccessToken {
			t.Fatal("the same token again")
		}
		token = next.RefreshToken
		w.Clock.Advance(time.Minute)
	}
}

func TestAnOldRefreshTokenEndsTheSessionForEverybody(t *testing.T) {
	t.Parallel()
	w := world(t)
	stolen := w.Registered("ada@example.org").Session.RefreshToken
	next, err := w.Refresh(t.Context(), stolen)
	expect(t, err, nil)
	w.Clock.Advance(w.Rules.RetryGrace)
	_, err = w.Refresh(t.Context(), stolen)
	expect(t, err, identity.ErrInvalidRefresh)
	_, err = w.Refresh(t.Context(), next.RefreshToken)
	expect(t, err, identity.ErrInvalidRefresh)
	deeds := w.Store.(*identitymem.Store).DB.Deeds()
	if len(deeds) != 1 || deeds[0].Action != "session.reuse" {
		t.Errorf("the audit trail says %+v", deeds)
	}
}

func TestAClientThatLostTheAnswerGetsItAgain(t *testing.T) {
	t.Parallel()
	w := world(t)
	token := w.Registered("ada@example.org").Session.RefreshToken
	lost, err := w.Refresh(t.Context(), token)
	expect(t, err, nil)
	w.Clock.Advance(w.Rules.RetryGrace - time.Microsecond)
	again, err := w.Refresh(t.Context(), token)
	expect(t, err, nil)
	if again.RefreshToken != lost.RefreshToken {
		t.Error("the session has two live tokens")
	}
	_, err = w.Refresh(t.Context(), again.RefreshToken)
	expect(t, err, nil)
	_, err = w.Refresh(t.Context(), token)
	expect(t, err, identity.ErrInvalidRefresh) // once the next was used, nobody has lost anything
}

func TestASessionEndsWhenItIsNotUsedAndAtItsLongest(t *testing.T) {
	t.Parallel()
	w := world(t)
	idle := w.Registered("ada@example.org").Session
	w.Clock.Advance(w.Rules.RefreshTTL - time.Microsecond)
	used, err := w.Refresh(t.Context(), idle.RefreshToken)
	expect(t, err, nil)
	w.Clock.Advance(w.Rules.RefreshTTL)
	_, err = w.Refresh(t.Context(), used.RefreshToken)
	expect(t, err, identity.ErrInvalidRefresh)

	session := w.Registered("bob@example.org").Session
	token, end := session.RefreshToken, w.Clock.Now().Add(w.Rules.SessionMax)
	for step := w.Rules.RefreshTTL / 2; w.Clock.Now().Add(step).Before(end); {
		w.Clock.Advance(step)
		next, err := w.Refresh(t.Context(), token)
		expect(t, err, nil)
		if next.RefreshExpiresAt.After(end) {
			t.Fatalf("good until %s, past %s", next.RefreshExpiresAt, end)
		}
		token = next.RefreshToken
	}
	w.Clock.Advance(end.Sub(w.Clock.Now()))
	_, err = w.Refresh(t.Context(), token)
	expect(t, err, identity.ErrInvalidRefresh)
}

func TestSigningOutEndsTheSessionAndNoOther(t *testing.T) {
	t.Parallel()
	w := world(t)
	here := w.Registered("ada@example.org").Session
	there, err := signIn(w, "ada@example.org", "correct horse battery", nobody)
	expect(t, err, nil)
	for range 2 {
		expect(t, w.Revoke(t.Context(), here.RefreshToken), nil)
	}
	_, err = w.Refresh(t.Context(), here.RefreshToken)
	expect(t, err, identity.ErrInvalidRefresh)
	_, err = w.Refresh(t.Context(), there.RefreshToken)
	expect(t, err, nil)
}

func TestWhatIsNoRefreshTokenOpensNothing(t *testing.T) {
	t.Parallel()
	w := world(t)
	good := w.Registered("ada@example.org").Session
	for _, token := range []string{"", "x", good.Token, good.RefreshToken[1:], good.RefreshToken + "A", "_" + good.RefreshToken[1:]} {
		_, err := w.Refresh(t.Context(), token)
		expect(t, err, identity.ErrInvalidRefresh)
		expect(t, w.Revoke(t.Context(), token), nil)
	}
	_, err := w.Refresh(t.Context(), good.RefreshToken)
	expect(t, err, nil)
}

func TestASessionDoesNotGoOnUnderAnotherRole(t *testing.T) {
	t.Parallel()
	w := world(t)
	admin := w.Admin("root@example.org")
	made := w.Registered("ada@example.org")
	_, err := w.SetRole(t.Context(), made.User.ID, actor.Customer, admin) // the one that it has
	expect(t, err, nil)
	session, err := w.Refresh(t.Context(), made.Session.RefreshToken)
	expect(t, err, nil)
	_, err = w.SetRole(t.Context(), made.User.ID, actor.Staff, admin)
	expect(t, err, nil)
	_, err = w.Refresh(t.Context(), session.RefreshToken)
	expect(t, err, identity.ErrInvalidRefresh)
	next, err := signIn(w, "ada@example.org", identitytest.Password, nobody)
	expect(t, err, nil)
	if role := w.Claims(next.Token).Role; role != actor.Staff {
		t.Errorf("the role is %s", role)
	}
}

package identity_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
)

func TestAGuestsTokenLivesThirtyDaysAndSurvivesARestart(t *testing.T) {
	t.Parallel()
	w := world(t)
	guest, session := w.Guest()
	if !session.ExpiresAt.Equal(w.Clock.Now().Add(30 * 24 * time.Hour)) {
		t.Errorf("good until %s", session.ExpiresAt)
	}
	w.Service = w.Replica(w.Sealer)
	claims := w.Claims(session.Token)
	if claims.Kind != identity.GuestToken || claims.Customer != guest.Customer || claims.Role != actor.Guest {
		t.Errorf("claims %+v", claims)
	}
}

func TestAnEarlierTokenResumesItsGuestWhileItIsGood(t *testing.T) {
	t.Parallel()
	w := world(t)
	guest, session := w.Guest()
	w.Clock.Advance(w.Rules.GuestTTL - time.Microsecond)
	again, err := w.BeginGuest(t.Context(), w.IDs.New(), session.Token)
	expect(t, err, nil)
	if again.Customer != guest.Customer || !again.ExpiresAt.After(session.ExpiresAt) {
		t.Errorf("again %+v", again)
	}
	w.Clock.Advance(time.Microsecond)
	late, err := w.BeginGuest(t.Context(), w.IDs.New(), session.Token)
	expect(t, err, nil)
	if late.Customer == guest.Customer {
		t.Error("a token whose time is over was resumed")
	}
}

func TestATokenThatIsNoGuestsBeginsAFreshGuest(t *testing.T) {
	t.Parallel()
	w := world(t)
	made := w.Registered("ada@example.org")
	one, _, err := w.OrderSession(t.Context(), w.IDs.New(), w.IDs.New())
	expect(t, err, nil)
	_, stranger := world(t).Guest()
	for name, token := range map[string]string{
		"an account's": made.Session.Token, "a one-order session's": one, "another installation's": stranger.Token, "none": "x",
	} {
		fresh := w.IDs.New()
		got, err := w.BeginGuest(t.Context(), fresh, token)
		expect(t, err, nil)
		if got.Customer != fresh {
			t.Errorf("%s token was resumed", name)
		}
	}
}

func TestAGuestWhomAnAccountTookOverIsNotResumed(t *testing.T) {
	t.Parallel()
	w := world(t)
	guest, session := w.Guest()
	w.Registered("ada@example.org")
	_, err := signIn(w, "ada@example.org", identitytest.Password, guest)
	expect(t, err, nil)
	next, err := w.BeginGuest(t.Context(), w.IDs.New(), session.Token)
	expect(t, err, nil)
	if next.Customer == guest.Customer {
		t.Error("whoever uses the browser next owns what the account has")
	}
}

func TestAOneOrderSessionNamesItsOrderForADay(t *testing.T) {
	t.Parallel()
	w := world(t)
	order, customer := w.IDs.New(), w.IDs.New()
	token, expiresAt, err := w.OrderSession(t.Context(), order, customer)
	expect(t, err, nil)
	claims := w.Claims(token)
	if claims.Kind != identity.OrderToken || claims.Order != order || claims.Customer != customer || claims.Role != actor.Guest ||
		!claims.ExpiresAt.Equal(expiresAt) || !expiresAt.Equal(w.Clock.Now().Add(24*time.Hour)) {
		t.Errorf("claims %+v until %s", claims, expiresAt)
	}
}

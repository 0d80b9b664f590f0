package identity_test

import (
	"context"
	"encoding/base64"
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func TestASessionThatEndsIsToldOfByTheNameThatItsTokensBear(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(w *identitytest.World, made identity.Registered) error{
		"signing out": func(w *identitytest.World, made identity.Registered) error {
			return w.Revoke(t.Context(), made.Session.RefreshToken)
		},
		"a new password": func(w *identitytest.World, _ identity.Registered) error {
			if err := w.AskReset(t.Context(), "ada@example.org"); err != nil {
				return err
			}
			return w.Reset(t.Context(), w.Delivered(), "another good one")
		},
		"another role": func(w *identitytest.World, made identity.Registered) error {
			_, err := w.SetRole(t.Context(), made.User.ID, actor.Staff, w.Admin("root@example.org"))
			return err
		},
		"an old refresh token that comes back": func(w *identitytest.World, made identity.Registered) error {
			if _, err := w.Refresh(t.Context(), made.Session.RefreshToken); err != nil {
				return err
			}
			w.Clock.Advance(w.Rules.RetryGrace)
			if _, err := w.Refresh(t.Context(), made.Session.RefreshToken); !errors.Is(err, identity.ErrInvalidRefresh) {
				return err
			}
			return nil
		},
		"the operator": func(w *identitytest.World, _ identity.Registered) error {
			_, _, err := w.Provide(t.Context(), identity.Account{Email: "ada@example.org", Role: actor.Customer})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := world(t)
			made, other := w.Registered("ada@example.org"), w.Registered("bob@example.org")
			session := w.Claims(made.Session.Token).Session
			if session == id.Nil || session == w.Claims(other.Session.Token).Session {
				t.Fatalf("the token names session %s", session)
			}
			if told := w.Endings.Forget(); len(told) != 0 {
				t.Fatalf("told of %v before anything ended", told)
			}
			expect(t, end(w, made), nil)
			told := w.Endings.Forget()
			lives := w.Claims(made.Session.Token).ExpiresAt
			if until, ok := told[session]; !ok || len(told) != 1 || until.Before(lives) {
				t.Errorf("told of %v, session %s lives until %v", told, session, lives)
			}
		})
	}
}

func TestTheNameOfASessionDoesNotOpenIt(t *testing.T) {
	t.Parallel()
	w := world(t)
	made := w.Registered("ada@example.org")
	raw := w.Claims(made.Session.Token).Session
	if identity.SessionID(raw) == sessionOf(t, made.Session.RefreshToken) {
		t.Error("the access token gives the session's id away")
	}
}

func TestNewsThatWasLostIsToldAgainWhileATokenMayLive(t *testing.T) {
	t.Parallel()
	w := world(t)
	made := w.Registered("ada@example.org")
	session := w.Claims(made.Session.Token).Session
	expect(t, w.Revoke(t.Context(), made.Session.RefreshToken), nil)
	first := w.Endings.Forget()
	w.Clock.Advance(w.Rules.AccessTTL)
	n, err := w.Announce(t.Context())
	expect(t, err, nil)
	if again := w.Endings.Forget(); n != 1 || again[session] != first[session] {
		t.Errorf("told %d: %v, at first %v", n, again, first)
	}
	w.Clock.Advance(time.Minute + time.Microsecond)
	if n, err = w.Announce(t.Context()); n != 0 || err != nil {
		t.Errorf("told of %d sessions whose tokens are over: %v", n, err)
	}
}

func TestAllSessionsAreToldAgainHoweverMany(t *testing.T) {
	t.Parallel()
	w := world(t)
	made := w.Registered("ada@example.org")
	const many = 2500
	err := w.Store.Update(t.Context(), func(tx identity.Tx) error {
		sessions := make([]identity.Session, many)
		for i := range sessions {
			sessions[i] = identity.Session{ID: identity.SessionID(w.IDs.New()), User: made.User.ID, EndedAt: w.Clock.Now()}
		}
		return tx.PutSessions(t.Context(), sessions)
	})
	expect(t, err, nil)
	n, err := w.Announce(t.Context())
	expect(t, err, nil)
	if told := w.Endings.Forget(); n != many || len(told) != many {
		t.Errorf("told of %d, %d different ones", n, len(told))
	}
}

func TestARefreshThatIsKnownToBeOverAsksNoStore(t *testing.T) {
	t.Parallel()
	w := world(t)
	made := w.Registered("ada@example.org")
	expect(t, w.Revoke(t.Context(), made.Session.RefreshToken), nil)
	w.Endings.Answers = true
	gone, cancel := context.WithCancel(t.Context())
	cancel() // a store would say so
	_, err := w.Refresh(gone, made.Session.RefreshToken)
	expect(t, err, identity.ErrInvalidRefresh)
	w.Endings.Forget()
	_, err = w.Refresh(t.Context(), made.Session.RefreshToken)
	expect(t, err, identity.ErrInvalidRefresh) // where nobody knows, the store does
}

// sessionOf reads the id that a refresh token begins with.
func sessionOf(t *testing.T, refresh string) identity.SessionID {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(refresh)
	expect(t, err, nil)
	return identity.SessionID(raw[:16])
}

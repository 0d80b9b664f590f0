package identity_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitymem"
	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
)

func TestARoleThatIsGivenStandsInTheAuditTrail(t *testing.T) {
	t.Parallel()
	w := world(t)
	admin := w.Admin("root@example.org")
	made := w.Registered("ada@example.org")
	changed, err := w.SetRole(t.Context(), made.User.ID, actor.Organiser, admin)
	expect(t, err, nil)
	if changed.Role != actor.Organiser {
		t.Errorf("the role is %s", changed.Role)
	}
	_, err = w.SetRole(t.Context(), made.User.ID, actor.Organiser, admin)
	expect(t, err, nil)
	var roles int
	for _, d := range w.Store.(*identitymem.Store).DB.Deeds() {
		if d.Action == "user.role" {
			roles++
			if d.Actor != admin.Customer || d.Role != "admin" || d.Subject != made.User.ID.UUID() || d.Detail != "customer to organiser" {
				t.Errorf("deed %+v", d)
			}
		}
	}
	if roles != 1 {
		t.Errorf("%d deeds for one change", roles)
	}
}

func TestTheLastAdministratorStaysOne(t *testing.T) {
	t.Parallel()
	w := world(t)
	admin := w.Admin("root@example.org")
	_, err := w.SetRole(t.Context(), identity.UserID(admin.Customer), actor.Customer, admin)
	expect(t, err, identity.ErrLastAdmin)
	w.Admin("second@example.org")
	_, err = w.SetRole(t.Context(), identity.UserID(admin.Customer), actor.Customer, admin)
	expect(t, err, nil)
	_, err = w.SetRole(t.Context(), identity.UserID(w.IDs.New()), actor.Staff, admin)
	expect(t, err, identity.ErrNoSuchUser)
	_, err = w.SetRole(t.Context(), identity.UserID(admin.Customer), actor.Guest, admin)
	expect(t, err, identity.ErrInvalidRole)
}

func TestTheFirstAdministratorIsMadeByTheOperator(t *testing.T) {
	t.Parallel()
	w := world(t)
	user, password, err := w.CreateAdmin(t.Context(), "root@example.org", "")
	expect(t, err, nil)
	if user.Role != actor.Admin || !user.Verified() || len(password) != 24 {
		t.Errorf("made a %s, verified %v, with %d characters", user.Role, user.Verified(), len(password))
	}
	session, err := signIn(w, "root@example.org", password, nobody)
	expect(t, err, nil)
	if w.Claims(session.Token).Role != actor.Admin {
		t.Error("not an administrator")
	}
	_, _, err = w.CreateAdmin(t.Context(), "ROOT@example.org", "another good one")
	expect(t, err, identity.ErrEmailTaken)
	_, _, err = w.CreateAdmin(t.Context(), "weak@example.org", "password")
	expect(t, err, identity.ErrWeakPassword)
}

func TestProvidingAnAccountTwiceKeepsOneWithTheLastPassword(t *testing.T) {
	t.Parallel()
	w := world(t)
	first, one, err := w.Provide(t.Context(), identity.Account{Email: "staff@example.org", Role: actor.Staff})
	expect(t, err, nil)
	second, two, err := w.Provide(t.Context(), identity.Account{Email: "Staff@example.org", Role: actor.Staff})
	expect(t, err, nil)
	if first.ID != second.ID || one == two {
		t.Errorf("two accounts: %v, one password: %v", first.ID != second.ID, one == two)
	}
	_, err = signIn(w, "staff@example.org", two, nobody)
	expect(t, err, nil)
	_, err = signIn(w, "staff@example.org", one, nobody)
	expect(t, err, identity.ErrInvalidCredentials)
}

func TestAccountsAreListedInPages(t *testing.T) {
	t.Parallel()
	w := world(t)
	for _, name := range []string{"c", "a", "b"} {
		w.Registered(name + "@example.org")
	}
	page, next, err := w.Users(t.Context(), "EXAMPLE", "", 2)
	expect(t, err, nil)
	if len(page) != 2 || next != "b@example.org" {
		t.Fatalf("%d accounts, then %q", len(page), next)
	}
	page, next, err = w.Users(t.Context(), "EXAMPLE", next, 2)
	expect(t, err, nil)
	if len(page) != 1 || page[0].Folded != "c@example.org" || next != "" {
		t.Errorf("%d accounts, then %q", len(page), next)
	}
}

func TestASweepKeepsWhatIsAlive(t *testing.T) {
	t.Parallel()
	w := world(t)
	made := w.Registered("ada@example.org")
	w.Delivered()
	_, err := signIn(w, "ada@example.org", "wrong horse", nobody)
	expect(t, err, identity.ErrInvalidCredentials)
	n, err := w.Sweep(t.Context())
	expect(t, err, nil)
	if n != 0 {
		t.Errorf("%d living rows went", n)
	}
	_, err = w.Refresh(t.Context(), made.Session.RefreshToken)
	expect(t, err, nil)
	w.Clock.Advance(max(w.Rules.RefreshTTL, w.Rules.VerifyTTL, w.Rules.FailureTTL) + time.Microsecond)
	if n, err = w.Sweep(t.Context()); n != 3 || err != nil {
		t.Errorf("%d of a session, a link and a failure went: %v", n, err)
	}
	_, err = signIn(w, "ada@example.org", identitytest.Password, nobody)
	expect(t, err, nil)
}

package identity_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitymem"
	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func world(t *testing.T) *identitytest.World {
	t.Helper()
	return identitytest.NewWorld(t, identitymem.New())
}

// expect fails the test unless the error is the wanted one.
func expect(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got %v, want %v", err, want)
	}
}

func signIn(w *identitytest.World, email, password string, by actor.Actor) (identity.SignedIn, error) {
	return w.SignIn(context.Background(), identity.SignIn{Email: email, Password: password, By: by})
}

func TestARegistrationSignsInAtOnce(t *testing.T) {
	t.Parallel()
	w := world(t)
	made := w.Registered(" Ada@Example.org ")
	if made.User.Email != "Ada@Example.org" || made.User.Role != actor.Customer || made.User.Verified() {
		t.Errorf("made %+v", made.User)
	}
	claims := w.Claims(made.Session.Token)
	if claims.Kind != identity.AccessToken || claims.Customer != made.User.ID.UUID() || claims.Role != actor.Customer ||
		claims.Email != "Ada@Example.org" || claims.Verified || !claims.ExpiresAt.Equal(w.Clock.Now().Add(w.Rules.AccessTTL)) {
		t.Errorf("claims %+v", claims)
	}
	_, err := w.Refresh(t.Context(), made.Session.RefreshToken)
	expect(t, err, nil)
}

func TestAnAddressIsRegisteredOnceWhateverItsCase(t *testing.T) {
	t.Parallel()
	w := world(t)
	w.Registered("ada@example.org")
	hashed := w.Passwords.Hashed()
	_, err := w.Register(t.Context(), identity.Register{Email: "ADA@example.org ", Password: identitytest.Password})
	expect(t, err, identity.ErrEmailTaken)
	if w.Passwords.Hashed() != hashed {
		t.Error("a password was hashed for nothing")
	}
}

func TestARegistrationThatRunsAgainFindsItsAccount(t *testing.T) {
	t.Parallel()
	w := world(t)
	cmd := identity.Register{ID: identity.UserID(w.IDs.New()), Email: "ada@example.org", Password: identitytest.Password}
	first, err := w.Register(t.Context(), cmd)
	expect(t, err, nil)
	again, err := w.Register(t.Context(), cmd)
	expect(t, err, nil)
	if again.User.ID != first.User.ID || again.Session == nil {
		t.Errorf("again %+v", again)
	}
	cmd.Password = "another good one"
	_, err = w.Register(t.Context(), cmd)
	expect(t, err, identity.ErrEmailTaken)
}

func TestNobodyRegistersWithARoleButByAnAdministrator(t *testing.T) {
	t.Parallel()
	w := world(t)
	admin := w.Admin("root@example.org")
	for _, role := range []actor.Role{actor.Admin, actor.Organiser, actor.Staff} {
		for _, by := range []actor.Actor{{}, {Role: actor.Guest, Customer: w.IDs.New()}, {Role: actor.Customer, Customer: w.IDs.New()}, {Role: actor.Organiser, Customer: w.IDs.New()}} {
			_, err := w.Register(t.Context(), identity.Register{Email: "eve@example.org", Password: identitytest.Password, Role: role, By: by})
			expect(t, err, identity.ErrRoleDenied)
		}
	}
	made, err := w.Register(t.Context(), identity.Register{Email: "door@example.org", Password: identitytest.Password, Role: actor.Staff, By: admin})
	expect(t, err, nil)
	if made.User.Role != actor.Staff || made.Session != nil {
		t.Errorf("made %+v", made)
	}
	deeds := w.Store.(*identitymem.Store).DB.Deeds()
	if last := deeds[len(deeds)-1]; last.Action != "user.create" || last.Actor != admin.Customer || last.Subject != made.User.ID.UUID() {
		t.Errorf("the audit trail says %+v", last)
	}
	for _, role := range []actor.Role{actor.Guest, actor.Service, "root"} {
		_, err := w.Register(t.Context(), identity.Register{Email: "eve@example.org", Password: identitytest.Password, Role: role, By: admin})
		expect(t, err, identity.ErrInvalidRole)
	}
}

func TestBadInputMakesNoAccount(t *testing.T) {
	t.Parallel()
	w := world(t)
	for _, c := range []struct {
		email, password string
		want            error
	}{
		{"eve", identitytest.Password, identity.ErrInvalidEmail},
		{"eve@example.org", "password123", identity.ErrWeakPassword},
		{"eve@example.org", "", identity.ErrWeakPassword},
	} {
		_, err := w.Register(t.Context(), identity.Register{Email: c.email, Password: c.password})
		expect(t, err, c.want)
	}
	all, _, err := w.Users(t.Context(), "", "", 10)
	expect(t, err, nil)
	if len(all) != 0 || w.Passwords.Hashed() != 0 {
		t.Errorf("%d accounts, %d hashes", len(all), w.Passwords.Hashed())
	}
}

func TestAnAccountTakesOverTheGuestWhoRegisters(t *testing.T) {
	t.Parallel()
	w := world(t)
	guest, _ := w.Guest()
	made, err := w.Register(t.Context(), identity.Register{Email: "ada@example.org", Password: identitytest.Password, By: guest})
	expect(t, err, nil)
	if own := w.Claims(made.Session.Token).Also; !slices.Equal(own, []id.UUID{guest.Customer}) {
		t.Errorf("the token names %v", own)
	}
}

package identity_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

var nobody actor.Actor

func TestAWrongPasswordAndAnUnknownAddressAreAnsweredAlike(t *testing.T) {
	t.Parallel()
	w := world(t)
	w.Registered("ada@example.org")
	_, err := signIn(w, "ADA@example.org ", identitytest.Password, nobody)
	expect(t, err, nil)

	before := w.Passwords.Checked()
	_, wrong := signIn(w, "ada@example.org", "wrong horse", nobody)
	_, unknown := signIn(w, "eve@example.org", "wrong horse", nobody)
	_, nonsense := signIn(w, "eve", "wrong horse", nobody)
	for _, err := range []error{wrong, unknown, nonsense} {
		expect(t, err, identity.ErrInvalidCredentials)
		if err.Error() != wrong.Error() {
			t.Errorf("%v differs from %v", err, wrong)
		}
	}
	if n := w.Passwords.Checked() - before; n != 3 {
		t.Errorf("%d passwords were checked: the time tells who has an account", n)
	}
}

func TestWrongPasswordsLockTheAddressForLongerAndLonger(t *testing.T) {
	t.Parallel()
	for _, email := range []string{"ada@example.org", "nobody@example.org"} {
		w := world(t)
		w.Registered("ada@example.org")
		for range w.Rules.FreeFailures {
			_, err := signIn(w, email, "wrong horse", nobody)
			expect(t, err, identity.ErrInvalidCredentials)
		}
		for lock := w.Rules.FirstLock; lock < 2*w.Rules.LongestLock; lock *= 2 {
			wait := min(lock, w.Rules.LongestLock)
			checked := w.Passwords.Checked()
			_, err := signIn(w, email, identitytest.Password, nobody)
			expect(t, err, identity.ErrTooManySignIns)
			if f, _ := fault.As(err); f.Wait != wait {
				t.Errorf("%s: wait %s, want %s", email, f.Wait, wait)
			}
			if w.Passwords.Checked() != checked {
				t.Error("a password was looked at during the lock")
			}
			w.Clock.Advance(wait)
			_, err = signIn(w, email, "wrong horse", nobody)
			expect(t, err, identity.ErrInvalidCredentials)
		}
	}
}

func TestTheRightPasswordAfterTheLockForgetsTheFailures(t *testing.T) {
	t.Parallel()
	w := world(t)
	w.Registered("ada@example.org")
	fail := func(times int) {
		for range times {
			_, err := signIn(w, "ada@example.org", "wrong horse", nobody)
			expect(t, err, identity.ErrInvalidCredentials)
		}
	}
	fail(w.Rules.FreeFailures)
	w.Clock.Advance(w.Rules.FirstLock)
	_, err := signIn(w, "ada@example.org", identitytest.Password, nobody)
	expect(t, err, nil)
	fail(w.Rules.FreeFailures - 1)
	_, err = signIn(w, "ada@example.org", identitytest.Password, nobody)
	expect(t, err, nil)
}

func TestOldFailuresDoNotCount(t *testing.T) {
	t.Parallel()
	w := world(t)
	w.Registered("ada@example.org")
	for range 3 * w.Rules.FreeFailures {
		_, err := signIn(w, "ada@example.org", "wrong horse", nobody)
		expect(t, err, identity.ErrInvalidCredentials)
		w.Clock.Advance(w.Rules.FailureTTL)
	}
}

func TestARightGuessThatComesInDuringTheLockOfItsRivalsIsNotTold(t *testing.T) {
	t.Parallel()
	w := world(t)
	w.Registered("ada@example.org")
	w.Passwords.BeforeVerdict(func() {
		for range w.Rules.FreeFailures {
			_, err := signIn(w, "ada@example.org", "wrong horse", nobody)
			if !errors.Is(err, identity.ErrInvalidCredentials) {
				t.Error(err)
			}
		}
	})
	_, err := signIn(w, "ada@example.org", identitytest.Password, nobody)
	expect(t, err, identity.ErrTooManySignIns)
}

func TestASignInMakesAnOldHashStronger(t *testing.T) {
	t.Parallel()
	w := world(t)
	made := w.Registered("ada@example.org")
	w.Passwords.Strength = "v2"
	_, err := signIn(w, "ada@example.org", identitytest.Password, nobody)
	expect(t, err, nil)
	user, err := w.User(t.Context(), made.User.ID)
	expect(t, err, nil)
	if user.PasswordHash != "v2:"+identitytest.Password {
		t.Errorf("the hash is %q", user.PasswordHash)
	}
	_, err = signIn(w, "ada@example.org", identitytest.Password, nobody)
	expect(t, err, nil)
	if w.Passwords.Hashed() != 2 {
		t.Errorf("hashed %d times", w.Passwords.Hashed())
	}
}

func TestAnAccountOwnsTheGuestsWhoSignedInToIt(t *testing.T) {
	t.Parallel()
	w := world(t)
	w.Rules.TakenGuests = 2
	w.Service = w.Replica(w.Sealer)
	w.Registered("ada@example.org")
	var all []id.UUID
	for range 3 {
		guest, _ := w.Guest()
		all = append([]id.UUID{guest.Customer}, all...)
		w.Clock.Advance(time.Second)
		session, err := signIn(w, "ada@example.org", identitytest.Password, guest)
		expect(t, err, nil)
		if own := w.Claims(session.Token).Also; !slices.Equal(own, all[:min(2, len(all))]) {
			t.Errorf("the token names %v of %v", own, all)
		}
	}
	session, err := signIn(w, "ada@example.org", identitytest.Password, nobody)
	expect(t, err, nil)
	again, err := w.Refresh(t.Context(), session.RefreshToken)
	expect(t, err, nil)
	if own := w.Claims(again.Token).Also; !slices.Equal(own, all[:2]) {
		t.Errorf("after a refresh the token names %v", own)
	}
}

func TestOnlyAGuestIsTakenOver(t *testing.T) {
	t.Parallel()
	w := world(t)
	bob := w.Registered("bob@example.org").User
	w.Registered("ada@example.org")
	for name, by := range map[string]actor.Actor{
		"another account":     {Customer: bob.ID.UUID(), Role: actor.Customer},
		"a one-order session": {Customer: w.IDs.New(), Role: actor.Guest, Order: w.IDs.New()},
		"a service":           {Customer: w.IDs.New(), Role: actor.Service},
	} {
		session, err := signIn(w, "ada@example.org", identitytest.Password, by)
		expect(t, err, nil)
		if own := w.Claims(session.Token).Also; len(own) != 0 {
			t.Errorf("%s was taken over", name)
		}
	}
}

func TestAGuestWhomAnAccountHasIsNotTakenByTheNext(t *testing.T) {
	t.Parallel()
	w := world(t)
	guest, _ := w.Guest()
	w.Registered("ada@example.org")
	w.Registered("bob@example.org")
	_, err := signIn(w, "ada@example.org", identitytest.Password, guest)
	expect(t, err, nil)
	session, err := signIn(w, "bob@example.org", identitytest.Password, guest)
	expect(t, err, nil)
	if own := w.Claims(session.Token).Also; len(own) != 0 {
		t.Error("what Ada did as a guest is Bob's")
	}
}

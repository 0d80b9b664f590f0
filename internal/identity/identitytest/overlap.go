package identitytest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// patience is how long the first of two rivals stays in its transaction after it has read, so that the second comes in between. A
// rival that waits, as it should, is waited for so long; one that comes through too early is seen at once.
const patience = 150 * time.Millisecond

// slow is a store whose transactions stop once, right after their first load, until a rival had time to come in.
type slow struct {
	identity.Store
	once    sync.Once
	reached chan struct{} // closed when the first command has read
	rival   chan struct{} // closed when the second is done
}

func slowly(store identity.Store) *slow {
	return &slow{Store: store, reached: make(chan struct{}), rival: make(chan struct{})}
}

// Update runs the transaction with a stop after its first load.
func (s *slow) Update(ctx context.Context, do func(identity.Tx) error) error {
	return s.Store.Update(ctx, func(tx identity.Tx) error { return do(&slowTx{Tx: tx, slow: s}) })
}

type slowTx struct {
	identity.Tx
	slow *slow
}

func (t *slowTx) stop() {
	t.slow.once.Do(func() {
		close(t.slow.reached)
		await(t.slow.rival)
	})
}

// await waits for the channel, but not for ever: whoever closes it may be waiting for us.
func await(closed <-chan struct{}) {
	select {
	case <-closed:
	case <-time.After(patience):
	}
}

func (t *slowTx) UserByEmail(ctx context.Context, folded string) (identity.User, bool, error) {
	defer t.stop()
	return t.Tx.UserByEmail(ctx, folded)
}

func (t *slowTx) Users(ctx context.Context, users []identity.UserID) ([]identity.User, error) {
	defer t.stop()
	return t.Tx.Users(ctx, users)
}

func (t *slowTx) Admins(ctx context.Context) ([]identity.UserID, error) {
	defer t.stop()
	return t.Tx.Admins(ctx)
}

func (t *slowTx) TakeGuests(ctx context.Context, user identity.UserID, guests []id.UUID, when time.Time) error {
	defer t.stop()
	return t.Tx.TakeGuests(ctx, user, guests, when)
}

func (t *slowTx) Sessions(ctx context.Context, sessions []identity.SessionID) ([]identity.Session, error) {
	defer t.stop()
	return t.Tx.Sessions(ctx, sessions)
}

func (t *slowTx) Failures(ctx context.Context, folded string) (identity.Failures, error) {
	defer t.stop()
	return t.Tx.Failures(ctx, folded)
}

func (t *slowTx) Keys(ctx context.Context) ([]identity.StoredKey, error) {
	defer t.stop()
	return t.Tx.Keys(ctx)
}

// race runs the first command until it has read, then the second beside it, and returns when both are done.
func (s suite) race(world func(identity.Store) *World, first, second func(*World)) {
	s.Helper()
	held := slowly(s.store)
	done := make(chan struct{})
	a, b := world(held), world(s.store)
	go func() {
		defer close(done)
		first(a)
	}()
	select {
	case <-held.reached:
	case <-done:
		s.Fatal("the first command did not load anything")
	}
	second(b)
	close(held.rival)
	<-done
}

// worlds returns a maker of services on a store that share clock, ids and mails: two processes of one installation.
func (s suite) worlds() func(identity.Store) *World {
	base := NewWorld(s.T, s.store)
	return func(store identity.Store) *World {
		w := *base
		w.Store = store
		w.Service = w.Replica(w.Sealer)
		return &w
	}
}

func rivalRegistrations(t *testing.T, s suite) {
	register := func(err *error) func(*World) {
		return func(w *World) {
			_, *err = w.Register(t.Context(), identity.Register{Email: "Ada@example.org", Password: Password})
		}
	}
	world := s.worlds()
	s.must(world(s.store).Prepare(t.Context()))
	var first, second error
	s.race(world, register(&first), register(&second))
	if (first == nil) == (second == nil) || !errors.Is(errors.Join(first, second), identity.ErrEmailTaken) {
		t.Errorf("first: %v, second: %v", first, second)
	}
	all, err := s.store.Users(t.Context(), identity.UserQuery{Limit: 10})
	s.must(err)
	s.same(1, len(all))
}

func rivalMails(t *testing.T, s suite) {
	world := s.worlds()
	base := world(s.store)
	s.must(base.Prepare(t.Context()))
	base.Registered("ada@example.org")
	send := func(n *int, err *error) func(*World) {
		return func(w *World) { *n, *err = w.SendMails(t.Context()) }
	}
	var first, second int
	var err1, err2 error
	s.race(world, send(&first, &err1), send(&second, &err2))
	s.must(errors.Join(err1, err2))
	if first+second != 1 || len(base.Mails.All()) != 1 {
		t.Errorf("the first sent %d, the second %d, and %d arrived; want one", first, second, len(base.Mails.All()))
	}
	waiting, err := s.store.MailRequests(t.Context(), base.Clock.Now().Add(time.Hour), 10)
	s.must(err)
	s.same([]identity.MailRequest(nil), waiting)
}

func rivalRefreshes(t *testing.T, s suite) {
	world := s.worlds()
	token := world(s.store).Registered("ada@example.org").Session.RefreshToken
	refresh := func(out *identity.SignedIn, err *error) func(*World) {
		return func(w *World) { *out, *err = w.Refresh(t.Context(), token) }
	}
	var first, second identity.SignedIn
	var err1, err2 error
	s.race(world, refresh(&first, &err1), refresh(&second, &err2))
	s.must(errors.Join(err1, err2))
	if first.RefreshToken != second.RefreshToken || first.RefreshToken == token {
		t.Error("two live tokens in one session")
	}
	if _, err := world(s.store).Refresh(t.Context(), first.RefreshToken); err != nil {
		t.Errorf("the next token: %v", err)
	}
}

func rivalFailures(t *testing.T, s suite) {
	world := s.worlds()
	world(s.store).Registered("ada@example.org")
	guess := func(w *World) {
		if _, err := w.SignIn(t.Context(), identity.SignIn{Email: "ada@example.org", Password: "wrong horse"}); !errors.Is(err, identity.ErrInvalidCredentials) {
			t.Errorf("a wrong password: %v", err)
		}
	}
	s.race(world, guess, guess)
	f, err := s.store.Failures(t.Context(), "ada@example.org")
	s.must(err)
	s.same(2, f.Count)
}

func rivalAdmins(t *testing.T, s suite) {
	world := s.worlds()
	w := world(s.store)
	ada, bob := w.Admin("ada@example.org"), w.Admin("bob@example.org")
	stepDown := func(who actor.Actor, err *error) func(*World) {
		return func(w *World) {
			_, *err = w.SetRole(t.Context(), identity.UserID(who.Customer), actor.Customer, who)
		}
	}
	var first, second error
	s.race(world, stepDown(ada, &first), stepDown(bob, &second))
	if first != nil || !errors.Is(second, identity.ErrLastAdmin) {
		t.Errorf("first: %v, second: %v", first, second)
	}
}

func rivalTakers(t *testing.T, s suite) {
	world := s.worlds()
	w := world(s.store)
	w.Registered("ada@example.org")
	w.Registered("bob@example.org")
	guest, _ := w.Guest()
	signIn := func(email string, out *identity.SignedIn, err *error) func(*World) {
		return func(w *World) {
			*out, *err = w.SignIn(t.Context(), identity.SignIn{Email: email, Password: Password, By: guest})
		}
	}
	var ada, bob identity.SignedIn
	var err1, err2 error
	s.race(world, signIn("ada@example.org", &ada, &err1), signIn("bob@example.org", &bob, &err2))
	s.must(errors.Join(err1, err2))
	s.same(1, len(ada.User.Guests)+len(bob.User.Guests))
}

func rivalKeys(t *testing.T, s suite) {
	world := s.worlds()
	var claims [2]identity.GuestSession
	begin := func(i int) func(*World) {
		return func(w *World) { _, claims[i] = w.Guest() }
	}
	s.race(world, begin(0), begin(1))
	w := world(s.store)
	for _, c := range claims {
		w.Claims(c.Token)
	}
	stored, err := s.store.Keys(t.Context())
	s.must(err)
	s.same(2, len(stored))
}

func refreshWhileReset(t *testing.T, s suite) {
	world := s.worlds()
	w := world(s.store)
	token := w.Registered("ada@example.org").Session.RefreshToken
	secret := w.resetSecret("ada@example.org")
	var refreshed identity.SignedIn
	var err1, err2 error
	s.race(world,
		func(w *World) { refreshed, err1 = w.Refresh(t.Context(), token) },
		func(w *World) { err2 = w.Reset(t.Context(), secret, "another good one") })
	s.must(errors.Join(err1, err2))
	if _, err := w.Refresh(t.Context(), refreshed.RefreshToken); !errors.Is(err, identity.ErrInvalidRefresh) {
		t.Errorf("the session outlived the password: %v", err)
	}
}

func resetDuringSignIn(t *testing.T, s suite) {
	w := s.worlds()(s.store)
	w.Registered("ada@example.org")
	secret := w.resetSecret("ada@example.org")
	w.Passwords.BeforeVerdict(func() {
		if err := w.Reset(t.Context(), secret, "another good one"); err != nil {
			t.Errorf("reset: %v", err)
		}
	})
	_, err := w.SignIn(t.Context(), identity.SignIn{Email: "ada@example.org", Password: Password})
	if !errors.Is(err, identity.ErrInvalidCredentials) {
		t.Errorf("signed in with the old password: %v", err)
	}
}

func rivalLinks(t *testing.T, s suite) {
	world := s.worlds()
	w := world(s.store)
	w.Registered("ada@example.org")
	secret := w.resetSecret("ada@example.org")
	reset := func(password string, err *error) func(*World) {
		return func(w *World) { *err = w.Reset(t.Context(), secret, password) }
	}
	var first, second error
	s.race(world, reset("the first new one", &first), reset("the second new one", &second))
	if first != nil || !errors.Is(second, identity.ErrLinkExpired) {
		t.Errorf("first: %v, second: %v", first, second)
	}
	if _, err := w.SignIn(t.Context(), identity.SignIn{Email: "ada@example.org", Password: "the first new one"}); err != nil {
		t.Errorf("the first password: %v", err)
	}
}

func isolation(t *testing.T, s suite) {
	u := s.stored("ada@example.org")[0]
	wrote, seen := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(seen)
		<-wrote
		got, err := s.store.User(t.Context(), u.ID)
		if err != nil || got.Role != actor.Customer && got.Role != actor.Staff {
			t.Errorf("read %s, %v", got.Role, err)
		}
	}()
	s.update(func(tx identity.Tx) error {
		u.Role = actor.Admin
		s.must(tx.PutUsers(t.Context(), []identity.User{u}))
		close(wrote)
		await(seen) // a read that does not wait comes now
		u.Role = actor.Staff
		return tx.PutUsers(t.Context(), []identity.User{u})
	})
	<-seen
}

// resetSecret has a reset mail sent and returns its secret.
func (w *World) resetSecret(email string) string {
	w.t.Helper()
	if err := w.AskReset(context.Background(), email); err != nil {
		w.t.Fatalf("ask for a reset: %v", err)
	}
	return w.Delivered()
}

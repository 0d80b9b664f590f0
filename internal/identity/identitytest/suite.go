package identitytest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// at is when everything in the suite happens.
var at = time.Date(2030, 5, 1, 12, 0, 0, 123000, time.UTC)

// TestStore decides whether something is a store of identity. Open returns an empty one.
func TestStore(t *testing.T, open func(t *testing.T) identity.Store) {
	tests := map[string]func(*testing.T, suite){
		"a failed transaction leaves nothing behind":                    failedUpdate,
		"an account is found by id and by address":                      users,
		"an address has one account":                                    oneAddress,
		"accounts are listed by address, searched and cut into pages":   listing,
		"administrators are those whose role says so":                   admins,
		"a guest belongs to the first account that took it":             takenGuests,
		"a session is kept whole":                                       sessions,
		"the live sessions of an account are its own":                   liveSessions,
		"sessions that ended are listed in the order of their ends":     endedSessions,
		"failures are kept by address until they are forgotten":         failures,
		"links are found by digest, and by account the newest first":    links,
		"a second request for a mail adds nothing":                      mailRequests,
		"signing keys are kept whole, one current and one next":         keys,
		"what is over is forgotten and the rest is not":                 forget,
		"two registrations of one address at once make one account":     rivalRegistrations,
		"two processes that send mails at once send each one once":      rivalMails,
		"two refreshes of one token at once give the same next token":   rivalRefreshes,
		"two wrong passwords at once are both counted":                  rivalFailures,
		"two administrators who step down at once leave one":            rivalAdmins,
		"two accounts that take a guest at once leave it with one":      rivalTakers,
		"processes that start together sign by one key":                 rivalKeys,
		"a session that is refreshed while it is ended stays ended":     refreshWhileReset,
		"a password that is changed during a sign-in lets nobody in":    resetDuringSignIn,
		"one link is used once by two who click at the same time":       rivalLinks,
		"text that means something to SQL is only text":                 sqlText,
		"a read sees no transaction that is not committed":              isolation,
		"loading what is not there is empty, and an account's an error": nothing,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, suite{T: t, store: open(t), ids: id.NewSeeded(11)})
		})
	}
}

// suite is one test's store and the little that all tests do.
type suite struct {
	*testing.T
	store identity.Store
	ids   id.Source
}

func (s suite) update(do func(identity.Tx) error) {
	s.Helper()
	if err := s.store.Update(context.Background(), do); err != nil {
		s.Fatalf("update: %v", err)
	}
}

func (s suite) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s suite) same(want, got any) {
	s.Helper()
	if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		s.Errorf("differs (-want +got):\n%s", diff)
	}
}

// user makes an account that is not stored.
func (s suite) user(email string, role actor.Role) identity.User {
	return identity.User{
		ID: identity.UserID(s.ids.New()), Email: email, Folded: identity.Fold(email), PasswordHash: "hash of " + email, Role: role, CreatedAt: at,
	}
}

// stored makes accounts that are.
func (s suite) stored(emails ...string) []identity.User {
	s.Helper()
	var made []identity.User
	for _, email := range emails {
		made = append(made, s.user(email, actor.Customer))
	}
	s.update(func(tx identity.Tx) error { return tx.PutUsers(context.Background(), made) })
	return made
}

var errChanged = errors.New("changed my mind")

func failedUpdate(t *testing.T, s suite) {
	ctx := t.Context()
	old := s.stored("old@example.org")[0]
	fresh := s.user("fresh@example.org", actor.Customer)
	err := s.store.Update(ctx, func(tx identity.Tx) error {
		changed := old
		changed.Role = actor.Admin
		s.must(tx.PutUsers(ctx, []identity.User{changed, fresh}))
		s.must(tx.TakeGuests(ctx, old.ID, []id.UUID{s.ids.New()}, at))
		s.must(tx.PutFailures(ctx, []identity.Failures{{Folded: "old@example.org", Count: 3, LastAt: at, LockedUntil: at}}))
		s.must(tx.PutMailRequests(ctx, []identity.MailRequest{{ID: s.ids.New(), Kind: identity.ResetLink, Folded: "x@example.org", At: at}}))
		return errChanged
	})
	if !errors.Is(err, errChanged) {
		t.Errorf("update: %v", err)
	}
	got, err := s.store.User(ctx, old.ID)
	s.must(err)
	s.same(old, got)
	if _, found, err := s.store.UserByEmail(ctx, fresh.Folded); found || err != nil {
		t.Errorf("found %v, %v", found, err)
	}
	f, err := s.store.Failures(ctx, "old@example.org")
	s.must(err)
	s.same(identity.Failures{Folded: "old@example.org"}, f)
	waiting, err := s.store.MailRequests(ctx, at.Add(time.Hour), 10)
	s.must(err)
	s.same([]identity.MailRequest(nil), waiting)
}

func users(t *testing.T, s suite) {
	ctx := t.Context()
	u := s.user("Zoë@Example.org", actor.Staff)
	u.VerifiedAt = at.Add(time.Second)
	v := s.user("v@example.org", actor.Customer)
	s.update(func(tx identity.Tx) error { return tx.PutUsers(ctx, []identity.User{u, v}) })
	got, err := s.store.User(ctx, u.ID)
	s.must(err)
	s.same(u, got)
	got, found, err := s.store.UserByEmail(ctx, "zoë@example.org")
	s.must(err)
	if !found {
		t.Fatal("not found by address")
	}
	s.same(u, got)
	u.PasswordHash, u.Role = "another", actor.Organiser
	s.update(func(tx identity.Tx) error {
		loaded, err := tx.Users(ctx, []identity.UserID{v.ID, u.ID, identity.UserID(s.ids.New()), u.ID})
		s.must(err)
		if len(loaded) != 2 || loaded[0].ID != u.ID || loaded[1].ID != v.ID {
			t.Errorf("loaded %v", loaded)
		}
		return tx.PutUsers(ctx, []identity.User{u})
	})
	got, err = s.store.User(ctx, u.ID)
	s.must(err)
	s.same(u, got)
}

func oneAddress(t *testing.T, s suite) {
	ctx := t.Context()
	s.stored("ada@example.org")
	err := s.store.Update(ctx, func(tx identity.Tx) error {
		return tx.PutUsers(ctx, []identity.User{s.user("ADA@example.org", actor.Customer)})
	})
	if !errors.Is(err, identity.ErrEmailTaken) {
		t.Errorf("a second account: %v", err)
	}
}

func listing(t *testing.T, s suite) {
	ctx := t.Context()
	made := s.stored("d@b.org", "a@b.org", "c@x.org", "b@b.org")
	list := func(q identity.UserQuery) (folded []string) {
		page, err := s.store.Users(ctx, q)
		s.must(err)
		for _, u := range page {
			folded = append(folded, u.Folded)
		}
		return folded
	}
	s.same([]string{"a@b.org", "b@b.org", "c@x.org", "d@b.org"}, list(identity.UserQuery{Limit: len(made)}))
	s.same([]string{"a@b.org", "b@b.org"}, list(identity.UserQuery{Text: "@b.", Limit: 2}))
	s.same([]string{"d@b.org"}, list(identity.UserQuery{Text: "@b.", After: "b@b.org", Limit: 2}))
}

func admins(t *testing.T, s suite) {
	ctx := t.Context()
	a, b, c := s.user("a@b.org", actor.Admin), s.user("b@b.org", actor.Admin), s.user("c@b.org", actor.Organiser)
	s.update(func(tx identity.Tx) error { return tx.PutUsers(ctx, []identity.User{b, c, a}) })
	s.update(func(tx identity.Tx) error {
		got, err := tx.Admins(ctx)
		s.same([]identity.UserID{a.ID, b.ID}, got)
		return err
	})
}

func takenGuests(t *testing.T, s suite) {
	ctx := t.Context()
	people := s.stored("a@b.org", "b@b.org")
	first, second, third := s.ids.New(), s.ids.New(), s.ids.New()
	take := func(u identity.User, when time.Time, guests ...id.UUID) {
		s.update(func(tx identity.Tx) error { return tx.TakeGuests(ctx, u.ID, guests, when) })
	}
	take(people[0], at, first)
	take(people[0], at.Add(time.Minute), second)
	take(people[1], at.Add(time.Hour), first, third)
	for i, want := range [][]id.UUID{{second, first}, {third}} {
		u, err := s.store.User(ctx, people[i].ID)
		s.must(err)
		s.same(want, u.Guests)
		u, _, err = s.store.UserByEmail(ctx, people[i].Folded)
		s.must(err)
		s.same(want, u.Guests)
	}
	for guest, want := range map[id.UUID]bool{first: true, third: true, s.ids.New(): false} {
		if taken, err := s.store.Taken(ctx, guest); err != nil || taken != want {
			t.Errorf("taken: %v, %v", taken, err)
		}
	}
}

// session makes a session that is not stored.
func (s suite) session(user identity.UserID) identity.Session {
	return identity.Session{
		ID: identity.SessionID(s.ids.New()), User: user, Current: identity.Digest{1}, RotatedAt: at, BeganAt: at, ExpiresAt: at.Add(time.Hour),
	}
}

func (s suite) sessionNow(session identity.SessionID) (got identity.Session) {
	s.Helper()
	s.update(func(tx identity.Tx) error {
		found, err := tx.Sessions(context.Background(), []identity.SessionID{session, identity.SessionID(s.ids.New())})
		if len(found) == 1 {
			got = found[0]
		}
		return err
	})
	return got
}

func sessions(t *testing.T, s suite) {
	ctx := t.Context()
	session := s.session(s.stored("a@b.org")[0].ID)
	s.update(func(tx identity.Tx) error { return tx.PutSessions(ctx, []identity.Session{session}) })
	s.same(session, s.sessionNow(session.ID))
	session.Previous, session.Current, session.Next = session.Current, identity.Digest{2}, []byte("sealed")
	session.RotatedAt, session.ExpiresAt = at.Add(time.Minute), at.Add(2*time.Hour)
	s.update(func(tx identity.Tx) error { return tx.PutSessions(ctx, []identity.Session{session}) })
	s.same(session, s.sessionNow(session.ID))
	session.EndedAt, session.Next = at.Add(time.Hour), nil
	s.update(func(tx identity.Tx) error { return tx.PutSessions(ctx, []identity.Session{session}) })
	s.same(session, s.sessionNow(session.ID))
}

func liveSessions(t *testing.T, s suite) {
	ctx := t.Context()
	people := s.stored("a@b.org", "b@b.org")
	live, ended, other := s.session(people[0].ID), s.session(people[0].ID), s.session(people[1].ID)
	ended.EndedAt = at
	s.update(func(tx identity.Tx) error { return tx.PutSessions(ctx, []identity.Session{live, ended, other}) })
	s.update(func(tx identity.Tx) error {
		got, err := tx.LiveSessions(ctx, people[0].ID)
		s.same([]identity.Session{live}, got)
		return err
	})
}

func endedSessions(t *testing.T, s suite) {
	ctx := t.Context()
	user := s.stored("a@b.org")[0].ID
	var all []identity.Session
	for i, ended := range []time.Duration{-time.Microsecond, 0, time.Minute, time.Minute, time.Minute, time.Hour} {
		all = append(all, s.session(user))
		all[i].EndedAt = at.Add(ended)
	}
	s.update(func(tx identity.Tx) error { return tx.PutSessions(ctx, append(all, s.session(user))) })
	slices.SortFunc(all, func(a, b identity.Session) int { return cmp.Or(a.EndedAt.Compare(b.EndedAt), id.Compare(a.ID, b.ID)) })
	all = all[1:] // one ended before
	from, past := at, identity.SessionID{}
	for _, want := range [][]identity.Session{all[:2], all[2:4], all[4:], nil} {
		got, err := s.store.Ended(ctx, from, past, 2)
		s.must(err)
		s.same(want, got)
		if len(got) > 0 {
			from, past = got[len(got)-1].EndedAt, got[len(got)-1].ID
		}
	}
}

func failures(t *testing.T, s suite) {
	ctx := t.Context()
	f := identity.Failures{Folded: "a@b.org", Count: 6, LastAt: at, LockedUntil: at.Add(time.Minute)}
	g := identity.Failures{Folded: "b@b.org", Count: 1, LastAt: at}
	s.update(func(tx identity.Tx) error { return tx.PutFailures(ctx, []identity.Failures{f, g}) })
	f.Count = 7
	s.update(func(tx identity.Tx) error { return tx.PutFailures(ctx, []identity.Failures{f}) })
	for _, want := range []identity.Failures{f, g, {Folded: "c@b.org"}} {
		got, err := s.store.Failures(ctx, want.Folded)
		s.must(err)
		s.same(want, got)
		s.update(func(tx identity.Tx) error {
			got, err := tx.Failures(ctx, want.Folded)
			s.same(want, got)
			return err
		})
	}
	s.update(func(tx identity.Tx) error { return tx.ForgetFailures(ctx, []string{f.Folded}) })
	got, err := s.store.Failures(ctx, f.Folded)
	s.must(err)
	s.same(identity.Failures{Folded: f.Folded}, got)
}

func links(t *testing.T, s suite) {
	ctx := t.Context()
	people := s.stored("a@b.org", "b@b.org")
	link := func(u identity.User, kind identity.LinkKind, n byte) identity.Link {
		return identity.Link{
			ID: s.ids.New(), User: u.ID, Kind: kind, Digest: identity.Digest{n}, CreatedAt: at.Add(time.Duration(n) * time.Second), ExpiresAt: at.Add(time.Hour),
		}
	}
	older, newer := link(people[0], identity.ResetLink, 1), link(people[0], identity.ResetLink, 2)
	verify, other := link(people[0], identity.VerifyLink, 3), link(people[1], identity.ResetLink, 4)
	s.update(func(tx identity.Tx) error { return tx.PutLinks(ctx, []identity.Link{older, newer, verify, other}) })
	older.UsedAt = at.Add(time.Minute)
	s.update(func(tx identity.Tx) error { return tx.PutLinks(ctx, []identity.Link{older}) })
	s.update(func(tx identity.Tx) error {
		got, err := tx.LinksOf(ctx, people[0].ID, identity.ResetLink)
		s.must(err)
		s.same([]identity.Link{newer, older}, got)
		got, err = tx.Links(ctx, []identity.Digest{older.Digest, {99}})
		s.same([]identity.Link{older}, got)
		return err
	})
	got, found, err := s.store.Link(ctx, verify.Digest)
	if s.must(err); !found {
		t.Fatal("not found")
	}
	s.same(verify, got)
	if _, found, err := s.store.Link(ctx, identity.Digest{99}); found || err != nil {
		t.Errorf("found %v, %v", found, err)
	}
}

func mailRequests(t *testing.T, s suite) {
	ctx := t.Context()
	request := func(kind identity.LinkKind, folded string, after time.Duration) identity.MailRequest {
		return identity.MailRequest{ID: s.ids.New(), Kind: kind, Folded: folded, At: at.Add(after), Next: at.Add(after)}
	}
	late, early := request(identity.ResetLink, "a@b.org", time.Minute), request(identity.VerifyLink, "a@b.org", 0)
	again := request(identity.ResetLink, "a@b.org", time.Hour)
	s.update(func(tx identity.Tx) error { return tx.PutMailRequests(ctx, []identity.MailRequest{late, early}) })
	s.update(func(tx identity.Tx) error { return tx.PutMailRequests(ctx, []identity.MailRequest{again}) })
	got, err := s.store.MailRequests(ctx, at.Add(time.Hour), 10)
	s.must(err)
	s.same([]identity.MailRequest{early, late}, got)
	got, err = s.store.MailRequests(ctx, at.Add(time.Hour), 1)
	s.must(err)
	s.same([]identity.MailRequest{early}, got)
	s.update(func(tx identity.Tx) error { return tx.DeleteMailRequests(ctx, []id.UUID{late.ID, early.ID}) })
	s.update(func(tx identity.Tx) error { return tx.PutMailRequests(ctx, []identity.MailRequest{again}) })
	got, err = s.store.MailRequests(ctx, at.Add(time.Hour), 10)
	s.must(err)
	s.same([]identity.MailRequest{again}, got)
	again.Next, again.Sealed = at.Add(2*time.Hour), []byte{1, 2}
	s.update(func(tx identity.Tx) error { return tx.TakeMailRequest(ctx, again) })
	got, err = s.store.MailRequests(ctx, at.Add(time.Hour), 10)
	s.must(err)
	s.same([]identity.MailRequest(nil), got)
	got, err = s.store.MailRequests(ctx, again.Next, 10)
	s.must(err)
	s.same([]identity.MailRequest{again}, got)
	s.update(func(tx identity.Tx) error {
		found, waiting, err := tx.MailRequest(ctx, again.ID)
		s.must(err)
		s.same(true, waiting)
		s.same(again, found)
		_, waiting, err = tx.MailRequest(ctx, early.ID)
		s.must(err)
		s.same(false, waiting)
		return nil
	})
}

func keys(t *testing.T, s suite) {
	ctx := t.Context()
	key := func(state identity.KeyState, n byte) identity.StoredKey {
		return identity.StoredKey{ID: s.ids.New(), Public: []byte{n, 2, 3}, Sealed: []byte{n, 5}, State: state, CreatedAt: at}
	}
	retired, current, next := key(identity.KeyRetired, 1), key(identity.KeyCurrent, 2), key(identity.KeyNext, 3)
	retired.Until = at.Add(time.Hour)
	s.update(func(tx identity.Tx) error { return tx.PutKeys(ctx, []identity.StoredKey{retired, current, next}) })
	got, err := s.store.Keys(ctx)
	s.must(err)
	s.same([]identity.StoredKey{retired, current, next}, got)
	current.State, current.Until, next.State = identity.KeyRetired, at.Add(time.Hour), identity.KeyCurrent
	fresh := key(identity.KeyNext, 4)
	s.update(func(tx identity.Tx) error { return tx.PutKeys(ctx, []identity.StoredKey{current, next, fresh}) })
	s.update(func(tx identity.Tx) error {
		got, err := tx.Keys(ctx)
		s.same([]identity.StoredKey{retired, current, next, fresh}, got)
		return err
	})
}

func forget(t *testing.T, s suite) {
	ctx := t.Context()
	u := s.stored("a@b.org")[0]
	now := at.Add(time.Hour)
	over, live := s.session(u.ID), s.session(u.ID)
	live.ExpiresAt = now.Add(time.Microsecond)
	dead := identity.Link{ID: s.ids.New(), User: u.ID, Kind: identity.ResetLink, Digest: identity.Digest{1}, CreatedAt: at, ExpiresAt: now}
	open := dead
	open.ID, open.Digest, open.ExpiresAt = s.ids.New(), identity.Digest{2}, now.Add(time.Microsecond)
	old := identity.StoredKey{ID: s.ids.New(), Public: []byte{1}, Sealed: []byte{1}, State: identity.KeyRetired, CreatedAt: at, Until: now}
	current := identity.StoredKey{ID: s.ids.New(), Public: []byte{1}, Sealed: []byte{1}, State: identity.KeyCurrent, CreatedAt: at}
	s.update(func(tx identity.Tx) error {
		s.must(tx.PutSessions(ctx, []identity.Session{over, live}))
		s.must(tx.PutLinks(ctx, []identity.Link{dead, open}))
		s.must(tx.PutKeys(ctx, []identity.StoredKey{old, current}))
		return tx.PutFailures(ctx, []identity.Failures{{Folded: "old@b.org", Count: 1, LastAt: at.Add(-time.Microsecond)}, {Folded: "new@b.org", Count: 1, LastAt: at}})
	})
	s.update(func(tx identity.Tx) error {
		n, err := tx.Forget(ctx, now, at)
		s.same(4, n)
		return err
	})
	s.same(live, s.sessionNow(live.ID))
	s.same(identity.Session{}, s.sessionNow(over.ID))
	got, err := s.store.Keys(ctx)
	s.must(err)
	s.same([]identity.StoredKey{current}, got)
	if _, found, err := s.store.Link(ctx, open.Digest); !found || err != nil {
		t.Errorf("the open link: %v, %v", found, err)
	}
	f, err := s.store.Failures(ctx, "new@b.org")
	s.must(err)
	s.same(1, f.Count)
}

func sqlText(t *testing.T, s suite) {
	ctx := t.Context()
	made := s.stored("a%b@b.org", "a_b@b.org", `a\b@b.org`, "a'b@b.org", "axb@b.org")
	for i, text := range []string{"a%b", "a_b", `a\b`, "a'b"} {
		got, err := s.store.Users(ctx, identity.UserQuery{Text: text, Limit: 10})
		s.must(err)
		if len(got) != 1 || got[0].ID != made[i].ID {
			t.Errorf("%s finds %d accounts", text, len(got))
		}
	}
}

func nothing(t *testing.T, s suite) {
	ctx := t.Context()
	if _, err := s.store.User(ctx, identity.UserID(s.ids.New())); !errors.Is(err, identity.ErrNoSuchUser) {
		t.Errorf("an account that is not there: %v", err)
	}
	keys, err := s.store.Keys(ctx)
	s.must(err)
	s.same([]identity.StoredKey(nil), keys)
	s.update(func(tx identity.Tx) error {
		for _, load := range []func() (int, error){
			func() (int, error) { v, err := tx.Users(ctx, nil); return len(v), err },
			func() (int, error) { v, err := tx.Admins(ctx); return len(v), err },
			func() (int, error) { v, err := tx.Sessions(ctx, nil); return len(v), err },
			func() (int, error) { v, err := tx.Links(ctx, nil); return len(v), err },
			func() (int, error) { v, err := tx.Keys(ctx); return len(v), err },
		} {
			if n, err := load(); n != 0 || err != nil {
				return fmt.Errorf("loaded %d: %w", n, err)
			}
		}
		return nil
	})
}

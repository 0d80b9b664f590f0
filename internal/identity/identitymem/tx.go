package identitymem

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// tx is one transaction (identity.Tx). Transactions run one after the other, so loading locks by itself.
type tx struct {
	*mem.Unit
	*Store
}

var _ identity.Tx = (*tx)(nil)

func (t *tx) Users(_ context.Context, users []identity.UserID) ([]identity.User, error) {
	var out []identity.User
	for _, user := range sorted(users) {
		if u, ok := t.users.Get(user); ok {
			out = append(out, t.withGuests(u))
		}
	}
	return out, nil
}

func (t *tx) UserByEmail(_ context.Context, folded string) (identity.User, bool, error) {
	u, ok := t.byEmail(folded)
	return u, ok, nil
}

func (t *tx) Admins(context.Context) ([]identity.UserID, error) { return t.admins(), nil }

func (t *tx) PutUsers(_ context.Context, users []identity.User) error {
	for _, u := range users {
		if other, ok := t.byEmail(u.Folded); ok && other.ID != u.ID {
			return identity.ErrEmailTaken
		}
		u.Guests = nil
		t.users.Put(u.ID, u)
	}
	return nil
}

func (t *tx) TakeGuests(_ context.Context, user identity.UserID, guests []id.UUID, at time.Time) error {
	for _, guest := range guests {
		if _, taken := t.guests.Get(guest); !taken {
			t.guests.Put(guest, takenGuest{guest: guest, user: user, at: at})
		}
	}
	return nil
}

func (t *tx) Sessions(_ context.Context, sessions []identity.SessionID) ([]identity.Session, error) {
	var out []identity.Session
	for _, session := range sorted(sessions) {
		if s, ok := t.sessions.Get(session); ok {
			out = append(out, s)
		}
	}
	return out, nil
}

func (t *tx) LiveSessions(_ context.Context, user identity.UserID) ([]identity.Session, error) {
	return t.sessions.Where(func(s identity.Session) bool { return s.User == user && s.EndedAt.IsZero() },
		func(a, b identity.Session) int { return id.Compare(a.ID, b.ID) }), nil
}

func (t *tx) PutSessions(_ context.Context, sessions []identity.Session) error {
	for _, s := range sessions {
		t.sessions.Put(s.ID, s)
	}
	return nil
}

func (t *tx) Failures(_ context.Context, folded string) (identity.Failures, error) {
	return t.failuresOf(folded), nil
}

func (t *tx) PutFailures(_ context.Context, failures []identity.Failures) error {
	for _, f := range failures {
		t.failures.Put(f.Folded, f)
	}
	return nil
}

func (t *tx) ForgetFailures(_ context.Context, folded []string) error {
	for _, f := range folded {
		t.failures.Delete(f)
	}
	return nil
}

func (t *tx) Links(_ context.Context, digests []identity.Digest) ([]identity.Link, error) {
	var out []identity.Link
	for _, digest := range digests {
		if l, ok := t.links.Get(digest); ok {
			out = append(out, l)
		}
	}
	return out, nil
}

func (t *tx) LinksOf(_ context.Context, user identity.UserID, kind identity.LinkKind) ([]identity.Link, error) {
	return t.links.Where(func(l identity.Link) bool { return l.User == user && l.Kind == kind }, newestFirst), nil
}

func newestFirst(a, b identity.Link) int {
	if c := b.CreatedAt.Compare(a.CreatedAt); c != 0 {
		return c
	}
	return id.Compare(b.ID, a.ID)
}

func (t *tx) PutLinks(_ context.Context, links []identity.Link) error {
	for _, l := range links {
		t.links.Put(l.Digest, l)
	}
	return nil
}

func (t *tx) PutMailRequests(_ context.Context, requests []identity.MailRequest) error {
	for _, r := range requests {
		_, waiting := t.requests.First(func(w identity.MailRequest) bool { return w.Kind == r.Kind && w.Folded == r.Folded })
		if !waiting {
			t.requests.Put(r.ID, r)
		}
	}
	return nil
}

func (t *tx) MailRequest(_ context.Context, request id.UUID) (identity.MailRequest, bool, error) {
	r, waiting := t.requests.Get(request)
	return r, waiting, nil
}

func (t *tx) TakeMailRequest(_ context.Context, request identity.MailRequest) error {
	if r, waiting := t.requests.Get(request.ID); waiting {
		r.Next, r.Sealed = request.Next, request.Sealed
		t.requests.Put(r.ID, r)
	}
	return nil
}

func (t *tx) DeleteMailRequests(_ context.Context, requests []id.UUID) error {
	for _, r := range requests {
		t.requests.Delete(r)
	}
	return nil
}

func (t *tx) Keys(context.Context) ([]identity.StoredKey, error) { return t.allKeys(), nil }

func (t *tx) PutKeys(_ context.Context, keys []identity.StoredKey) error {
	for _, k := range keys {
		t.keys.Put(k.ID, k)
	}
	return nil
}

func (t *tx) Forget(_ context.Context, now, failuresBefore time.Time) (int, error) {
	n := forget(t.sessions, func(s identity.Session) bool { return !now.Before(s.ExpiresAt) }, func(s identity.Session) identity.SessionID { return s.ID })
	n += forget(t.links, func(l identity.Link) bool { return !now.Before(l.ExpiresAt) }, func(l identity.Link) identity.Digest { return l.Digest })
	n += forget(t.failures, func(f identity.Failures) bool { return f.LastAt.Before(failuresBefore) }, func(f identity.Failures) string { return f.Folded })
	n += forget(t.keys, func(k identity.StoredKey) bool { return k.State == identity.KeyRetired && !now.Before(k.Until) },
		func(k identity.StoredKey) id.UUID { return k.ID })
	return n, nil
}

// forget deletes the rows that match and counts them.
func forget[K comparable, V any](table *mem.Table[K, V], over func(V) bool, key func(V) K) int {
	rows := table.Where(over, func(V, V) int { return 0 })
	for _, row := range rows {
		table.Delete(key(row))
	}
	return len(rows)
}

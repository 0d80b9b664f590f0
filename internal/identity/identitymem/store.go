// Package identitymem keeps identity's state in memory, for tests and the simulation.
package identitymem

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// Store is identity's state in memory (identity.Store).
type Store struct {
	DB *mem.DB

	users    *mem.Table[identity.UserID, identity.User]
	guests   *mem.Table[id.UUID, takenGuest]
	sessions *mem.Table[identity.SessionID, identity.Session]
	failures *mem.Table[string, identity.Failures]
	links    *mem.Table[identity.Digest, identity.Link]
	requests *mem.Table[id.UUID, identity.MailRequest]
	keys     *mem.Table[id.UUID, identity.StoredKey]
}

// takenGuest is a guest whom an account took over.
type takenGuest struct {
	guest id.UUID
	user  identity.UserID
	at    time.Time
}

var _ identity.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	db := mem.New()
	return &Store{
		DB:       db,
		users:    mem.NewTable[identity.UserID, identity.User](db),
		guests:   mem.NewTable[id.UUID, takenGuest](db),
		sessions: mem.NewTable[identity.SessionID, identity.Session](db),
		failures: mem.NewTable[string, identity.Failures](db),
		links:    mem.NewTable[identity.Digest, identity.Link](db),
		requests: mem.NewTable[id.UUID, identity.MailRequest](db),
		keys:     mem.NewTable[id.UUID, identity.StoredKey](db),
	}
}

// Update runs one transaction.
func (s *Store) Update(ctx context.Context, do func(identity.Tx) error) error {
	return s.DB.Update(ctx, func(unit *mem.Unit) error { return do(&tx{Unit: unit, Store: s}) })
}

// User returns one account.
func (s *Store) User(_ context.Context, user identity.UserID) (found identity.User, err error) {
	err = identity.ErrNoSuchUser
	s.DB.View(func() {
		if u, ok := s.users.Get(user); ok {
			found, err = s.withGuests(u), nil
		}
	})
	return found, err
}

// UserByEmail looks an account up by its folded address.
func (s *Store) UserByEmail(_ context.Context, folded string) (u identity.User, ok bool, _ error) {
	s.DB.View(func() { u, ok = s.byEmail(folded) })
	return u, ok, nil
}

// Users lists accounts by folded address.
func (s *Store) Users(_ context.Context, query identity.UserQuery) (page []identity.User, _ error) {
	s.DB.View(func() {
		page = s.users.Where(func(u identity.User) bool {
			return u.Folded > query.After && strings.Contains(u.Folded, query.Text)
		}, func(a, b identity.User) int { return cmp.Compare(a.Folded, b.Folded) })
		page = page[:min(query.Limit, len(page))]
		for i := range page {
			page[i] = s.withGuests(page[i])
		}
	})
	return page, nil
}

// Taken reports whether an account has taken the guest over.
func (s *Store) Taken(_ context.Context, guest id.UUID) (taken bool, _ error) {
	s.DB.View(func() { _, taken = s.guests.Get(guest) })
	return taken, nil
}

// Failures returns the wrong passwords of a folded address.
func (s *Store) Failures(_ context.Context, folded string) (f identity.Failures, _ error) {
	s.DB.View(func() { f = s.failuresOf(folded) })
	return f, nil
}

// MailRequests returns the oldest mails that are waiting.
func (s *Store) MailRequests(_ context.Context, now time.Time, limit int) (waiting []identity.MailRequest, _ error) {
	s.DB.View(func() {
		waiting = s.requests.Where(func(r identity.MailRequest) bool { return !now.Before(r.Next) }, func(a, b identity.MailRequest) int {
			return cmp.Or(a.At.Compare(b.At), id.Compare(a.ID, b.ID))
		})
		waiting = waiting[:min(limit, len(waiting))]
	})
	return waiting, nil
}

// Link looks a link up.
func (s *Store) Link(_ context.Context, digest identity.Digest) (link identity.Link, ok bool, _ error) {
	s.DB.View(func() { link, ok = s.links.Get(digest) })
	return link, ok, nil
}

// Ended returns sessions that ended.
func (s *Store) Ended(_ context.Context, from time.Time, past identity.SessionID, limit int) (ended []identity.Session, _ error) {
	s.DB.View(func() {
		ended = s.sessions.Where(func(x identity.Session) bool {
			return !x.EndedAt.IsZero() && cmp.Or(x.EndedAt.Compare(from), id.Compare(x.ID, past)) > 0
		}, func(a, b identity.Session) int { return cmp.Or(a.EndedAt.Compare(b.EndedAt), id.Compare(a.ID, b.ID)) })
		ended = ended[:min(limit, len(ended))]
	})
	return ended, nil
}

// Keys returns all signing keys.
func (s *Store) Keys(context.Context) (keys []identity.StoredKey, _ error) {
	s.DB.View(func() { keys = s.allKeys() })
	return keys, nil
}

func (s *Store) allKeys() []identity.StoredKey {
	return s.keys.Where(func(identity.StoredKey) bool { return true }, func(a, b identity.StoredKey) int { return id.Compare(a.ID, b.ID) })
}

func (s *Store) byEmail(folded string) (identity.User, bool) {
	u, ok := s.users.First(func(u identity.User) bool { return u.Folded == folded })
	if !ok {
		return identity.User{}, false
	}
	return s.withGuests(u), true
}

// withGuests adds the guests that the account took over, the newest first.
func (s *Store) withGuests(u identity.User) identity.User {
	taken := s.guests.Where(func(g takenGuest) bool { return g.user == u.ID }, func(a, b takenGuest) int {
		return cmp.Or(b.at.Compare(a.at), id.Compare(b.guest, a.guest))
	})
	u.Guests = nil
	for _, g := range taken {
		u.Guests = append(u.Guests, g.guest)
	}
	return u
}

func (s *Store) failuresOf(folded string) identity.Failures {
	f, ok := s.failures.Get(folded)
	if !ok {
		return identity.Failures{Folded: folded}
	}
	return f
}

// admins lists the administrators by id.
func (s *Store) admins() []identity.UserID {
	var ids []identity.UserID
	for _, u := range s.users.Where(func(u identity.User) bool { return u.Role == actor.Admin }, byID) {
		ids = append(ids, u.ID)
	}
	return ids
}

func byID(a, b identity.User) int { return id.Compare(a.ID, b.ID) }

// sorted returns the ids in the order of locks, each once.
func sorted[T ~[16]byte](ids []T) []T {
	out := slices.Clone(ids)
	slices.SortFunc(out, id.Compare[T])
	return slices.Compact(out)
}

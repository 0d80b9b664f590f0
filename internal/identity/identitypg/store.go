// Package identitypg keeps identity's state in PostgreSQL, in the schema bc_identity.
package identitypg

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitypg/identitysql"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/pg"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schema is the context's part of the database.
var Schema = pg.Schema{Name: "bc_identity", Files: migrations}

// Store is an identity.Store.
type Store struct {
	db   *pg.DB
	read *identitysql.Queries
}

var _ identity.Store = (*Store)(nil)

// New returns the store over the context's database.
func New(db *pg.DB) *Store { return &Store{db: db, read: identitysql.New(db.Pool())} }

// Update runs one transaction.
func (s *Store) Update(ctx context.Context, do func(identity.Tx) error) error {
	return s.db.Update(ctx, func(_ context.Context, inner *pg.Tx) error {
		return do(&tx{Tx: inner, q: identitysql.New(inner)})
	})
}

// User returns one account.
func (s *Store) User(ctx context.Context, user identity.UserID) (identity.User, error) {
	row, err := s.read.User(ctx, user.UUID())
	if errors.Is(err, pgx.ErrNoRows) {
		return identity.User{}, identity.ErrNoSuchUser
	}
	if err != nil {
		return identity.User{}, fmt.Errorf("read account: %w", err)
	}
	return one(withGuests(ctx, s.read, row))
}

// UserByEmail looks an account up by its folded address.
func (s *Store) UserByEmail(ctx context.Context, folded string) (identity.User, bool, error) {
	row, err := s.read.UserByEmail(ctx, folded)
	return found(ctx, s.read, row, err)
}

// Users lists accounts by folded address.
func (s *Store) Users(ctx context.Context, query identity.UserQuery) ([]identity.User, error) {
	rows, err := s.read.ListUsers(ctx, identitysql.ListUsersParams{Past: query.After, Part: query.Text, Most: int32(query.Limit)}) // at most 101
	if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	return withGuests(ctx, s.read, rows...)
}

// Taken reports whether an account has taken the guest over.
func (s *Store) Taken(ctx context.Context, guest id.UUID) (bool, error) {
	taken, err := s.read.Taken(ctx, guest)
	return taken, wrap("look up a guest", err)
}

// Failures returns the wrong passwords of a folded address.
func (s *Store) Failures(ctx context.Context, folded string) (identity.Failures, error) {
	return failuresOf(ctx, s.read, folded)
}

// MailRequests returns the oldest mails that are waiting.
func (s *Store) MailRequests(ctx context.Context, now time.Time, limit int) ([]identity.MailRequest, error) {
	rows, err := s.read.MailRequests(ctx, identitysql.MailRequestsParams{Now: now, Most: int32(limit)}) // a constant of the core
	return mapped(rows, requestOf), wrap("read mail requests", err)
}

// Link looks a link up.
func (s *Store) Link(ctx context.Context, digest identity.Digest) (identity.Link, bool, error) {
	row, err := s.read.Link(ctx, digest[:])
	if errors.Is(err, pgx.ErrNoRows) {
		return identity.Link{}, false, nil
	}
	if err != nil {
		return identity.Link{}, false, fmt.Errorf("read link: %w", err)
	}
	return linkOf(row), true, nil
}

// Ended returns sessions that ended.
func (s *Store) Ended(ctx context.Context, from time.Time, past identity.SessionID, limit int) ([]identity.Session, error) {
	rows, err := s.read.EndedSessions(ctx, identitysql.EndedSessionsParams{Since: from, Past: past.UUID(), Most: int32(limit)}) // a constant of the core
	return mapped(rows, sessionOf), wrap("read ended sessions", err)
}

// Keys returns all signing keys.
func (s *Store) Keys(ctx context.Context) ([]identity.StoredKey, error) {
	rows, err := s.read.Keys(ctx)
	return mapped(rows, keyOf), wrap("read signing keys", err)
}

// found turns "no rows" into false.
func found(ctx context.Context, q *identitysql.Queries, row identitysql.User, err error) (identity.User, bool, error) {
	if errors.Is(err, pgx.ErrNoRows) {
		return identity.User{}, false, nil
	}
	if err != nil {
		return identity.User{}, false, fmt.Errorf("read account by address: %w", err)
	}
	u, err := one(withGuests(ctx, q, row))
	return u, err == nil, err
}

func failuresOf(ctx context.Context, q *identitysql.Queries, folded string) (identity.Failures, error) {
	row, err := q.Failures(ctx, folded)
	if errors.Is(err, pgx.ErrNoRows) {
		return identity.Failures{Folded: folded}, nil
	}
	if err != nil {
		return identity.Failures{}, fmt.Errorf("read failed sign-ins: %w", err)
	}
	return identity.Failures{Folded: row.Folded, Count: int(row.Count), LastAt: row.LastAt.UTC(), LockedUntil: timeOf(row.LockedUntil)}, nil
}

// withGuests makes accounts of rows, with the guests that they took over, the newest first.
func withGuests(ctx context.Context, q *identitysql.Queries, rows ...identitysql.User) ([]identity.User, error) {
	users := mapped(rows, userOf)
	at := make(map[id.UUID]int, len(users))
	ids := make([]id.UUID, len(users))
	for i, u := range users {
		ids[i], at[u.ID.UUID()] = u.ID.UUID(), i
	}
	taken, err := q.GuestsOf(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read taken guests: %w", err)
	}
	for _, g := range taken {
		u := &users[at[g.UserID]]
		u.Guests = append(u.Guests, g.GuestID)
	}
	return users, nil
}

// one is the only element of a list.
func one(users []identity.User, err error) (identity.User, error) {
	if err != nil {
		return identity.User{}, err
	}
	return users[0], nil
}

// wrap says what failed, where something did.
func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

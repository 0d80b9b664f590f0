package identitypg

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitypg/identitysql"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/pg"
)

// tx is one transaction (identity.Tx).
type tx struct {
	*pg.Tx
	q *identitysql.Queries
}

var _ identity.Tx = (*tx)(nil)

func (t *tx) Users(ctx context.Context, users []identity.UserID) ([]identity.User, error) {
	rows, err := t.q.LockUsers(ctx, id.UUIDs(users))
	if err != nil {
		return nil, fmt.Errorf("lock accounts: %w", err)
	}
	return withGuests(ctx, t.q, rows...)
}

func (t *tx) UserByEmail(ctx context.Context, folded string) (identity.User, bool, error) {
	row, err := t.q.LockUserByEmail(ctx, folded)
	return found(ctx, t.q, row, err)
}

func (t *tx) Admins(ctx context.Context) ([]identity.UserID, error) {
	ids, err := t.q.LockAdmins(ctx)
	return mapped(ids, func(u id.UUID) identity.UserID { return identity.UserID(u) }), wrap("lock administrators", err)
}

func (t *tx) PutUsers(ctx context.Context, users []identity.User) error {
	err := all(t.q.PutUsers(ctx, mapped(users, userRow)).Exec)
	if pg.Violated(err) == "users_folded" {
		return identity.ErrEmailTaken
	}
	return wrap("write accounts", err)
}

func (t *tx) TakeGuests(ctx context.Context, user identity.UserID, guests []id.UUID, at time.Time) error {
	return wrap("take guests over", t.q.TakeGuests(ctx, identitysql.TakeGuestsParams{Guests: guests, UserID: user.UUID(), TakenAt: at}))
}

func (t *tx) Sessions(ctx context.Context, sessions []identity.SessionID) ([]identity.Session, error) {
	rows, err := t.q.LockSessions(ctx, id.UUIDs(sessions))
	return mapped(rows, sessionOf), wrap("lock sessions", err)
}

func (t *tx) LiveSessions(ctx context.Context, user identity.UserID) ([]identity.Session, error) {
	rows, err := t.q.LockLiveSessions(ctx, user.UUID())
	return mapped(rows, sessionOf), wrap("lock an account's sessions", err)
}

func (t *tx) PutSessions(ctx context.Context, sessions []identity.Session) error {
	return wrap("write sessions", all(t.q.PutSessions(ctx, mapped(sessions, sessionRow)).Exec))
}

func (t *tx) Failures(ctx context.Context, folded string) (identity.Failures, error) {
	if err := t.q.LockAddress(ctx, folded); err != nil {
		return identity.Failures{}, fmt.Errorf("lock an address: %w", err)
	}
	return failuresOf(ctx, t.q, folded)
}

func (t *tx) PutFailures(ctx context.Context, failures []identity.Failures) error {
	return wrap("write failed sign-ins", all(t.q.PutFailures(ctx, mapped(failures, failuresRow)).Exec))
}

func (t *tx) ForgetFailures(ctx context.Context, folded []string) error {
	return wrap("forget failed sign-ins", t.q.ForgetFailures(ctx, folded))
}

func (t *tx) Links(ctx context.Context, digests []identity.Digest) ([]identity.Link, error) {
	rows, err := t.q.LockLinks(ctx, mapped(digests, func(d identity.Digest) []byte { return d[:] }))
	return mapped(rows, linkOf), wrap("lock links", err)
}

func (t *tx) LinksOf(ctx context.Context, user identity.UserID, kind identity.LinkKind) ([]identity.Link, error) {
	rows, err := t.q.LockLinksOf(ctx, identitysql.LockLinksOfParams{UserID: user.UUID(), Kind: string(kind)})
	return mapped(rows, linkOf), wrap("lock an account's links", err)
}

func (t *tx) PutLinks(ctx context.Context, links []identity.Link) error {
	return wrap("write links", all(t.q.PutLinks(ctx, mapped(links, linkRow)).Exec))
}

func (t *tx) PutMailRequests(ctx context.Context, requests []identity.MailRequest) error {
	return wrap("write mail requests", all(t.q.PutMailRequests(ctx, mapped(requests, requestRow)).Exec))
}

func (t *tx) MailRequest(ctx context.Context, request id.UUID) (identity.MailRequest, bool, error) {
	rows, err := t.q.LockMailRequest(ctx, request)
	if err != nil || len(rows) == 0 {
		return identity.MailRequest{}, false, wrap("lock a mail request", err)
	}
	return requestOf(rows[0]), true, nil
}

func (t *tx) TakeMailRequest(ctx context.Context, r identity.MailRequest) error {
	return wrap("take a mail request", t.q.TakeMailRequest(ctx, identitysql.TakeMailRequestParams{ID: r.ID, Next: r.Next, Sealed: r.Sealed}))
}

func (t *tx) DeleteMailRequests(ctx context.Context, requests []id.UUID) error {
	return wrap("delete mail requests", t.q.DeleteMailRequests(ctx, requests))
}

// Keys locks the table, not its rows: there may be none, and two processes that start together must not both make the first.
func (t *tx) Keys(ctx context.Context) ([]identity.StoredKey, error) {
	if _, err := t.Exec(ctx, `lock table signing_keys in share row exclusive mode`); err != nil {
		return nil, fmt.Errorf("lock signing keys: %w", err)
	}
	rows, err := t.q.Keys(ctx)
	return mapped(rows, keyOf), wrap("read signing keys", err)
}

func (t *tx) PutKeys(ctx context.Context, keys []identity.StoredKey) error {
	return wrap("write signing keys", all(t.q.PutKeys(ctx, mapped(keys, keyRow)).Exec))
}

func (t *tx) Forget(ctx context.Context, now, failuresBefore time.Time) (int, error) {
	n, err := t.q.ForgetOver(ctx, identitysql.ForgetOverParams{Now: now, FailuresBefore: failuresBefore})
	return int(n), wrap("remove what is over", err)
}

// all runs a batch to its end and returns what went wrong.
func all(exec func(func(int, error))) error {
	var errs []error
	exec(func(_ int, err error) {
		if err != nil {
			errs = append(errs, err)
		}
	})
	return errors.Join(errs...)
}

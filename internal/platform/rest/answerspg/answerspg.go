// Package answerspg keeps the answers of idempotent requests in PostgreSQL, in the table answers of a context's schema.
package answerspg

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/speckit/ticketing/internal/platform/rest"
)

// keepFor is how long an answer is given again.
const keepFor = 24 * time.Hour

// Store is a rest.AnswerStore.
type Store struct{ pool *pgxpool.Pool }

// New returns the store over a context's pool.
func New(pool *pgxpool.Pool) *Store { return &Store{pool: pool} }

// Begin claims the scope or says why not. One statement decides, so that of two at once only one executes.
func (s *Store) Begin(ctx context.Context, c rest.Claim) (rest.Begun, error) {
	var begun rest.Begun
	err := s.pool.QueryRow(ctx, `
		insert into answers as a (scope, body, operation, holder, claimed_at, lease_until) values ($1, $2, $3, $4, $5, $6)
		on conflict (scope) do update set
			body = excluded.body, holder = excluded.holder, lease_until = excluded.lease_until, status = 0, content = null,
			operation = case when a.status = 0 then a.operation else excluded.operation end,
			claimed_at = case when a.status = 0 then a.claimed_at else excluded.claimed_at end
		where (a.status <> 0 and a.claimed_at <= $7) or (a.status = 0 and a.body = excluded.body and a.lease_until <= excluded.claimed_at)
		returning operation`,
		c.Scope[:], c.Body[:], c.Operation, c.Holder, c.Now, c.Now.Add(c.Lease), c.Now.Add(-keepFor)).Scan(&begun.Operation)
	switch {
	case err == nil:
		begun.State = rest.Mine
		return begun, nil
	case !errors.Is(err, pgx.ErrNoRows):
		return begun, fmt.Errorf("claim request: %w", err)
	}
	return s.find(ctx, c)
}

func (s *Store) find(ctx context.Context, c rest.Claim) (rest.Begun, error) {
	var begun rest.Begun
	var same bool
	err := s.pool.QueryRow(ctx, `select operation, body = $2, status, coalesce(content, '') from answers where scope = $1`, c.Scope[:], c.Body[:]).
		Scan(&begun.Operation, &same, &begun.Answer.Status, &begun.Answer.Content)
	switch {
	case errors.Is(err, pgx.ErrNoRows): // its holder has just forgotten it: the caller tries again
		begun.State = rest.Running
	case err != nil:
		return begun, fmt.Errorf("find request: %w", err)
	case !same:
		begun.State = rest.Differs
	case begun.Answer.Status == 0:
		begun.State = rest.Running
	default:
		begun.State = rest.Answered
	}
	return begun, nil
}

// Keep stores the answer of a claim, if it is still its holder's.
func (s *Store) Keep(ctx context.Context, c rest.Claim, answer rest.Answer) error {
	_, err := s.pool.Exec(ctx, `update answers set status = $3, content = $4 where scope = $1 and holder = $2 and status = 0`,
		c.Scope[:], c.Holder, answer.Status, answer.Content)
	if err != nil {
		return fmt.Errorf("keep answer: %w", err)
	}
	return nil
}

// Forget frees the scope of a claim, if it is still its holder's.
func (s *Store) Forget(ctx context.Context, c rest.Claim) error {
	_, err := s.pool.Exec(ctx, `delete from answers where scope = $1 and holder = $2 and status = 0`, c.Scope[:], c.Holder)
	if err != nil {
		return fmt.Errorf("forget request: %w", err)
	}
	return nil
}

// Abandon ends the leases of all running requests.
func (s *Store) Abandon(ctx context.Context) error {
	if _, err := s.pool.Exec(ctx, `update answers set lease_until = claimed_at where status = 0`); err != nil {
		return fmt.Errorf("abandon requests: %w", err)
	}
	return nil
}

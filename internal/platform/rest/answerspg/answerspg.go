// Package answerspg keeps the answers of idempotent requests in PostgreSQL, in the table answers of a context's schema.
package answerspg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/speckit/ticketing/internal/platform/batch"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// keepFor is how long an answer is given again.
const keepFor = 24 * time.Hour

// How many requests share one transaction at most, and how long it may take.
const (
	most    = 200
	timeout = 10 * time.Second
)

// Store is a rest.AnswerStore. Requests that begin or end together share a transaction.
type Store struct {
	pool   *pgxpool.Pool
	begins *batch.Batch[rest.Claim, rest.Begun]
	keeps  *batch.Batch[kept, struct{}]
}

// kept is an answer on its way to the table.
type kept struct {
	claim  rest.Claim
	answer rest.Answer
}

// New returns the store over a context's pool.
func New(pool *pgxpool.Pool) *Store {
	s := &Store{pool: pool}
	s.begins = batch.New(most, timeout, s.beginAll, nil)
	s.keeps = batch.New(most, timeout, s.keepAll, nil)
	return s
}

// Begin claims the scope or says why not.
func (s *Store) Begin(ctx context.Context, c rest.Claim) (rest.Begun, error) {
	begun, err := s.begins.Do(ctx, c)
	if err != nil || begun.State != 0 {
		return begun, err
	}
	return s.find(ctx, c)
}

// claim is one statement, so that of two at once only one executes.
const claim = `
	insert into answers as a (scope, body, operation, holder, claimed_at, lease_until) values ($1, $2, $3, $4, $5, $6)
	on conflict (scope) do update set
		body = excluded.body, holder = excluded.holder, lease_until = excluded.lease_until, status = 0, content = null,
		operation = case when a.status = 0 then a.operation else excluded.operation end,
		claimed_at = case when a.status = 0 then a.claimed_at else excluded.claimed_at end
	where (a.status <> 0 and a.claimed_at <= $7) or (a.status = 0 and a.body = excluded.body and a.lease_until <= excluded.claimed_at)
	returning operation`

// beginAll claims scopes in one journey; those that others have are left without a state.
func (s *Store) beginAll(ctx context.Context, claims []rest.Claim) ([]batch.Verdict[rest.Begun], error) {
	verdicts := make([]batch.Verdict[rest.Begun], len(claims))
	journey := &pgx.Batch{}
	for _, i := range inOrder(claims, func(c rest.Claim) rest.Claim { return c }) {
		c := claims[i]
		journey.Queue(claim, c.Scope[:], c.Body[:], c.Operation, c.Holder, c.Now, c.Now.Add(c.Lease), c.Now.Add(-keepFor)).QueryRow(func(row pgx.Row) error {
			begun := rest.Begun{State: rest.Mine}
			err := row.Scan(&begun.Operation)
			if errors.Is(err, pgx.ErrNoRows) {
				return nil
			}
			verdicts[i].Result = begun
			return err
		})
	}
	if err := s.pool.SendBatch(ctx, journey).Close(); err != nil {
		return nil, fmt.Errorf("claim requests: %w", err)
	}
	return verdicts, nil
}

// inOrder lists places by scope: the order in which all transactions lock rows.
func inOrder[T any](list []T, claim func(T) rest.Claim) []int {
	places := make([]int, len(list))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int {
		x, y := claim(list[a]).Scope, claim(list[b]).Scope
		return bytes.Compare(x[:], y[:])
	})
	return places
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
	_, err := s.keeps.Do(ctx, kept{c, answer})
	return err
}

func (s *Store) keepAll(ctx context.Context, answers []kept) ([]batch.Verdict[struct{}], error) {
	journey := &pgx.Batch{}
	for _, i := range inOrder(answers, func(k kept) rest.Claim { return k.claim }) {
		k := answers[i]
		journey.Queue(`update answers set status = $3, content = $4 where scope = $1 and holder = $2 and status = 0`,
			k.claim.Scope[:], k.claim.Holder, k.answer.Status, k.answer.Content)
	}
	if err := s.pool.SendBatch(ctx, journey).Close(); err != nil {
		return nil, fmt.Errorf("keep answers: %w", err)
	}
	return make([]batch.Verdict[struct{}], len(answers)), nil
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

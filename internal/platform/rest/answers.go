package rest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// keepFor is how long an answer to an idempotent request is given again.
const keepFor = 24 * time.Hour

// Claim says that a process is about to execute an idempotent request.
type Claim struct {
	Context   string        // the bounded context of the route
	Scope     [32]byte      // caller, route and key
	Body      [32]byte      // the content: method, path, query and body
	Operation id.UUID       // what Call.Operation will be
	Holder    id.UUID       // this execution; only its holder may Keep or Forget a claim
	Now       time.Time     // the clock's time
	Lease     time.Duration // after this the holder counts as dead
}

// State says what became of a claim.
type State int

// The states that Begin returns.
const (
	Mine     State = iota + 1 // execute, then Keep or Forget
	Running                   // somebody else is executing the same request
	Answered                  // it was executed before: here is the answer
	Differs                   // the key was used with other content
)

// Answer is a kept answer. Content holds headers and body, sealed; no store can read it.
type Answer struct {
	Status  int
	Content []byte
}

// Begun is what Begin found.
type Begun struct {
	State     State
	Operation id.UUID // of the claim as it was first made; a take-over keeps it
	Answer    Answer  // where State is Answered
}

// AnswerStore keeps the claims and answers of idempotent requests. All methods are safe for concurrent use, also from several
// processes.
//
// A scope is free, claimed or answered. Begin atomically claims a free scope (Mine). A claimed one is taken over when its lease
// is over at claim.Now (Mine, with the stored Operation and the new Holder), else it is Running; an answered one is Answered until 24 h
// after its claim's Now, then free. A claimed or answered scope with another Body is Differs.
type AnswerStore interface {
	Begin(ctx context.Context, claim Claim) (Begun, error)
	// Keep stores the answer of a claim; it does nothing when the claim is no longer its holder's.
	Keep(ctx context.Context, claim Claim, answer Answer) error
	// Forget frees the scope of a claim whose answer is not kept; it does nothing when the claim is no longer its holder's.
	Forget(ctx context.Context, claim Claim) error
	// Abandon ends the leases of all claims at once. A process that is alone calls it at its start: whoever held them is dead.
	Abandon(ctx context.Context) error
}

// ByContext keeps each context's claims and answers in that context's own store. Processes that serve different contexts together
// then find the same answers, since a route's answers lie with its context and not with its process.
type ByContext map[string]AnswerStore

// Begin claims the scope in the store of the claim's context.
func (by ByContext) Begin(ctx context.Context, claim Claim) (Begun, error) {
	store, err := by.of(claim)
	if err != nil {
		return Begun{}, err
	}
	return store.Begin(ctx, claim)
}

// Keep stores the answer there.
func (by ByContext) Keep(ctx context.Context, claim Claim, answer Answer) error {
	store, err := by.of(claim)
	if err != nil {
		return err
	}
	return store.Keep(ctx, claim, answer)
}

// Forget frees the scope there.
func (by ByContext) Forget(ctx context.Context, claim Claim) error {
	store, err := by.of(claim)
	if err != nil {
		return err
	}
	return store.Forget(ctx, claim)
}

// Abandon ends the leases of all claims in all stores.
func (by ByContext) Abandon(ctx context.Context) error {
	var failed error
	for _, store := range by {
		failed = errors.Join(failed, store.Abandon(ctx))
	}
	return failed
}

func (by ByContext) of(claim Claim) (AnswerStore, error) {
	store, there := by[claim.Context]
	if !there {
		return nil, fmt.Errorf("no store for the answers of context %q", claim.Context)
	}
	return store, nil
}

// Answers is an AnswerStore in memory, for tests and the simulation.
type Answers struct {
	mu   sync.Mutex
	rows map[[32]byte]*kept
}

type kept struct {
	claim    Claim
	lease    time.Time
	answered bool
	answer   Answer
}

// NewAnswers returns an empty store.
func NewAnswers() *Answers { return &Answers{rows: map[[32]byte]*kept{}} }

// Begin claims the scope or says why not.
func (a *Answers) Begin(_ context.Context, claim Claim) (Begun, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	row := a.rows[claim.Scope]
	switch {
	case row == nil || row.answered && !claim.Now.Before(row.claim.Now.Add(keepFor)):
		a.rows[claim.Scope] = &kept{claim: claim, lease: claim.Now.Add(claim.Lease)}
		return Begun{State: Mine, Operation: claim.Operation}, nil
	case row.claim.Body != claim.Body:
		return Begun{State: Differs, Operation: row.claim.Operation}, nil
	case row.answered:
		return Begun{State: Answered, Operation: row.claim.Operation, Answer: row.answer}, nil
	case claim.Now.Before(row.lease):
		return Begun{State: Running, Operation: row.claim.Operation}, nil
	default:
		row.claim.Holder, row.lease = claim.Holder, claim.Now.Add(claim.Lease)
		return Begun{State: Mine, Operation: row.claim.Operation}, nil
	}
}

// Keep stores the answer.
func (a *Answers) Keep(_ context.Context, claim Claim, answer Answer) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if row := a.held(claim); row != nil {
		row.answered, row.answer = true, answer
	}
	return nil
}

// Forget frees the scope.
func (a *Answers) Forget(_ context.Context, claim Claim) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.held(claim) != nil {
		delete(a.rows, claim.Scope)
	}
	return nil
}

// Abandon ends all leases.
func (a *Answers) Abandon(context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, row := range a.rows {
		row.lease = time.Time{}
	}
	return nil
}

func (a *Answers) held(claim Claim) *kept {
	row := a.rows[claim.Scope]
	if row == nil || row.answered || row.claim.Holder != claim.Holder {
		return nil
	}
	return row
}

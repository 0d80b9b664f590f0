// Package fault holds the one kind of error that a person may read: what happened, under a stable code.
//
// An expected failure is a sentinel made by [New]; everything else is an ordinary wrapped error, is logged at a door and
// is never shown. The door (platform/rest) turns a [Kind] into an HTTP status.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"time"
)

// Kind says whose fault it is and what the caller can do about it.
type Kind int

// The kinds, with the HTTP status that platform/rest gives them.
const (
	Invalid         Kind = iota + 1 // 400: the input has the wrong shape or an impossible value
	Unauthenticated                 // 401: no token, or none that we accept
	Forbidden                       // 403: a known caller who may not
	NotFound                        // 404: no such thing, or somebody else's
	Conflict                        // 409: a lost race or a wrong state
	Gone                            // 410: it was there and its time is over
	TooLarge                        // 413: more than the limit of the route
	Declined                        // 422: understood, and refused by a rule outside us (bank, code, reused key)
	Exhausted                       // 429: too often; try again later
	Unavailable                     // 503: a part that we need is away; try again later
)

// Error is an expected failure: a stable code for programs and a sentence for a person.
type Error struct {
	Kind    Kind
	Code    string         // stable, snake_case
	Detail  string         // a sentence: what happened to money and seats, and what to do next
	Members map[string]any // further members of the problem document
	Wait    time.Duration  // how long to wait before another try; 0 says nothing
	cause   error
}

// New makes a sentinel.
func New(kind Kind, code, detail string) *Error {
	return &Error{Kind: kind, Code: code, Detail: detail}
}

func (e *Error) Error() string {
	if e.cause != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.Detail, e.cause)
	}
	return e.Code + ": " + e.Detail
}

// Unwrap returns the cause, if one was given.
func (e *Error) Unwrap() error { return e.cause }

// Is makes errors.Is compare by code, so that a sentinel still matches after its sentence was made more exact.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// Saying returns a copy with a more exact sentence.
func (e *Error) Saying(format string, args ...any) *Error {
	c := e.copy()
	c.Detail = fmt.Sprintf(format, args...)
	return c
}

// With returns a copy with one more member of the problem document.
func (e *Error) With(member string, value any) *Error {
	c := e.copy()
	c.Members[member] = value
	return c
}

// After returns a copy that tells the caller how long to wait.
func (e *Error) After(wait time.Duration) *Error {
	c := e.copy()
	c.Wait = wait
	return c
}

// Because returns a copy that keeps the cause for the log.
func (e *Error) Because(cause error) *Error {
	c := e.copy()
	c.cause = cause
	return c
}

func (e *Error) copy() *Error {
	c := *e
	c.Members = maps.Clone(e.Members)
	if c.Members == nil {
		c.Members = map[string]any{}
	}
	return &c
}

// As finds the expected failure in an error chain.
func As(err error) (*Error, bool) {
	var e *Error
	ok := errors.As(err, &e)
	return e, ok
}

// Is reports whether the error is an expected failure of the kind.
func Is(err error, kind Kind) bool {
	e, ok := As(err)
	return ok && e.Kind == kind
}

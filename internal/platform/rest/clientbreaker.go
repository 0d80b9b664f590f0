package rest

import (
	"context"
	"errors"
	"time"

	"github.com/sony/gobreaker/v2"
)

const (
	// breakerCalls is how many calls in a row must fail to reach the service until further ones are not even tried.
	breakerCalls = 10
	// breakerRest is how long they are not; then one call shows whether the service is back.
	breakerRest = time.Second
)

// breaker spares callers the wait for a service that is away, and a service that comes back the crowd that waited for it. It counts
// whole calls with their repetitions: a restart that repetitions outlast does not open it.
type breaker struct {
	circuit *gobreaker.CircuitBreaker[struct{}]
}

func newBreaker() *breaker {
	return &breaker{gobreaker.NewCircuitBreaker[struct{}](gobreaker.Settings{
		MaxRequests: 1,
		Timeout:     breakerRest,
		ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= breakerCalls },
		IsSuccessful: func(err error) bool { // whatever the service answered: it is there
			var lost *unreachedError
			return !errors.As(err, &lost)
		},
		IsExcluded: func(err error) bool { return errors.Is(err, context.Canceled) }, // the caller left, which says nothing of the service
	})}
}

// Breaker is the state of the client's breaker: closed, half-open or open.
func (c *Client) Breaker() string { return c.breaker.circuit.State().String() }

// guard makes a call, or refuses it at once while the service is known to be away.
func (b *breaker) guard(call func() error) error {
	_, err := b.circuit.Execute(func() (struct{}, error) { return struct{}{}, call() })
	if errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {
		return errUnreachable.After(breakerRest).Because(err)
	}
	return err
}

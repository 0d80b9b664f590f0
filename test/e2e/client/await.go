package client

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// look is how often a condition is looked at.
const look = 40 * time.Millisecond

// Await looks again and again until there is no error any more, and returns the last one when the time is over.
func Await(ctx context.Context, most time.Duration, condition func(ctx context.Context) error) error {
	deadline := time.Now().Add(most)
	for {
		err := condition(ctx)
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("still so after %s: %w", most, err)
		}
		if stopped := wait(ctx, look); stopped != nil {
			return errors.Join(stopped, err)
		}
	}
}

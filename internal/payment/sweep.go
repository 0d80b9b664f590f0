package payment

import (
	"context"
	"errors"
)

// sweep reads a list page by page and takes each row through a step; it returns how many rows the step decided. An error of the
// list ends the sweep, one of a step does not: those are joined.
func sweep[T any](
	ctx context.Context, size int,
	list func(ctx context.Context, after *T) ([]T, error),
	step func(ctx context.Context, row T) (decided bool, err error),
) (decided int, err error) {
	var failures []error
	for after := (*T)(nil); ctx.Err() == nil; {
		page, err := list(ctx, after)
		if err != nil {
			return decided, errors.Join(append(failures, err)...)
		}
		for i := range page {
			done, err := step(ctx, page[i])
			if err != nil {
				failures = append(failures, err)
			} else if done {
				decided++
			}
		}
		if len(page) < size {
			return decided, errors.Join(failures...)
		}
		after = &page[len(page)-1]
	}
	return decided, errors.Join(append(failures, ctx.Err())...)
}

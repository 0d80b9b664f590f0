package identity

import (
	"context"
	"fmt"
)

// Sweep removes what is over: sessions, links, old failures, keys of which no token lives. The app calls it now and then; n is how
// many rows went.
func (s *Service) Sweep(ctx context.Context) (n int, err error) {
	now := s.clock.Now()
	err = s.store.Update(ctx, func(tx Tx) error {
		n, err = tx.Forget(ctx, now, now.Add(-s.rules.FailureTTL))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("remove what is over: %w", err)
	}
	return n, nil
}

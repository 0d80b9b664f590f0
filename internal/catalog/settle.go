package catalog

import (
	"context"
	"fmt"
	"time"
)

// settlePage is how many events one turn of Settle looks at.
const settlePage = 50

// Settle looks for changes to which inventory has agreed and that were never committed here, because a process died or the database
// was away, and tells inventory again how the event stands. It returns how many there were.
func (s *Service) Settle(ctx context.Context) (int, error) {
	before := s.clock.Now().Add(-s.rules.Patience)
	stale, err := s.store.Proposed(ctx, before, settlePage)
	if err != nil {
		return 0, fmt.Errorf("list proposals: %w", err)
	}
	for i, event := range stale {
		if err := s.settle(ctx, event, before); err != nil {
			return i, fmt.Errorf("settle event: %w", err)
		}
	}
	return len(stale), nil
}

// settle takes a proposal back, unless it is younger: another process may have settled the one that was found, and carry the next.
func (s *Service) settle(ctx context.Context, event EventID, before time.Time) error {
	now, message := s.clock.Now(), s.ids.New()
	return s.store.Update(ctx, func(tx Tx) error {
		e, err := lock(ctx, tx, event)
		if err != nil || e.ProposedAt.IsZero() || e.ProposedAt.After(before) {
			return err
		}
		// Two more: the version above ours is the proposal's, which may still be on its way and must then come too late.
		e.Version, e.ProposedAt = e.Version+2, time.Time{}
		tx.Emit(eventChanged(e, message, now))
		return tx.PutEvents(ctx, []Event{e})
	})
}

// settleNow does not wait for the worker; where it fails, the worker does it.
func (s *Service) settleNow(ctx context.Context, event EventID) {
	_ = s.settle(context.WithoutCancel(ctx), event, s.clock.Now())
}

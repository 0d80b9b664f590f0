package notification

import (
	"context"
	"fmt"
)

// takenMost is how many mails can be under way when a process dies: far more than one takes at a time.
const takenMost = 1000

// TakeUp makes mails due at once that were being sent when their sender died. It is for a process that is alone with its data: it need
// not wait for the end of a lease to know that nobody is sending. A mail that had arrived arrives again, under the same Message-ID.
func (s *Service) TakeUp(ctx context.Context) error {
	now := s.clock.Now()
	err := s.store.Update(ctx, func(tx Tx) error {
		unsent, err := tx.Due(ctx, now.Add(lease), takenMost)
		if err != nil {
			return err
		}
		for i := range unsent {
			unsent[i].TakeUp(now)
		}
		return tx.Put(ctx, unsent...)
	})
	if err != nil {
		return fmt.Errorf("take up mails: %w", err)
	}
	return nil
}

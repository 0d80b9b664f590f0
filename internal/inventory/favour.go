package inventory

import (
	"context"
	"fmt"
)

// Favour names who gets an event's seats that come free, before the public: from the commit on, whatever frees a seat sets it
// aside for the keeper in the same transaction. What the keeper does not use within the stall time goes to the public. An
// empty keeper ends it; what is set aside then stays so until it is let go.
func (s *Service) Favour(ctx context.Context, event EventID, keeper Keeper) error {
	err := s.store.Update(ctx, func(tx Tx) error {
		sale, err := tx.LockSale(ctx, event)
		if err != nil || sale.Favours == keeper {
			return err
		}
		sale.Favours = keeper
		return tx.PutSale(ctx, sale)
	})
	if err != nil {
		return fmt.Errorf("favour %q: %w", keeper, err)
	}
	return nil
}

package ordering

import (
	"context"
	"fmt"
)

// Reseal seals all secrets with the newest key, after the key was changed; old links go on working throughout. It returns how many
// orders it went through, and may be called again at any time.
func (s *Service) Reseal(ctx context.Context) (int, error) {
	var done int
	var after OrderID
	for {
		page, err := s.store.Page(ctx, after, s.rules.Page)
		if err != nil {
			return done, fmt.Errorf("read orders to seal anew: %w", err)
		}
		if len(page) == 0 {
			return done, nil
		}
		ids := make([]OrderID, len(page))
		for i, o := range page {
			ids[i] = o.ID
		}
		if err := s.store.Update(ctx, func(tx Tx) error { return s.resealPage(ctx, tx, ids) }); err != nil {
			return done, fmt.Errorf("seal secrets anew: %w", err)
		}
		done, after = done+len(page), ids[len(ids)-1]
	}
}

func (s *Service) resealPage(ctx context.Context, tx Tx, ids []OrderID) error {
	orders, err := tx.Orders(ctx, ids)
	if err != nil {
		return fmt.Errorf("load orders: %w", err)
	}
	changed := orders[:0]
	for _, o := range orders {
		text, err := o.Secret.Text(s.ports.Sealer)
		if err != nil {
			return err
		}
		if text == "" {
			continue
		}
		o.Secret.Sealed = s.ports.Sealer.Seal([]byte(text))
		o.Version++
		changed = append(changed, o)
	}
	if len(changed) == 0 {
		return nil
	}
	return tx.PutOrders(ctx, changed...)
}

package waitlist

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/secretlink"
)

// resealedAtOnce is how many rows one transaction seals anew.
const resealedAtOnce = 500

// Reseal seals the secrets of all live entries and offers with the newest key, after the key was changed; old links go on working
// throughout, those of entries that are over too. It returns how many it went through, and may be called again at any time.
func (s *Service) Reseal(ctx context.Context) (int, error) {
	entries, err := s.resealEntries(ctx)
	if err != nil {
		return entries, fmt.Errorf("seal secrets of places anew: %w", err)
	}
	offers, err := s.resealOffers(ctx)
	if err != nil {
		return entries + offers, fmt.Errorf("seal secrets of offers anew: %w", err)
	}
	return entries + offers, nil
}

func (s *Service) resealEntries(ctx context.Context) (done int, err error) {
	var after EntryID
	for {
		page, err := s.store.EntryPage(ctx, after, resealedAtOnce)
		if err != nil || len(page) == 0 {
			return done, err
		}
		var n needs
		for _, e := range page {
			n.events, n.entries = append(n.events, e.Event), append(n.entries, e.ID)
		}
		err = s.reseal(ctx, n, func(b *book) error {
			for _, k := range n.entries {
				e := b.entries[k]
				if err := again(&e.Secret, s.ports.Sealer); err != nil {
					return err
				}
				b.put(e)
			}
			return nil
		})
		if err != nil {
			return done, err
		}
		done, after = done+len(page), page[len(page)-1].ID
	}
}

func (s *Service) resealOffers(ctx context.Context) (done int, err error) {
	var after OfferID
	for {
		page, err := s.store.OfferPage(ctx, after, resealedAtOnce)
		if err != nil || len(page) == 0 {
			return done, err
		}
		var n needs
		for _, o := range page {
			n.events, n.offers = append(n.events, o.Event), append(n.offers, o.ID)
		}
		err = s.reseal(ctx, n, func(b *book) error {
			for _, k := range n.offers {
				o := b.offers[k]
				if err := again(&o.OrderSecret, s.ports.Sealer); err != nil {
					return err
				}
				b.putOffer(o)
			}
			return nil
		})
		if err != nil {
			return done, err
		}
		done, after = done+len(page), page[len(page)-1].ID
	}
}

// reseal writes a page under the locks of its lines.
func (s *Service) reseal(ctx context.Context, n needs, do func(b *book) error) error {
	now := s.clock.Now()
	return s.store.Update(ctx, func(tx Tx) error {
		b, err := s.open(ctx, tx, n, now)
		if err != nil {
			return err
		}
		if err := do(b); err != nil {
			return err
		}
		return b.close(ctx)
	})
}

// again seals a secret with the newest key. What has none stays so.
func again(secret *secretlink.Secret, sealer secretlink.Sealer) error {
	text, err := secret.Text(sealer)
	if err != nil || text == "" {
		return err
	}
	secret.Sealed = sealer.Seal([]byte(text))
	return nil
}

package ordering

import (
	"context"
	"fmt"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/secretlink"
)

// linksMost is how many orders one mail of links names.
const linksMost = 20

// Lookup mails the links of an address's orders to that address. The caller learns nothing: not whether there are any, and not
// whether the address was served a moment ago.
func (s *Service) Lookup(ctx context.Context, email string) error {
	address, err := CheckAddress(email)
	if err != nil {
		return err
	}
	orders, err := s.store.List(ctx, Listing{Email: address, Limit: linksMost})
	if err != nil {
		return fmt.Errorf("find orders of an address: %w", err)
	}
	if len(orders) == 0 {
		return nil
	}
	links := make([]Link, len(orders))
	for i, o := range orders {
		placed, err := s.placed(o)
		if err != nil {
			return err
		}
		links[i] = Link{Order: o.ID.UUID(), Number: o.Number, URL: placed.StatusURL}
	}
	turn, err := s.takeLookup(ctx, address)
	if err != nil || !turn {
		return err
	}
	if err := s.ports.Mails.SendLinks(ctx, orders[0].Email, links); err != nil {
		return fmt.Errorf("mail links: %w", err)
	}
	return nil
}

// takeLookup takes the address's turn: nobody can fill a stranger's mailbox with our mails.
func (s *Service) takeLookup(ctx context.Context, address string) (turn bool, err error) {
	now, hash := s.clock.Now(), secretlink.Hash(strings.ToLower(address))
	err = s.store.Update(ctx, func(tx Tx) error {
		turn, err = tx.TakeLookup(ctx, hash, now, now.Add(-s.rules.LookupEvery))
		return err
	})
	if err != nil {
		return false, fmt.Errorf("take turn of an address: %w", err)
	}
	return turn, nil
}

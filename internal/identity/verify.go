package identity

import (
	"context"
	"fmt"
)

// Verify takes the secret of a verification mail: the address is its account's person's. A second click on the link of an address
// that is verified is no failure.
func (s *Service) Verify(ctx context.Context, token string) error {
	given, ok := readSecret(token)
	if !ok {
		return ErrLinkExpired
	}
	sent, err := s.sent(ctx, given)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	err = s.store.Update(ctx, func(tx Tx) error {
		link, user, err := follow(ctx, tx, sent)
		if err != nil {
			return err
		}
		if link.Kind == VerifyLink && !link.UsedAt.IsZero() && user.Verified() {
			return nil
		}
		if err := link.check(VerifyLink, now); err != nil {
			return err
		}
		link.UsedAt = now
		user.verify(now)
		if err := tx.PutUsers(ctx, []User{user}); err != nil {
			return err
		}
		return tx.PutLinks(ctx, []Link{link})
	})
	if err != nil {
		return fmt.Errorf("verify an address: %w", err)
	}
	return nil
}

// sent finds the link of a secret, as it was at some moment.
func (s *Service) sent(ctx context.Context, given secret) (Link, error) {
	link, found, err := s.store.Link(ctx, given.digest())
	if err != nil {
		return Link{}, fmt.Errorf("look up a link: %w", err)
	}
	if !found {
		return Link{}, ErrLinkExpired
	}
	return link, nil
}

// follow loads a link's account, and then the link as it is now.
func follow(ctx context.Context, tx Tx, sent Link) (Link, User, error) {
	users, err := tx.Users(ctx, []UserID{sent.User})
	if err != nil {
		return Link{}, User{}, err
	}
	links, err := tx.Links(ctx, []Digest{sent.Digest})
	if err != nil {
		return Link{}, User{}, err
	}
	if len(users) == 0 || len(links) == 0 {
		return Link{}, User{}, ErrLinkExpired
	}
	return links[0], users[0], nil
}

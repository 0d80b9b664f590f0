package identity

import (
	"context"
	"fmt"
	"time"
)

// Reset takes the secret of a reset mail and sets the account's password. It ends all of the account's sessions and its lock, kills
// its other reset links, and verifies the address, since the mail came there.
func (s *Service) Reset(ctx context.Context, token, password string) error {
	given, ok := readSecret(token)
	if !ok {
		return ErrLinkExpired
	}
	sent, err := s.sent(ctx, given)
	if err != nil {
		return err
	}
	hash, err := s.hashFor(ctx, sent, password)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	var ended []Session
	err = s.store.Update(ctx, func(tx Tx) error {
		link, user, err := follow(ctx, tx, sent)
		if err != nil {
			return err
		}
		if err := link.check(ResetLink, now); err != nil {
			return err
		}
		user.PasswordHash = hash
		user.verify(now)
		tx.Record(s.deed(user.self(), "user.password_reset", user.ID.UUID(), ""))
		ended, err = letIn(ctx, tx, user, now)
		return err
	})
	if err != nil {
		return fmt.Errorf("reset a password: %w", err)
	}
	s.tell(ended)
	return nil
}

// hashFor hashes a new password, after everything that can be refused without that: hashing is dear.
func (s *Service) hashFor(ctx context.Context, sent Link, password string) (string, error) {
	if err := sent.check(ResetLink, s.clock.Now()); err != nil {
		return "", err
	}
	user, err := s.store.User(ctx, sent.User)
	if err != nil {
		return "", fmt.Errorf("load the link's account: %w", err)
	}
	if err := CheckPassword(password, user.Email); err != nil {
		return "", err
	}
	hash, err := s.ports.Passwords.Hash(ctx, password)
	if err != nil {
		return "", fmt.Errorf("hash the password: %w", err)
	}
	return hash, nil
}

// letIn writes an account with a new password: what was opened, locked or sent under the old one is over. It returns the sessions
// that this ends.
func letIn(ctx context.Context, tx Tx, user User, now time.Time) (ended []Session, err error) {
	if err := tx.PutUsers(ctx, []User{user}); err != nil {
		return nil, err
	}
	if ended, err = endSessions(ctx, tx, user.ID, now); err != nil {
		return nil, err
	}
	if err := tx.ForgetFailures(ctx, []string{user.Folded}); err != nil {
		return nil, err
	}
	links, err := tx.LinksOf(ctx, user.ID, ResetLink)
	if err != nil {
		return nil, err
	}
	for i := range links {
		if links[i].UsedAt.IsZero() {
			links[i].UsedAt = now
		}
	}
	return ended, tx.PutLinks(ctx, links)
}

package identity

import (
	"context"
	"fmt"
)

// AskReset asks for a mail by which the password of an address can be set anew. Nothing tells the caller whether there is an account.
func (s *Service) AskReset(ctx context.Context, email string) error {
	if err := CheckEmail(email); err != nil {
		return err
	}
	return s.askMail(ctx, ResetLink, Fold(email))
}

// AskVerification asks for the verification mail of an account once more. A verified one gets none.
func (s *Service) AskVerification(ctx context.Context, user UserID) error {
	u, err := s.store.User(ctx, user)
	if err != nil {
		return fmt.Errorf("load the account: %w", err)
	}
	if u.Verified() {
		return nil
	}
	return s.askMail(ctx, VerifyLink, u.Folded)
}

func (s *Service) askMail(ctx context.Context, kind LinkKind, folded string) error {
	now := s.clock.Now()
	request := MailRequest{ID: s.ids.New(), Kind: kind, Folded: folded, At: now, Next: now}
	err := s.store.Update(ctx, func(tx Tx) error {
		return tx.PutMailRequests(ctx, []MailRequest{request})
	})
	if err != nil {
		return fmt.Errorf("ask for a mail: %w", err)
	}
	return nil
}

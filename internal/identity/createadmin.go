package identity

import (
	"context"
	"encoding/base32"
	"fmt"
	"io"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Account is an account as the operator of an installation makes it.
type Account struct {
	ID       UserID // zero is any
	Email    string
	Password string // "" makes one
	Role     actor.Role
}

// CreateAdmin makes an administrator for whoever runs the installation, and returns the password. The address counts as verified.
func (s *Service) CreateAdmin(ctx context.Context, email, password string) (User, string, error) {
	if _, found, err := s.store.UserByEmail(ctx, Fold(email)); err != nil {
		return User{}, "", fmt.Errorf("look up the address: %w", err)
	} else if found {
		return User{}, "", ErrEmailTaken.Saying("There is an account with this address already. Nothing was changed; an administrator can give it the role, or take another address.")
	}
	return s.Provide(ctx, Account{Email: email, Password: password, Role: actor.Admin})
}

// Provide makes sure that there is an account of the address with this password and role, verified, and returns it with the
// password. It is the operator's way, for installing: it may set the password of an account that is there, which ends its sessions.
func (s *Service) Provide(ctx context.Context, want Account) (User, string, error) {
	if want.ID.IsZero() {
		want.ID = UserID(s.ids.New())
	}
	if want.Password == "" {
		made, err := s.newPassword()
		if err != nil {
			return User{}, "", err
		}
		want.Password = made
	}
	hash, err := s.hashAccount(ctx, want)
	if err != nil {
		return User{}, "", err
	}
	now := s.clock.Now()
	var user User
	var ended []Session
	err = s.store.Update(ctx, func(tx Tx) error {
		existing, found, err := tx.UserByEmail(ctx, Fold(want.Email))
		if err != nil {
			return err
		}
		user = existing
		if !found {
			user = User{ID: want.ID, Email: strings.TrimSpace(want.Email), Folded: Fold(want.Email), CreatedAt: now}
		}
		user.PasswordHash, user.Role = hash, want.Role
		user.verify(now)
		tx.Record(s.deed(byOperator, "user.provide", user.ID.UUID(), string(want.Role)))
		ended, err = letIn(ctx, tx, user, now)
		return err
	})
	if err != nil {
		return User{}, "", fmt.Errorf("write the account: %w", err)
	}
	s.tell(ended)
	return user, want.Password, nil
}

// hashAccount checks the account's fields and hashes its password.
func (s *Service) hashAccount(ctx context.Context, want Account) (string, error) {
	if err := CheckRole(want.Role); err != nil {
		return "", err
	}
	if err := CheckEmail(want.Email); err != nil {
		return "", err
	}
	if err := CheckPassword(want.Password, want.Email); err != nil {
		return "", err
	}
	hash, err := s.ports.Passwords.Hash(ctx, want.Password)
	if err != nil {
		return "", fmt.Errorf("hash the password: %w", err)
	}
	return hash, nil
}

// newPassword makes a password of 100 random bits that a person can copy from a screen: five groups of four letters and digits.
func (s *Service) newPassword() (string, error) {
	var raw [13]byte
	if _, err := io.ReadFull(s.ports.Random, raw[:]); err != nil {
		return "", fmt.Errorf("make a password: %w", err)
	}
	text := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw[:]))
	return strings.Join([]string{text[0:4], text[4:8], text[8:12], text[12:16], text[16:20]}, "-"), nil
}

package identity

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// SignIn asks for a session by address and password.
type SignIn struct {
	Email    string
	Password string
	By       actor.Actor // who asks; a guest is taken over
}

// SignedIn is what a person's client gets: a token for minutes, and one that gets the next.
type SignedIn struct {
	User             User
	Token            string
	ExpiresAt        time.Time
	RefreshToken     string
	RefreshExpiresAt time.Time
}

// SignIn checks the password and opens a session. Its answers tell nothing about which addresses have an account: not by words, by
// locks or by time.
//
// The lock is looked at again, under the row's lock, before any verdict is given: of guesses that run at the same time only as many
// learn something as of guesses that wait for each other.
func (s *Service) SignIn(ctx context.Context, cmd SignIn) (SignedIn, error) {
	folded := Fold(cmd.Email)
	failures, err := s.store.Failures(ctx, folded)
	if err != nil {
		return SignedIn{}, fmt.Errorf("load failed sign-ins: %w", err)
	}
	if err := failures.check(s.clock.Now()); err != nil {
		return SignedIn{}, err
	}
	user, _, err := s.store.UserByEmail(ctx, folded)
	if err != nil {
		return SignedIn{}, fmt.Errorf("look up the address: %w", err)
	}
	ok, outdated, err := s.ports.Passwords.Check(ctx, user.PasswordHash, cmd.Password)
	if err != nil {
		return SignedIn{}, fmt.Errorf("check the password: %w", err)
	}
	if !ok {
		return SignedIn{}, s.failSignIn(ctx, folded)
	}
	fresh := user.PasswordHash
	if outdated {
		if fresh, err = s.ports.Passwords.Hash(ctx, cmd.Password); err != nil {
			return SignedIn{}, fmt.Errorf("hash the password again: %w", err)
		}
	}
	return s.admit(ctx, user, fresh, cmd.By)
}

// failSignIn counts a wrong password, and says whether it was wrong or came too late to be told. What no account can have for an
// address is not counted.
func (s *Service) failSignIn(ctx context.Context, folded string) error {
	if CheckEmail(folded) != nil {
		return ErrInvalidCredentials
	}
	now := s.clock.Now()
	var verdict error
	err := s.store.Update(ctx, func(tx Tx) error {
		failures, err := tx.Failures(ctx, folded)
		if err != nil {
			return err
		}
		if failures.locked(now) {
			verdict = failures.check(now)
			return nil
		}
		verdict = ErrInvalidCredentials
		failures.fail(now, s.rules)
		return tx.PutFailures(ctx, []Failures{failures})
	})
	if err != nil {
		return fmt.Errorf("count a failed sign-in: %w", err)
	}
	return verdict
}

// admit opens the session of somebody who knew the password that the account had when it was read.
func (s *Service) admit(ctx context.Context, read User, hash string, by actor.Actor) (SignedIn, error) {
	now := s.clock.Now()
	opening, err := s.openSession(read.ID)
	if err != nil {
		return SignedIn{}, err
	}
	var user User
	err = s.store.Update(ctx, func(tx Tx) error {
		failures, err := tx.Failures(ctx, read.Folded)
		if err != nil {
			return err
		}
		if err := failures.check(now); err != nil {
			return err
		}
		if user, err = s.confirmed(ctx, tx, read, hash); err != nil {
			return err
		}
		if failures.Count > 0 {
			if err := tx.ForgetFailures(ctx, []string{read.Folded}); err != nil {
				return err
			}
		}
		if user, err = takeOver(ctx, tx, user, by, now); err != nil {
			return err
		}
		return tx.PutSessions(ctx, []Session{opening.session})
	})
	if err != nil {
		return SignedIn{}, fmt.Errorf("open a session: %w", err)
	}
	return s.signedIn(ctx, user, opening)
}

// confirmed loads the account again, refuses when its password was changed meanwhile, and keeps a stronger hash of it.
func (s *Service) confirmed(ctx context.Context, tx Tx, read User, hash string) (User, error) {
	users, err := tx.Users(ctx, []UserID{read.ID})
	if err != nil {
		return User{}, err
	}
	if len(users) == 0 || users[0].PasswordHash != read.PasswordHash {
		return User{}, ErrInvalidCredentials
	}
	user := users[0]
	if hash == user.PasswordHash {
		return user, nil
	}
	user.PasswordHash = hash
	return user, tx.PutUsers(ctx, []User{user})
}

// opening is a session that is not stored yet, and its first token.
type opening struct {
	session Session
	token   string
}

// openSession makes a session for the account.
func (s *Service) openSession(user UserID) (opening, error) {
	first, err := s.newSecret()
	if err != nil {
		return opening{}, err
	}
	now := s.clock.Now()
	session := Session{
		ID: SessionID(s.ids.New()), User: user, Current: first.digest(), RotatedAt: now,
		BeganAt: now, ExpiresAt: now.Add(min(s.rules.RefreshTTL, s.rules.SessionMax)),
	}
	return opening{session: session, token: refreshToken(session.ID, first)}, nil
}

// signedIn signs the access token that goes with a refresh token.
func (s *Service) signedIn(ctx context.Context, user User, with opening) (SignedIn, error) {
	claims := s.accessClaims(user, with.session.ID)
	token, err := s.sign(ctx, claims)
	if err != nil {
		return SignedIn{}, err
	}
	return SignedIn{
		User: user, Token: token, ExpiresAt: claims.ExpiresAt,
		RefreshToken: with.token, RefreshExpiresAt: with.session.ExpiresAt,
	}, nil
}

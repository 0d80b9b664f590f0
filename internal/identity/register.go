package identity

import (
	"context"
	"fmt"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Register asks for a new account.
type Register struct {
	ID       UserID // chosen by the caller: the same id again finds the account that its first try made; zero is any
	Email    string
	Password string
	Role     actor.Role  // "" is a customer
	By       actor.Actor // who asks; a guest is taken over
}

// Registered is a new account, signed in unless an administrator made it for somebody.
type Registered struct {
	User    User
	Session *SignedIn
}

// Register makes an account and asks for the mail that verifies its address. Nobody but an administrator gives a role.
func (s *Service) Register(ctx context.Context, cmd Register) (Registered, error) {
	if cmd.Role == "" {
		cmd.Role = actor.Customer
	}
	if cmd.ID.IsZero() {
		cmd.ID = UserID(s.ids.New())
	}
	if err := cmd.check(); err != nil {
		return Registered{}, err
	}
	user, err := s.newUser(ctx, cmd)
	if err != nil {
		return Registered{}, err
	}
	if cmd.By.Is(actor.Admin) {
		if user, err = s.addUser(ctx, user, cmd.By, nil); err != nil {
			return Registered{}, err
		}
		return Registered{User: user}, nil
	}
	opening, err := s.openSession(user.ID)
	if err != nil {
		return Registered{}, err
	}
	if user, err = s.addUser(ctx, user, cmd.By, &opening.session); err != nil {
		return Registered{}, err
	}
	signedIn, err := s.signedIn(ctx, user, opening)
	if err != nil {
		return Registered{}, err
	}
	return Registered{User: user, Session: &signedIn}, nil
}

// check reports what is wrong with the command itself.
func (cmd Register) check() error {
	if err := CheckRole(cmd.Role); err != nil {
		return err
	}
	if cmd.Role != actor.Customer && !cmd.By.Is(actor.Admin) {
		return ErrRoleDenied
	}
	if err := CheckEmail(cmd.Email); err != nil {
		return err
	}
	return CheckPassword(cmd.Password, cmd.Email)
}

// newUser makes the account's row. An address that has an account is refused before the work of hashing, unless the account
// is the one that this very command made when it ran before.
func (s *Service) newUser(ctx context.Context, cmd Register) (User, error) {
	folded := Fold(cmd.Email)
	existing, found, err := s.store.UserByEmail(ctx, folded)
	if err != nil {
		return User{}, fmt.Errorf("look up the address: %w", err)
	}
	if found {
		if existing.ID != cmd.ID {
			return User{}, ErrEmailTaken
		}
		ok, _, err := s.ports.Passwords.Check(ctx, existing.PasswordHash, cmd.Password)
		if err != nil {
			return User{}, fmt.Errorf("check the password: %w", err)
		}
		if !ok {
			return User{}, ErrEmailTaken
		}
		return existing, nil
	}
	hash, err := s.ports.Passwords.Hash(ctx, cmd.Password)
	if err != nil {
		return User{}, fmt.Errorf("hash the password: %w", err)
	}
	return User{
		ID: cmd.ID, Email: strings.TrimSpace(cmd.Email), Folded: folded, PasswordHash: hash,
		Role: cmd.Role, CreatedAt: s.clock.Now(),
	}, nil
}

// addUser writes the account with everything that begins with it.
func (s *Service) addUser(ctx context.Context, user User, by actor.Actor, session *Session) (User, error) {
	now := s.clock.Now()
	request := MailRequest{ID: s.ids.New(), Kind: VerifyLink, Folded: user.Folded, At: now, Next: now}
	var stored User
	err := s.store.Update(ctx, func(tx Tx) error {
		existing, found, err := tx.UserByEmail(ctx, user.Folded)
		switch {
		case err != nil:
			return err
		case found && existing.ID != user.ID:
			return ErrEmailTaken
		case found:
			stored = existing
		default:
			if err := s.insertUser(ctx, tx, user, by, request); err != nil {
				return err
			}
			stored = user
		}
		if stored, err = takeOver(ctx, tx, stored, by, now); err != nil || session == nil {
			return err
		}
		return tx.PutSessions(ctx, []Session{*session})
	})
	if err != nil {
		return User{}, fmt.Errorf("write the account: %w", err)
	}
	return stored, nil
}

func (s *Service) insertUser(ctx context.Context, tx Tx, user User, by actor.Actor, mail MailRequest) error {
	if err := tx.PutUsers(ctx, []User{user}); err != nil {
		return err
	}
	if by.Is(actor.Admin) {
		tx.Record(s.deed(by, "user.create", user.ID.UUID(), string(user.Role)))
	}
	return tx.PutMailRequests(ctx, []MailRequest{mail})
}

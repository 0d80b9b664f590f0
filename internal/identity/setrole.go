package identity

import (
	"context"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// SetRole gives an account another role, and ends its sessions: nothing goes on under the old one. The last administrator stays one,
// also when two step down at the same time.
func (s *Service) SetRole(ctx context.Context, user UserID, role actor.Role, by actor.Actor) (User, error) {
	if err := CheckRole(role); err != nil {
		return User{}, err
	}
	now := s.clock.Now()
	var changed User
	var ended []Session
	err := s.store.Update(ctx, func(tx Tx) error {
		ended = nil
		admins, err := tx.Admins(ctx)
		if err != nil {
			return err
		}
		users, err := tx.Users(ctx, []UserID{user})
		if err != nil {
			return err
		}
		if len(users) == 0 {
			return ErrNoSuchUser
		}
		changed = users[0]
		if changed.Role == role {
			return nil
		}
		if role != actor.Admin && slices.Equal(admins, []UserID{user}) {
			return ErrLastAdmin
		}
		tx.Record(s.deed(by, "user.role", user.UUID(), fmt.Sprintf("%s to %s", changed.Role, role)))
		changed.Role = role
		if ended, err = endSessions(ctx, tx, user, now); err != nil {
			return err
		}
		return tx.PutUsers(ctx, []User{changed})
	})
	if err != nil {
		return User{}, fmt.Errorf("set a role: %w", err)
	}
	s.tell(ended)
	return changed, nil
}

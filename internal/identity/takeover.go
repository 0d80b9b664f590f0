package identity

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// takeOver makes the account the second owner of what the guest who asks has. A guest whom another account has taken stays there;
// a one-order session is no guest.
func takeOver(ctx context.Context, tx Tx, user User, by actor.Actor, now time.Time) (User, error) {
	if !by.Is(actor.Guest) || by.Customer == id.Nil || by.Order != id.Nil {
		return user, nil
	}
	if err := tx.TakeGuests(ctx, user.ID, []id.UUID{by.Customer}, now); err != nil {
		return User{}, err
	}
	loaded, err := tx.Users(ctx, []UserID{user.ID})
	if err != nil {
		return User{}, err
	}
	return loaded[0], nil
}

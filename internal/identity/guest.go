package identity

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// GuestSession is a customer without an account, and the token that says so.
type GuestSession struct {
	Customer  id.UUID
	Token     string
	ExpiresAt time.Time
}

// BeginGuest opens a guest session. It goes on with the guest of an earlier token, if that is good and no account has taken the
// guest over; else the guest is the new one whose id is given. It needs no database but for an earlier token.
func (s *Service) BeginGuest(ctx context.Context, fresh id.UUID, earlier string) (GuestSession, error) {
	customer, found, err := s.resume(ctx, earlier)
	if err != nil {
		return GuestSession{}, err
	}
	if !found {
		customer = fresh
	}
	claims := s.claims(GuestToken, customer, actor.Guest, s.rules.GuestTTL)
	token, err := s.sign(ctx, claims)
	if err != nil {
		return GuestSession{}, err
	}
	return GuestSession{Customer: customer, Token: token, ExpiresAt: claims.ExpiresAt}, nil
}

// resume finds the guest of an earlier token.
func (s *Service) resume(ctx context.Context, token string) (guest id.UUID, ok bool, err error) {
	if token == "" {
		return id.Nil, false, nil
	}
	keys, err := s.PublicKeys(ctx)
	if err != nil {
		return id.Nil, false, err
	}
	guest, ok = s.guestOf(token, keys)
	if !ok {
		return id.Nil, false, nil
	}
	taken, err := s.store.Taken(ctx, guest)
	if err != nil {
		return id.Nil, false, fmt.Errorf("look whether the guest has an account: %w", err)
	}
	return guest, !taken, nil
}

// guestOf reads a guest's token, if it is one and good.
func (s *Service) guestOf(token string, keys []PublicKey) (id.UUID, bool) {
	claims, err := s.ports.Tokens.Read(token, keys)
	good := err == nil && claims.Kind == GuestToken && s.clock.Now().Before(claims.ExpiresAt)
	return claims.Customer, good
}

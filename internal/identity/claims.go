package identity

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// TokenKind says what a signed token is for.
type TokenKind string

// The kinds of signed tokens.
const (
	AccessToken TokenKind = "access" // an account's, for minutes
	GuestToken  TokenKind = "guest"  // a guest's, for weeks
	OrderToken  TokenKind = "order"  // opens one order and nothing else
)

// Claims is what a signed token says.
type Claims struct {
	ID        id.UUID // the token's own
	Kind      TokenKind
	Customer  id.UUID
	Session   id.UUID // of an account's: what its session is called in tokens (see nameOf)
	Role      actor.Role
	Email     string    // of an account
	Verified  bool      // whether the account's address is
	Also      []id.UUID // the guests that the account took over
	Order     id.UUID   // of a one-order session
	IssuedAt  time.Time
	ExpiresAt time.Time
}

// claims begins what a token of the kind says. Tokens count whole seconds.
func (s *Service) claims(kind TokenKind, customer id.UUID, role actor.Role, ttl time.Duration) Claims {
	now := s.clock.Now().Truncate(time.Second)
	return Claims{ID: s.ids.New(), Kind: kind, Customer: customer, Role: role, IssuedAt: now, ExpiresAt: now.Add(ttl)}
}

// accessClaims says who an account's person is.
func (s *Service) accessClaims(u User, session SessionID) Claims {
	c := s.claims(AccessToken, u.ID.UUID(), u.Role, s.rules.AccessTTL)
	c.Session = nameOf(session)
	c.Email, c.Verified, c.Also = u.Email, u.Verified(), u.customers(s.rules.TakenGuests)
	return c
}

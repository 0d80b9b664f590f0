package identity

import (
	"encoding/base64"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// ErrInvalidRefresh says that a refresh token opens nothing (any more).
var ErrInvalidRefresh = fault.New(fault.Unauthenticated, "invalid_refresh_token", "Your session is over. Sign in again; nothing was changed.")

// SessionID identifies a session. It is a secret: only refresh tokens hold it, so whoever knows it has held one.
type SessionID = id.ID[Session]

// nameOf is what access tokens and the news of ended sessions call a session. It does not give away the id.
func nameOf(session SessionID) id.UUID {
	return id.Named(session.UUID(), "the session's name in tokens")
}

// Session is a sign-in that goes on by refresh tokens: each works once and gives the next. The row holds the digests of the
// current token and the one before it.
//
// A token of the session that is neither of the two was used up before. Then two parties hold tokens of one session, one of them is
// a thief, and nobody can tell which: the session ends for both.
type Session struct {
	ID        SessionID
	User      UserID
	Current   Digest
	Previous  Digest // of the token that was exchanged for the current one; zero in a new session
	Next      []byte // the current token's secret, sealed: for a client that lost the answer and asks again
	RotatedAt time.Time
	BeganAt   time.Time
	ExpiresAt time.Time
	EndedAt   time.Time // zero: live
}

// exchange is what becomes of a refresh token.
type exchange int

const (
	refused  exchange = iota // the session is over
	rotated                  // the token was the current one
	repeated                 // the token was exchanged a moment ago: the same answer again
	reused                   // the token is an old one: the session ends
)

// judge decides what becomes of a token of this session.
func (s Session) judge(token Digest, now time.Time, grace time.Duration) exchange {
	switch {
	case !s.live(now):
		return refused
	case s.Current.equals(token):
		return rotated
	case s.Previous.equals(token) && now.Before(s.RotatedAt.Add(grace)):
		return repeated
	default:
		return reused
	}
}

// rotate makes another token the current one.
func (s *Session) rotate(next secret, sealed []byte, now time.Time, rules Rules) {
	s.Previous, s.Current, s.Next = s.Current, next.digest(), sealed
	s.RotatedAt = now
	s.ExpiresAt = earlier(now.Add(rules.RefreshTTL), s.BeganAt.Add(rules.SessionMax))
}

// end ends the session; the first end counts.
func (s *Session) end(now time.Time) {
	if s.EndedAt.IsZero() {
		s.EndedAt, s.Next = now, nil
	}
}

func (s Session) live(now time.Time) bool { return s.EndedAt.IsZero() && now.Before(s.ExpiresAt) }

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// refreshToken writes a session's token: its id and the secret.
func refreshToken(session SessionID, of secret) string {
	return base64.RawURLEncoding.EncodeToString(append(append(make([]byte, 0, 48), session[:]...), of[:]...))
}

// readRefreshToken reads what refreshToken wrote.
func readRefreshToken(token string) (SessionID, secret, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) != len(SessionID{})+len(secret{}) {
		return SessionID{}, secret{}, false
	}
	return SessionID(raw[:16]), secret(raw[16:]), true
}

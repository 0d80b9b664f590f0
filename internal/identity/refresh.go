package identity

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Refresh exchanges a refresh token for an access token and the next refresh token. A token that was exchanged a moment ago gives
// the same next one again, for a client that lost the answer; any older one ends the session.
func (s *Service) Refresh(ctx context.Context, token string) (SignedIn, error) {
	sessionID, given, ok := readRefreshToken(token)
	if !ok {
		return SignedIn{}, ErrInvalidRefresh
	}
	if s.ports.Endings.Has(nameOf(sessionID)) { // no need to ask the store
		return SignedIn{}, ErrInvalidRefresh
	}
	next, err := s.newSecret()
	if err != nil {
		return SignedIn{}, err
	}
	live, err := s.exchange(ctx, sessionID, given, next)
	if err != nil {
		return SignedIn{}, err
	}
	user, err := s.store.User(ctx, live.session.User)
	if err != nil {
		return SignedIn{}, fmt.Errorf("load the session's account: %w", err)
	}
	return s.signedIn(ctx, user, live)
}

// exchange commits what becomes of the token, and returns the session with the token that is now its current one.
func (s *Service) exchange(ctx context.Context, sessionID SessionID, given, next secret) (opening, error) {
	now, sealed := s.clock.Now(), s.ports.Sealer.Seal(next[:])
	var session Session
	var verdict exchange
	err := s.store.Update(ctx, func(tx Tx) (err error) {
		if session, verdict, err = s.judge(ctx, tx, sessionID, given, now); err != nil {
			return err
		}
		switch verdict {
		case rotated:
			session.rotate(next, sealed, now, s.rules)
		case reused:
			session.end(now)
			owner := actor.Actor{Customer: session.User.UUID(), Role: actor.Customer}
			tx.Record(s.deed(owner, "session.reuse", session.User.UUID(), "an old refresh token came back; the session was ended"))
		default:
			return nil
		}
		return tx.PutSessions(ctx, []Session{session})
	})
	switch {
	case err != nil:
		return opening{}, fmt.Errorf("exchange a refresh token: %w", err)
	case verdict == rotated:
		return opening{session: session, token: refreshToken(sessionID, next)}, nil
	case verdict == repeated:
		return s.again(session)
	case verdict == reused:
		s.tell([]Session{session})
		return opening{}, ErrInvalidRefresh
	default:
		return opening{}, ErrInvalidRefresh
	}
}

// again gives the session's current token a second time.
func (s *Service) again(session Session) (opening, error) {
	kept, err := s.ports.Sealer.Open(session.Next)
	if err != nil || len(kept) != len(secret{}) {
		return opening{}, ErrInvalidRefresh.Because(err)
	}
	return opening{session: session, token: refreshToken(session.ID, secret(kept))}, nil
}

// judge loads the session and decides what becomes of the token.
func (s *Service) judge(ctx context.Context, tx Tx, sessionID SessionID, given secret, now time.Time) (Session, exchange, error) {
	sessions, err := tx.Sessions(ctx, []SessionID{sessionID})
	if err != nil || len(sessions) == 0 {
		return Session{}, refused, err
	}
	return sessions[0], sessions[0].judge(given.digest(), now, s.rules.RetryGrace), nil
}

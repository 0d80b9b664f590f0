package identity

import (
	"context"
	"fmt"
	"time"
)

// Revoke ends the session of a refresh token. A token that opens nothing is not an error: the caller has what they wanted.
func (s *Service) Revoke(ctx context.Context, token string) error {
	sessionID, given, ok := readRefreshToken(token)
	if !ok {
		return nil
	}
	now := s.clock.Now()
	err := s.store.Update(ctx, func(tx Tx) error {
		session, verdict, err := s.judge(ctx, tx, sessionID, given, now)
		if err != nil || verdict == refused {
			return err
		}
		session.end(now)
		return tx.PutSessions(ctx, []Session{session})
	})
	if err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	return nil
}

// endSessions ends all sessions of an account.
func endSessions(ctx context.Context, tx Tx, user UserID, now time.Time) error {
	sessions, err := tx.LiveSessions(ctx, user)
	if err != nil {
		return err
	}
	for i := range sessions {
		sessions[i].end(now)
	}
	return tx.PutSessions(ctx, sessions)
}

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
	var ended []Session
	err := s.store.Update(ctx, func(tx Tx) error {
		ended = nil
		session, verdict, err := s.judge(ctx, tx, sessionID, given, now)
		if err != nil || verdict == refused {
			return err
		}
		session.end(now)
		ended = []Session{session}
		return tx.PutSessions(ctx, ended)
	})
	if err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	s.tell(ended)
	return nil
}

// endSessions ends all sessions of an account, and returns them.
func endSessions(ctx context.Context, tx Tx, user UserID, now time.Time) ([]Session, error) {
	sessions, err := tx.LiveSessions(ctx, user)
	if err != nil {
		return nil, err
	}
	for i := range sessions {
		sessions[i].end(now)
	}
	return sessions, tx.PutSessions(ctx, sessions)
}

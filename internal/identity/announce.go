package identity

import (
	"context"
	"fmt"
	"time"
)

const (
	// signedLate is by how much an access token may be younger than the commit that its session ended: it is signed after the exchange
	// of its refresh token is committed.
	signedLate   = time.Minute
	announceMost = 1000 // sessions read at once
)

// Announce tells once more of all sessions that ended and may have tokens that live. The app calls it at the start and now and then: a
// process may have died between a commit and its news, and whoever keeps the news may have lost it. n is how many there are.
func (s *Service) Announce(ctx context.Context) (n int, err error) {
	from, past := s.clock.Now().Add(-s.rules.AccessTTL-signedLate), SessionID{}
	for {
		sessions, err := s.store.Ended(ctx, from, past, announceMost)
		if err != nil {
			return n, fmt.Errorf("list ended sessions: %w", err)
		}
		s.tell(sessions)
		if n += len(sessions); len(sessions) < announceMost {
			return n, nil
		}
		last := sessions[len(sessions)-1]
		from, past = last.EndedAt, last.ID
	}
}

// tell tells of sessions whose end is committed.
func (s *Service) tell(ended []Session) {
	for _, session := range ended {
		s.ports.Endings.End(nameOf(session.ID), session.EndedAt.Add(s.rules.AccessTTL+signedLate))
	}
}

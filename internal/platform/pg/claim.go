package pg

import (
	"context"
	"fmt"
	"os"
	"time"
)

// claimMost is how long a serve waits for a command that has the database up, and a command for a serve that is going up
// or down.
const claimMost = 30 * time.Second

// claim makes us the owner of the data, or, for a command, a user of the database that the owner has up. There are two
// locks: one names the owner; the other is held, shared, by those who are attached, so that a command that owns the
// database does not end it under them.
func (s *Server) claim(ctx context.Context) error {
	deadline := time.Now().Add(claimMost)
	told := false
	for {
		before := readHolder(s.place.owner())
		done, err := s.tryClaim(ctx)
		if done || err != nil {
			return err
		}
		if err := pause(ctx, pollEvery); err != nil {
			return fmt.Errorf("wait for the database's owner: %w", err)
		}
		owner := readHolder(s.place.owner())
		if s.as == serving && owner.role == serving && owner == before { // the same as a moment ago: not the note of one that died
			return ErrServing.Saying("A serve with process number %d is already running on the data in %s. Stop it first, or give this one a data directory of its own with SPECKIT_DATA. (Every other command works beside it.)", owner.pid, s.place.dir)
		}
		if time.Now().After(deadline) {
			return ErrBusy.Saying("The process %d has the database in %s and did not finish within %s. Wait for it or stop it, then try again.", owner.pid, s.place.dir, claimMost).Because(s.unreached)
		}
		if s.as == serving && !told {
			told = true
			s.log.Info("waiting for a command that uses the database", "pid", owner.pid, "most", claimMost)
		}
	}
}

// tryClaim makes one attempt and reports whether it succeeded.
func (s *Server) tryClaim(ctx context.Context) (bool, error) {
	if s.as == commanding {
		using, err := tryLock(s.place.clients(), true)
		if using == nil || err != nil {
			return false, err // an owner is ending the database
		}
		s.using = using
	}
	owning, err := tryLock(s.place.owner(), false)
	if err != nil {
		s.release()
		return false, err
	}
	if owning != nil {
		s.using.release()
		s.using = nil
		s.owning = owning
		s.before = readHolder(s.place.owner())
		return true, owning.note(holder{s.as, os.Getpid(), s.before.postmaster})
	}
	if s.as == commanding {
		if s.unreached = s.attach(ctx); s.unreached == nil {
			return true, nil
		}
	}
	s.release()
	return false, nil
}

// attach connects to the database that another process has up.
func (s *Server) attach(ctx context.Context) error {
	password, err := s.place.readPassword()
	if err != nil {
		return err
	}
	s.password = password
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return s.ping(ctx)
}

// awaitClients waits until nobody is attached, and keeps the next ones out until we have let go of the data.
func (s *Server) awaitClients(ctx context.Context) {
	for {
		alone, err := tryLock(s.place.clients(), false)
		if alone != nil || err != nil {
			s.using = alone
			return
		}
		if pause(ctx, pollEvery) != nil {
			return
		}
	}
}

// release gives back whatever locks we hold.
func (s *Server) release() {
	s.owning.release()
	s.using.release()
	s.owning, s.using = nil, nil
}

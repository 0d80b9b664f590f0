package waitlist

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
)

// Confirm says that the address is its owner's: seats may be offered from now on. A place that is confirmed already is let be.
func (s *Service) Confirm(ctx context.Context, who actor.Actor, entry EntryID, secret string) error {
	e, err := s.opened(ctx, who, entry, secret)
	if err != nil {
		return err
	}
	if done, err := confirmable(e, s.clock.Now()); done || err != nil {
		return err
	}
	_, err = s.lane.Do(ctx, &confirm{event: e.Event, entry: entry})
	return err
}

// opened returns an entry to whom it may be shown. To anybody else there is none.
func (s *Service) opened(ctx context.Context, who actor.Actor, entry EntryID, secret string) (Entry, error) {
	e, err := s.store.Entry(ctx, entry)
	if err != nil {
		return Entry{}, err
	}
	if !e.Opens(who, secret) {
		return Entry{}, ErrNoEntry
	}
	return e, nil
}

// confirmable reports whether there is nothing left to confirm, or why it cannot be.
func confirmable(e Entry, now time.Time) (done bool, err error) {
	switch {
	case e.Status == Pending, e.Status == Assigned, e.Status == Completed:
		return true, nil
	case !e.Live(), e.lapsed(now):
		return false, ErrEntryOver
	default:
		return false, nil
	}
}

// confirm is the command. Whoever gives it was asked for the secret before.
type confirm struct {
	event EventID
	entry EntryID
}

func (c *confirm) need(n *needs) {
	n.events = append(n.events, c.event)
	n.entries = append(n.entries, c.entry)
}

func (c *confirm) decide(b *book) (Joined, error) {
	e, there := b.entries[c.entry]
	if !there {
		return Joined{}, ErrNoEntry
	}
	if done, err := confirmable(e, b.now); done || err != nil {
		return Joined{}, err
	}
	e.become(b.lines[c.event], Pending, events.LineConfirmed, b.now)
	b.put(e)
	b.tell(e)
	return Joined{Entry: e.ID}, nil
}

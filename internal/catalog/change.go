package catalog

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// change is what a person does to an event that is there.
type change struct {
	event EventID
	who   actor.Actor
	deed  string // for the audit trail: "event.edit"
	apply func(*Event) error
	// layout makes the event's seats anew, or leaves them as they are by returning no plan. It is nil where seats are not touched.
	layout func(ctx context.Context, before, after Event) (*Plan, error)
	laidBy id.UUID
	// replaces says that seats of the present layout go or cost something else, to which inventory has to agree.
	replaces bool
	keeps    bool // of those that it replaces none goes: who has one keeps it, at its price
}

// changeTries bounds how often a change is made again because another one came first.
const changeTries = 4

// errOvertaken says that the event is no longer the one that the change was made from.
var errOvertaken = errors.New("the event has changed")

// carry makes a change: agreed with inventory first, then committed here with the facts about it.
func (s *Service) carry(ctx context.Context, c change) (Event, error) {
	for range changeTries {
		after, err := s.try(ctx, c)
		if errors.Is(err, errOvertaken) {
			continue
		}
		if err != nil {
			return Event{}, fmt.Errorf("%s: %w", c.deed, err)
		}
		return after, nil
	}
	return Event{}, ErrChanging
}

func (s *Service) try(ctx context.Context, c change) (Event, error) {
	now := s.clock.Now()
	before, err := s.store.Event(ctx, c.event)
	if err != nil {
		return Event{}, err
	}
	after := before
	if err := c.apply(&after); err != nil {
		return Event{}, err
	}
	lay, err := s.lay(ctx, c, before, after)
	if err != nil {
		return Event{}, err
	}
	if lay == nil && after == before {
		return before, nil
	}
	after.touch(now)
	p := proposal{before: before, after: after, lay: lay, at: now}
	if err = s.agree(ctx, c, p); err == nil {
		after, err = s.commit(ctx, c, p)
	}
	if err != nil && p.changesTerms() {
		s.settleNow(ctx, c.event)
	}
	return after, err
}

// proposal is a change that is worked out.
type proposal struct {
	before, after Event
	lay           *layout // nil: the seats stay as they are
	at            time.Time
}

// changesTerms reports whether inventory has to sell the event in another way.
func (p proposal) changesTerms() bool {
	terms := p.before.Terms()
	terms.Version = p.after.Version
	return terms != p.after.Terms()
}

// agree asks inventory whatever it has to agree to. That it may then know of what is not committed here is noted before.
func (s *Service) agree(ctx context.Context, c change, p proposal) error {
	switch {
	case p.changesTerms():
		if err := s.propose(ctx, p); err != nil {
			return err
		}
		if err := s.seats.SetTerms(ctx, p.after.Terms()); err != nil {
			return err
		}
	case p.lay != nil:
		// When the first seat is shown as available, inventory knows on which terms.
		if err := s.seats.SetTerms(ctx, p.before.Terms()); err != nil {
			return err
		}
	}
	if p.lay != nil && c.replaces {
		return s.seats.ReplaceLayout(ctx, Relay{Event: p.before.ID, Layout: p.lay.number, Keeps: c.keeps})
	}
	return nil
}

// propose notes that inventory is about to hear of a change.
func (s *Service) propose(ctx context.Context, p proposal) error {
	return s.store.Update(ctx, func(tx Tx) error {
		e, err := lock(ctx, tx, p.before.ID)
		if err != nil {
			return err
		}
		if e.Version != p.before.Version {
			return errOvertaken
		}
		e.ProposedAt = p.at
		return tx.PutEvents(ctx, []Event{e})
	})
}

// commit makes the change on the event as it stands, if it is still the one that the change was made from.
// A proposal that somebody else made meanwhile stays noted: it is his to end.
func (s *Service) commit(ctx context.Context, c change, p proposal) (after Event, err error) {
	message := s.ids.New()
	err = s.store.Update(ctx, func(tx Tx) error {
		e, err := lock(ctx, tx, c.event)
		if err != nil {
			return err
		}
		if e.Version != p.before.Version {
			return errOvertaken
		}
		if err := c.apply(&e); err != nil {
			return err
		}
		e.touch(p.at)
		if e.ProposedAt.Equal(p.at) {
			e.ProposedAt = time.Time{}
		}
		if p.lay != nil {
			if err := p.lay.put(ctx, tx, &e); err != nil {
				return err
			}
			tx.Emit(p.lay.facts...)
		}
		tx.Emit(eventChanged(e, message, p.at))
		tx.Record(deed(c.who, c.deed, e, p.at))
		after = e
		return tx.PutEvents(ctx, []Event{e})
	})
	if err == nil {
		s.live.wake(c.event)
	}
	return after, err
}

// lock loads one event for writing.
func lock(ctx context.Context, tx Tx, event EventID) (Event, error) {
	found, err := tx.Events(ctx, []EventID{event})
	if err != nil {
		return Event{}, err
	}
	if len(found) == 0 {
		return Event{}, ErrNoSuchEvent
	}
	return found[0], nil
}

func deed(who actor.Actor, action string, e Event, now time.Time) work.Deed {
	return work.Deed{
		At: now, Actor: who.Customer, Role: string(who.Role), Action: action, Subject: e.ID.UUID(),
		Detail: fmt.Sprintf("version %d, %s, layout %d, base price %s", e.Version, e.Status, e.Layout, e.BasePrice),
	}
}

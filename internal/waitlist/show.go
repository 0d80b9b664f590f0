package waitlist

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
)

// View is a place in line as its owner sees it.
type View struct {
	Entry    Entry
	Position int64 // 1 for the first; 0 for who waits no more
	Pace     Pace
	Event    EventFacts // blank where catalog is away

	Offer  *Offer // an open one
	Secret string // of the offer's order
}

// Pace is how fast a line moves: how many places it moved in the last hour, and in the last day.
type Pace struct{ Hour, Day int64 }

// Show returns a place in line to its owner.
func (s *Service) Show(ctx context.Context, who actor.Actor, entry EntryID, secret string) (View, error) {
	e, err := s.opened(ctx, who, entry, secret)
	if err != nil {
		return View{}, err
	}
	v := View{Entry: e}
	if v.Event, err = s.factsOf(ctx, e.Event); err != nil {
		return View{}, err
	}
	if e.Waiting() {
		if v.Position, err = s.rank(ctx, e); err != nil {
			return View{}, err
		}
		if v.Pace, err = s.pace(ctx, e.Event); err != nil {
			return View{}, err
		}
	}
	if e.Status == Assigned {
		return v, s.showOffer(ctx, &v)
	}
	return v, nil
}

// rank is the person's own: one more than those before who wait.
func (s *Service) rank(ctx context.Context, e Entry) (int64, error) {
	ahead, err := s.store.Ahead(ctx, e.Event, e.Place)
	if err != nil {
		return 0, fmt.Errorf("count those ahead: %w", err)
	}
	return ahead + 1, nil
}

// pace compares how many have gone so far with how many had an hour, and a day, ago.
func (s *Service) pace(ctx context.Context, event EventID) (p Pace, err error) {
	lines, err := s.store.Lines(ctx, []EventID{event})
	if err != nil || len(lines) == 0 {
		return Pace{}, err
	}
	now := s.clock.Now()
	for ago, moved := range map[time.Duration]*int64{time.Hour: &p.Hour, 24 * time.Hour: &p.Day} {
		then, _, err := s.store.MomentBefore(ctx, event, now.Add(-ago))
		if err != nil {
			return Pace{}, fmt.Errorf("read the line's past: %w", err)
		}
		*moved = max(0, lines[0].Gone-then.Gone)
	}
	return p, nil
}

func (s *Service) showOffer(ctx context.Context, v *View) error {
	o, there, err := s.store.Offer(ctx, v.Entry.Offer)
	if err != nil || !there || o.State != Open {
		return err
	}
	if v.Secret, err = o.OrderSecret.Text(s.ports.Sealer); err != nil {
		return err
	}
	v.Offer = &o
	return nil
}

// factsOf asks how an event stands. Where catalog is away the place in line is shown without.
func (s *Service) factsOf(ctx context.Context, event EventID) (EventFacts, error) {
	facts, err := s.Facts(ctx, []EventID{event})
	return facts[event], err
}

// Facts says how events stand, for people to read. Unknown ones are left out, and all of them where catalog is away.
func (s *Service) Facts(ctx context.Context, events []EventID) (map[EventID]EventFacts, error) {
	facts, err := s.ports.Events.Facts(ctx, events)
	if err != nil {
		return nil, ctx.Err()
	}
	return facts, nil
}

// Pendings says how many wait in a line whom seats may be offered to.
func (s *Service) Pendings(ctx context.Context, event EventID) (int64, error) {
	lines, err := s.store.Lines(ctx, []EventID{event})
	if err != nil || len(lines) == 0 {
		return 0, err
	}
	return lines[0].Confirmed, nil
}

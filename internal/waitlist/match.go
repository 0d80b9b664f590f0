package waitlist

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// HandOver looks at every seat that inventory has set aside for a line: each is claimed for the first in line whom it suits, kept for
// a group for a while, or given to the public. It is called all the time, and reports how many offers it began. What one event's line
// fails at does not keep another's.
func (s *Service) HandOver(ctx context.Context) (int, error) {
	aside, err := s.ports.Seats.Aside(ctx)
	if err != nil {
		return 0, fmt.Errorf("look for seats set aside: %w", err)
	}
	begun := 0
	var errs []error
	for first := 0; first < len(aside); {
		end := first
		for end < len(aside) && aside[end].Event == aside[first].Event {
			end++
		}
		n, err := s.handOver(ctx, aside[first].Event, aside[first:end])
		begun += n
		errs = append(errs, err)
		first = end
	}
	return begun, errors.Join(errs...)
}

// handOver serves one line. What it decides is committed before it is carried out; what a crash leaves undone is seen again.
func (s *Service) handOver(ctx context.Context, event EventID, seats []Vacancy) (int, error) {
	a, begun, err := s.assign(ctx, event, seats)
	if err != nil {
		return 0, fmt.Errorf("assign seats: %w", err)
	}
	var errs []error
	for _, offer := range begun {
		errs = append(errs, s.Drive(ctx, offer))
	}
	errs = append(errs, s.keep(ctx, a.Kept), s.letGo(ctx, a.Free))
	return len(begun), errors.Join(errs...)
}

// assign decides under the line's lock, and commits the claims.
func (s *Service) assign(ctx context.Context, event EventID, seats []Vacancy) (a Assignment, begun []OfferID, err error) {
	now := s.clock.Now()
	err = s.store.Update(ctx, func(tx Tx) error {
		a, begun = Assignment{}, nil
		b, err := s.open(ctx, tx, needs{events: []EventID{event}}, now)
		if err != nil {
			return err
		}
		line := b.lines[event]
		if term := seats[0].Term; term > line.Term { // of a join that never came to be: known, it can be closed
			line.Term = term
			b.touch(event)
		}
		if line.Paused && !line.IsOver(now) {
			return b.close(ctx)
		}
		open, err := unclaimed(ctx, tx, event, seats, now)
		if err != nil {
			return err
		}
		if len(open) == 0 {
			return b.close(ctx)
		}
		a.Free = open
		if line.Confirmed > 0 && !line.IsOver(now) {
			if a, err = s.walk(ctx, tx, event, open, now); err != nil {
				return err
			}
		}
		begun = b.claim(a.Offers, s.ids)
		b.pass(a.Passed)
		if err := remember(ctx, tx, event, a.Kept, now); err != nil {
			return err
		}
		return b.close(ctx)
	})
	return a, begun, err
}

// unclaimed leaves out the seats that a live offer has: inventory will show them held in a moment. Of the others it says since when
// they are seen.
func unclaimed(ctx context.Context, tx Tx, event EventID, seats []Vacancy, now time.Time) ([]Vacancy, error) {
	offered, err := tx.Offered(ctx, seatsOf(seats))
	if err != nil {
		return nil, fmt.Errorf("look up offered seats: %w", err)
	}
	var open []Vacancy
	for _, v := range seats {
		if !slices.Contains(offered, v.Seat) {
			open = append(open, v)
		}
	}
	since, err := tx.Seen(ctx, event, seatsOf(open), now)
	if err != nil {
		return nil, fmt.Errorf("note seats: %w", err)
	}
	for i := range open {
		open[i].Since = since[open[i].Seat]
	}
	return open, nil
}

// remember forgets since when seats were seen that do not wait: nobody may look here before such a seat comes free once more.
func remember(ctx context.Context, tx Tx, event EventID, kept []Vacancy, now time.Time) error {
	if _, err := tx.Seen(ctx, event, seatsOf(kept), now); err != nil {
		return fmt.Errorf("forget seats: %w", err)
	}
	return nil
}

// seatsOf lists seats in the one order in which rows are locked.
func seatsOf(seats []Vacancy) []SeatID {
	ids := make([]SeatID, len(seats))
	for i, v := range seats {
		ids[i] = v.Seat
	}
	slices.SortFunc(ids, id.Compare[SeatID])
	return ids
}

// walk serves the line page by page, until its end or until every seat is spoken for. The head of the line is seen whole: a group that
// no run of seats is long enough for is passed over, too.
func (s *Service) walk(ctx context.Context, tx Tx, event EventID, seats []Vacancy, now time.Time) (Assignment, error) {
	if len(seats) == 0 {
		return Assignment{}, nil
	}
	a, bounds := beginAssigning(seats, s.rules, now), s.boundsOf(seats)
	head := bounds
	head.Together = quantityMost
	for which, after := head, int64(0); ; which = bounds {
		line, err := tx.NextInLine(ctx, event, after, which, s.rules.Page)
		if err != nil {
			return Assignment{}, fmt.Errorf("walk along the line: %w", err)
		}
		a.serveAll(line)
		if len(line) < s.rules.Page || len(a.free) == 0 {
			return a.end(), nil
		}
		after = line[len(line)-1].Place
	}
}

func (s *Service) boundsOf(seats []Vacancy) Bounds {
	b := Bounds{Cheapest: seats[0].Price, Passes: s.rules.PassesMost}
	for _, v := range seats {
		b.Cheapest = cheaper(b.Cheapest, v.Price)
		b.Together = max(b.Together, v.Before+1+v.After)
		if v.Standing {
			b.Together = max(b.Together, len(seats))
		}
		b.Accessible, b.Ordinary = b.Accessible || v.Accessible, b.Ordinary || !v.Accessible
		if !slices.Contains(b.Sections, v.Section) {
			b.Sections = append(b.Sections, v.Section)
		}
	}
	return b
}

func cheaper(a, b money.Amount) money.Amount {
	if b.Minor < a.Minor {
		return b
	}
	return a
}

// claim writes offers in the making. The entries stay in line until their offers are open.
func (b *book) claim(claims []Claim, ids id.Source) []OfferID {
	var begun []OfferID
	for _, c := range claims {
		o := Offer{
			ID: OfferID(ids.New()), Event: c.Entry.Event, Entry: c.Entry.ID, State: Making, Apart: c.Apart, MadeAt: b.now, Look: b.now,
			Trace: c.Entry.Trace,
		}
		for _, v := range c.Seats {
			o.Seats = append(o.Seats, OfferedSeat{ID: v.Seat, Section: v.Section, Row: v.Row, Number: v.Number, Price: v.Price})
		}
		e := c.Entry
		e.Offer = o.ID
		b.put(e)
		b.addOffer(o)
		begun = append(begun, o.ID)
	}
	return begun
}

// pass counts the groups that were passed over.
func (b *book) pass(groups []Entry) {
	for _, e := range groups {
		e.Passes++
		b.put(e)
	}
}

// keepMargin is how long before inventory gives a kept seat away its time is prolonged.
const keepMargin = time.Minute

// keep prolongs the time of seats that wait, where it is about to end.
func (s *Service) keep(ctx context.Context, kept []Vacancy) error {
	now := s.clock.Now()
	var ending []SeatID
	for _, v := range kept {
		if v.Until.Before(now.Add(keepMargin)) && now.Before(v.Since.Add(s.rules.Window)) {
			ending = append(ending, v.Seat)
		}
	}
	for page := range slices.Chunk(ending, seatsPage) {
		if err := unless(s.ports.Seats.Keep(ctx, page, now.Add(2*keepMargin)), ErrRefused); err != nil {
			return fmt.Errorf("keep seats: %w", err)
		}
	}
	return nil
}

// seatsPage is how many seats one command of inventory's takes.
const seatsPage = 100

// letGo gives seats to the public.
func (s *Service) letGo(ctx context.Context, free []Vacancy) error {
	for page := range slices.Chunk(free, seatsPage) {
		if err := s.ports.Seats.LetGo(ctx, seatsOf(page)); err != nil {
			return fmt.Errorf("let seats go: %w", err)
		}
	}
	return nil
}

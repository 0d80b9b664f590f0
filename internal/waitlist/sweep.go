package waitlist

import (
	"context"
	"errors"
	"fmt"

	"github.com/speckit/ticketing/internal/events"
)

// Sweep ends what is over: places that were never confirmed, lines of events that have begun or are cancelled, and lines in which
// nobody is. It is called every second and reports how many places and lines it ended.
func (s *Service) Sweep(ctx context.Context) (int, error) {
	lapsed, err := s.sweepLapsed(ctx)
	settled, err2 := s.settleLines(ctx)
	return lapsed + settled, errors.Join(err, err2)
}

func (s *Service) sweepLapsed(ctx context.Context) (int, error) {
	total := 0
	for {
		lapsed, err := s.store.Lapsed(ctx, s.clock.Now(), s.rules.Page)
		if err != nil {
			return total, fmt.Errorf("list places that were not confirmed: %w", err)
		}
		n, err := s.lapse(ctx, lapsed)
		total += n
		if err != nil || n < s.rules.Page {
			return total, err
		}
	}
}

// lapse ends those of the entries that are not confirmed when it is decided.
func (s *Service) lapse(ctx context.Context, lapsed []Entry) (n int, err error) {
	if len(lapsed) == 0 {
		return 0, nil
	}
	var need needs
	for _, e := range lapsed {
		need.events = append(need.events, e.Event)
		need.entries = append(need.entries, e.ID)
	}
	now := s.clock.Now()
	err = s.store.Update(ctx, func(tx Tx) error {
		n = 0
		b, err := s.open(ctx, tx, need, now)
		if err != nil {
			return err
		}
		for _, k := range need.entries {
			if e, there := b.entries[k]; there && e.lapsed(now) {
				b.end(b.lines[e.Event], e, Expired, events.LineLapsed)
				n++
			}
		}
		return b.close(ctx)
	})
	if err != nil {
		return 0, fmt.Errorf("end places that were not confirmed: %w", err)
	}
	return n, nil
}

// linesAtOnce is how many lines one turn settles.
const linesAtOnce = 100

func (s *Service) settleLines(ctx context.Context) (int, error) {
	lines, err := s.store.Unsettled(ctx, s.clock.Now(), linesAtOnce)
	if err != nil {
		return 0, fmt.Errorf("list lines to settle: %w", err)
	}
	var errs []error
	for _, l := range lines {
		errs = append(errs, s.settleLine(ctx, l))
	}
	return len(lines), errors.Join(errs...)
}

// settleLine sends everybody home whose event is over, and closes a line in which nobody is. That its term is over for us is committed
// first: from then on who joins asks inventory for a higher one, and a close that comes late names the old.
func (s *Service) settleLine(ctx context.Context, l Line) error {
	now := s.clock.Now()
	for l.IsOver(now) && l.Waiting > 0 {
		var err error
		if l, err = s.sendHome(ctx, l.Event); err != nil {
			return err
		}
	}
	term, err := s.closeTerm(ctx, l.Event)
	if err != nil || term == 0 {
		return err
	}
	if err := s.ports.Seats.CloseLine(ctx, l.Event, term); err != nil {
		return fmt.Errorf("close the line of an event: %w", err)
	}
	return s.told(ctx, l.Event, term)
}

// sendHome ends a page of a line whose event is over, and returns the line as it is then.
func (s *Service) sendHome(ctx context.Context, event EventID) (line Line, err error) {
	now := s.clock.Now()
	err = s.store.Update(ctx, func(tx Tx) error {
		b, err := s.open(ctx, tx, needs{events: []EventID{event}}, now)
		if err != nil {
			return err
		}
		waiting, err := tx.FirstWaiting(ctx, event, s.rules.Page)
		if err != nil {
			return err
		}
		for _, e := range waiting {
			reason := events.LineLapsed
			if b.lines[event].Cancelled && e.Status == Pending { // an address that nobody confirmed gets no mail
				reason = events.LineOver
			}
			e.Offer = OfferID{} // one in the making finds out
			b.end(b.lines[event], e, Expired, reason)
		}
		line = *b.lines[event]
		if len(waiting) == 0 {
			line.Waiting = 0
		}
		return b.close(ctx)
	})
	if err != nil {
		return Line{}, fmt.Errorf("end a line whose event is over: %w", err)
	}
	return line, nil
}

// closeTerm ends the line's term if nobody is in it, and returns the term of which inventory is to hear; 0 if of none.
func (s *Service) closeTerm(ctx context.Context, event EventID) (term int64, err error) {
	err = s.onLine(ctx, event, func(l *Line) bool {
		closes := l.closable()
		if closes {
			l.Closed = l.Term
		}
		term = 0
		if l.Closed > l.Told {
			term = l.Closed
		}
		return closes
	})
	return term, err
}

func (s *Service) told(ctx context.Context, event EventID, term int64) error {
	return s.onLine(ctx, event, func(l *Line) bool {
		heard := term > l.Told
		l.Told = max(l.Told, term)
		return heard
	})
}

// onLine changes a line's row alone; nothing is written where nothing changed.
func (s *Service) onLine(ctx context.Context, event EventID, do func(l *Line) bool) error {
	now := s.clock.Now()
	err := s.store.Update(ctx, func(tx Tx) error {
		lines, err := tx.Lines(ctx, []EventID{event})
		if err != nil {
			return err
		}
		if !do(&lines[0]) {
			return nil
		}
		return tx.PutLines(ctx, now, lines[0])
	})
	if err != nil {
		return fmt.Errorf("change a line: %w", err)
	}
	return nil
}

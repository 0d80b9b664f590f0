package waitlist

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// ErrNoLine says that nobody has ever waited for an event.
var ErrNoLine = fault.New(fault.NotFound, "line_not_found", "Nobody has joined a line of this event. Nothing was changed.")

// Pause stops a line's offers, or lets them go on. While it is paused people join, keep their places and can pay what was offered
// before; seats that come free wait for it as long as inventory keeps them, and then go to the public.
func (s *Service) Pause(ctx context.Context, who actor.Actor, event EventID, paused bool) error {
	if _, err := s.Line(ctx, event); err != nil {
		return err
	}
	now, action := s.clock.Now(), "line.resume"
	if paused {
		action = "line.pause"
	}
	err := s.store.Update(ctx, func(tx Tx) error {
		lines, err := tx.Lines(ctx, []EventID{event})
		if err != nil || lines[0].Paused == paused {
			return err
		}
		lines[0].Paused = paused
		tx.Record(work.Deed{At: now, Actor: who.Customer, Role: string(who.Role), Action: action, Subject: event.UUID()})
		return tx.PutLines(ctx, now, lines[0])
	})
	if err != nil {
		return fmt.Errorf("pause a line: %w", err)
	}
	return nil
}

// Line returns one line.
func (s *Service) Line(ctx context.Context, event EventID) (Line, error) {
	lines, err := s.store.Lines(ctx, []EventID{event})
	if err != nil {
		return Line{}, fmt.Errorf("read line: %w", err)
	}
	if len(lines) == 0 {
		return Line{}, ErrNoLine
	}
	return lines[0], nil
}

// LinePage walks over all lines by the events' ids. After the last one the page is empty.
func (s *Service) LinePage(ctx context.Context, after EventID, limit int) ([]Line, error) {
	return s.store.LinePage(ctx, after, limit)
}

// InLine lists a line's entries of a status, or the live ones for an empty status, by place after a place.
func (s *Service) InLine(ctx context.Context, event EventID, status Status, after int64, limit int) ([]Entry, error) {
	return s.store.InLine(ctx, event, status, after, limit)
}

// Rank is an entry's own, 0 for one that waits no more.
func (s *Service) Rank(ctx context.Context, e Entry) (int64, error) {
	if !e.Waiting() {
		return 0, nil
	}
	return s.rank(ctx, e)
}

// momentsMost bounds one answer about a line's past: five weeks.
const momentsMost = 10_000

// historyLength is how far a line's past is told where nobody says.
const historyLength = 7 * 24 * time.Hour

// History returns how a line stood from a time until before another, a moment for each stretch of time in which it changed. A zero end
// is now, the present stretch included; a zero beginning is a week before the end.
func (s *Service) History(ctx context.Context, event EventID, from, to time.Time) ([]Moment, error) {
	if to.IsZero() {
		to = s.clock.Now().Add(MomentLength)
	}
	if from.IsZero() {
		from = to.Add(-historyLength)
	}
	return s.store.Moments(ctx, event, from, to, momentsMost)
}

// EntryPage and OfferPage walk over all live entries and live offers by id, for the audit.
func (s *Service) EntryPage(ctx context.Context, after EntryID, limit int) ([]Entry, error) {
	return s.store.EntryPage(ctx, after, limit)
}

// OfferPage is EntryPage's sister.
func (s *Service) OfferPage(ctx context.Context, after OfferID, limit int) ([]Offer, error) {
	return s.store.OfferPage(ctx, after, limit)
}

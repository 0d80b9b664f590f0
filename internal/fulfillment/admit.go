package fulfillment

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// What can be wrong with a check-in before its ticket is looked at.
var (
	ErrWrongEvent  = fault.New(fault.Declined, "wrong_event", "This ticket is for another event. Nobody was admitted.")
	ErrNoCode      = fault.New(fault.Invalid, "code_required", "A check-in needs either the ticket's code or its number. Nobody was admitted.")
	ErrScanFuture  = fault.New(fault.Invalid, "scan_in_future", "The time of the scan is still to come; set the clock of the device. Nobody was admitted.")
	errCodeUnknown = errors.New("the signature is good, but there is no such ticket")
)

// CheckIn is somebody at a door with a ticket.
type CheckIn struct {
	Scan   id.UUID   // the id of this scan: the same one again gets the same answer
	Code   string    // what was read from the ticket
	Number string    // instead of the code: what staff typed from a ticket that cannot be read
	Event  id.UUID   // the event of the door; none takes any
	Gate   string    // where, in the words of the house
	At     time.Time // of an offline scan; zero: now
}

// CheckIn admits one person, once.
func (s *Service) CheckIn(ctx context.Context, who actor.Actor, in CheckIn) (Ticket, error) {
	now := s.clock.Now()
	if in.At.IsZero() {
		in.At = now
	}
	in.At = clock.Cut(in.At)
	if in.At.After(now.Add(s.rules.ClockSkew)) {
		return Ticket{}, ErrScanFuture
	}
	claims, err := s.identify(ctx, in)
	if err != nil {
		return Ticket{}, err
	}
	if in.Event != id.Nil && in.Event != claims.EventID {
		return Ticket{}, ErrWrongEvent
	}
	return s.lane.Do(ctx, Admission{
		Ticket: TicketID(claims.TicketID), Revision: int(claims.Revision),
		Entry: Entry{Scan: in.Scan, At: in.At, Gate: in.Gate, By: who.Customer},
	})
}

// identify finds out which ticket is meant: by its code, or by the number that staff typed (revision 0: whichever there is).
func (s *Service) identify(ctx context.Context, in CheckIn) (Claims, error) {
	number := strings.ToUpper(strings.TrimSpace(in.Number))
	if (in.Code == "") == (number == "") {
		return Claims{}, ErrNoCode
	}
	if in.Code == "" {
		t, err := s.store.TicketByNumber(ctx, number)
		if errors.Is(err, ErrTicketNotFound) {
			err = ErrTicketNotFound.Saying("No ticket has this number. Nobody was admitted.")
		}
		return Claims{TicketID: t.ID.UUID(), EventID: t.Event}, err
	}
	keys, err := s.KeySet(ctx)
	if err != nil {
		return Claims{}, err
	}
	return Verify(keys, in.Code)
}

// Admission is a check-in whose code was found good. What is left to find out needs the ticket's row.
type Admission struct {
	Ticket   TicketID
	Revision int // of the code; 0: found by number
	Entry    Entry
}

// Verdict is what an admission came to: the ticket, used, or why nobody was admitted.
type Verdict struct {
	Ticket Ticket
	Err    error
}

// Execute carries out admissions in one transaction, in their order, each with a verdict of its own. An error speaks for all of
// them: nothing stands.
func (s *Service) Execute(ctx context.Context, admissions []Admission) ([]Verdict, error) {
	now := s.clock.Now()
	var verdicts []Verdict
	err := s.store.Update(ctx, func(tx Tx) error {
		d, err := s.openDoor(ctx, tx, admissions, now)
		if err != nil {
			return err
		}
		verdicts = make([]Verdict, len(admissions))
		for i, a := range admissions {
			verdicts[i].Ticket, verdicts[i].Err = d.scan(a)
		}
		return d.keep(ctx, tx)
	})
	if err != nil {
		return nil, fmt.Errorf("admit: %w", err)
	}
	return verdicts, nil
}

// door is what one transaction of admissions knows and changes.
type door struct {
	now     time.Time
	closes  time.Duration
	tickets map[TicketID]Ticket
	events  map[id.UUID]Event
	used    []TicketID
	scans   []Scan
}

func (s *Service) openDoor(ctx context.Context, tx Tx, admissions []Admission, now time.Time) (*door, error) {
	wanted := make([]TicketID, len(admissions))
	for i, a := range admissions {
		wanted[i] = a.Ticket
	}
	slices.SortFunc(wanted, id.Compare)
	tickets, err := tx.Tickets(ctx, slices.Compact(wanted))
	if err != nil {
		return nil, fmt.Errorf("load tickets: %w", err)
	}
	d := &door{now: now, closes: s.rules.DoorClosesAfter, tickets: map[TicketID]Ticket{}, events: map[id.UUID]Event{}}
	var places []id.UUID
	for _, t := range tickets {
		d.tickets[t.ID] = t
		if !slices.Contains(places, t.Event) {
			places = append(places, t.Event)
		}
	}
	known, err := tx.Events(ctx, places)
	if err != nil {
		return nil, fmt.Errorf("load events: %w", err)
	}
	for _, e := range known {
		d.events[e.ID] = e
	}
	return d, nil
}

// scan decides one admission and logs it.
func (d *door) scan(a Admission) (Ticket, error) {
	before, ok := d.tickets[a.Ticket]
	if !ok {
		return Ticket{}, ErrInvalidCode.Because(errCodeUnknown)
	}
	event := d.events[before.Event]
	after, refusal := before.Admit(a.Entry, a.Revision, d.now)
	if refusal == nil && after != before && event.Over(a.Entry.At, d.closes) {
		after, refusal = before, ErrEventOver
	}
	if refusal == nil && after == before {
		return after, nil // the same scan once more
	}
	d.log(a, before, refusal)
	if errors.Is(refusal, ErrAlreadyAdmitted) {
		return before, alreadyAdmitted(before, event)
	}
	if refusal != nil {
		return before, refusal
	}
	d.tickets[a.Ticket] = after
	d.used = append(d.used, a.Ticket)
	return after, nil
}

func (d *door) log(a Admission, t Ticket, refusal error) {
	outcome := Admitted
	if refusal != nil {
		outcome = outcomes[refusal]
	}
	d.scans = append(d.scans, Scan{
		ID: a.Entry.Scan, Ticket: t.ID, Event: t.Event, Revision: a.Revision, Outcome: outcome,
		Gate: a.Entry.Gate, At: a.Entry.At, Recorded: d.now, By: a.Entry.By,
	})
}

// keep writes what the admissions have changed.
func (d *door) keep(ctx context.Context, tx Tx) error {
	used := make([]Ticket, len(d.used))
	for i, t := range d.used {
		used[i] = d.tickets[t]
	}
	if err := tx.PutTickets(ctx, used); err != nil {
		return fmt.Errorf("keep tickets: %w", err)
	}
	if err := tx.AddScans(ctx, d.scans); err != nil {
		return fmt.Errorf("keep scans: %w", err)
	}
	return nil
}

// alreadyAdmitted says when and where somebody was let in, so that the person at the door can be told.
func alreadyAdmitted(t Ticket, e Event) error {
	where := ""
	if t.Entry.Gate != "" {
		where = " at " + t.Entry.Gate
	}
	return ErrAlreadyAdmitted.
		Saying("Somebody was admitted with this ticket at %s%s. Nobody is let in twice on one ticket.", e.clockTime(t.Entry.At), where).
		With("admittedAt", t.Entry.At).With("gate", t.Entry.Gate)
}

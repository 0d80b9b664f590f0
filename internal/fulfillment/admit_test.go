package fulfillment_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func (w *world) scan(t *testing.T, in fulfillment.CheckIn) (fulfillment.Ticket, error) {
	t.Helper()
	if in.Scan == id.Nil {
		in.Scan = w.IDs.New()
	}
	return w.CheckIn(t.Context(), fulfillmenttest.Staff(), in)
}

func (w *world) admit(t *testing.T, ticket fulfillment.Issued, gate string) fulfillment.Ticket {
	t.Helper()
	got, err := w.scan(t, fulfillment.CheckIn{Code: ticket.Code, Gate: gate})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func (w *world) log(t *testing.T, ticket fulfillment.TicketID) (outcomes string) {
	t.Helper()
	scans, err := w.Store.Scans(t.Context(), []fulfillment.TicketID{ticket})
	if err != nil {
		t.Fatal(err)
	}
	for _, scan := range scans {
		outcomes += string(scan.Outcome) + " "
		if !scan.UndoneAt.IsZero() {
			outcomes += "(undone) "
		}
	}
	return outcomes
}

func TestATicketAdmitsOnceAndASecondScanHearsWhenAndWhere(t *testing.T) {
	t.Parallel()
	w := newWorld()
	ticket := w.issued(t, "A", 1)[0]
	got := w.admit(t, ticket, "Gate B")
	if got.Status != fulfillment.Used || got.Entry.At != fulfillmenttest.Start || got.Entry.By != fulfillmenttest.Staff().Customer {
		t.Errorf("admitted: %+v", got)
	}
	w.Clock.Advance(time.Minute)
	_, err := w.scan(t, fulfillment.CheckIn{Code: ticket.Code, Gate: "Gate C"})
	refusal, _ := fault.As(err)
	if !errors.Is(err, fulfillment.ErrAlreadyAdmitted) || refusal.Members["admittedAt"] != fulfillmenttest.Start || refusal.Members["gate"] != "Gate B" {
		t.Fatalf("the second scan: %v with %v", err, refusal)
	}
	if !strings.Contains(refusal.Detail, "07:00 on 24 November at Gate B") {
		t.Errorf("told as %q", refusal.Detail)
	}
	if got := w.log(t, ticket.ID); got != "admitted already_admitted " {
		t.Errorf("the log has %s", got)
	}
}

func TestTheSameScanAgainHasTheSameAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld()
	ticket := w.issued(t, "A", 1)[0]
	in := fulfillment.CheckIn{Scan: w.IDs.New(), Code: ticket.Code, Gate: "North"}
	first, err := w.scan(t, in)
	if err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(48 * 365 * time.Hour)
	again, err := w.scan(t, in)
	if err != nil || again != first {
		t.Errorf("again: %+v, error %v", again, err)
	}
	if got := w.log(t, ticket.ID); got != "admitted " {
		t.Errorf("the log has %s", got)
	}
}

func TestWhatIsNoTicketOfThisDoorAdmitsNobody(t *testing.T) {
	t.Parallel()
	w := newWorld()
	ticket, void := w.issued(t, "A", 1)[0], w.issued(t, "B", 1)[0]
	if err := w.Void(t.Context(), void.Order.UUID()); err != nil {
		t.Fatal(err)
	}
	elsewhere := newWorld().issued(t, "A", 1)[0]
	damaged := []byte(ticket.Code)
	damaged[20] = 'A' + 'B' - damaged[20]
	for name, c := range map[string]struct {
		in   fulfillment.CheckIn
		want error
	}{
		"a made-up code":                      {fulfillment.CheckIn{Code: "https://example.com"}, fulfillment.ErrInvalidCode},
		"a ticket number as a code":           {fulfillment.CheckIn{Code: ticket.Number}, fulfillment.ErrInvalidCode},
		"a damaged code":                      {fulfillment.CheckIn{Code: string(damaged)}, fulfillment.ErrInvalidCode},
		"a code of another house":             {fulfillment.CheckIn{Code: elsewhere.Code}, fulfillment.ErrInvalidCode},
		"a ticket for another event":          {fulfillment.CheckIn{Code: ticket.Code, Event: w.IDs.New()}, fulfillment.ErrWrongEvent},
		"a number for another event":          {fulfillment.CheckIn{Number: ticket.Number, Event: w.IDs.New()}, fulfillment.ErrWrongEvent},
		"a cancelled ticket":                  {fulfillment.CheckIn{Code: void.Code}, fulfillment.ErrTicketVoid},
		"a number that nobody has":            {fulfillment.CheckIn{Number: "NRA-9"}, fulfillment.ErrTicketNotFound},
		"neither a code nor a number":         {fulfillment.CheckIn{}, fulfillment.ErrNoCode},
		"both":                                {fulfillment.CheckIn{Code: ticket.Code, Number: ticket.Number}, fulfillment.ErrNoCode},
		"a scan of a clock that is far ahead": {fulfillment.CheckIn{Code: ticket.Code, At: fulfillmenttest.Start.Add(6 * time.Minute)}, fulfillment.ErrScanFuture},
	} {
		if _, err := w.scan(t, c.in); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if got := w.ticket(t, ticket.ID); got != ticket.Ticket {
		t.Errorf("the ticket became %+v", got)
	}
	if got := w.log(t, void.ID); got != "ticket_void " {
		t.Errorf("the log has %s", got)
	}
}

func TestStaffFindATicketByItsNumber(t *testing.T) {
	t.Parallel()
	w := newWorld()
	ticket := w.issued(t, "A", 1)[0]
	got, err := w.scan(t, fulfillment.CheckIn{Number: " nra-1 ", Event: ticket.Event})
	if err != nil || got.ID != ticket.ID || got.Status != fulfillment.Used {
		t.Errorf("got %+v, error %v", got, err)
	}
}

func TestNobodyIsRefusedForBeingEarlyAndEverybodyADayAfter(t *testing.T) {
	t.Parallel()
	w := newWorld()
	tickets := w.issued(t, "A", 3)
	w.admit(t, tickets[0], "")
	starts := fulfillmenttest.Concert().Starts
	w.Clock.Advance(starts.Add(24 * time.Hour).Sub(w.Clock.Now()))
	if _, err := w.scan(t, fulfillment.CheckIn{Code: tickets[1].Code}); !errors.Is(err, fulfillment.ErrEventOver) {
		t.Errorf("a day after: %v", err)
	}
	if got := w.ticket(t, tickets[1].ID); got != tickets[1].Ticket || w.log(t, got.ID) != "event_over " {
		t.Errorf("the ticket became %+v, the log has %s", got, w.log(t, got.ID))
	}
	if _, err := w.scan(t, fulfillment.CheckIn{Code: tickets[2].Code, At: starts}); err != nil {
		t.Errorf("an offline scan that arrives a day after: %v", err)
	}
}

func TestOfTwoOfflineScansTheFirstToArriveAdmits(t *testing.T) {
	t.Parallel()
	w := newWorld()
	ticket := w.issued(t, "A", 1)[0]
	w.Clock.Advance(time.Hour)
	at := func(minutes int) time.Time { return fulfillmenttest.Start.Add(time.Duration(minutes) * time.Minute) }
	if _, err := w.scan(t, fulfillment.CheckIn{Code: ticket.Code, Gate: "North", At: at(10)}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.scan(t, fulfillment.CheckIn{Code: ticket.Code, Gate: "South", At: at(5)}); !errors.Is(err, fulfillment.ErrAlreadyAdmitted) {
		t.Errorf("the earlier scan that arrives later: %v", err)
	}
	scans, err := w.Store.Scans(t.Context(), []fulfillment.TicketID{ticket.ID})
	if err != nil || len(scans) != 2 || scans[0].At != at(10) || scans[1].At != at(5) || scans[1].Recorded != w.Clock.Now() {
		t.Errorf("the log has %+v, error %v", scans, err)
	}
	if got := w.ticket(t, ticket.ID); got.Entry.Gate != "North" || got.Entry.At != at(10) {
		t.Errorf("the ticket says %+v", got.Entry)
	}
}

func TestStaffTakeAnAdmissionBack(t *testing.T) {
	t.Parallel()
	w := newWorld()
	ticket := w.issued(t, "A", 1)[0]
	undo := func() error { return w.UndoCheckIn(t.Context(), fulfillmenttest.Staff(), ticket.ID) }
	if err := undo(); !errors.Is(err, fulfillment.ErrNotAdmitted) {
		t.Errorf("undone before anybody was admitted: %v", err)
	}
	w.admit(t, ticket, "North")
	if err := undo(); err != nil {
		t.Fatal(err)
	}
	w.admit(t, ticket, "South")
	if got := w.log(t, ticket.ID); got != "admitted (undone) admitted " {
		t.Errorf("the log has %s", got)
	}
	deeds := w.memory.DB.Deeds()
	if len(deeds) != 1 || deeds[0].Action != "ticket.undo_check_in" || deeds[0].Actor != fulfillmenttest.Staff().Customer || deeds[0].Subject != ticket.ID.UUID() {
		t.Errorf("the audit trail has %+v", deeds)
	}
	if err := w.UndoCheckIn(t.Context(), fulfillmenttest.Staff(), fulfillment.TicketID(w.IDs.New())); !errors.Is(err, fulfillment.ErrTicketNotFound) {
		t.Errorf("an unknown ticket: %v", err)
	}
}

// recorder is a lane that notes what passes it.
type recorder struct {
	passed []fulfillment.Admission
	next   *fulfillment.Service
}

func (r *recorder) Do(ctx context.Context, a fulfillment.Admission) (fulfillment.Ticket, error) {
	r.passed = append(r.passed, a)
	verdicts, err := r.next.Execute(ctx, []fulfillment.Admission{a})
	if err != nil {
		return fulfillment.Ticket{}, err
	}
	return verdicts[0].Ticket, verdicts[0].Err
}

func TestEveryAdmissionPassesTheLane(t *testing.T) {
	t.Parallel()
	w := newWorld()
	ticket := w.issued(t, "A", 1)[0]
	lane := &recorder{next: w.Service}
	w.Through(lane)
	w.admit(t, ticket, "North")
	if len(lane.passed) != 1 || lane.passed[0].Ticket != ticket.ID || lane.passed[0].Revision != 1 {
		t.Errorf("passed: %+v", lane.passed)
	}
}

func TestTheCensusCountsAdmissionsThatStand(t *testing.T) {
	t.Parallel()
	w := newWorld()
	tickets := w.issued(t, "A", 3)
	w.admit(t, tickets[0], "")
	w.admit(t, tickets[1], "")
	if err := w.UndoCheckIn(t.Context(), fulfillmenttest.Staff(), tickets[1].ID); err != nil {
		t.Fatal(err)
	}
	counted := map[fulfillment.Status]int{}
	for after := (fulfillment.TicketID{}); ; {
		page, err := w.Census(t.Context(), after, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, c := range page {
			counted[c.Status] += c.Admissions
			after = c.ID
		}
	}
	if counted[fulfillment.Used] != 1 || counted[fulfillment.Valid] != 0 {
		t.Errorf("counted %v", counted)
	}
}

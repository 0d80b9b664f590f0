package fulfillment

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/kernel/id"
)

var (
	noon    = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	someOp  = id.Named(id.Nil, "operation")
	someOne = Entry{Scan: id.Named(id.Nil, "scan"), At: noon, Gate: "North", By: id.Named(id.Nil, "sam")}
)

func someTicket(status Status) Ticket {
	t := Ticket{ID: TicketID(id.Named(id.Nil, "ticket")), Number: "K7MPX2QD-1", Section: "Platea", Row: "C", Label: "14", Status: status, Revision: 2, Key: "old", IssuedAt: noon}
	if status == Used {
		t.Entry = someOne
	}
	return t
}

func TestATicketAdmitsWhileItIsValidAndItsCodeIsTheNewest(t *testing.T) {
	t.Parallel()
	other := someOne
	other.Scan = id.Named(id.Nil, "another scan")
	for name, c := range map[string]struct {
		status   Status
		entry    Entry
		revision int
		want     error
	}{
		"valid":                     {Valid, someOne, 2, nil},
		"valid, found by number":    {Valid, someOne, 0, nil},
		"older code":                {Valid, someOne, 1, ErrTicketVoid},
		"newer code than we know":   {Valid, someOne, 3, ErrTicketVoid},
		"used by another scan":      {Used, other, 2, ErrAlreadyAdmitted},
		"used, older code":          {Used, other, 1, ErrTicketVoid},
		"the scan that admitted it": {Used, someOne, 2, nil},
		"cancelled":                 {Cancelled, someOne, 2, ErrTicketVoid},
		"cancelled, by number":      {Cancelled, someOne, 0, ErrTicketVoid},
	} {
		after, err := someTicket(c.status).Admit(c.entry, c.revision, noon)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if err != nil && after != someTicket(c.status) {
			t.Errorf("%s: a refusal changed the ticket to %+v", name, after)
		}
		if err == nil && (after.Status != Used || after.Entry != someOne) {
			t.Errorf("%s: admitted to %+v", name, after)
		}
	}
}

func TestAnAdmissionIsUndoneOnlyWhereThereIsOne(t *testing.T) {
	t.Parallel()
	for status, want := range map[Status]error{Used: nil, Valid: ErrNotAdmitted, Cancelled: ErrTicketVoid} {
		after, err := someTicket(status).Undo(noon)
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", status, err)
		}
		if err == nil && (after.Status != Valid || after.Entry != Entry{} || after.TouchedAt != noon) {
			t.Errorf("undone to %+v", after)
		}
	}
}

func TestACancelledTicketKeepsItsHistory(t *testing.T) {
	t.Parallel()
	after := someTicket(Used).Cancel(noon)
	if after.Status != Cancelled || after.Entry != someOne || after.TouchedAt != noon {
		t.Errorf("cancelled to %+v", after)
	}
	if again := after.Cancel(noon.Add(time.Hour)); again != after {
		t.Errorf("cancelled twice to %+v", again)
	}
}

func TestATicketIsIssuedAgainUnlessItIsUsedVoidOrWornOut(t *testing.T) {
	t.Parallel()
	done := someTicket(Valid)
	done.Reissue = someOp
	doneAndUsed := someTicket(Used)
	doneAndUsed.Reissue = someOp
	worn := someTicket(Valid)
	worn.Revision = 5
	for name, c := range map[string]struct {
		before   Ticket
		want     error
		revision int
	}{
		"valid":                       {someTicket(Valid), nil, 3},
		"used":                        {someTicket(Used), ErrTicketUsed, 2},
		"cancelled":                   {someTicket(Cancelled), ErrTicketVoid, 2},
		"worn out":                    {worn, ErrTooManyReissues, 5},
		"by the same operation":       {done, nil, 2},
		"same operation, used since":  {doneAndUsed, nil, 2},
		"same operation, last chance": {func() Ticket { w := worn; w.Reissue = someOp; return w }(), nil, 5},
	} {
		after, err := c.before.IssueAgain(someOp, "new", noon.Add(time.Hour), 5)
		if !errors.Is(err, c.want) || after.Revision != c.revision {
			t.Errorf("%s: revision %d, error %v", name, after.Revision, err)
		}
		if after.Revision > c.before.Revision && (after.Key != "new" || after.IssuedAt != noon.Add(time.Hour) || after.TouchedAt != after.IssuedAt) {
			t.Errorf("%s: issued again as %+v", name, after)
		}
	}
}

func TestAPlaceIsNamedForTheDoorAndForTopics(t *testing.T) {
	t.Parallel()
	seat, standing := someTicket(Valid), someTicket(Valid)
	standing.Section, standing.Row, standing.Label = "Floor", "", "212"
	got := []string{seat.place(), seat.seatNumber(), standing.place(), standing.seatNumber()}
	if diff := cmp.Diff([]string{"Platea C-14", "Platea-C-14", "Floor", "Floor-212"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestADoorIsOpenUntilADayAfterTheStart(t *testing.T) {
	t.Parallel()
	event := Event{Starts: noon, TimeZone: "America/Bogota"}
	for after, want := range map[time.Duration]bool{-1000 * time.Hour: false, 24*time.Hour - 1: false, 24 * time.Hour: true} {
		if got := event.Over(noon.Add(after), 24*time.Hour); got != want {
			t.Errorf("%s after the start: over is %v", after, got)
		}
	}
	if got := event.clockTime(noon); got != "07:00 on 1 December" {
		t.Errorf("told as %q", got)
	}
	if got := (Event{TimeZone: "nowhere"}).clockTime(noon); got != "12:00 on 1 December" {
		t.Errorf("in an unknown zone told as %q", got)
	}
}

func TestAnOrderWithoutASecretIsOpenedByNone(t *testing.T) {
	t.Parallel()
	if (Order{}).Shows(Reader{}) || (Order{}).Shows(Reader{Secret: "anything"}) {
		t.Error("an order of nobody is shown")
	}
}

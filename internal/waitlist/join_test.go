package waitlist_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlistmem"
	"github.com/speckit/ticketing/internal/waitlist/waitlisttest"
)

func TestAJoinTakesAPlaceAtTheEndOfTheLine(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	for n, email := range []string{"ann@example.com", "bob@example.com"} {
		joined, err := w.Join(t.Context(), waitlist.Join{Event: event, Email: "  " + email + " ", Name: " Ann  Buyer "})
		must(t, err)
		e := w.Entry(t, joined.Entry)
		same(t, "position", int64(n+1), joined.Position)
		same(t, "place", [4]any{int64(n + 1), email, "Ann Buyer", waitlist.Unconfirmed}, [4]any{e.Place, e.Email, e.Name, e.Status})
		same(t, "until when it is kept", waitlisttest.Noon.Add(24*time.Hour), e.ConfirmBy)
		same(t, "quantity", 1, e.Wish.Quantity)
	}
	same(t, "inventory has a line", true, w.Seats.IsOpen(event))
	same(t, "terms that inventory began", 1, w.Seats.Opened)
	same(t, "the event's beginning is known", w.Events.Known[event].Starts, w.LineOf(t, event).Starts)
	fact := w.last(t)
	same(t, "told", [4]any{event.UUID(), event.UUID(), "unconfirmed", events.LineJoined}, [4]any{fact.Event, fact.Concert, fact.Status, fact.Reason})
	w.agree(t, event)
}

func TestABadJoinIsToldAllThatIsWrongAndWritesNothing(t *testing.T) {
	t.Parallel()
	const (
		badAddress  = "Email format is invalid."
		badName     = "Name is up to 200 characters that can be printed."
		badQuantity = "Quantity is between 1 and the event's limit."
		badPrice    = "MaxPrice is a price that is not negative."
		badSections = "Sections names up to 50 sections of the event."
	)
	event := waitlist.EventID{1}
	from := func(email string) waitlist.Join { return waitlist.Join{Event: event, Email: email} }
	named := func(name string) waitlist.Join {
		return waitlist.Join{Event: event, Email: "a@example.com", Name: name}
	}
	wants := func(wish waitlist.Wish) waitlist.Join {
		return waitlist.Join{Event: event, Email: "a@example.com", Wish: wish}
	}
	long := strings.Repeat("a", 400) + "@example.com"
	for name, c := range map[string]struct {
		in       waitlist.Join
		problems []string
	}{
		"nothing said":  {waitlist.Join{}, []string{"Email is required.", "EventId is required."}},
		"no address":    {from("ann"), []string{badAddress}},
		"two lines":     {from("ann@example.com\r\nBcc: bob@example.com"), []string{badAddress}},
		"too long":      {from(long), []string{badAddress}},
		"a bell":        {named("Ann\a"), []string{badName}},
		"a long name":   {named(strings.Repeat("é", 201)), []string{badName}},
		"broken text":   {named("\xff"), []string{badName}},
		"fewer than 0":  {wants(waitlist.Wish{Quantity: -1}), []string{badQuantity}},
		"far too many":  {wants(waitlist.Wish{Quantity: 101}), []string{badQuantity}},
		"below zero":    {wants(waitlist.Wish{MaxPrice: "-1"}), []string{badPrice}},
		"no price":      {wants(waitlist.Wish{MaxPrice: "1e999999"}), []string{badPrice}},
		"blank section": {wants(waitlist.Wish{Sections: []string{" "}}), []string{badSections}},
		"many sections": {wants(waitlist.Wish{Sections: strings.Fields(strings.Repeat("x ", 51))}), []string{badSections}},
		"everything": {
			waitlist.Join{Email: "@", Name: "\n", Wish: waitlist.Wish{Quantity: 1000, MaxPrice: "x", Sections: []string{""}}},
			[]string{
				badAddress, "EventId is required.", badName,
				badQuantity, badPrice,
				badSections,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			_, err := w.Join(t.Context(), c.in)
			wantErr(t, waitlist.ErrBadJoin, err)
			if refusal, ok := fault.As(err); ok {
				same(t, "problems", any(c.problems), refusal.Members["errors"])
			}
			same(t, "inventory was asked", 0, len(w.Seats.Asked))
			same(t, "told", 0, len(w.memory.DB.Facts(0)))
		})
	}
}

func TestAnAddressIsInALineOnce(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, other := w.Concert(), w.Concert()
	e := w.Enter(t, event, "Ann@example.com", waitlist.Wish{})
	_, err := w.Join(t.Context(), waitlist.Join{Event: event, Email: "ANN@Example.com"})
	wantErr(t, waitlist.ErrAlreadyInLine, err)
	same(t, "the place", e, w.Entry(t, e.ID))
	w.Enter(t, other, "ann@example.com", waitlist.Wish{}) // another event's line is another line
	w.agree(t, event)
}

func TestTheLinkIsMailedAgainOnceAnHourUntilItIsOpened(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	e := w.Enter(t, event, "ann@example.com", waitlist.Wish{})
	again := func(after time.Duration, reminders int) {
		t.Helper()
		w.Clock.Advance(after)
		_, err := w.Join(t.Context(), waitlist.Join{Event: event, Email: "ann@example.com"})
		wantErr(t, waitlist.ErrAlreadyInLine, err)
		same(t, "reminders", reminders, strings.Count(strings.Join(w.told(t, e.ID), " "), events.LineReminded))
	}
	again(time.Hour-time.Microsecond, 0)
	again(time.Microsecond, 1)
	again(time.Minute, 1)
	again(time.Hour, 2)
	same(t, "place and end stay", [2]any{e.Place, e.ConfirmBy}, [2]any{w.Entry(t, e.ID).Place, w.Entry(t, e.ID).ConfirmBy})
	must(t, w.Confirm(t.Context(), anyone, e.ID, w.SecretOf(t, e)))
	again(2*time.Hour, 2)
}

func TestWhoseTimeIsOverJoinsAnewAtTheEnd(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	e := w.Enter(t, event, "ann@example.com", waitlist.Wish{})
	w.Clock.Advance(23 * time.Hour)
	w.Enter(t, event, "bob@example.com", waitlist.Wish{})
	w.Clock.Advance(time.Hour) // nobody has swept
	joined, err := w.Join(t.Context(), waitlist.Join{Event: event, Email: "ann@example.com"})
	must(t, err)
	same(t, "position", int64(2), joined.Position)
	same(t, "place", int64(3), w.Entry(t, joined.Entry).Place)
	same(t, "the old place", [2]any{waitlist.Expired, events.LineLapsed}, [2]any{w.Entry(t, e.ID).Status, w.Entry(t, e.ID).Reason})
	w.agree(t, event)
}

func TestAJoinThatInventoryRefusesIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	seats := w.Seats.Row(event, 1, 2)
	w.Seats.Become(waitlisttest.Public, seats[0])
	_, err := w.Join(t.Context(), waitlist.Join{Event: event, Email: "ann@example.com"})
	wantErr(t, waitlisttest.ErrSeatsFree, err)
	w.Power.CutAt(1)
	_, err = w.Join(t.Context(), waitlist.Join{Event: event, Email: "ann@example.com"})
	wantErr(t, waitlist.ErrNotNow, err)
	same(t, "told", 0, len(w.memory.DB.Facts(0)))
}

func TestNobodyWaitsForWhatIsOver(t *testing.T) {
	t.Parallel()
	w := newWorld()
	begun, off := w.Concert(), w.Concert()
	w.Enter(t, begun, "ann@example.com", waitlist.Wish{})
	facts := w.Events.Known[off]
	facts.Cancelled = true
	w.Events.Known[off] = facts
	_, err := w.Join(t.Context(), waitlist.Join{Event: off, Email: "bob@example.com"})
	wantErr(t, waitlist.ErrEventOver, err)
	w.Clock.Advance(48 * time.Hour)
	_, err = w.Join(t.Context(), waitlist.Join{Event: begun, Email: "bob@example.com"})
	wantErr(t, waitlist.ErrEventOver, err)
}

func TestAJoinGoesOnWithoutCatalog(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	w.Events.Away = true
	w.Enter(t, event, "ann@example.com", waitlist.Wish{})
	same(t, "beginning", time.Time{}, w.LineOf(t, event).Starts)
	w.Events.Away = false
	w.Enter(t, event, "bob@example.com", waitlist.Wish{})
	same(t, "beginning", w.Events.Known[event].Starts, w.LineOf(t, event).Starts)
}

// A line is closed between inventory's answer and our transaction: the join must not end up in a line that inventory does not have.
func TestAJoinThatALatePartingOvertookAsksForAHigherTerm(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	leaving := w.Enter(t, event, "ann@example.com", waitlist.Wish{})
	w.Power.After["OpenLines"] = func() {
		must(t, w.Leave(t.Context(), anyone, leaving.ID, w.SecretOf(t, leaving)))
		w.Turn(t)
	}
	joined, err := w.Join(t.Context(), waitlist.Join{Event: event, Email: "bob@example.com"})
	must(t, err)
	same(t, "position", int64(1), joined.Position)
	asked := w.Seats.Asked[len(w.Seats.Asked)-1]
	same(t, "asked for a term after", int64(1), asked.After)
	line := w.LineOf(t, event)
	same(t, "terms: present, closed, told", [3]int64{2, 1, 1}, [3]int64{line.Term, line.Closed, line.Told})
	same(t, "inventory has a line", true, w.Seats.IsOpen(event))
	must(t, w.Seats.CloseLine(t.Context(), event, 1)) // a close that comes late
	same(t, "inventory has a line still", true, w.Seats.IsOpen(event))
	w.agree(t, event)
}

func TestAJoinWhoseLineIsClosedAgainAndAgainIsAskedToComeBack(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	var close func()
	close = func() {
		must(t, w.memory.Update(t.Context(), func(tx waitlist.Tx) error {
			lines, err := tx.Lines(t.Context(), []waitlist.EventID{event})
			if err != nil {
				return err
			}
			lines[0].Term++
			lines[0].Closed++
			return tx.PutLines(t.Context(), waitlisttest.Noon, lines[0])
		}))
		w.Power.After["OpenLines"] = close
	}
	w.Power.After["OpenLines"] = close
	_, err := w.Join(t.Context(), waitlist.Join{Event: event, Email: "bob@example.com"})
	wantErr(t, waitlist.ErrNotNow, err)
	same(t, "told", 0, len(w.memory.DB.Facts(0)))
}

// lossy is a store whose first commit stands, though its answer is lost.
type lossy struct {
	*waitlistmem.Store
	lost bool
}

func (s *lossy) Update(ctx context.Context, do func(waitlist.Tx) error) error {
	err := s.Store.Update(ctx, do)
	if err == nil && !s.lost {
		s.lost = true
		return waitlisttest.ErrAway
	}
	return err
}

func TestAJoinWhoseAnswerWasLostIsTheSameJoinWhenItIsTriedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	store := &lossy{Store: w.memory}
	s := w.On(store)
	s.Through(twice{s})
	joined, err := s.Join(t.Context(), waitlist.Join{Event: event, Email: "ann@example.com"})
	must(t, err)
	same(t, "an answer was lost", true, store.lost)
	same(t, "position", int64(1), joined.Position)
	same(t, "told", []string{events.LineJoined}, w.told(t, joined.Entry))
}

// twice is a lane that executes once more what failed.
type twice struct{ service *waitlist.Service }

func (l twice) Do(ctx context.Context, command waitlist.Command) (waitlist.Joined, error) {
	verdicts, err := l.service.Execute(ctx, []waitlist.Command{command})
	if err != nil {
		verdicts, err = l.service.Execute(ctx, []waitlist.Command{command})
	}
	if err != nil {
		return waitlist.Joined{}, err
	}
	return verdicts[0].Joined, verdicts[0].Err
}

// together is a lane that gathers commands and executes all of them at once.
type together struct {
	service  *waitlist.Service
	commands []waitlist.Command
}

var errGathered = errors.New("gathered")

func (l *together) Do(_ context.Context, command waitlist.Command) (waitlist.Joined, error) {
	l.commands = append(l.commands, command)
	return waitlist.Joined{}, errGathered
}

// gather has people join by one transaction.
func gather(t *testing.T, s *waitlist.Service, joins ...waitlist.Join) *together {
	t.Helper()
	lane := &together{service: s}
	s.Through(lane)
	for _, in := range joins {
		_, err := s.Join(t.Context(), in)
		wantErr(t, errGathered, err)
	}
	return lane
}

func TestManyJoinInOneTransactionEachWithAVerdictOfItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, refused, other := w.Concert(), w.Concert(), w.Concert()
	w.Seats.Refuse[refused] = waitlisttest.ErrSeatsFree
	lane := gather(t, w.Service,
		waitlist.Join{Event: event, Email: "ann@example.com"}, waitlist.Join{Event: refused, Email: "ann@example.com"},
		waitlist.Join{Event: other, Email: "ann@example.com"}, waitlist.Join{Event: event, Email: "ANN@example.com"},
		waitlist.Join{Event: event, Email: "bob@example.com"})
	verdicts, err := w.Execute(t.Context(), lane.commands)
	must(t, err)
	var got []any
	for _, v := range verdicts {
		if v.Err != nil {
			got = append(got, v.Err)
			continue
		}
		got = append(got, v.Joined.Position)
	}
	same(t, "verdicts", []any{int64(1), waitlisttest.ErrSeatsFree, int64(1), waitlist.ErrAlreadyInLine, int64(2)}, got)
	w.agree(t, event)
	w.agree(t, other)
}

// once is a store whose lines can be read once.
type once struct {
	*waitlistmem.Store
	reads int
}

func (s *once) Lines(ctx context.Context, events []waitlist.EventID) ([]waitlist.Line, error) {
	if s.reads++; s.reads > 1 {
		return nil, waitlisttest.ErrAway
	}
	return s.Store.Lines(ctx, events)
}

// In the first round one join stands and another must ask again; what then fails must not make the first one try again.
func TestWhatFailsInALaterRoundTakesNothingOfTheFirstBack(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event, closed := w.Concert(), w.Concert()
	leaving := w.Enter(t, closed, "ann@example.com", waitlist.Wish{})
	w.Power.After["OpenLines"] = func() {
		must(t, w.Leave(t.Context(), anyone, leaving.ID, w.SecretOf(t, leaving)))
		w.Turn(t)
	}
	lane := gather(t, w.On(&once{Store: w.memory}),
		waitlist.Join{Event: event, Email: "bob@example.com"}, waitlist.Join{Event: closed, Email: "bob@example.com"})
	verdicts, err := lane.service.Execute(t.Context(), lane.commands)
	must(t, err)
	same(t, "the first stands", nil, verdicts[0].Err)
	wantErr(t, waitlisttest.ErrAway, verdicts[1].Err)
	w.agree(t, event)
}

package waitlist

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Command is a join or a confirmation. It is decided inside a transaction that it may share with others.
type Command interface {
	// need names the rows that the command must see.
	need(n *needs)
	// decide applies the rules to what the book shows and puts the outcome into it.
	decide(b *book) (Joined, error)
}

// Verdict is one command's outcome. A refusal by a rule is a verdict, never a failure of the transaction.
type Verdict struct {
	Joined Joined
	Err    error
}

// needs names rows that commands must see.
type needs struct {
	events    []EventID
	entries   []EntryID
	offers    []OfferID
	residents []Resident
}

// errTermOver is the verdict on a join whose line was closed between inventory's word and ours: inventory is asked again.
var errTermOver = errors.New("the line's term is over")

// termRounds bounds how often one execution asks inventory.
const termRounds = 3

// Execute decides commands one after the other in one transaction, each on what the ones before left. Inventory is asked once for
// all joins, before it: no transaction is open meanwhile. An error says that nothing of it stands; executing the commands again is
// then safe.
func (s *Service) Execute(ctx context.Context, commands []Command) ([]Verdict, error) {
	verdicts := make([]Verdict, len(commands))
	open := make([]int, len(commands))
	for i := range open {
		open[i] = i
	}
	for round := 1; len(open) > 0 && round <= termRounds; round++ {
		ready, err := s.ask(ctx, commands, open, verdicts)
		if err == nil {
			err = s.round(ctx, commands, ready, verdicts)
		}
		switch {
		case err != nil && round == 1:
			return nil, err
		case err != nil: // the rounds before stand
			for _, i := range open {
				verdicts[i] = Verdict{Err: err}
			}
			return verdicts, nil
		}
		open = slices.DeleteFunc(ready, func(i int) bool { return !errors.Is(verdicts[i].Err, errTermOver) })
	}
	for _, i := range open {
		verdicts[i].Err = ErrNotNow
	}
	return verdicts, nil
}

// ask has inventory open the lines of the joins, and returns the commands that can be decided: those that it refused have their
// verdict.
func (s *Service) ask(ctx context.Context, commands []Command, open []int, verdicts []Verdict) (ready []int, err error) {
	var joins []int
	var fresh []EventID
	for _, i := range open {
		if c, ok := commands[i].(*join); ok {
			joins = append(joins, i)
			fresh = append(fresh, c.in.Event)
			continue
		}
		ready = append(ready, i)
	}
	if len(joins) == 0 {
		return ready, nil
	}
	known, err := s.knownLines(ctx, fresh)
	if err != nil {
		return nil, err
	}
	answers, err := s.openLines(ctx, commands, joins, known)
	if err != nil {
		for _, i := range joins {
			verdicts[i].Err = ErrNotNow.Because(err)
		}
		return ready, nil
	}
	for n, i := range joins {
		c := commands[i].(*join) //nolint:errcheck // joins are joins
		c.verdict = answers[n]
		if c.verdict.Err != nil {
			verdicts[i].Err = c.verdict.Err
			continue
		}
		ready = append(ready, i)
	}
	slices.Sort(ready)
	return ready, s.learnEvents(ctx, commands, ready, known)
}

// knownLines returns the lines of events that we have.
func (s *Service) knownLines(ctx context.Context, events []EventID) (map[EventID]Line, error) {
	slices.SortFunc(events, id.Compare[EventID])
	lines, err := s.store.Lines(ctx, slices.Compact(events))
	if err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	known := make(map[EventID]Line, len(lines))
	for _, l := range lines {
		known[l.Event] = l
	}
	return known, nil
}

func (s *Service) openLines(ctx context.Context, commands []Command, joins []int, known map[EventID]Line) ([]LineVerdict, error) {
	wishes := make([]LineWish, len(joins))
	for n, i := range joins {
		wishes[n] = commands[i].(*join).wish() //nolint:errcheck // joins are joins
		wishes[n].After = known[wishes[n].Event].Closed
	}
	answers, err := s.ports.Seats.OpenLines(ctx, wishes)
	if err == nil && len(answers) != len(wishes) {
		err = fmt.Errorf("%d verdicts for %d wishes", len(answers), len(wishes))
	}
	return answers, err
}

// learnEvents asks catalog about events whose line is new here. Where it is away the line begins without: event-changed, or the next
// join, tells.
func (s *Service) learnEvents(ctx context.Context, commands []Command, ready []int, known map[EventID]Line) error {
	var unheard []EventID
	for _, i := range ready {
		if c, ok := commands[i].(*join); ok && known[c.in.Event].News == 0 && !slices.Contains(unheard, c.in.Event) {
			unheard = append(unheard, c.in.Event)
		}
	}
	if len(unheard) == 0 {
		return nil
	}
	facts, err := s.ports.Events.Facts(ctx, unheard)
	if err != nil {
		return ctx.Err()
	}
	for _, i := range ready {
		if c, ok := commands[i].(*join); ok {
			c.facts = facts[c.in.Event]
		}
	}
	return nil
}

// round decides the commands in one transaction.
func (s *Service) round(ctx context.Context, commands []Command, ready []int, verdicts []Verdict) error {
	if len(ready) == 0 {
		return nil
	}
	var n needs
	for _, i := range ready {
		commands[i].need(&n)
	}
	now := s.clock.Now()
	return s.store.Update(ctx, func(tx Tx) error {
		b, err := s.open(ctx, tx, n, now)
		if err != nil {
			return err
		}
		for _, i := range ready {
			tx.From(work.TraceAt(ctx, i))
			joined, err := commands[i].decide(b)
			verdicts[i] = Verdict{Joined: joined, Err: err}
		}
		return b.close(ctx)
	})
}

// alone is the lane without company.
type alone struct{ service *Service }

// Do executes one command.
func (a alone) Do(ctx context.Context, command Command) (Joined, error) {
	verdicts, err := a.service.Execute(ctx, []Command{command})
	if err != nil {
		return Joined{}, err
	}
	return verdicts[0].Joined, verdicts[0].Err
}

package inventory

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Command is one wish that concerns seats. It is decided inside a transaction that it may share with others.
type Command interface {
	// need names the rows that the command must see.
	need(n *Needs)
	// decide applies the rules to what the book shows and writes the outcome into the book. A command that is refused has written
	// nothing of its own, at most the end of what is over anyway: rules first, then changes.
	decide(b *Book) (Result, error)
}

// seeker is a command that does not know its seats: it is proposed some before each transaction, and asks again when one of them
// turns out taken.
type seeker interface {
	Command
	seek(s *survey)
}

// errLookAgain is a seeker's verdict on a proposal that the transaction found taken.
var errLookAgain = errors.New("a proposed seat is taken")

// seekRounds bounds how often one execution proposes anew before the seeker's caller has to look at the store.
const seekRounds = 4

// Result is what a command came to.
type Result struct {
	Holds []Hold    // the reservations that it made or changed
	Count int       // how many claims it changed
	Each  []Verdict // of a command that carries several wishes
}

// Verdict is one command's outcome. A refusal by a rule is a verdict, never a failure of the transaction.
type Verdict struct {
	Result Result
	Err    error
}

// Needs names rows that commands must see. For every seat its event's sale is loaded and the reservation that has it; for every
// reservation its seat.
type Needs struct {
	Customers    []CustomerID // whose live claims are counted; nobody else may add to them until the transaction ends
	Events       []EventID
	Seats        []SeatID
	Reservations []ReservationID
	Orders       []OrderID // the reservations that are sold to them
}

// tidy sorts and dedupes: rows are locked in one order.
func (n *Needs) tidy() {
	n.Customers = sorted(n.Customers)
	n.Events = sorted(n.Events)
	n.Seats = sorted(n.Seats)
	n.Reservations = sorted(n.Reservations)
	n.Orders = sorted(n.Orders)
}

func sorted[T ~[16]byte](ids []T) []T {
	slices.SortFunc(ids, id.Compare[T])
	return slices.Compact(ids)
}

// Rows is what a transaction loaded.
type Rows struct {
	Sales        []Sale
	Seats        []Seat
	Reservations []Reservation
	Live         map[Claimant]int // live reservations of the customers of Needs, where there are any
}

// Claimant is a customer in an event.
type Claimant struct {
	Customer CustomerID
	Event    EventID
}

// Changes is what commands changed. A seat's claim and version are all that changes in it.
type Changes struct {
	Seats   []Seat
	Created []Reservation
	Changed []Reservation
}

// Empty reports whether nothing changed.
func (c Changes) Empty() bool { return len(c.Seats)+len(c.Created)+len(c.Changed) == 0 }

// Execute decides commands one after the other in one transaction, each on what the ones before left. An error says that the
// transaction failed as a whole and nothing of it stands; executing the commands again is then safe.
func (s *Service) Execute(ctx context.Context, commands []Command) ([]Verdict, error) {
	verdicts := make([]Verdict, len(commands))
	open := make([]int, len(commands))
	for i := range open {
		open[i] = i
	}
	for round := 1; len(open) > 0; round++ {
		if err := s.round(ctx, commands, open, verdicts); err != nil {
			if round == 1 {
				return nil, err
			}
			// What the rounds before committed stands; only those that were to look again have failed.
			for _, i := range open {
				verdicts[i] = Verdict{Err: err}
			}
			return verdicts, nil
		}
		open = slices.DeleteFunc(open, func(i int) bool { return !errors.Is(verdicts[i].Err, errLookAgain) })
		if round == seekRounds {
			break
		}
	}
	return verdicts, nil
}

// round decides the open commands in one transaction.
func (s *Service) round(ctx context.Context, commands []Command, open []int, verdicts []Verdict) error {
	survey := s.floors.survey()
	var needs Needs
	for _, i := range open {
		if c, ok := commands[i].(seeker); ok {
			c.seek(survey)
		}
		commands[i].need(&needs)
	}
	needs.tidy()
	now := s.clock.Now()
	var book *Book
	err := s.store.Update(ctx, func(tx Tx) error {
		rows, err := tx.Load(ctx, needs)
		if err != nil {
			return err
		}
		book = s.open(tx, rows, now)
		for _, i := range open {
			tx.From(work.TraceAt(ctx, i))
			result, err := commands[i].decide(book)
			verdicts[i] = Verdict{Result: result, Err: err}
		}
		return book.close(ctx, tx)
	})
	if err != nil {
		return err
	}
	s.floors.learn(book)
	return nil
}

// open starts the working set of one transaction.
func (s *Service) open(unit work.Unit, rows Rows, now time.Time) *Book {
	return newBook(unit, rows, s.rules, s.ids, now)
}

// alone is the lane without company.
type alone struct{ service *Service }

func (a alone) Do(ctx context.Context, command Command) (Result, error) {
	verdicts, err := a.service.Execute(ctx, []Command{command})
	if err != nil {
		return Result{}, err
	}
	return verdicts[0].Result, verdicts[0].Err
}

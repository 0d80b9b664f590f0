package payment

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Command is one step of one payment, in a transaction that it may share with others' steps.
type Command interface {
	// need names the payment that is to be added, or that must be loaded.
	need(n *needs)
	// decide takes the step. One that is refused has changed nothing.
	decide(b *book) (Payment, error)
}

// Verdict is what one command came to: the payment as it is now, or a refusal, which is never a failure of the transaction.
type Verdict struct {
	Payment Payment
	Err     error
}

// Lane carries commands to Execute and their verdicts back, alone or together with others.
type Lane interface {
	Do(ctx context.Context, command Command) (Payment, error)
}

type needs struct {
	add  []Payment
	load []ID
}

// book is the payments of one transaction, as the commands before left them.
type book struct {
	tx       Tx
	added    []ID
	payments map[ID]Payment
	changed  []ID
}

func (b *book) put(p Payment) {
	b.payments[p.ID] = p
	if !slices.Contains(b.changed, p.ID) {
		b.changed = append(b.changed, p.ID)
	}
}

// Execute decides commands one after the other in one transaction, each on what the ones before left. An error says that the
// transaction failed as a whole and nothing of it stands; executing the commands again is then safe.
func (s *Service) Execute(ctx context.Context, commands []Command) ([]Verdict, error) {
	verdicts := make([]Verdict, len(commands))
	var needs needs
	for _, c := range commands {
		c.need(&needs)
	}
	err := s.store.Update(ctx, func(tx Tx) error {
		b, err := open(ctx, tx, needs)
		if err != nil {
			return err
		}
		for i, c := range commands {
			tx.From(work.TraceAt(ctx, i))
			verdicts[i].Payment, verdicts[i].Err = c.decide(b)
		}
		changed := make([]Payment, len(b.changed))
		for i, payment := range b.changed {
			changed[i] = b.payments[payment]
		}
		return tx.PutPayments(ctx, changed...)
	})
	return verdicts, err
}

// open adds and loads what commands need.
func open(ctx context.Context, tx Tx, needs needs) (b *book, err error) {
	b = &book{tx: tx, payments: make(map[ID]Payment, len(needs.load))}
	if len(needs.add) > 0 {
		if b.added, err = tx.AddPayments(ctx, needs.add...); err != nil {
			return nil, fmt.Errorf("add payments: %w", err)
		}
	}
	if len(needs.load) == 0 {
		return b, nil
	}
	loaded, err := tx.Payments(ctx, slices.Compact(slices.SortedFunc(slices.Values(needs.load), id.Compare[ID]))...)
	if err != nil {
		return nil, fmt.Errorf("load payments: %w", err)
	}
	for _, p := range loaded {
		b.payments[p.ID] = p
	}
	return b, nil
}

// errStands says that a payment was not added, because it or another one of its order is there.
var errStands = errors.New("another payment stands in the way")

// addition adds a payment.
type addition struct{ payment Payment }

func (c *addition) need(n *needs) { n.add = append(n.add, c.payment) }

func (c *addition) decide(b *book) (Payment, error) {
	if !slices.Contains(b.added, c.payment.ID) {
		return Payment{}, errStands
	}
	return c.payment, nil
}

// alone is the lane without company.
type alone struct{ service *Service }

// Do executes one command.
func (a alone) Do(ctx context.Context, command Command) (Payment, error) {
	verdicts, err := a.service.Execute(ctx, []Command{command})
	if err != nil {
		return Payment{}, err
	}
	return verdicts[0].Payment, verdicts[0].Err
}

package ordering

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Command is one change of carts and orders. It is decided inside a transaction that it may share with others.
type Command interface {
	// need names the orders that the command must see.
	need(n *needs)
	// decide applies the rules to what the book shows and puts the outcome into the book. A command that is refused has put nothing.
	decide(b *book) (Order, error)
}

// Verdict is what one command came to: an order, or a refusal, which is never a failure of the transaction.
type Verdict struct {
	Order Order
	Err   error
}

// Lane carries commands to Execute and their verdicts back, alone or together with others.
type Lane interface {
	Do(ctx context.Context, command Command) (Order, error)
}

// needs names what commands must see.
type needs struct {
	orders    []OrderID
	customers []id.UUID // whose open drafts
	events    []EventID // of which it must be known whether they are off
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
		found, err := tx.Claim(ctx, needs.orders, needs.customers)
		if err != nil {
			return fmt.Errorf("load orders: %w", err)
		}
		b := newBook(tx, found)
		if err := b.learnOff(ctx, needs.events); err != nil {
			return err
		}
		for i, c := range commands {
			tx.From(work.TraceAt(ctx, i))
			verdicts[i].Order, verdicts[i].Err = c.decide(b)
		}
		return b.close(ctx)
	})
	return verdicts, err
}

// alone is the lane without company.
type alone struct{ service *Service }

// Do executes one command.
func (a alone) Do(ctx context.Context, command Command) (Order, error) {
	verdicts, err := a.service.Execute(ctx, []Command{command})
	if err != nil {
		return Order{}, err
	}
	return verdicts[0].Order, verdicts[0].Err
}

package payment_test

import (
	"context"
	"errors"
	"testing"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
)

// collector is a lane that carries nothing out.
type collector struct{ commands []payment.Command }

func (c *collector) Do(_ context.Context, command payment.Command) (payment.Payment, error) {
	c.commands = append(c.commands, command)
	return payment.Payment{}, errors.New("collected")
}

func TestOfPaymentsThatAreAddedTogetherAnOrderGetsOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	lane := &collector{}
	w.Through(lane)
	ask := func() payment.ID {
		p := payment.ID(w.ids.New())
		_, _ = w.Pay(t.Context(), w.buyer, payment.Pay{Payment: p, Order: w.bill.Order, Method: string(payment.CardOK)})
		return p
	}
	first, twin := ask(), ask()
	w.bill.Order, w.bill.Reservations = w.ids.New(), []id.UUID{w.ids.New()}
	w.near.SetBill(w.bill)
	other := ask()
	verdicts, err := w.Execute(t.Context(), lane.commands)
	if err != nil {
		t.Fatal(err)
	}
	for i, added := range []bool{true, false, true} {
		if (verdicts[i].Err == nil) != added {
			t.Errorf("payment %d: %v", i, verdicts[i].Err)
		}
	}
	for p, there := range map[payment.ID]bool{first: true, twin: false, other: true} {
		if _, err := w.store.Payment(t.Context(), p); (err == nil) != there {
			t.Errorf("payment %s is there: %v", p, err)
		}
	}
}

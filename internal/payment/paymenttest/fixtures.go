package paymenttest

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment"
)

// Noon is when the tests begin.
var Noon = time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC)

const trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

// Payment returns a pending payment of 25.50 USD for the order, with every field filled that a pending one can have.
func Payment(ids id.Source, order id.UUID) payment.Payment {
	return payment.Payment{
		ID: payment.ID(ids.New()), Order: order, Number: "K7MWQ2PX", Customer: ids.New(), Reservations: []id.UUID{ids.New(), ids.New()},
		Amount: money.Of(2550, "USD"), Method: payment.CreditCard, TestMethod: payment.CardOK, Status: payment.Pending,
		NextAction: "http://bank.test/confirm", CreatedAt: Noon, Simulated: true, Asks: 3,
		NextAsk: Noon.Add(6 * time.Second), Deadline: Noon.Add(25 * time.Minute), Trace: trace,
	}
}

// Refund returns a pending refund of the payment.
func Refund(ids id.Source, p payment.Payment) payment.Refund {
	return payment.Refund{
		ID: payment.RefundID(ids.New()), Payment: p.ID, Order: p.Order, Amount: p.Amount, Reason: payment.Requested,
		Status: payment.RefundPending, By: ids.New(), CreatedAt: Noon, Tries: 2, NextTry: Noon.Add(time.Second), Trace: trace,
	}
}

// Ended returns the payment decided, one minute after its creation.
func Ended(p payment.Payment, o payment.Outcome) payment.Payment {
	p.Learn(o, payment.Cancelled, p.CreatedAt.Add(time.Minute), payment.DefaultRules)
	return p
}

package payment

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Pay asks for an order to be paid.
type Pay struct {
	Payment ID // of the new payment; a repeated request brings the same one
	Order   id.UUID
	Method  string
	Belief  Belief
}

// Pay takes an order's money. The payment that it returns is succeeded, failed, or still pending, which is decided later without
// the caller; for a paid order it is the payment that paid it. Once the payment is committed, the caller's leaving stops nothing.
func (s *Service) Pay(ctx context.Context, who actor.Actor, cmd Pay) (Payment, error) {
	if s.provider == nil {
		return Payment{}, ErrNoProvider
	}
	method, test, err := ParseMethod(cmd.Method, s.provider.Simulated())
	if err != nil {
		return Payment{}, err
	}
	bill, err := s.orders.Payable(ctx, cmd.Order, who)
	if err != nil {
		return Payment{}, fmt.Errorf("ask for the bill: %w", err)
	}
	if err := cmd.Belief.Check(bill, who); err != nil {
		return Payment{}, err
	}
	if bill.Paid() {
		return s.paidBy(ctx, bill)
	}
	if err := bill.Payable(); err != nil {
		return Payment{}, err
	}
	p := s.begin(cmd.Payment, bill, method, test)
	p.Trace = work.TraceOf(ctx)
	_, err = s.lane.Do(ctx, &addition{p})
	switch {
	case errors.Is(err, errStands):
		return s.standing(ctx, p)
	case err != nil:
		return Payment{}, fmt.Errorf("add payment: %w", err)
	default:
		return s.charge(context.WithoutCancel(ctx), p)
	}
}

// begin makes the payment of a bill.
func (s *Service) begin(payment ID, bill Bill, method, test Method) Payment {
	now := s.clock.Now()
	return Payment{
		ID: payment, Order: bill.Order, Number: bill.Number, Customer: bill.Customer, Reservations: bill.Reservations,
		Amount: bill.Total, Method: method, TestMethod: test, Status: Pending, Simulated: s.provider.Simulated(),
		CreatedAt: now, NextAsk: now.Add(s.rules.Patience), Deadline: later(bill.ExpiresAt, now).Add(s.rules.Window + s.rules.Grace),
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// charge carries on after the payment was committed. Only the call that committed it comes here: so a payment whose holds were
// refused can be failed without asking the provider, which never heard of it and never will.
func (s *Service) charge(ctx context.Context, p Payment) (Payment, error) {
	call, cancel := context.WithTimeout(ctx, s.rules.Patience)
	defer cancel()
	if err := s.holds.Protect(call, p.ID.UUID(), p.Reservations); err != nil {
		return Payment{}, s.refused(ctx, p, err)
	}
	method := p.Method
	if p.TestMethod != "" {
		method = p.TestMethod
	}
	outcome, err := s.provider.Charge(call, Charge{
		Key: p.ID.UUID(), Amount: p.Amount, Method: method, Description: "Order " + p.Number,
	})
	if err != nil {
		// Nothing is known, and that is no failure: the payment is asked for from its next time on.
		return p, nil
	}
	return s.decide(ctx, p.ID, outcome, Failed)
}

// refused ends a payment for which nothing was charged, and returns why.
func (s *Service) refused(ctx context.Context, p Payment, cause error) error {
	outcome := Outcome{Status: Declined, Code: codeNotStarted, Reason: ReasonProcessor}
	if fault.Is(cause, fault.Gone) {
		outcome = Outcome{Status: Declined, Code: codeHoldExpired, Reason: ReasonTimeout, Message: ErrHoldExpired.Detail}
	}
	if _, err := s.decide(ctx, p.ID, outcome, Failed); err != nil {
		return errors.Join(fmt.Errorf("protect the holds: %w", cause), err)
	}
	return fmt.Errorf("protect the holds: %w", cause)
}

// The codes of our own for payments that no provider has declined.
const (
	codeHoldExpired = "HOLD_EXPIRED"
	codeNotStarted  = "NOT_STARTED"
)

// standing answers for a payment that was not added: it was added before by the same request, or another one stands in its way.
func (s *Service) standing(ctx context.Context, p Payment) (Payment, error) {
	earlier, err := s.store.Payment(ctx, p.ID)
	switch {
	case err == nil && earlier.Order == p.Order && earlier.ErrorCode == codeHoldExpired:
		return Payment{}, ErrHoldExpired
	case err == nil && earlier.Order == p.Order:
		return s.again(ctx, earlier)
	case err == nil:
		return Payment{}, ErrInProgress
	case !errors.Is(err, ErrUnknownPayment):
		return Payment{}, fmt.Errorf("read payment: %w", err)
	}
	open, found, err := s.store.OpenOf(ctx, p.Order)
	switch {
	case err != nil:
		return Payment{}, fmt.Errorf("read the order's payment: %w", err)
	case found && open.Status == Succeeded:
		return s.kept(ctx, open)
	case found && open.Status == Refunded:
		return Payment{}, errReturning
	default:
		return Payment{}, ErrInProgress
	}
}

// again answers a repeated request. What is still open is asked for, not charged: the first call may be doing that.
func (s *Service) again(ctx context.Context, p Payment) (Payment, error) {
	if p.Status != Pending {
		return p, nil
	}
	if asked, err := s.Resolve(ctx, p.ID); err == nil {
		return asked, nil
	}
	return p, nil // still undecided; it is asked for again without the caller
}

// paidBy finds the payment that paid the order.
func (s *Service) paidBy(ctx context.Context, bill Bill) (Payment, error) {
	p, found, err := s.store.OpenOf(ctx, bill.Order)
	switch {
	case err != nil:
		return Payment{}, fmt.Errorf("read the order's payment: %w", err)
	case found && p.Status == Succeeded:
		return s.kept(ctx, p)
	case bill.Total.Minor == 0:
		return Payment{}, ErrNothingDue
	default:
		return Payment{}, errReturning
	}
}

// kept returns a succeeded payment unless its money is on the way back.
func (s *Service) kept(ctx context.Context, p Payment) (Payment, error) {
	r, found, err := s.store.RefundOf(ctx, p.ID)
	if err != nil {
		return Payment{}, fmt.Errorf("read the payment's refund: %w", err)
	}
	if found && r.Status != RefundFailed {
		return Payment{}, errReturning
	}
	return p, nil
}

var errReturning = ErrNotPayable.Saying("This order's money goes back to the buyer. Nothing further was charged; for other seats make a new order.")

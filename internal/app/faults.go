package app

import (
	"context"
	"errors"
	"slices"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/waitlist"
)

// Faults are places at which a process can be made to die, so that crash tests can choose the moment. Its zero value, which every
// build but the tests' has, wraps nothing.
type Faults struct {
	// At is called when the process passes a point; it may not return.
	At func(point string)
	// Hear is called before a group handles messages of a topic; its error is theirs. Twice has every message handled twice.
	Hear  func(group, topic string) error
	Twice bool
}

// The points of a purchase and its refund, in their order.
const (
	AfterCommit    = "after-commit"   // of any context's facts, before the relay has them
	AfterProvider  = "after-provider" // the provider has answered, nothing is recorded
	AfterConfirm   = "after-confirm"  // the seats are sold, the order is not paid
	BetweenPDFMail = "before-mail"    // the PDFs are made, the mail is not sent
	AfterVoid      = "after-void"     // a refund's tickets are cancelled, the money is not back
	AfterRefund    = "after-refund"   // the provider has given the money back, nothing is recorded
)

// The points of a hand-over, in its order. It passes AfterCommit, too.
const (
	AfterOpenLine = "after-open-line"    // inventory has a line for the event, nobody is in it
	AfterHold     = "after-offer-hold"   // the seats of an offer are held, there is no order
	AfterPlace    = "after-offer-order"  // the order of an offer is placed, the offer is not open
	AfterDecline  = "after-offer-cancel" // the order of an offer is cancelled, its entry is not told
)

// Points and LinePoints list them.
var (
	Points     = []string{AfterCommit, AfterProvider, AfterConfirm, BetweenPDFMail, AfterVoid, AfterRefund}
	LinePoints = []string{AfterOpenLine, AfterHold, AfterPlace, AfterDecline}
)

// hearing makes a subscription fail, or hear everything twice.
func (f Faults) hearing(sub work.Subscription) work.Subscription {
	if f.Hear == nil && !f.Twice {
		return sub
	}
	handle := sub.Handle
	sub.Handle = func(ctx context.Context, batch []work.Envelope) []error {
		if f.Hear != nil {
			if err := f.Hear(sub.Group, sub.Topic); err != nil {
				return slices.Repeat([]error{err}, len(batch))
			}
		}
		verdicts := handle(ctx, batch)
		if f.Twice && errors.Join(verdicts...) == nil {
			return handle(ctx, batch)
		}
		return verdicts
	}
	return sub
}

func (f Faults) ordering(ports ordering.Ports) ordering.Ports {
	if f.At != nil {
		ports.Seats = faultySeats{ports.Seats, f}
	}
	return ports
}

type faultySeats struct {
	ordering.Seats
	faults Faults
}

func (s faultySeats) Confirm(ctx context.Context, wishes []ordering.Confirmation) ([]ordering.Sale, error) {
	sales, err := s.Seats.Confirm(ctx, wishes)
	s.faults.At(AfterConfirm)
	return sales, err
}

func (f Faults) provider(p payment.Provider) payment.Provider {
	if f.At == nil {
		return p
	}
	return faultyProvider{p, f}
}

type faultyProvider struct {
	payment.Provider
	faults Faults
}

func (p faultyProvider) Charge(ctx context.Context, c payment.Charge) (payment.Outcome, error) {
	outcome, err := p.Provider.Charge(ctx, c)
	p.faults.At(AfterProvider)
	return outcome, err
}

func (p faultyProvider) Refund(ctx context.Context, r payment.RefundRequest) (payment.RefundOutcome, error) {
	p.faults.At(AfterVoid)
	outcome, err := p.Provider.Refund(ctx, r)
	p.faults.At(AfterRefund)
	return outcome, err
}

func (f Faults) tickets(t notification.Tickets) notification.Tickets {
	if f.At == nil {
		return t
	}
	return faultyTickets{t, f}
}

type faultyTickets struct {
	notification.Tickets
	faults Faults
}

func (t faultyTickets) OfOrder(ctx context.Context, order, ticket id.UUID) (notification.Enclosure, error) {
	enclosed, err := t.Tickets.OfOrder(ctx, order, ticket)
	t.faults.At(BetweenPDFMail)
	return enclosed, err
}

func (f Faults) waitlist(ports waitlist.Ports) waitlist.Ports {
	if f.At != nil {
		ports.Seats, ports.Orders = faultyLines{ports.Seats, f}, faultyOffers{ports.Orders, f}
	}
	return ports
}

type faultyLines struct {
	waitlist.Seats
	faults Faults
}

func (s faultyLines) OpenLines(ctx context.Context, wishes []waitlist.LineWish) ([]waitlist.LineVerdict, error) {
	verdicts, err := s.Seats.OpenLines(ctx, wishes)
	s.faults.At(AfterOpenLine)
	return verdicts, err
}

func (s faultyLines) Hold(ctx context.Context, wish waitlist.HoldWish) ([]id.UUID, error) {
	held, err := s.Seats.Hold(ctx, wish)
	s.faults.At(AfterHold)
	return held, err
}

type faultyOffers struct {
	waitlist.Orders
	faults Faults
}

func (o faultyOffers) Place(ctx context.Context, wish waitlist.OrderWish) (waitlist.Placed, error) {
	placed, err := o.Orders.Place(ctx, wish)
	o.faults.At(AfterPlace)
	return placed, err
}

func (o faultyOffers) Cancel(ctx context.Context, order waitlist.OfferID, customer id.UUID) error {
	err := o.Orders.Cancel(ctx, order, customer)
	o.faults.At(AfterDecline)
	return err
}

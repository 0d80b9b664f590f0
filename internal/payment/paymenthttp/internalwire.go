package paymenthttp

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// payFor is a payment that somebody asks for at another service.
type payFor struct {
	Who     rest.Person `json:"who"`
	Payment id.UUID     `json:"payment"`
	Order   id.UUID     `json:"order"`
	Method  string      `json:"method,omitempty"`
	Belief  belief      `json:"belief,omitzero"`
}

// belief is what the buyer's client thinks that it pays.
type belief struct {
	Customer    id.UUID       `json:"customer,omitzero"`
	Reservation id.UUID       `json:"reservation,omitzero"`
	Amount      money.Decimal `json:"amount,omitempty"`
	Currency    string        `json:"currency,omitempty"`
}

func wirePay(who actor.Actor, cmd payment.Pay) payFor {
	return payFor{
		Who:     rest.PersonOf(who),
		Payment: cmd.Payment.UUID(), Order: cmd.Order, Method: cmd.Method, Belief: belief(cmd.Belief),
	}
}

func (p payFor) command() payment.Pay {
	return payment.Pay{Payment: payment.ID(p.Payment), Order: p.Order, Method: p.Method, Belief: payment.Belief(p.Belief)}
}

// whole is a payment with all that is kept of it. Minor is its amount in minor units.
type whole struct {
	ID                id.UUID   `json:"id"`
	Order             id.UUID   `json:"order"`
	Number            string    `json:"number"`
	Customer          id.UUID   `json:"customer"`
	Reservations      []id.UUID `json:"reservations"`
	Minor             int64     `json:"minor"`
	Currency          string    `json:"currency"`
	Method            string    `json:"method"`
	TestMethod        string    `json:"testMethod,omitempty"`
	Status            string    `json:"status"`
	Transaction       string    `json:"transaction,omitempty"`
	ErrorCode         string    `json:"errorCode,omitempty"`
	ErrorMessage      string    `json:"errorMessage,omitempty"`
	FailureReason     string    `json:"failureReason,omitempty"`
	NextAction        string    `json:"nextAction,omitempty"`
	CreatedAt         time.Time `json:"createdAt"`
	ProcessedAt       time.Time `json:"processedAt,omitzero"`
	Simulated         bool      `json:"simulated,omitempty"`
	SimulatedResponse string    `json:"simulatedResponse,omitempty"`
	Asks              int       `json:"asks"`
	NextAsk           time.Time `json:"nextAsk,omitzero"`
	Deadline          time.Time `json:"deadline"`
	Trace             string    `json:"trace,omitempty"`
}

func wholeOf(p payment.Payment) whole {
	return whole{
		ID: p.ID.UUID(), Order: p.Order, Number: p.Number, Customer: p.Customer, Reservations: p.Reservations, Minor: p.Amount.Minor,
		Currency: string(p.Amount.Currency), Method: string(p.Method), TestMethod: string(p.TestMethod), Status: string(p.Status),
		Transaction: p.Transaction, ErrorCode: p.ErrorCode, ErrorMessage: p.ErrorMessage, FailureReason: p.FailureReason, NextAction: p.NextAction,
		CreatedAt: p.CreatedAt, ProcessedAt: p.ProcessedAt, Simulated: p.Simulated, SimulatedResponse: p.SimulatedResponse,
		Asks: p.Asks, NextAsk: p.NextAsk, Deadline: p.Deadline, Trace: p.Trace,
	}
}

func (w whole) payment() payment.Payment {
	return payment.Payment{
		ID: payment.ID(w.ID), Order: w.Order, Number: w.Number, Customer: w.Customer, Reservations: w.Reservations,
		Amount: money.Of(w.Minor, money.Currency(w.Currency)), Method: payment.Method(w.Method), TestMethod: payment.Method(w.TestMethod),
		Status: payment.Status(w.Status), Transaction: w.Transaction, ErrorCode: w.ErrorCode, ErrorMessage: w.ErrorMessage,
		FailureReason: w.FailureReason, NextAction: w.NextAction, CreatedAt: w.CreatedAt, ProcessedAt: w.ProcessedAt, Simulated: w.Simulated,
		SimulatedResponse: w.SimulatedResponse, Asks: w.Asks, NextAsk: w.NextAsk, Deadline: w.Deadline, Trace: w.Trace,
	}
}

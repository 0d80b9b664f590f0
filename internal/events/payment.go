package events

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Charge is what every fact about a payment says of it.
type Charge struct {
	Payment      id.UUID        `json:"paymentId"`
	Order        id.UUID        `json:"orderId"`
	Customer     id.UUID        `json:"customerId"`
	Reservation  *id.UUID       `json:"reservationId"`  // the first of them: the original's field
	Reservations []id.UUID      `json:"reservationIds"` // all of them
	Amount       money.Decimal  `json:"amount"`
	Currency     money.Currency `json:"currency"`
	Method       string         `json:"paymentMethod"` // credit_card, debit_card, wallet, bank_transfer
	TestMethod   string         `json:"testMethod,omitempty"`
}

// Key of a payment fact is the payment, as 32 hexadecimal characters.
func (c Charge) Key() string { return id.Hex(c.Payment) }

// PaymentSucceeded says that the provider has taken the money.
type PaymentSucceeded struct {
	Meta
	Charge
	Transaction string    `json:"transactionId"`
	ProcessedAt time.Time `json:"processedAt"`
	Status      string    `json:"status"` // succeeded
}

// Topic of the fact.
func (PaymentSucceeded) Topic() string { return "payment-succeeded" }

// PaymentFailed says that no money was taken and none will be by this payment.
type PaymentFailed struct {
	Meta
	Charge
	ErrorCode     string    `json:"errorCode"`
	ErrorMessage  string    `json:"errorMessage"`
	FailureReason string    `json:"failureReason"` // insufficient_funds, card_declined, invalid_card, processor_error, timeout
	AttemptedAt   time.Time `json:"attemptedAt"`
	Status        string    `json:"status"` // failed
}

// Topic of the fact.
func (PaymentFailed) Topic() string { return "payment-failed" }

// PaymentRefunded says that the money is back with the buyer, all of it.
type PaymentRefunded struct {
	Meta
	Charge
	Refund     id.UUID   `json:"refundId"`
	Reason     string    `json:"reason"` // requested, event_cancelled, seats_gone
	RefundedAt time.Time `json:"refundedAt"`
	Status     string    `json:"status"` // refunded
}

// Topic of the fact.
func (PaymentRefunded) Topic() string { return "payment-refunded" }

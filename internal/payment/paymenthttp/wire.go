package paymenthttp

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment"
)

// payRequest has the original's fields. Only the order and the method mean anything; the others are compared.
type payRequest struct {
	OrderID       id.UUID       `json:"orderId"`
	PaymentMethod string        `json:"paymentMethod,omitempty" maxLength:"50" default:"credit_card" doc:"credit_card, debit_card, wallet, bank_transfer; with the simulated bank also card_ok, card_declined, insufficient_funds, requires_action, processor_timeout."`
	CustomerID    *id.UUID      `json:"customerId,omitempty" doc:"The caller's own; only compared."`
	ReservationID *id.UUID      `json:"reservationId,omitempty" doc:"One of the order's; only compared."`
	Amount        money.Decimal `json:"amount,omitempty" doc:"The order's total; only compared."`
	Currency      string        `json:"currency,omitempty" maxLength:"3" doc:"The order's; only compared."`
}

func (r payRequest) command(operation payment.ID) payment.Pay {
	belief := payment.Belief{Amount: r.Amount, Currency: r.Currency}
	if r.CustomerID != nil {
		belief.Customer = *r.CustomerID
	}
	if r.ReservationID != nil {
		belief.Reservation = *r.ReservationID
	}
	return payment.Pay{Payment: operation, Order: r.OrderID, Method: r.PaymentMethod, Belief: belief}
}

// answer is the original's answer to a payment.
type answer struct {
	Success      bool    `json:"success" doc:"Whether the money is taken."`
	ErrorMessage *string `json:"errorMessage"`
	Payment      record  `json:"payment"`
}

// methods is what a buyer may choose from.
type methods struct {
	IsSimulated bool             `json:"isSimulated"`
	Methods     []payment.Method `json:"methods" doc:"What may be sent as paymentMethod."`
}

// record is the payment object: the original's fields and ours.
type record struct {
	ID                id.UUID        `json:"id"`
	OrderID           id.UUID        `json:"orderId"`
	CustomerID        id.UUID        `json:"customerId"`
	ReservationID     *id.UUID       `json:"reservationId" doc:"The first of them."`
	ReservationIDs    []id.UUID      `json:"reservationIds"`
	Amount            money.Decimal  `json:"amount"`
	Currency          money.Currency `json:"currency"`
	PaymentMethod     payment.Method `json:"paymentMethod"`
	TestMethod        payment.Method `json:"testMethod,omitempty" doc:"As it was asked for, where that is a test of the simulated bank."`
	Status            payment.Status `json:"status" enum:"pending,succeeded,failed,cancelled,refunded"`
	TransactionID     *string        `json:"transactionId"`
	ErrorCode         *string        `json:"errorCode"`
	ErrorMessage      *string        `json:"errorMessage"`
	FailureReason     *string        `json:"failureReason" doc:"insufficient_funds, card_declined, invalid_card, processor_error or timeout; null without a failure."`
	NextAction        *nextAction    `json:"nextAction,omitempty" doc:"What the buyer has to do, while that is needed."`
	CreatedAt         time.Time      `json:"createdAt"`
	ProcessedAt       *time.Time     `json:"processedAt" doc:"When it was decided; null while it is pending."`
	IsSimulated       bool           `json:"isSimulated"`
	SimulatedResponse *string        `json:"simulatedResponse"`
	Refund            *refund        `json:"refund,omitempty" doc:"The one under way or done, else the last that the provider refused, where the payment is asked for by its id. Left out while there is none."`
}

// nextAction is where the buyer confirms the payment.
type nextAction struct {
	URL string `json:"url"`
}

func recordOf(p payment.Payment) record {
	r := record{
		ID: p.ID.UUID(), OrderID: p.Order, CustomerID: p.Customer, ReservationIDs: p.Reservations,
		Amount: p.Amount.Decimal(), Currency: p.Amount.Currency, PaymentMethod: p.Method, TestMethod: p.TestMethod, Status: p.Status,
		TransactionID: said(p.Transaction), ErrorCode: said(p.ErrorCode), ErrorMessage: said(p.ErrorMessage), FailureReason: said(p.FailureReason),
		CreatedAt: p.CreatedAt, IsSimulated: p.Simulated, SimulatedResponse: said(p.SimulatedResponse),
	}
	if len(p.Reservations) > 0 {
		r.ReservationID = &p.Reservations[0]
	}
	if p.NextAction != "" {
		r.NextAction = &nextAction{p.NextAction}
	}
	if !p.ProcessedAt.IsZero() {
		r.ProcessedAt = &p.ProcessedAt
	}
	return r
}

// refundRequest is empty: all of it goes back.
type refundRequest struct{}

// refund is a refund as it stands.
type refund struct {
	RefundID    id.UUID              `json:"refundId"`
	PaymentID   id.UUID              `json:"paymentId"`
	Amount      money.Decimal        `json:"amount"`
	Currency    money.Currency       `json:"currency"`
	Status      payment.RefundStatus `json:"status" enum:"pending,succeeded,failed" doc:"failed: the provider refused. The tickets are cancelled, the money is still here; another refund may be asked for."`
	Reason      payment.Reason       `json:"reason" enum:"requested,event_cancelled,seats_gone"`
	RequestedAt time.Time            `json:"requestedAt"`
	CompletedAt *time.Time           `json:"completedAt" doc:"When the money was back; null before that."`
	RefusedAt   *time.Time           `json:"refusedAt,omitempty" doc:"When the provider refused."`
	ErrorCode   *string              `json:"errorCode,omitempty" doc:"The provider's, of a refusal."`
}

func refundOf(r payment.Refund) refund {
	out := refund{
		RefundID: r.ID.UUID(), PaymentID: r.Payment.UUID(), Amount: r.Amount.Decimal(), Currency: r.Amount.Currency, Status: r.Status,
		Reason: r.Reason, RequestedAt: r.CreatedAt, ErrorCode: said(r.ErrorCode),
	}
	switch r.Status {
	case payment.RefundSucceeded:
		out.CompletedAt = &r.ProcessedAt
	case payment.RefundFailed:
		out.RefusedAt = &r.ProcessedAt
	}
	return out
}

// undecided is what the original's clients read while a payment is pending.
const undecided = "The payment is not decided yet. Your seats are kept meanwhile; do not pay again, look at this payment instead."

// declined is the answer to a payment that took no money, with the payment in it.
func declined(p payment.Payment) error {
	sentence := "Payment failed: " + p.ErrorMessage
	return payment.ErrDeclined.
		Saying("%s No money was taken; your seats stay held until their time, so try again or pay another way.", p.ErrorMessage).
		With("success", false).With("errorMessage", sentence).With("payment", recordOf(p))
}

// refusal gives an expected failure the members that the original's answer has.
func refusal(err error) error {
	expected, ok := fault.As(err)
	if !ok {
		return err
	}
	return expected.With("success", false).With("errorMessage", expected.Detail)
}

// said is null for nothing.
func said(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

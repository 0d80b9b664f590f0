package client

import (
	"context"
	"encoding/json"
	"net/http"
)

// Payment is a payment.
type Payment struct {
	ID            string      `json:"id"`
	OrderID       string      `json:"orderId"`
	Amount        json.Number `json:"amount"`
	Currency      string      `json:"currency"`
	PaymentMethod string      `json:"paymentMethod"`
	Status        string      `json:"status"`
	FailureReason string      `json:"failureReason"`
	NextAction    *struct {
		URL string `json:"url"`
	} `json:"nextAction"`
}

// Paid is the answer to a payment: the money is taken, or it is not decided yet.
type Paid struct {
	Status  int     `json:"-"` // 200 or 202
	Success bool    `json:"success"`
	Payment Payment `json:"payment"`
}

// Pay pays an order.
func (c *Client) Pay(ctx context.Context, order, method, key string) (Paid, error) {
	var p Paid
	answer, err := c.post(ctx, "/payments", key, map[string]string{"orderId": order, "paymentMethod": method}, &p)
	if answer != nil {
		p.Status = answer.Status
	}
	return p, err
}

// Payment reads a payment.
func (c *Client) Payment(ctx context.Context, id string) (Payment, error) {
	var p Payment
	return p, c.get(ctx, "/payments/"+id, &p)
}

// Refund is money on its way back.
type Refund struct {
	RefundID  string      `json:"refundId"`
	PaymentID string      `json:"paymentId"`
	Amount    json.Number `json:"amount"`
	Currency  string      `json:"currency"`
	Status    string      `json:"status"`
}

// Refund gives all of a payment back.
func (c *Client) Refund(ctx context.Context, payment, key string) (Refund, error) {
	var r Refund
	_, err := c.post(ctx, "/payments/"+payment+"/refunds", key, struct{}{}, &r)
	return r, err
}

// AnswerBank approves or declines on the simulated bank's page, and returns the answer: a redirect.
func (c *Client) AnswerBank(ctx context.Context, payment string, approve bool) (*Answer, error) {
	return c.Send(ctx, Request{Method: http.MethodPost, Path: "/dev/bank/" + payment, Body: map[string]bool{"approve": approve}})
}

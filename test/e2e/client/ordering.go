package client

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// Order is a cart or an order, as far as whoever reads it may see it.
type Order struct {
	ID           string      `json:"id"`
	Number       string      `json:"number"`
	State        string      `json:"state"`
	TotalAmount  json.Number `json:"totalAmount"`
	Currency     string      `json:"currency"`
	ExpiresAt    *time.Time  `json:"expiresAt"`
	PaidAt       *time.Time  `json:"paidAt"`
	RefundedAt   *time.Time  `json:"refundedAt"`
	CancelReason string      `json:"cancelReason"`
	PaymentID    string      `json:"paymentId"`
	Items        []Item      `json:"items"`
	Mails        []OrderMail `json:"mails"`

	Secret    string `json:"secret"` // told at checkout, once
	StatusURL string `json:"statusUrl"`
}

// Item is a seat of an order.
type Item struct {
	SeatID        string      `json:"seatId"`
	ReservationID string      `json:"reservationId"`
	EventID       string      `json:"eventId"`
	SectionCode   string      `json:"sectionCode"`
	Row           string      `json:"row"`
	Seat          string      `json:"seat"`
	Price         json.Number `json:"price"`
}

// OrderMail is the delivery of a mail about the order.
type OrderMail struct {
	Kind   string `json:"kind"`
	Status string `json:"status"`
}

// AddToCart puts a held seat into the cart. A price is only compared; empty, it is not sent.
func (c *Client) AddToCart(ctx context.Context, r Reservation, price json.Number, key string) (Order, error) {
	body := map[string]any{"reservationId": r.ReservationID, "seatId": r.SeatID}
	if price != "" {
		body["price"] = price
	}
	var o Order
	_, err := c.post(ctx, "/cart/add", key, body, &o)
	return o, err
}

// Cart reads the cart.
func (c *Client) Cart(ctx context.Context) (Order, error) {
	var o Order
	return o, c.get(ctx, "/cart", &o)
}

// RemoveFromCart takes a seat out and lets its hold go.
func (c *Client) RemoveFromCart(ctx context.Context, seat string) (Order, error) {
	var o Order
	_, err := c.Call(ctx, Request{Method: http.MethodDelete, Path: "/cart/items/" + seat}, &o)
	return o, err
}

// Checkout is what a buyer says when they order.
type Checkout struct {
	OrderID string      `json:"orderId"`
	Email   string      `json:"email,omitempty"`
	Name    string      `json:"name,omitempty"`
	Amount  json.Number `json:"amount,omitempty"`
}

// Checkout orders what is in the cart.
func (c *Client) Checkout(ctx context.Context, in Checkout, key string) (Order, error) {
	var o Order
	_, err := c.post(ctx, "/orders/checkout", key, in, &o)
	return o, err
}

// Order reads an order; with a secret, by its link.
func (c *Client) Order(ctx context.Context, id, secret string) (Order, error) {
	var o Order
	return o, c.get(ctx, "/orders/"+id+bySecret(secret), &o)
}

// Orders lists the caller's orders.
func (c *Client) Orders(ctx context.Context) ([]Order, error) {
	var list []Order
	return list, c.get(ctx, "/orders", &list)
}

// FindOrders searches all orders, for the house.
func (c *Client) FindOrders(ctx context.Context, query string) ([]Order, error) {
	var list []Order
	return list, c.get(ctx, "/admin/orders?"+query, &list)
}

// CancelOrder cancels an order that is not paid, or a free one.
func (c *Client) CancelOrder(ctx context.Context, id string) error {
	_, err := c.Call(ctx, Request{Method: http.MethodPatch, Path: "/orders/" + id + "/cancel"}, nil)
	return err
}

// OpenOrder begins a session that may do what belongs to one order.
func (c *Client) OpenOrder(ctx context.Context, id, secret string) (Guest, error) {
	var g Guest
	_, err := c.post(ctx, "/orders/"+id+"/access", "", map[string]string{"secret": secret}, &g)
	return g, err
}

// LookUpOrders has the links of an address's orders mailed to it.
func (c *Client) LookUpOrders(ctx context.Context, email string) (*Answer, error) {
	return c.post(ctx, "/orders/lookup", "", map[string]string{"email": email}, nil)
}

func bySecret(secret string) string {
	if secret == "" {
		return ""
	}
	return "?secret=" + secret
}

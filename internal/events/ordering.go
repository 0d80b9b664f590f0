package events

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// OrderItem is one seat of an order.
type OrderItem struct {
	Seat        id.UUID       `json:"seatId"`
	Event       id.UUID       `json:"eventId"`
	Reservation id.UUID       `json:"reservationId"`
	SectionCode string        `json:"sectionCode"`
	Row         string        `json:"row"`
	Label       string        `json:"seat"`
	Price       money.Decimal `json:"price"`
}

// OrderPaid says that an order's money is taken (or nothing was due) and all of its seats are sold to it.
type OrderPaid struct {
	Meta
	Order       id.UUID        `json:"orderId"`
	Number      string         `json:"number"`
	Customer    id.UUID        `json:"customerId"`
	Payment     *id.UUID       `json:"paymentId"` // null where nothing was due
	TotalAmount money.Decimal  `json:"totalAmount"`
	Currency    money.Currency `json:"currency"`
	Items       []OrderItem    `json:"items"`
	SecretHash  []byte         `json:"secretHash"` // SHA-256 of the order's secret link
	PaidAt      time.Time      `json:"paidAt"`
}

// Topic of the fact.
func (OrderPaid) Topic() string { return "order-paid" }

// Key of an order fact is the order.
func (f OrderPaid) Key() string { return f.Order.String() }

// The reasons for which an order is cancelled.
const (
	HoldExpired         = "hold_expired"
	CancelledByCustomer = "cancelled_by_customer"
	CancelledByHouse    = "cancelled_by_house"
	EventCancelled      = "event_cancelled"
	OrderRefunded       = "refunded"
)

// OrderCancelled says that an order is over and its seats are to be let go, whether held or sold to it.
type OrderCancelled struct {
	Meta
	Order        id.UUID   `json:"orderId"`
	Number       string    `json:"number"`
	Customer     id.UUID   `json:"customerId"`
	Reason       string    `json:"reason"`
	Reservations []id.UUID `json:"reservationIds"`
	Payment      *id.UUID  `json:"paymentId"`
	CancelledAt  time.Time `json:"cancelledAt"`
}

// Topic of the fact.
func (OrderCancelled) Topic() string { return "order-cancelled" }

// Key of an order fact is the order.
func (f OrderCancelled) Key() string { return f.Order.String() }

package orderinghttp

import (
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
)

// errOtherCustomer refuses a body that speaks of somebody else than the token does.
var errOtherCustomer = fault.New(fault.Forbidden, "customer_mismatch", "The customer in the body is not the one of your token. Leave it out; nothing was changed.")

// item is one seat of an order.
type item struct {
	ID            id.UUID        `json:"id"`
	SeatID        id.UUID        `json:"seatId"`
	Price         money.Decimal  `json:"price"`
	Currency      money.Currency `json:"currency"`
	ReservationID id.UUID        `json:"reservationId"`
	EventID       id.UUID        `json:"eventId"`
	ExpiresAt     time.Time      `json:"expiresAt" doc:"When its hold ends, if it is not paid by then."`
	SectionCode   string         `json:"sectionCode"`
	Row           string         `json:"row"`
	Seat          string         `json:"seat"`
	TicketID      *id.UUID       `json:"ticketId" doc:"Null until it was issued."`
}

// order is a cart or an order in the original's shape, with ours beside it.
type order struct {
	ID          *id.UUID        `json:"id" doc:"Null when there is no cart."`
	Number      *string         `json:"number" doc:"Null in a cart."`
	UserID      *string         `json:"userId"`
	GuestToken  *string         `json:"guestToken" doc:"The guest's customer id; never a token."`
	TotalAmount money.Decimal   `json:"totalAmount"`
	Currency    *money.Currency `json:"currency"`
	State       ordering.State  `json:"state" enum:"draft,pending,paid,fulfilled,cancelled"`
	CreatedAt   *time.Time      `json:"createdAt"`
	PaidAt      *time.Time      `json:"paidAt"`
	ExpiresAt   *time.Time      `json:"expiresAt" doc:"The earliest end of its holds."`
	Items       []item          `json:"items"`
	EventID     id.UUID         `json:"eventId" doc:"Of the first seat."`
	EventName   *string         `json:"eventName"`
	SeatNumber  *string         `json:"seatNumber" doc:"Of the first seat: Section-Row-Number."`
}

// placed is the answer of a checkout.
type placed struct {
	order
	Secret    string `json:"secret" doc:"Opens this order without an account."`
	StatusURL string `json:"statusUrl" doc:"The order's page, with the secret."`
}

// mail is the delivery of one mail.
type mail struct {
	Kind   string    `json:"kind"`
	Status string    `json:"status" enum:"pending,sent,retrying,failed"`
	At     time.Time `json:"at"`
	Reason *string   `json:"reason"`
}

// failure is the last payment that did not succeed.
type failure struct {
	PaymentID id.UUID   `json:"paymentId"`
	Reason    string    `json:"reason"`
	Message   string    `json:"message"`
	At        time.Time `json:"at"`
}

// details is an order as it is read: the original's fields, and ours.
type details struct {
	order
	OrderID       id.UUID       `json:"orderId"`
	CustomerEmail *string       `json:"customerEmail"`
	CustomerName  *string       `json:"customerName"`
	Price         money.Decimal `json:"price" doc:"The total."`
	PaymentID     *id.UUID      `json:"paymentId"`
	LastFailure   *failure      `json:"lastFailure"`
	PlacedAt      *time.Time    `json:"placedAt" doc:"When the cart was checked out."`
	FulfilledAt   *time.Time    `json:"fulfilledAt"`
	CancelledAt   *time.Time    `json:"cancelledAt"`
	CancelReason  *string       `json:"cancelReason"`
	RefundReason  *string       `json:"refundReason" doc:"Why the money is on its way back, where nobody asked for it."`
	RefundedAt    *time.Time    `json:"refundedAt"`
	Mails         []mail        `json:"mails"`
}

// noCart stands for the cart that was not begun.
func noCart() order { return order{State: ordering.Draft, Items: []item{}} }

func orderOf(o ordering.Order, names map[id.UUID]ordering.EventName) order {
	total, customer, whole := o.Total(), o.Customer.String(), o.ID.UUID()
	out := order{
		ID: &whole, Number: text(o.Number), TotalAmount: total.Decimal(), State: o.State, CreatedAt: at(o.CreatedAt), PaidAt: at(o.PaidAt),
		ExpiresAt: at(o.ExpiresAt()), Items: make([]item, len(o.Items)),
	}
	if total.Currency != "" {
		out.Currency = &total.Currency
	}
	if o.Guest {
		out.GuestToken = &customer
	} else {
		out.UserID = &customer
	}
	for i, seat := range o.Items {
		out.Items[i] = itemOf(seat)
	}
	if len(o.Items) > 0 {
		first := o.Items[0]
		out.EventID, out.EventName, out.SeatNumber = first.Event.UUID(), text(names[first.Event.UUID()].Name), text(first.SeatNumber())
	}
	return out
}

func itemOf(i ordering.Item) item {
	return item{
		ID: i.ID, SeatID: i.Seat.UUID(), Price: i.Price.Decimal(), Currency: i.Price.Currency, ReservationID: i.Reservation.UUID(),
		EventID: i.Event.UUID(), ExpiresAt: i.ExpiresAt, SectionCode: i.Section, Row: i.Row, Seat: i.Label, TicketID: some(i.Ticket),
	}
}

func placedOf(p ordering.Placed) placed {
	return placed{order: orderOf(p.Order, nil), Secret: p.Secret, StatusURL: p.StatusURL}
}

func detailsOf(view ordering.View) details {
	o := view.Order
	out := details{
		order: orderOf(o, view.Events), OrderID: o.ID.UUID(), CustomerEmail: text(o.Email), CustomerName: text(o.Name), Price: o.Total().Decimal(),
		PaymentID: some(o.Payment), PlacedAt: at(o.PlacedAt), FulfilledAt: at(o.FulfilledAt), CancelledAt: at(o.CancelledAt), CancelReason: text(o.CancelReason),
		RefundReason: text(o.RefundDue), RefundedAt: at(o.RefundedAt), Mails: make([]mail, len(view.Mails)),
	}
	if f := o.LastFailure; !f.At.IsZero() {
		out.LastFailure = &failure{f.Payment, f.Reason, f.Message, f.At}
	}
	for i, m := range view.Mails {
		out.Mails[i] = mail{m.Kind, m.Status, m.At, text(m.Reason)}
	}
	return out
}

// customerFields are the original's names for who asks. The token decides; what is sent must agree with it.
type customerFields struct {
	UserID     string `json:"userId,omitempty" nullable:"true" maxLength:"2048" doc:"The token decides who asks; accepted if it agrees."`
	GuestToken string `json:"guestToken,omitempty" nullable:"true" maxLength:"8192" doc:"The guest's customer id, or the token itself; accepted if it agrees."`
	CustomerID string `json:"customerId,omitempty" nullable:"true" maxLength:"2048" doc:"Accepted if it agrees with the token."`
}

// agree refuses fields that name another customer. The guest's token itself is one way to name the guest.
func (f customerFields) agree(who actor.Actor, authorization string) error {
	for _, named := range []string{f.UserID, f.GuestToken, f.CustomerID} {
		customer, err := id.Parse[struct{}](named)
		itself := named != "" && strings.HasSuffix(authorization, " "+named)
		if named != "" && !itself && (err != nil || !who.Owns(customer.UUID())) {
			return errOtherCustomer
		}
	}
	return nil
}

// text is null for an empty one.
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// at is null for a time that has not come.
func at(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// some is null for none.
func some(u id.UUID) *id.UUID {
	if u == id.Nil {
		return nil
	}
	return &u
}

func fails(sentinels ...*fault.Error) []*fault.Error { return sentinels }

package orderinghttp

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// asked names an order and, where that matters, who asks for it. The secret and the address are never logged.
type asked struct {
	Order  id.UUID     `json:"order"`
	Who    rest.Person `json:"who,omitzero"`
	Secret string      `json:"secret,omitempty"`
}

// paidOf asks for orders of an event. The text, a piece of an address perhaps, is never logged.
type paidOf struct {
	Event  id.UUID `json:"event"`
	Text   string  `json:"text"`
	Before id.UUID `json:"before"`
	Limit  int     `json:"limit"`
}

// wholeOrder is an order with all that is kept of it but the sealed copy of its secret, which nobody else can open. Address and name
// are never logged.
type wholeOrder struct {
	ID            id.UUID      `json:"id"`
	Customer      id.UUID      `json:"customer"`
	Guest         bool         `json:"guest"`
	State         string       `json:"state"`
	Items         []wholeItem  `json:"items"`
	Number        string       `json:"number"`
	Email         string       `json:"email"`
	Name          string       `json:"name"`
	SecretHash    []byte       `json:"secretHash"`
	Operation     id.UUID      `json:"operation"`
	CreatedAt     time.Time    `json:"createdAt"`
	PlacedAt      time.Time    `json:"placedAt,omitzero"`
	PaidAt        time.Time    `json:"paidAt,omitzero"`
	FulfilledAt   time.Time    `json:"fulfilledAt,omitzero"`
	CancelledAt   time.Time    `json:"cancelledAt,omitzero"`
	CancelReason  string       `json:"cancelReason,omitempty"`
	ResentAt      time.Time    `json:"resentAt,omitzero"`
	Payment       id.UUID      `json:"payment"`
	LastFailure   wholeFailure `json:"lastFailure,omitzero"`
	RefundDue     string       `json:"refundDue,omitempty"`
	RefundAskedAt time.Time    `json:"refundAskedAt,omitzero"`
	RefundedAt    time.Time    `json:"refundedAt,omitzero"`
	Version       int64        `json:"version"`
}

type wholeItem struct {
	ID          id.UUID   `json:"id"`
	Seat        id.UUID   `json:"seat"`
	Event       id.UUID   `json:"event"`
	Reservation id.UUID   `json:"reservation"`
	Section     string    `json:"section"`
	Row         string    `json:"row"`
	Label       string    `json:"label"`
	Price       rest.Sum  `json:"price"`
	ExpiresAt   time.Time `json:"expiresAt"`
	Ticket      id.UUID   `json:"ticket"`
}

type wholeFailure struct {
	Payment id.UUID   `json:"payment"`
	Reason  string    `json:"reason"`
	Message string    `json:"message"`
	At      time.Time `json:"at"`
}

func wireOrder(o ordering.Order) wholeOrder {
	w := wholeOrder{
		ID: o.ID.UUID(), Customer: o.Customer, Guest: o.Guest, State: string(o.State), Items: make([]wholeItem, len(o.Items)),
		Number: o.Number, Email: o.Email, Name: o.Name, SecretHash: o.Secret.Hash, Operation: o.Operation,
		CreatedAt: o.CreatedAt, PlacedAt: o.PlacedAt, PaidAt: o.PaidAt, FulfilledAt: o.FulfilledAt, CancelledAt: o.CancelledAt,
		CancelReason: o.CancelReason, ResentAt: o.ResentAt, Payment: o.Payment, LastFailure: wholeFailure(o.LastFailure),
		RefundDue: o.RefundDue, RefundAskedAt: o.RefundAskedAt, RefundedAt: o.RefundedAt, Version: o.Version,
	}
	for i, it := range o.Items {
		w.Items[i] = wholeItem{
			ID: it.ID, Seat: it.Seat.UUID(), Event: it.Event.UUID(), Reservation: it.Reservation.UUID(), Section: it.Section, Row: it.Row,
			Label: it.Label, Price: rest.SumOf(it.Price), ExpiresAt: it.ExpiresAt, Ticket: it.Ticket,
		}
	}
	return w
}

func (w wholeOrder) order() ordering.Order {
	o := ordering.Order{
		ID: ordering.OrderID(w.ID), Customer: w.Customer, Guest: w.Guest, State: ordering.State(w.State), Items: make([]ordering.Item, len(w.Items)),
		Number: w.Number, Email: w.Email, Name: w.Name, Secret: secretlink.Secret{Hash: w.SecretHash}, Operation: w.Operation,
		CreatedAt: w.CreatedAt, PlacedAt: w.PlacedAt, PaidAt: w.PaidAt, FulfilledAt: w.FulfilledAt, CancelledAt: w.CancelledAt,
		CancelReason: w.CancelReason, ResentAt: w.ResentAt, Payment: w.Payment, LastFailure: ordering.Failure(w.LastFailure),
		RefundDue: w.RefundDue, RefundAskedAt: w.RefundAskedAt, RefundedAt: w.RefundedAt, Version: w.Version,
	}
	for i, it := range w.Items {
		o.Items[i] = ordering.Item{
			ID: it.ID, Seat: ordering.SeatID(it.Seat), Event: ordering.EventID(it.Event), Reservation: ordering.ReservationID(it.Reservation),
			Section: it.Section, Row: it.Row, Label: it.Label, Price: it.Price.Amount(), ExpiresAt: it.ExpiresAt, Ticket: it.Ticket,
		}
	}
	return o
}

type bill struct {
	Order        id.UUID   `json:"order"`
	Number       string    `json:"number"`
	Customer     id.UUID   `json:"customer"`
	State        string    `json:"state"`
	Total        rest.Sum  `json:"total"`
	Reservations []id.UUID `json:"reservations"`
	ExpiresAt    time.Time `json:"expiresAt,omitzero"`
	CancelReason string    `json:"cancelReason,omitempty"`
	Payment      id.UUID   `json:"payment"`
}

func wireBill(b ordering.Bill) bill {
	return bill{b.Order, b.Number, b.Customer, string(b.State), rest.SumOf(b.Total), b.Reservations, b.ExpiresAt, b.CancelReason, b.Payment}
}

func (b bill) bill() ordering.Bill {
	return ordering.Bill{
		Order: b.Order, Number: b.Number, Customer: b.Customer, State: ordering.State(b.State), Total: b.Total.Amount(),
		Reservations: b.Reservations, ExpiresAt: b.ExpiresAt, CancelReason: b.CancelReason, Payment: b.Payment,
	}
}

// contact is how to reach a buyer. All of it but the number is never logged.
type contact struct {
	Order     wholeOrder `json:"order"`
	Email     string     `json:"email"`
	Name      string     `json:"name"`
	Number    string     `json:"number"`
	Secret    string     `json:"secret"`
	StatusURL string     `json:"statusUrl"`
}

// view is an order with what others know of it.
type view struct {
	Order  wholeOrder  `json:"order"`
	Events []eventName `json:"events,omitempty"`
	Mails  []orderMail `json:"mails,omitempty"`
}

type eventName struct {
	ID       id.UUID   `json:"id"`
	Name     string    `json:"name"`
	Venue    string    `json:"venue"`
	Starts   time.Time `json:"starts"`
	TimeZone string    `json:"timeZone"`
}

type orderMail struct {
	Kind   string    `json:"kind"`
	Status string    `json:"status"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason,omitempty"`
}

func wireView(v ordering.View) view {
	w := view{Order: wireOrder(v.Order)}
	for event, n := range v.Events {
		w.Events = append(w.Events, eventName{event, n.Name, n.Venue, n.Starts, n.TimeZone})
	}
	for _, m := range v.Mails {
		w.Mails = append(w.Mails, orderMail(m))
	}
	return w
}

func (w view) view() ordering.View {
	v := ordering.View{Order: w.Order.order(), Events: make(map[id.UUID]ordering.EventName, len(w.Events))}
	for _, n := range w.Events {
		v.Events[n.ID] = ordering.EventName{Name: n.Name, Venue: n.Venue, Starts: n.Starts, TimeZone: n.TimeZone}
	}
	for _, m := range w.Mails {
		v.Mails = append(v.Mails, ordering.Mail(m))
	}
	return v
}

// placeFor is an order that somebody else asks for. Address and name are never logged.
type placeFor struct {
	Who          rest.Person    `json:"who,omitzero"`
	Operation    id.UUID        `json:"operation"`
	Customer     id.UUID        `json:"customer"`
	Guest        bool           `json:"guest,omitempty"`
	Reservations []id.UUID      `json:"reservations,omitempty"`
	Seats        []id.UUID      `json:"seats,omitempty"`
	Price        *money.Decimal `json:"price,omitempty"`
	Email        string         `json:"email,omitempty"`
	Name         string         `json:"name,omitempty"`
}

func wirePlaceFor(who actor.Actor, cmd ordering.PlaceFor) placeFor {
	return placeFor{
		rest.PersonOf(who), cmd.Operation, cmd.Customer, cmd.Guest, id.UUIDs(cmd.Reservations), id.UUIDs(cmd.Seats), cmd.Price, cmd.Email, cmd.Name,
	}
}

func (p placeFor) command() ordering.PlaceFor {
	cmd := ordering.PlaceFor{Operation: p.Operation, Customer: p.Customer, Guest: p.Guest, Price: p.Price, Email: p.Email, Name: p.Name}
	for _, reservation := range p.Reservations {
		cmd.Reservations = append(cmd.Reservations, ordering.ReservationID(reservation))
	}
	for _, seat := range p.Seats {
		cmd.Seats = append(cmd.Seats, ordering.SeatID(seat))
	}
	return cmd
}

// placedFor is an order with its secret, which is never logged.
type placedFor struct {
	Order     wholeOrder `json:"order"`
	Secret    string     `json:"secret"`
	StatusURL string     `json:"statusUrl"`
}

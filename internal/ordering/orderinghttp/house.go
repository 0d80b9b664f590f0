package orderinghttp

import (
	"context"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// errNobody refuses an order for nobody.
var errNobody = fault.New(fault.Invalid, "customer_required",
	"Say whose order it is: customerId, or the customer's id or mail address as guestToken; reservations need the id. Nothing was placed.")

// waitlistBody is the body of POST /orders/waitlist.
type waitlistBody struct {
	SeatID         *id.UUID       `json:"seatId,omitempty" doc:"Alone, without reservations: the customer's own hold of the seat is used, else it is held now, if it is free or set aside for those in line."`
	SeatIDs        []id.UUID      `json:"seatIds,omitempty" maxItems:"100" doc:"The same for several seats of one event."`
	ReservationID  *id.UUID       `json:"reservationId,omitempty"`
	ReservationIDs []id.UUID      `json:"reservationIds,omitempty" maxItems:"100" doc:"The customer's holds."`
	CustomerID     *id.UUID       `json:"customerId,omitempty"`
	GuestToken     string         `json:"guestToken,omitempty" maxLength:"1000" doc:"The customer's id, or, as in the original, their mail address."`
	Email          string         `json:"email,omitempty" maxLength:"1000" doc:"Where the tickets go; default the guestToken that is an address, or the address of the customer's newest order."`
	Name           string         `json:"name,omitempty" maxLength:"1000" doc:"Who the tickets are for; default the address."`
	Price          *money.Decimal `json:"price,omitempty" doc:"Of all seats; only compared: another one than the holds' is refused, and what was held for it is let go."`
}

type waitlistInput struct{ Body waitlistBody }

// waitlistPlaced is the answer of POST /orders/waitlist.
type waitlistPlaced struct {
	OrderID   id.UUID    `json:"orderId"`
	ExpiresAt *time.Time `json:"expiresAt"`
	Secret    string     `json:"secret,omitempty" doc:"Of the order's link; for our own services only."`
}

type waitlistOutput struct{ Body waitlistPlaced }

func (h *handlers) placeFor(ctx context.Context, call rest.Call, in *waitlistInput) (*waitlistOutput, error) {
	cmd, err := in.Body.command(call.Operation)
	if err != nil {
		return nil, err
	}
	p, err := h.svc.PlaceFor(ctx, call.Actor, cmd)
	if err != nil {
		return nil, err
	}
	out := waitlistPlaced{OrderID: p.Order.ID.UUID(), ExpiresAt: at(p.Order.ExpiresAt())}
	if call.Actor.Is(actor.Service) {
		out.Secret = p.Secret
	}
	return &waitlistOutput{out}, nil
}

// command reads the original's fields and ours as one wish.
func (b waitlistBody) command(operation id.UUID) (ordering.PlaceFor, error) {
	cmd := ordering.PlaceFor{Operation: operation, Guest: true, Price: b.Price, Email: b.Email, Name: b.Name}
	for _, seat := range withOne(b.SeatID, b.SeatIDs) {
		cmd.Seats = append(cmd.Seats, ordering.SeatID(seat))
	}
	for _, reservation := range withOne(b.ReservationID, b.ReservationIDs) {
		cmd.Reservations = append(cmd.Reservations, ordering.ReservationID(reservation))
	}
	named, err := id.Parse[struct{}](b.GuestToken)
	byAddress := strings.Contains(b.GuestToken, "@")
	switch {
	case b.CustomerID != nil && *b.CustomerID != id.Nil:
		cmd.Customer = *b.CustomerID
	case err == nil && !named.IsZero():
		cmd.Customer = named.UUID()
	case !byAddress || len(cmd.Reservations) > 0:
		return cmd, errNobody
	}
	if cmd.Email == "" && byAddress {
		cmd.Email = b.GuestToken
	}
	return cmd, nil
}

func withOne(one *id.UUID, list []id.UUID) []id.UUID {
	if one == nil {
		return list
	}
	return append([]id.UUID{*one}, list...)
}

type searchInput struct {
	rest.List
	Query   string  `query:"q" maxLength:"200" doc:"Beginning of the address, the number, the name or the last name; empty: all."`
	EventID id.UUID `query:"eventId" doc:"Only orders with seats of this event."`
	Status  string  `query:"status" enum:"pending,paid,fulfilled,cancelled" doc:"Only orders in this state."`
}

// foundOrder is an order in the house's list.
type foundOrder struct {
	order
	CustomerEmail string     `json:"customerEmail"`
	CustomerName  string     `json:"customerName"`
	PaymentID     *id.UUID   `json:"paymentId"`
	CancelReason  *string    `json:"cancelReason"`
	CancelledAt   *time.Time `json:"cancelledAt"`
	RefundedAt    *time.Time `json:"refundedAt"`
}

func (h *handlers) search(ctx context.Context, call rest.Call, in *searchInput) (*rest.Page[foundOrder], error) {
	before, err := rest.ReadCursor[id.UUID](in.Cursor)
	if err != nil {
		return nil, err
	}
	orders, err := h.svc.Search(ctx, ordering.Listing{
		Prefix: in.Query, Event: ordering.EventID(in.EventID), State: ordering.State(in.Status), Before: ordering.OrderID(before), Limit: in.Size() + 1,
	})
	if err != nil {
		return nil, err
	}
	orders, next := cut(orders, in.Size())
	list, names := make([]foundOrder, len(orders)), h.svc.Names(ctx, orders...)
	for i, o := range orders {
		list[i] = foundOrder{
			order: orderOf(o, names), CustomerEmail: o.Email, CustomerName: o.Name, PaymentID: some(o.Payment),
			CancelReason: text(o.CancelReason), CancelledAt: at(o.CancelledAt), RefundedAt: at(o.RefundedAt),
		}
	}
	return rest.NextPage(call, list, next), nil
}

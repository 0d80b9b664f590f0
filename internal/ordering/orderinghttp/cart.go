package orderinghttp

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// cartAdd is the body of POST /cart/add.
type cartAdd struct {
	customerFields
	ReservationID *id.UUID       `json:"reservationId,omitempty" doc:"The caller's hold of the seat. It may be missing as in the original, and is refused then."`
	SeatID        id.UUID        `json:"seatId"`
	Price         *money.Decimal `json:"price,omitempty" doc:"Only compared: another one than the hold's is refused."`
}

type cartAddInput struct {
	Authorization string `header:"Authorization" hidden:"true"`
	Body          cartAdd
}

type orderOutput struct{ Body order }

func (h *handlers) addToCart(ctx context.Context, call rest.Call, in *cartAddInput) (*orderOutput, error) {
	if err := in.Body.agree(call.Actor, in.Authorization); err != nil {
		return nil, err
	}
	cmd := ordering.AddToCart{Item: call.Operation, Seat: ordering.SeatID(in.Body.SeatID), Price: in.Body.Price}
	if in.Body.ReservationID != nil {
		cmd.Reservation = ordering.ReservationID(*in.Body.ReservationID)
	}
	cart, err := h.svc.AddToCart(ctx, call.Actor, cmd)
	if err != nil {
		return nil, err
	}
	call.Tag("order", cart.ID.UUID())
	return &orderOutput{orderOf(cart, nil)}, nil
}

func (h *handlers) cart(ctx context.Context, call rest.Call, _ *struct{}) (*orderOutput, error) {
	cart, found, err := h.svc.Cart(ctx, call.Actor)
	if err != nil {
		return nil, err
	}
	if !found {
		return &orderOutput{noCart()}, nil
	}
	return &orderOutput{orderOf(cart, h.svc.Names(ctx, cart))}, nil
}

type cartItemInput struct {
	SeatID id.UUID `path:"seatId"`
}

func (h *handlers) removeFromCart(ctx context.Context, call rest.Call, in *cartItemInput) (*orderOutput, error) {
	cart, err := h.svc.RemoveFromCart(ctx, call.Actor, ordering.SeatID(in.SeatID))
	if err != nil {
		return nil, err
	}
	return &orderOutput{orderOf(cart, nil)}, nil
}

// checkoutBody is the body of POST /orders/checkout.
type checkoutBody struct {
	customerFields
	OrderID id.UUID        `json:"orderId"`
	Email   string         `json:"email,omitempty" maxLength:"1000" doc:"Where the tickets go; an account's default is its own."`
	Name    string         `json:"name,omitempty" maxLength:"1000" doc:"Who the tickets are for; an account's default is its address."`
	Amount  *money.Decimal `json:"amount,omitempty" doc:"Only compared: another one than the total is refused."`
}

type checkoutInput struct {
	Authorization string `header:"Authorization" hidden:"true"`
	Body          checkoutBody
}

type placedOutput struct{ Body placed }

func (h *handlers) checkout(ctx context.Context, call rest.Call, in *checkoutInput) (*placedOutput, error) {
	if err := in.Body.agree(call.Actor, in.Authorization); err != nil {
		return nil, err
	}
	call.Tag("order", in.Body.OrderID)
	p, err := h.svc.Checkout(ctx, call.Actor, ordering.Checkout{
		Operation: call.Operation, Order: ordering.OrderID(in.Body.OrderID), Email: in.Body.Email, Name: in.Body.Name, Amount: in.Body.Amount,
	})
	if err != nil {
		return nil, err
	}
	return &placedOutput{placedOf(p)}, nil
}

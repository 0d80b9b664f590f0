// Package orderinghttp is ordering over HTTP: its routes and its one page for people.
package orderinghttp

import (
	"time"

	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Tags of the description.
const (
	tagCart   = "Cart"
	tagOrders = "Orders"
)

// Routes adds ordering's operations.
func Routes(api *rest.API, svc *ordering.Service) {
	h := &handlers{svc}
	h.cartRoutes(api)
	h.orderRoutes(api)
	h.linkRoutes(api)
	h.houseRoutes(api)
}

// handlers are the routes' ends: each decodes, calls one function, encodes.
type handlers struct{ svc *ordering.Service }

func (h *handlers) cartRoutes(api *rest.API) {
	rest.Register(api, rest.Route{
		Method: "POST", Path: "/cart/add", ID: "addToCart", Summary: "Put a held seat into the cart", Tag: tagCart, Access: rest.Session,
		About: "The seat needs the caller's own live hold. A cart is begun where there is none. The price is the hold's.",
		Limit: rest.Rate{Per: time.Minute, Burst: 240},
		Fails: fails(
			ordering.ErrNoReservation, ordering.ErrReservationNotFound, ordering.ErrReservationSeat, ordering.ErrHoldExpired,
			ordering.ErrSeatInCart, ordering.ErrSeatOrdered, ordering.ErrCurrencyMismatch, ordering.ErrPriceChanged, ordering.ErrCartFull,
			ordering.ErrOrderRaced,
		),
	}, h.addToCart)
	rest.Register(api, rest.Route{
		Method: "GET", Path: "/cart", ID: "getCart", Summary: "The caller's cart", Tag: tagCart, Access: rest.Session,
	}, h.cart)
	rest.Register(api, rest.Route{
		Method: "DELETE", Path: "/cart/items/{seatId}", ID: "removeFromCart", Summary: "Take a seat out of the cart and let its hold go",
		Tag: tagCart, Access: rest.Session, Fails: fails(ordering.ErrSeatNotInCart),
	}, h.removeFromCart)
	rest.Register(api, rest.Route{
		Method: "POST", Path: "/orders/checkout", ID: "checkout", Summary: "Turn the cart into an order", Tag: tagCart, Access: rest.Session,
		About: "All holds must be live. An order of which nothing is due is paid at once. The answer has the secret of the order's link.",
		Limit: rest.Rate{Per: time.Minute, Burst: 60},
		Fails: fails(
			ordering.ErrOrderNotFound, ordering.ErrOrderEmpty, ordering.ErrNotDraft, ordering.ErrHoldExpired, ordering.ErrPriceChanged,
			ordering.ErrNoEmail, ordering.ErrBadEmail, ordering.ErrNoName, ordering.ErrBadName, ordering.ErrEventCancelled,
			ordering.ErrOrderCancelled, ordering.ErrOrderRaced,
		),
	}, h.checkout)
}

func (h *handlers) orderRoutes(api *rest.API) {
	rest.Register(api, rest.Route{
		Method: "GET", Path: "/orders", ID: "listOrders", Summary: "The caller's orders, newest first", Tag: tagOrders, Access: rest.Session,
	}, h.mine)
	rest.Register(api, rest.Route{
		Method: "GET", Path: "/orders/{id}", ID: "getOrder", Summary: "An order with its seats and mails", Tag: tagOrders, Access: rest.OrderSecret,
		Fails: fails(ordering.ErrOrderNotFound),
	}, h.order)
	rest.Register(api, rest.Route{
		Method: "PATCH", Path: "/orders/{id}/cancel", ID: "cancelOrder", Summary: "Cancel an order that waits for money, or a free one",
		Tag: tagOrders, Access: rest.Session, Status: 204, Fails: fails(ordering.ErrOrderNotFound, ordering.ErrOrderPaid, ordering.ErrOrderRaced),
	}, h.cancel)
	rest.Register(api, rest.Route{
		Method: "POST", Path: "/orders/{id}/resend", ID: "resendOrder", Summary: "Send the ticket mail again, once a minute", Tag: tagOrders,
		Access: rest.OrderSecret, Status: 202,
		Fails: fails(ordering.ErrOrderNotFound, ordering.ErrResentJustNow, ordering.ErrNothingToSend),
	}, h.resend)
}

func (h *handlers) linkRoutes(api *rest.API) {
	rest.Register(api, rest.Route{
		Method: "POST", Path: "/orders/lookup", ID: "lookUpOrders", Summary: "Mail the links of an address's orders to it", Tag: tagOrders,
		About:  "The answer is the same whether there are any.",
		Access: rest.Open, Status: 202, Limit: rest.Rate{Per: time.Hour, Burst: 20}, Fails: fails(ordering.ErrBadEmail),
	}, h.lookup)
	rest.Register(api, rest.Route{
		Method: "POST", Path: "/orders/{id}/access", ID: "openOrder", Summary: "Exchange an order's secret for a session of that order",
		Tag: tagOrders, Access: rest.Open, Limit: rest.Rate{Per: time.Minute, Burst: 30}, Fails: fails(ordering.ErrOrderNotFound),
	}, h.open)
}

func (h *handlers) houseRoutes(api *rest.API) {
	rest.Register(api, rest.Route{
		Method: "POST", Path: "/orders/waitlist", ID: "placeWaitlistOrder", Summary: "Place an order for somebody whose turn it is",
		About: "Of the customer's holds, or of seats: a hold that the customer has is used, else the seat is held now, if it is free or set aside for those " +
			"in line. `concertEventId` and other fields are ignored. The order waits for its money as long as its holds last.",
		Tag: tagOrders, Access: rest.HouseOrService, Status: 201,
		Fails: fails(
			ordering.ErrNoReservation, errNobody, ordering.ErrNoEmail, ordering.ErrBadEmail, ordering.ErrReservationNotFound, ordering.ErrHoldExpired,
			ordering.ErrSeatTaken, ordering.ErrSeatOrdered, ordering.ErrPriceChanged, ordering.ErrEventCancelled,
		),
	}, h.placeFor)
	rest.Register(api, rest.Route{
		Method: "GET", Path: "/admin/orders", ID: "searchOrders", Summary: "Find orders by address, number, name, event or state, newest first", Tag: tagOrders,
		Access: rest.House,
	}, h.search)
	rest.Register(api, rest.Route{
		Method: "GET", Path: "/admin/orders/figures", ID: "orderFigures", Summary: "What happened to orders over time, by currency", Tag: tagOrders,
		Access: rest.House, Fails: fails(ordering.ErrNoSpan, ordering.ErrLongSpan),
	}, h.figures)
}

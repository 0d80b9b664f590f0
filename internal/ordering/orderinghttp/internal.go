package orderinghttp

import (
	"context"
	"net/http"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Paths of the internal routes. An order's secret and who asks travel in bodies, which no log has.
const (
	pathFindAll  = "/internal/orders/find"
	pathPaidOf   = "/internal/orders/paid-of"
	pathPayable  = "/internal/orders/payable"
	pathContact  = "/internal/orders/contact"
	pathShow     = "/internal/orders/show"
	pathResend   = "/internal/orders/resend"
	pathPlaceFor = "/internal/orders/place-for"
	pathCancel   = "/internal/orders/cancel"
)

const internalBody = 8 << 20

// InternalRoutes adds what other services ask of ordering: the same promises as the service's methods.
func InternalRoutes(api *rest.API, svc *ordering.Service) {
	h := &inside{svc}
	rest.Register(api, internal(pathFindAll, "findOrders", "Orders by id"), h.findAll)
	rest.Register(api, internal(pathPaidOf, "paidOrdersOf", "An event's orders that were paid"), h.paidOf)
	rest.Register(api, internal(pathPayable, "payableOrder", "The bill of somebody's order"), h.payable)
	rest.Register(api, internal(pathContact, "orderContact", "Where mails about an order go"), h.contact)
	rest.Register(api, internal(pathShow, "showOrder", "An order for its page"), h.show)
	rest.Register(api, internal(pathResend, "resendFromPage", "Send an order's ticket mail once more"), h.resend)
	rest.Register(api, internal(pathPlaceFor, "placeOrderFor", "Place an order for somebody whose seats are held"), h.placeFor)
	rest.Register(api, internal(pathCancel, "cancelOrderFor", "Cancel an order that waits for money, or a free one"), h.cancel)
}

func internal(path, name, summary string) rest.Route {
	return rest.Route{Method: http.MethodPost, Path: path, ID: name, Summary: summary, Access: rest.Internal, MaxBody: internalBody}
}

// inside are the internal routes' ends.
type inside struct{ svc *ordering.Service }

type idsInput struct{ Body []id.UUID }

type ordersOutput struct{ Body []wholeOrder }

func (h *inside) findAll(ctx context.Context, _ rest.Call, in *idsInput) (*ordersOutput, error) {
	ids := make([]ordering.OrderID, len(in.Body))
	for i, order := range in.Body {
		ids[i] = ordering.OrderID(order)
	}
	found, err := h.svc.FindAll(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := &ordersOutput{make([]wholeOrder, len(found))}
	for i, o := range found {
		out.Body[i] = wireOrder(o)
	}
	return out, nil
}

type paidOfInput struct{ Body paidOf }

type idsOutput struct{ Body []id.UUID }

func (h *inside) paidOf(ctx context.Context, _ rest.Call, in *paidOfInput) (*idsOutput, error) {
	b := in.Body
	found, err := h.svc.PaidOf(ctx, ordering.EventID(b.Event), b.Text, ordering.OrderID(b.Before), b.Limit)
	if err != nil {
		return nil, err
	}
	return &idsOutput{id.UUIDs(found)}, nil
}

type askedInput struct{ Body asked }

type billOutput struct{ Body bill }

func (h *inside) payable(ctx context.Context, _ rest.Call, in *askedInput) (*billOutput, error) {
	b, err := h.svc.Payable(ctx, in.Body.Who.Actor(), ordering.OrderID(in.Body.Order))
	if err != nil {
		return nil, err
	}
	return &billOutput{wireBill(b)}, nil
}

type contactOutput struct{ Body contact }

func (h *inside) contact(ctx context.Context, _ rest.Call, in *askedInput) (*contactOutput, error) {
	c, err := h.svc.Contact(ctx, ordering.OrderID(in.Body.Order))
	if err != nil {
		return nil, err
	}
	return &contactOutput{contact{wireOrder(c.Order), c.Email, c.Name, c.Number, c.Secret, c.StatusURL}}, nil
}

type viewOutput struct{ Body view }

func (h *inside) show(ctx context.Context, _ rest.Call, in *askedInput) (*viewOutput, error) {
	v, err := h.svc.Show(ctx, in.Body.Who.Actor(), ordering.OrderID(in.Body.Order), in.Body.Secret)
	if err != nil {
		return nil, err
	}
	return &viewOutput{wireView(v)}, nil
}

func (h *inside) resend(ctx context.Context, _ rest.Call, in *askedInput) (*struct{}, error) {
	return nil, h.svc.Resend(ctx, in.Body.Who.Actor(), ordering.OrderID(in.Body.Order), in.Body.Secret)
}

type placeForInput struct{ Body placeFor }

type placedForOutput struct{ Body placedFor }

func (h *inside) placeFor(ctx context.Context, _ rest.Call, in *placeForInput) (*placedForOutput, error) {
	p, err := h.svc.PlaceFor(ctx, in.Body.Who.Actor(), in.Body.command())
	if err != nil {
		return nil, err
	}
	return &placedForOutput{placedFor{wireOrder(p.Order), p.Secret, p.StatusURL}}, nil
}

func (h *inside) cancel(ctx context.Context, _ rest.Call, in *askedInput) (*struct{}, error) {
	return nil, h.svc.Cancel(ctx, in.Body.Who.Actor(), ordering.OrderID(in.Body.Order))
}

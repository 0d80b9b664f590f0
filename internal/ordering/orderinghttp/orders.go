package orderinghttp

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/platform/rest"
)

type orderInput struct {
	ID     id.UUID `path:"id"`
	Secret string  `query:"secret" maxLength:"200" doc:"The order's secret, instead of a token."`
}

type detailsOutput struct{ Body details }

func (h *handlers) order(ctx context.Context, call rest.Call, in *orderInput) (*detailsOutput, error) {
	call.Tag("order", in.ID)
	view, err := h.svc.Show(ctx, call.Actor, ordering.OrderID(in.ID), call.Secret)
	if err != nil {
		return nil, err
	}
	return &detailsOutput{detailsOf(view)}, nil
}

func (h *handlers) mine(ctx context.Context, call rest.Call, in *rest.List) (*rest.Page[order], error) {
	before, err := rest.ReadCursor[id.UUID](in.Cursor)
	if err != nil {
		return nil, err
	}
	found, err := h.svc.Mine(ctx, call.Actor, ordering.OrderID(before), in.Size()+1)
	if err != nil {
		return nil, err
	}
	found, next := cut(found, in.Size())
	list, names := make([]order, len(found)), h.svc.Names(ctx, found...)
	for i, o := range found {
		list[i] = orderOf(o, names)
	}
	return rest.NextPage(call, list, next), nil
}

// cut makes a page of a list that was asked for with one more, which says whether there is a next.
func cut(orders []ordering.Order, size int) (page []ordering.Order, next string) {
	if len(orders) <= size {
		return orders, ""
	}
	return orders[:size], rest.Cursor(orders[size-1].ID.UUID())
}

type orderIDInput struct {
	ID id.UUID `path:"id"`
}

type noOutput struct{}

func (h *handlers) cancel(ctx context.Context, call rest.Call, in *orderIDInput) (*noOutput, error) {
	call.Tag("order", in.ID)
	return &noOutput{}, h.svc.Cancel(ctx, call.Actor, ordering.OrderID(in.ID))
}

func (h *handlers) resend(ctx context.Context, call rest.Call, in *orderInput) (*noOutput, error) {
	call.Tag("order", in.ID)
	return &noOutput{}, h.svc.Resend(ctx, call.Actor, ordering.OrderID(in.ID), call.Secret)
}

// lookupBody is the body of POST /orders/lookup.
type lookupBody struct {
	Email string `json:"email" maxLength:"1000"`
}

type lookupInput struct{ Body lookupBody }

func (h *handlers) lookup(ctx context.Context, _ rest.Call, in *lookupInput) (*noOutput, error) {
	return &noOutput{}, h.svc.Lookup(ctx, in.Body.Email)
}

// accessBody is the body of POST /orders/{id}/access.
type accessBody struct {
	Secret string `json:"secret" maxLength:"200"`
}

type accessInput struct {
	ID   id.UUID `path:"id"`
	Body accessBody
}

// access is a session for one order.
type access struct {
	GuestToken string    `json:"guestToken" doc:"A session that may read, pay, cancel or return this one order."`
	CustomerID id.UUID   `json:"customerId"`
	ExpiresAt  time.Time `json:"expiresAt"`
}

type accessOutput struct{ Body access }

func (h *handlers) open(ctx context.Context, call rest.Call, in *accessInput) (*accessOutput, error) {
	call.Tag("order", in.ID)
	session, err := h.svc.Open(ctx, ordering.OrderID(in.ID), in.Body.Secret)
	if err != nil {
		return nil, err
	}
	return &accessOutput{access{GuestToken: session.Token, CustomerID: session.Customer, ExpiresAt: session.ExpiresAt}}, nil
}

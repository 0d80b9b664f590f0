package cataloghttp

import (
	"context"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

type listAllInput struct {
	ListInput
	Status string `query:"status" enum:"active,inactive,cancelled" doc:"One status; otherwise all."`
}

func (h *handlers) listAll(ctx context.Context, call rest.Call, in *listAllInput) (*rest.Page[managedEvent], error) {
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	filter.Status = catalog.Status(in.Status)
	events, err := h.svc.List(ctx, filter)
	if err != nil {
		return nil, err
	}
	events, next := nextPlace(events, in.Size())
	items := make([]managedEvent, len(events))
	for i := range events {
		items[i] = wireManaged(&events[i])
	}
	return rest.NextPage(call, items, next), nil
}

// newEvent is what an event is made from.
type newEvent struct {
	Name           string         `json:"name" minLength:"1" maxLength:"200"`
	Description    string         `json:"description" minLength:"1" maxLength:"10000"`
	EventDate      string         `json:"eventDate" maxLength:"40" doc:"RFC 3339; without a zone it is UTC."`
	Venue          string         `json:"venue" minLength:"1" maxLength:"200"`
	MaxCapacity    int            `json:"maxCapacity"`
	BasePrice      money.Decimal  `json:"basePrice"`
	Currency       money.Currency `json:"currency,omitempty" maxLength:"3" doc:"ISO 4217; the house's unless sent."`
	TimeZone       string         `json:"timeZone,omitempty" maxLength:"64" doc:"IANA; the house's unless sent."`
	SaleOpensAt    string         `json:"saleOpensAt,omitempty" maxLength:"40"`
	SaleClosesAt   string         `json:"saleClosesAt,omitempty" maxLength:"40"`
	MaxPerCustomer int            `json:"maxPerCustomer,omitempty"`
}

func (n newEvent) draft() (d catalog.Draft, err error) {
	d = catalog.Draft{
		Name: n.Name, Description: n.Description, Venue: n.Venue, TimeZone: n.TimeZone, MaxCapacity: n.MaxCapacity, BasePrice: n.BasePrice,
		Currency: n.Currency, MaxPerCustomer: n.MaxPerCustomer,
	}
	if d.EventDate, err = readTime("eventDate", n.EventDate); err != nil {
		return d, err
	}
	if d.SaleOpensAt, err = readTime("saleOpensAt", n.SaleOpensAt); err != nil {
		return d, err
	}
	d.SaleClosesAt, err = readTime("saleClosesAt", n.SaleClosesAt)
	return d, err
}

type createInput struct{ Body newEvent }

type createOutput struct {
	Location string `header:"Location"`
	Body     managedEvent
}

func (h *handlers) create(ctx context.Context, call rest.Call, in *createInput) (*createOutput, error) {
	draft, err := in.Body.draft()
	if err != nil {
		return nil, err
	}
	e, err := h.svc.Create(ctx, call.Actor, catalog.EventID(call.Operation), draft)
	if err != nil {
		return nil, err
	}
	return &createOutput{Location: "/api/events/" + e.ID.String(), Body: wireManaged(&e)}, nil
}

// eventEdit is what is to become different; what is absent stays.
type eventEdit struct {
	Name           *string         `json:"name,omitempty" maxLength:"200"`
	Description    *string         `json:"description,omitempty" maxLength:"10000"`
	EventDate      *string         `json:"eventDate,omitempty" maxLength:"40"`
	Venue          *string         `json:"venue,omitempty" maxLength:"200"`
	MaxCapacity    *int            `json:"maxCapacity,omitempty"`
	BasePrice      *money.Decimal  `json:"basePrice,omitempty"`
	Currency       *money.Currency `json:"currency,omitempty" maxLength:"3"`
	TimeZone       *string         `json:"timeZone,omitempty" maxLength:"64"`
	SaleOpensAt    *string         `json:"saleOpensAt,omitempty" maxLength:"40" doc:"Empty: from the start."`
	SaleClosesAt   *string         `json:"saleClosesAt,omitempty" maxLength:"40" doc:"Empty: until the event begins."`
	MaxPerCustomer *int            `json:"maxPerCustomer,omitempty" doc:"0: the house's limit."`
}

func (w eventEdit) edit() (e catalog.Edit, err error) {
	e = catalog.Edit{
		Name: w.Name, Description: w.Description, Venue: w.Venue, TimeZone: w.TimeZone, MaxCapacity: w.MaxCapacity, BasePrice: w.BasePrice,
		Currency: w.Currency, MaxPerCustomer: w.MaxPerCustomer,
	}
	if e.EventDate, err = changedTime("eventDate", w.EventDate); err != nil {
		return e, err
	}
	if e.SaleOpensAt, err = changedTime("saleOpensAt", w.SaleOpensAt); err != nil {
		return e, err
	}
	e.SaleClosesAt, err = changedTime("saleClosesAt", w.SaleClosesAt)
	return e, err
}

type editInput struct {
	EventInput
	Body eventEdit
}

type managedOutput struct{ Body managedEvent }

func (h *handlers) edit(ctx context.Context, call rest.Call, in *editInput) (*managedOutput, error) {
	edit, err := in.Body.edit()
	if err != nil {
		return nil, err
	}
	e, err := h.svc.Edit(ctx, call.Actor, in.event(), edit)
	if err != nil {
		return nil, err
	}
	return &managedOutput{wireManaged(&e)}, nil
}

type statusOutput struct{ Body statusChange }

func (h *handlers) deactivate(ctx context.Context, call rest.Call, in *EventInput) (*statusOutput, error) {
	return change(ctx, call, in, h.svc.Deactivate)
}

func (h *handlers) reactivate(ctx context.Context, call rest.Call, in *EventInput) (*statusOutput, error) {
	return change(ctx, call, in, h.svc.Reactivate)
}

func (h *handlers) cancel(ctx context.Context, call rest.Call, in *EventInput) (*statusOutput, error) {
	return change(ctx, call, in, h.svc.Cancel)
}

func change(
	ctx context.Context, call rest.Call, in *EventInput, do func(context.Context, actor.Actor, catalog.EventID) (catalog.Event, error),
) (*statusOutput, error) {
	e, err := do(ctx, call.Actor, in.event())
	if err != nil {
		return nil, err
	}
	return &statusOutput{wireStatus(&e)}, nil
}

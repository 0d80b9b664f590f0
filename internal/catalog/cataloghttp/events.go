package cataloghttp

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

type listInput struct {
	rest.List
	Text     string        `query:"q" maxLength:"200" doc:"In the name, the description or the venue."`
	Venue    string        `query:"venue" maxLength:"200"`
	From     time.Time     `query:"from" doc:"The earliest date."`
	To       time.Time     `query:"to" doc:"Dates before this."`
	MinPrice money.Decimal `query:"minPrice" doc:"Some seat costs that much or more."`
	MaxPrice money.Decimal `query:"maxPrice" doc:"Some seat costs no more than that."`
}

// place is where a list goes on.
type place struct {
	Date time.Time `json:"d"`
	ID   id.UUID   `json:"i"`
}

func (in listInput) filter() (catalog.Filter, error) {
	at, err := rest.ReadCursor[place](in.Cursor)
	return catalog.Filter{
		Text: in.Text, Venue: in.Venue, From: in.From, To: in.To, Least: in.MinPrice, Most: in.MaxPrice,
		Before: catalog.Place{Date: at.Date, ID: catalog.EventID(at.ID)}, Limit: in.Size() + 1,
	}, err
}

func (h *handlers) list(ctx context.Context, call rest.Call, in *listInput) (*rest.Page[event], error) {
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	events, err := h.svc.Open(ctx, filter)
	return pageOf(call, in.Size(), events), err
}

type listAllInput struct {
	listInput
	Status string `query:"status" enum:"active,inactive,cancelled" doc:"Only events of this status."`
}

func (h *handlers) listAll(ctx context.Context, call rest.Call, in *listAllInput) (*rest.Page[event], error) {
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	filter.Status = catalog.Status(in.Status)
	events, err := h.svc.List(ctx, filter)
	return pageOf(call, in.Size(), events), err
}

// pageOf cuts the one event off by which it is known that the list goes on.
func pageOf(call rest.Call, size int, events []catalog.Event) *rest.Page[event] {
	next := ""
	if len(events) > size {
		events = events[:size]
		last := events[size-1]
		next = rest.Cursor(place{last.EventDate, last.ID.UUID()})
	}
	wired := make([]event, len(events))
	for i := range events {
		wired[i] = wire(&events[i], call.Actor.House())
	}
	return rest.NextPage(call, wired, next)
}

type eventInput struct {
	ID id.UUID `path:"id"`
}

type eventOutput struct{ Body event }

func (h *handlers) show(ctx context.Context, call rest.Call, in *eventInput) (*eventOutput, error) {
	e, err := h.svc.Event(ctx, catalog.EventID(in.ID))
	if err != nil {
		return nil, err
	}
	return &eventOutput{wire(&e, call.Actor.House())}, nil
}

type venue struct {
	Name   string    `json:"name"`
	Events int       `json:"events"`
	Next   time.Time `json:"nextDate"`
}

func (h *handlers) venues(ctx context.Context, call rest.Call, in *rest.List) (*rest.Page[venue], error) {
	after, err := rest.ReadCursor[string](in.Cursor)
	if err != nil {
		return nil, err
	}
	found, err := h.svc.Venues(ctx, after, in.Size()+1)
	if err != nil {
		return nil, err
	}
	next := ""
	if len(found) > in.Size() {
		found = found[:in.Size()]
		next = rest.Cursor(found[len(found)-1].Name)
	}
	venues := make([]venue, len(found))
	for i, v := range found {
		venues[i] = venue{v.Name, v.Events, v.Next}
	}
	return rest.NextPage(call, venues, next), nil
}

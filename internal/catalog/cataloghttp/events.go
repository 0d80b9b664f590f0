package cataloghttp

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// fresh lets callers keep an answer, and ask each time whether it still holds.
const fresh = "private, no-cache"

// ListInput is what a list of events can be narrowed by.
type ListInput struct {
	rest.List
	Query    string        `query:"q" maxLength:"200" doc:"In the name, the description or the venue."`
	Venue    string        `query:"venue" maxLength:"200" doc:"The venue's name."`
	From     string        `query:"from" maxLength:"40" doc:"A time, or a day."`
	To       string        `query:"to" maxLength:"40" doc:"A time, or a day, which is included."`
	MinPrice money.Decimal `query:"minPrice" doc:"Some seat costs that much or more."`
	MaxPrice money.Decimal `query:"maxPrice" doc:"Some seat costs no more than that."`
	Order    string        `query:"order" enum:"latest,soonest" default:"latest" doc:"Which date comes first."`
}

// place is where a list goes on.
type place struct {
	Date time.Time       `json:"d"`
	ID   catalog.EventID `json:"i"`
}

func (in *ListInput) filter() (f catalog.Filter, err error) {
	f = catalog.Filter{Text: in.Query, Venue: in.Venue, Least: in.MinPrice, Most: in.MaxPrice, Soonest: in.Order == "soonest", Limit: in.Size() + 1}
	if f.From, err = readDay("from", in.From, false); err != nil {
		return f, err
	}
	if f.To, err = readDay("to", in.To, true); err != nil {
		return f, err
	}
	at, err := rest.ReadCursor[place](in.Cursor)
	f.After = catalog.Place(at)
	return f, err
}

// nextPlace cuts a list that was read one too far, and says where it goes on.
func nextPlace(events []catalog.Event, size int) ([]catalog.Event, string) {
	if len(events) <= size {
		return events, ""
	}
	last := events[size-1]
	return events[:size], rest.Cursor(place{Date: last.EventDate, ID: last.ID})
}

type listOutput struct {
	Link         string `header:"Link" doc:"<address of the next page>; rel=\"next\", when there is one."`
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         []event
}

func (h *handlers) list(ctx context.Context, call rest.Call, in *ListInput) (*listOutput, error) {
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	events, err := h.svc.Open(ctx, filter)
	if err != nil {
		return nil, err
	}
	events, next := nextPlace(events, in.Size())
	items, seen := make([]event, len(events)), []any{call.Actor.House(), next}
	for i := range events {
		items[i] = wireEvent(&events[i], call.Actor.House())
		seen = append(seen, events[i].ID, events[i].Version, events[i].Sequence)
	}
	page := rest.NextPage(call, items, next)
	return &listOutput{Link: page.Link, ETag: rest.ETag(seen...), CacheControl: fresh, Body: page.Body}, nil
}

type showOutput struct {
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         event
}

func (h *handlers) show(ctx context.Context, call rest.Call, in *EventInput) (*showOutput, error) {
	e, err := h.svc.Event(ctx, in.event())
	if err != nil {
		return nil, err
	}
	house := call.Actor.House()
	return &showOutput{ETag: rest.ETag(house, e.Version, e.Sequence), CacheControl: fresh, Body: wireEvent(&e, house)}, nil
}

func (h *handlers) venues(ctx context.Context, call rest.Call, in *rest.List) (*rest.Page[venue], error) {
	after, err := rest.ReadCursor[string](in.Cursor)
	if err != nil {
		return nil, err
	}
	venues, err := h.svc.Venues(ctx, after, in.Size()+1)
	if err != nil {
		return nil, err
	}
	next := ""
	if len(venues) > in.Size() {
		venues = venues[:in.Size()]
		next = rest.Cursor(venues[len(venues)-1].Name)
	}
	items := make([]venue, len(venues))
	for i, v := range venues {
		items[i] = venue{Name: v.Name, Events: v.Events, NextEvent: v.Next}
	}
	return rest.NextPage(call, items, next), nil
}

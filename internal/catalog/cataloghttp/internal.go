package cataloghttp

import (
	"context"
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Paths of the internal routes.
const (
	pathEvent = "/internal/events/show"
	pathNames = "/internal/events/names"
)

// InternalRoutes adds what other services ask of the catalogue: the same promises as the service's methods.
func InternalRoutes(api *rest.API, svc *catalog.Service) {
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: pathEvent, ID: "showEventInside", Summary: "What an event is called", Access: rest.Internal,
	}, func(ctx context.Context, _ rest.Call, in *eventRefInput) (*factsOutput, error) {
		e, err := svc.Event(ctx, catalog.EventID(in.Body.Event))
		if err != nil {
			return nil, err
		}
		return &factsOutput{factsOfEvent(e)}, nil
	})
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: pathNames, ID: "nameEvents", Summary: "What events are called", Access: rest.Internal,
	}, func(ctx context.Context, _ rest.Call, in *eventsInput) (*namesOutput, error) {
		found, err := svc.Names(ctx, in.Body)
		if err != nil {
			return nil, err
		}
		out := &namesOutput{make([]eventFacts, len(found))}
		for i, f := range found {
			out.Body[i] = wireFacts(f)
		}
		return out, nil
	})
}

type eventRefInput struct{ Body eventRef }

type eventRef struct {
	Event id.UUID `json:"event"`
}

type eventsInput struct{ Body []id.UUID }

type factsOutput struct{ Body eventFacts }

type namesOutput struct{ Body []eventFacts }

// eventFacts are what others need to name an event.
type eventFacts struct {
	Event     id.UUID   `json:"event"`
	Version   int64     `json:"version"`
	Name      string    `json:"name"`
	Venue     string    `json:"venue"`
	EventDate time.Time `json:"eventDate"`
	TimeZone  string    `json:"timeZone"`
	Currency  string    `json:"currency"`
	Status    string    `json:"status"`
}

func wireFacts(f catalog.EventFacts) eventFacts {
	return eventFacts{f.Event, f.Version, f.Name, f.Venue, f.EventDate, f.TimeZone, string(f.Currency), string(f.Status)}
}

func factsOfEvent(e catalog.Event) eventFacts {
	return eventFacts{e.ID.UUID(), e.Version, e.Name, e.Venue, e.EventDate, e.TimeZone, string(e.Currency()), string(e.Status)}
}

func (w eventFacts) facts() catalog.EventFacts {
	return catalog.EventFacts{
		Event: w.Event, Version: w.Version, Name: w.Name, Venue: w.Venue, EventDate: w.EventDate, TimeZone: w.TimeZone,
		Currency: money.Currency(w.Currency), Status: catalog.Status(w.Status),
	}
}

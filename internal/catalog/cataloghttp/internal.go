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
	pathEvent  = "/internal/events/show"
	pathNames  = "/internal/events/names"
	pathListed = "/internal/events/listed"
)

// InternalRoutes adds what other services ask of the catalogue: the same promises as the service's methods.
func InternalRoutes(api *rest.API, svc *catalog.Service) {
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: pathEvent, ID: "showEventInside", Summary: "An event, as its page shows it", Access: rest.Internal,
	}, func(ctx context.Context, _ rest.Call, in *eventRefInput) (*shownOutput, error) {
		e, err := svc.Event(ctx, catalog.EventID(in.Body.Event))
		if err != nil {
			return nil, err
		}
		return &shownOutput{wireShown(&e)}, nil
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
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: pathListed, ID: "listEventsInside", Summary: "Events that the public finds", Access: rest.Internal,
	}, func(ctx context.Context, _ rest.Call, in *listedInput) (*listedOutput, error) {
		found, err := svc.Listed(ctx, catalog.Place{Date: in.Body.Date, ID: catalog.EventID(in.Body.Event)}, in.Body.Most)
		if err != nil {
			return nil, err
		}
		out := &listedOutput{make([]listing, len(found))}
		for i, f := range found {
			out.Body[i] = listing{f.ID.UUID(), f.Date, f.Changed}
		}
		return out, nil
	})
}

type eventRefInput struct{ Body eventRef }

type eventRef struct {
	Event id.UUID `json:"event"`
}

type eventsInput struct{ Body []id.UUID }

type shownOutput struct{ Body shownEvent }

type namesOutput struct{ Body []eventFacts }

type listedInput struct{ Body listedRef }

// listedRef is where a list goes on, and how far.
type listedRef struct {
	Date  time.Time `json:"date"`
	Event id.UUID   `json:"event"`
	Most  int       `json:"most" minimum:"1" maximum:"1000"`
}

type listedOutput struct{ Body []listing }

type listing struct {
	Event   id.UUID   `json:"event"`
	Date    time.Time `json:"date"`
	Changed time.Time `json:"changed"`
}

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

func (w eventFacts) facts() catalog.EventFacts {
	return catalog.EventFacts{
		Event: w.Event, Version: w.Version, Name: w.Name, Venue: w.Venue, EventDate: w.EventDate, TimeZone: w.TimeZone,
		Currency: money.Currency(w.Currency), Status: catalog.Status(w.Status),
	}
}

// shownEvent is an event with all that its page shows. Prices are in minor units.
type shownEvent struct {
	eventFacts
	Description    string    `json:"description"`
	MaxCapacity    int       `json:"maxCapacity"`
	BasePrice      int64     `json:"basePrice"`
	Lowest         int64     `json:"lowest"`
	Highest        int64     `json:"highest"`
	SaleOpensAt    time.Time `json:"saleOpensAt"`
	SaleClosesAt   time.Time `json:"saleClosesAt"`
	MaxPerCustomer int       `json:"maxPerCustomer"`
	Available      int       `json:"available"`
	Reserved       int       `json:"reserved"`
	Sold           int       `json:"sold"`
	Unavailable    int       `json:"unavailable"`
}

func wireShown(e *catalog.Event) shownEvent {
	return shownEvent{
		eventFacts:  eventFacts{e.ID.UUID(), e.Version, e.Name, e.Venue, e.EventDate, e.TimeZone, string(e.Currency()), string(e.Status)},
		Description: e.Description, MaxCapacity: e.MaxCapacity, BasePrice: e.BasePrice.Minor, Lowest: e.Lowest, Highest: e.Highest,
		SaleOpensAt: e.SaleOpensAt, SaleClosesAt: e.SaleClosesAt, MaxPerCustomer: e.MaxPerCustomer,
		Available: e.Tally.Available, Reserved: e.Tally.Reserved, Sold: e.Tally.Sold, Unavailable: e.Tally.Unavailable,
	}
}

func (w shownEvent) event() catalog.Event {
	return catalog.Event{
		ID: catalog.EventID(w.Event), Version: w.Version, Name: w.Name, Venue: w.Venue, EventDate: w.EventDate, TimeZone: w.TimeZone, Status: catalog.Status(w.Status),
		Description: w.Description, MaxCapacity: w.MaxCapacity, BasePrice: money.Of(w.BasePrice, money.Currency(w.Currency)), Lowest: w.Lowest, Highest: w.Highest,
		SaleOpensAt: w.SaleOpensAt, SaleClosesAt: w.SaleClosesAt, MaxPerCustomer: w.MaxPerCustomer,
		Tally: catalog.Tally{Available: w.Available, Reserved: w.Reserved, Sold: w.Sold, Unavailable: w.Unavailable},
	}
}

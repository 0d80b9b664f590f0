package client

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"
)

// Event is an event on sale; the house sees revenue.
type Event struct {
	ID             string       `json:"id"`
	Name           string       `json:"name"`
	Venue          string       `json:"venue"`
	EventDate      time.Time    `json:"eventDate"`
	BasePrice      json.Number  `json:"basePrice"`
	Currency       string       `json:"currency"`
	Status         string       `json:"status"`
	IsActive       bool         `json:"isActive"`
	TotalSeats     int          `json:"totalSeats"`
	AvailableSeats int          `json:"availableSeats"`
	ReservedSeats  int          `json:"reservedSeats"`
	SoldSeats      int          `json:"soldSeats"`
	Revenue        *json.Number `json:"revenue"`
}

// NewEvent is what an organiser says of an event.
type NewEvent struct {
	Name           string      `json:"name"`
	Description    string      `json:"description"`
	EventDate      time.Time   `json:"eventDate"`
	Venue          string      `json:"venue"`
	MaxCapacity    int         `json:"maxCapacity"`
	BasePrice      json.Number `json:"basePrice"`
	MaxPerCustomer int         `json:"maxPerCustomer,omitempty"`
}

// Section is a part of the house to generate: rows of seats, or a capacity without numbers.
type Section struct {
	SectionCode     string      `json:"sectionCode"`
	Rows            int         `json:"rows,omitempty"`
	SeatsPerRow     int         `json:"seatsPerRow,omitempty"`
	Capacity        int         `json:"capacity,omitempty"`
	PriceMultiplier json.Number `json:"priceMultiplier"`
}

// Seat is a seat on the map.
type Seat struct {
	ID          string      `json:"id"`
	SectionCode string      `json:"sectionCode"`
	RowNumber   int         `json:"rowNumber"`
	SeatNumber  int         `json:"seatNumber"`
	Row         string      `json:"row"`
	Seat        string      `json:"seat"`
	Price       json.Number `json:"price"`
	Status      string      `json:"status"`
}

// SeatMap is an event's map.
type SeatMap struct {
	EventID string `json:"eventId"`
	Seats   []Seat `json:"seats"`
}

// Plan is what an import of a seat plan made.
type Plan struct {
	EventID    string `json:"eventId"`
	TotalSeats int    `json:"totalSeats"`
	Categories []struct {
		Name  string      `json:"name"`
		Seats int         `json:"seats"`
		Price json.Number `json:"price"`
	} `json:"categories"`
}

// Events lists what is on sale, by a query such as "q=jazz&limit=10".
func (c *Client) Events(ctx context.Context, query string) ([]Event, error) {
	var list []Event
	return list, c.get(ctx, "/events?"+query, &list)
}

// Event reads an event.
func (c *Client) Event(ctx context.Context, id string) (Event, error) {
	var e Event
	return e, c.get(ctx, "/events/"+id, &e)
}

// SeatMap reads an event's map.
func (c *Client) SeatMap(ctx context.Context, event string) (SeatMap, error) {
	var m SeatMap
	return m, c.get(ctx, "/events/"+event+"/seatmap", &m)
}

// CreateEvent makes an event.
func (c *Client) CreateEvent(ctx context.Context, e NewEvent) (Event, error) {
	var made Event
	_, err := c.post(ctx, "/admin/events", "", e, &made)
	return made, err
}

// GenerateSeats gives an event its seats.
func (c *Client) GenerateSeats(ctx context.Context, event string, sections ...Section) error {
	_, err := c.post(ctx, "/admin/events/"+event+"/seats", "", map[string]any{"sectionConfigurations": sections}, nil)
	return err
}

// ImportPlan gives an event the seats of a plan, at prices by category.
func (c *Client) ImportPlan(ctx context.Context, event string, plan []byte, prices map[string]json.Number) (Plan, error) {
	path := "/admin/events/" + event + "/plan"
	if prices != nil {
		text, err := json.Marshal(prices)
		if err != nil {
			return Plan{}, err
		}
		path += "?prices=" + url.QueryEscape(string(text))
	}
	var made Plan
	_, err := c.post(ctx, path, "", plan, &made)
	return made, err
}

// EditEvent changes the fields that are given.
func (c *Client) EditEvent(ctx context.Context, event string, fields map[string]any) (Event, error) {
	var e Event
	_, err := c.Call(ctx, Request{Method: http.MethodPut, Path: "/admin/events/" + event, Body: fields}, &e)
	return e, err
}

// TurnEvent is one of deactivate, reactivate and cancel.
func (c *Client) TurnEvent(ctx context.Context, event, verb string) error {
	_, err := c.post(ctx, "/admin/events/"+event+"/"+verb, "", nil, nil)
	return err
}

// AdminEvents lists events of a status, past and inactive ones too.
func (c *Client) AdminEvents(ctx context.Context, query string) ([]Event, error) {
	var list []Event
	return list, c.get(ctx, "/admin/events?"+query, &list)
}

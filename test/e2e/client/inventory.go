package client

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// Wish is a wish for seats: one, several, or the best of an event.
type Wish struct {
	SeatID   string      `json:"seatId,omitempty"`
	SeatIDs  []string    `json:"seatIds,omitempty"`
	EventID  string      `json:"eventId,omitempty"`
	Quantity int         `json:"quantity,omitempty"`
	Section  string      `json:"section,omitempty"`
	MaxPrice json.Number `json:"maxPrice,omitempty"`
}

// Reservation is a customer's claim on a seat.
type Reservation struct {
	ReservationID string      `json:"reservationId"`
	SeatID        string      `json:"seatId"`
	CustomerID    string      `json:"customerId"`
	EventID       string      `json:"eventId"`
	SectionCode   string      `json:"sectionCode"`
	Row           string      `json:"row"`
	Seat          string      `json:"seat"`
	Price         json.Number `json:"price"`
	Currency      string      `json:"currency"`
	ExpiresAt     time.Time   `json:"expiresAt"`
	Status        string      `json:"status"`
	Reason        string      `json:"reason"`
}

// Group is seats that were held together.
type Group struct {
	GroupID      string        `json:"groupId"`
	ExpiresAt    time.Time     `json:"expiresAt"`
	Reservations []Reservation `json:"reservations"`
}

// HoldOne holds one named seat, which is answered in the original's shape.
func (c *Client) HoldOne(ctx context.Context, seat, key string) (Reservation, error) {
	var r Reservation
	_, err := c.post(ctx, "/reservations", key, Wish{SeatID: seat}, &r)
	return r, err
}

// Hold holds several named seats, or the best, all or none.
func (c *Client) Hold(ctx context.Context, w Wish, key string) (Group, error) {
	var g Group
	_, err := c.post(ctx, "/reservations", key, w, &g)
	return g, err
}

// Reservation reads a claim.
func (c *Client) Reservation(ctx context.Context, id string) (Reservation, error) {
	var r Reservation
	return r, c.get(ctx, "/reservations/"+id, &r)
}

// Release lets a hold go.
func (c *Client) Release(ctx context.Context, id string) error {
	_, err := c.Call(ctx, Request{Method: http.MethodDelete, Path: "/reservations/" + id}, nil)
	return err
}

// ReleaseSeat takes a hold back, for the house.
func (c *Client) ReleaseSeat(ctx context.Context, seat string) error {
	_, err := c.Call(ctx, Request{Method: http.MethodPut, Path: "/v1/seats/" + seat + "/release"}, nil)
	return err
}

// Extend gives a group of holds its five minutes more.
func (c *Client) Extend(ctx context.Context, id string) error {
	_, err := c.post(ctx, "/reservations/"+id+"/extend", "", nil, nil)
	return err
}

package client

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Join is what somebody says who wants a place in line. What is not said is not sent.
type Join struct {
	EventID  string      `json:"eventId,omitempty"`
	Email    string      `json:"email,omitempty"`
	Name     string      `json:"name,omitempty"`
	Quantity int         `json:"quantity,omitempty"`
	MaxPrice json.Number `json:"maxPrice,omitempty"`
	Sections []string    `json:"sections,omitempty"`
}

// Joined is a place in line that was taken.
type Joined struct {
	EntryID  string `json:"entryId"`
	Position int    `json:"position"`
}

// Place is a place in line as its owner sees it.
type Place struct {
	EntryID   string     `json:"entryId"`
	EventID   string     `json:"eventId"`
	Status    string     `json:"status"`
	Reason    string     `json:"reason"`
	Position  *int       `json:"position"` // 1 for the first; nil for who waits no more
	Quantity  int        `json:"quantity"`
	ConfirmBy *time.Time `json:"confirmBy"`
	Offer     *Offered   `json:"offer"`
}

// Offered is seats that are held for somebody in line, with the order that pays them.
type Offered struct {
	OrderID        string      `json:"orderId"`
	OrderSecret    string      `json:"orderSecret"`
	ReservationIDs []string    `json:"reservationIds"`
	Seats          []Item      `json:"seats"`
	TotalAmount    json.Number `json:"totalAmount"`
	Currency       string      `json:"currency"`
	ExpiresAt      time.Time   `json:"expiresAt"`
	Apart          bool        `json:"apart"`
	PayURL         string      `json:"payUrl"`
}

// PlaceLink is what the mails' link to a place in line holds.
type PlaceLink struct{ EntryID, Secret string }

// PlaceLink finds the link to a place in line in a letter.
func (l Letter) PlaceLink() (PlaceLink, bool) {
	_, rest, found := strings.Cut(l.Text, "/waitlist/")
	link, _, _ := strings.Cut(strings.ReplaceAll(rest, "\n", " "), " ")
	entry, query, whole := strings.Cut(strings.TrimSpace(link), "?")
	values, err := url.ParseQuery(query)
	return PlaceLink{entry, values.Get("secret")}, found && whole && err == nil && values.Get("secret") != ""
}

// path is where the place is, or something of it.
func (l PlaceLink) path(part string) string {
	return "/v1/waitlist/" + l.EntryID + part + bySecret(l.Secret)
}

// Page is where the link leads people, below the public address.
func (l PlaceLink) Page() string { return "/waitlist/" + l.EntryID + bySecret(l.Secret) }

// Join takes a place in line.
func (c *Client) Join(ctx context.Context, j Join) (Joined, error) {
	var in Joined
	_, err := c.post(ctx, "/v1/waitlist/join", "", j, &in)
	return in, err
}

// Place reads a place in line.
func (c *Client) Place(ctx context.Context, l PlaceLink) (Place, error) {
	var p Place
	return p, c.get(ctx, l.path(""), &p)
}

// ConfirmPlace says that the address is one's own.
func (c *Client) ConfirmPlace(ctx context.Context, l PlaceLink) error {
	_, err := c.post(ctx, l.path("/confirm"), "", nil, nil)
	return err
}

// DeclineOffer passes an offer on.
func (c *Client) DeclineOffer(ctx context.Context, l PlaceLink) error {
	_, err := c.post(ctx, l.path("/decline"), "", nil, nil)
	return err
}

// LeaveLine gives up a place in line.
func (c *Client) LeaveLine(ctx context.Context, l PlaceLink) error {
	_, err := c.Call(ctx, Request{Method: http.MethodDelete, Path: l.path("")}, nil)
	return err
}

// Pending is how many wait whom seats may be offered to.
type Pending struct {
	HasPending   bool `json:"hasPending"`
	PendingCount int  `json:"pendingCount"`
}

// HasPending asks it of an event.
func (c *Client) HasPending(ctx context.Context, event string) (Pending, error) {
	var p Pending
	return p, c.get(ctx, "/v1/waitlist/has-pending?eventId="+event, &p)
}

// Line is a line in numbers, for the office.
type Line struct {
	EventID   string `json:"eventId"`
	Paused    bool   `json:"paused"`
	Waiting   int    `json:"waiting"`
	Confirmed int    `json:"confirmed"`
	Assigned  int    `json:"assigned"`
	Joined    int    `json:"joined"`
	Offers    struct {
		Made   int `json:"made"`
		Taken  int `json:"taken"`
		Passed int `json:"passed"`
	} `json:"offers"`
}

// Lines lists all lines.
func (c *Client) Lines(ctx context.Context) ([]Line, error) {
	var list []Line
	return list, c.get(ctx, "/v1/waitlist/lines", &list)
}

// Line reads the line of an event.
func (c *Client) Line(ctx context.Context, event string) (Line, error) {
	var l Line
	return l, c.get(ctx, "/v1/waitlist/lines/"+event, &l)
}

// TurnLine is one of pause and resume.
func (c *Client) TurnLine(ctx context.Context, event, verb string) error {
	_, err := c.post(ctx, "/v1/waitlist/lines/"+event+"/"+verb, "", nil, nil)
	return err
}

// InLine is somebody in line, for the office.
type InLine struct {
	EntryID  string `json:"entryId"`
	Place    int    `json:"place"`
	Position *int   `json:"position"`
	Email    string `json:"email"`
	Status   string `json:"status"`
	Passes   int    `json:"passes"`
}

// InLine lists those who wait or have an offer, the first first.
func (c *Client) InLine(ctx context.Context, event string) ([]InLine, error) {
	var list []InLine
	return list, c.get(ctx, "/v1/waitlist/lines/"+event+"/entries", &list)
}

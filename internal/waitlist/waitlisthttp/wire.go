package waitlisthttp

import (
	"net/url"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/waitlist"
)

// place is a place in line as its owner reads it. The address is not in it: whoever has the link need not know it.
type place struct {
	EntryID    id.UUID         `json:"entryId"`
	EventID    id.UUID         `json:"eventId"`
	Status     waitlist.Status `json:"status" enum:"unconfirmed,pending,assigned,completed,expired,left"`
	Reason     string          `json:"reason" doc:"Of the last change: joined, reminded, confirmed, offered, taken, passed, declined, withdrawn, left, lapsed or event_cancelled."`
	Position   *int64          `json:"position" doc:"1 for the first; null for who waits no more."`
	Moved      moved           `json:"moved"`
	Quantity   int             `json:"quantity"`
	MaxPrice   *money.Decimal  `json:"maxPrice" doc:"Per seat; null for any."`
	Sections   []string        `json:"sections" doc:"Empty for anywhere."`
	Accessible bool            `json:"accessible"`
	JoinedAt   time.Time       `json:"joinedAt"`
	ConfirmBy  *time.Time      `json:"confirmBy" doc:"When the place ends if it is not confirmed; null unless it is to be."`
	Event      *event          `json:"event" doc:"Null where it cannot be told."`
	Offer      *offer          `json:"offer,omitempty"`
}

// moved is by how many places a line moved.
type moved struct {
	LastHour int64 `json:"lastHour"`
	LastDay  int64 `json:"lastDay"`
}

// event is what somebody waits for.
type event struct {
	_        struct{}  `nullable:"true"`
	Name     string    `json:"name"`
	Venue    string    `json:"venue"`
	StartsAt time.Time `json:"startsAt"`
	TimeZone string    `json:"timeZone"`
}

// offer is seats that are held for the place's owner.
type offer struct {
	OrderID        id.UUID        `json:"orderId"`
	OrderSecret    string         `json:"orderSecret" doc:"Opens the order without an account."`
	ReservationIDs []id.UUID      `json:"reservationIds"`
	Seats          []seat         `json:"seats"`
	TotalAmount    money.Decimal  `json:"totalAmount"`
	Currency       money.Currency `json:"currency"`
	ExpiresAt      time.Time      `json:"expiresAt" doc:"Until when it can be paid."`
	Apart          bool           `json:"apart" doc:"The seats are not beside each other: declining them keeps the place in line."`
	PayURL         string         `json:"payUrl" doc:"The order's page, with its secret."`
}

// seat is one of an offer.
type seat struct {
	SeatID      id.UUID       `json:"seatId"`
	SectionCode string        `json:"sectionCode"`
	Row         string        `json:"row"`
	Seat        string        `json:"seat"`
	Price       money.Decimal `json:"price"`
}

func placeOf(v waitlist.View, publicURL string) place {
	e := v.Entry
	out := place{
		EntryID: e.ID.UUID(), EventID: e.Event.UUID(), Status: e.Status, Reason: e.Reason, Position: rankOf(v.Position),
		Moved: moved{v.Pace.Hour, v.Pace.Day}, Quantity: e.Wish.Quantity, MaxPrice: priceOf(e.Wish), Sections: listOf(e.Wish.Sections),
		Accessible: e.Wish.Accessible, JoinedAt: e.JoinedAt,
	}
	if e.Status == waitlist.Unconfirmed {
		out.ConfirmBy = &e.ConfirmBy
	}
	if f := v.Event; f.Version > 0 {
		out.Event = &event{Name: f.Name, Venue: f.Venue, StartsAt: f.Starts, TimeZone: f.TimeZone}
	}
	if v.Offer != nil {
		out.Offer = offerOf(*v.Offer, v.Secret, publicURL)
	}
	return out
}

func offerOf(o waitlist.Offer, secret, publicURL string) *offer {
	out := &offer{
		OrderID: o.ID.UUID(), OrderSecret: secret, ReservationIDs: listOf(o.Reservations), Seats: make([]seat, len(o.Seats)),
		TotalAmount: o.Total.Decimal(), Currency: o.Total.Currency, ExpiresAt: o.ExpiresAt, Apart: o.Apart, PayURL: publicURL + payPath(o, secret),
	}
	for i, s := range o.Seats {
		out.Seats[i] = seat{s.ID.UUID(), s.Section, s.Row, s.Number, s.Price.Decimal()}
	}
	return out
}

// payPath is where an offer's order is shown and paid.
func payPath(o waitlist.Offer, secret string) string {
	return "/orders/" + o.ID.String() + "?" + url.Values{"secret": {secret}}.Encode()
}

// rankOf is null for who waits no more.
func rankOf(position int64) *int64 {
	if position == 0 {
		return nil
	}
	return &position
}

// priceOf is null for any price.
func priceOf(w waitlist.Wish) *money.Decimal {
	if w.MaxPrice == "" {
		return nil
	}
	return &w.MaxPrice
}

// listOf is empty, never null, for none.
func listOf[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// line is a line in numbers.
type line struct {
	EventID   id.UUID `json:"eventId"`
	EventName *string `json:"eventName" doc:"Null where it cannot be told."`
	Paused    bool    `json:"paused"`
	Waiting   int64   `json:"waiting" doc:"Places that wait, confirmed or not."`
	Confirmed int64   `json:"confirmed" doc:"Of them, those that are confirmed."`
	Assigned  int64   `json:"assigned" doc:"Places with an open offer."`
	Joined    int64   `json:"joined" doc:"Places that there ever were."`
	Offers    offers  `json:"offers"`
}

// offers counts a line's offers.
type offers struct {
	Made   int64 `json:"made"`
	Taken  int64 `json:"taken" doc:"Of them, those that were paid."`
	Passed int64 `json:"passed" doc:"Of them, those that ended otherwise."`
}

func lineOf(l waitlist.Line, f waitlist.EventFacts) line {
	out := line{
		EventID: l.Event.UUID(), Paused: l.Paused, Waiting: l.Waiting, Confirmed: l.Confirmed, Assigned: l.Assigned, Joined: l.Joined,
		Offers: offers{l.Offered, l.Taken, l.Passed},
	}
	if f.Version > 0 {
		out.EventName = &f.Name
	}
	return out
}

// inLine is a place in line as the office reads it.
type inLine struct {
	EntryID    id.UUID         `json:"entryId"`
	Place      int64           `json:"place" doc:"In the order of joining, for ever."`
	Position   *int64          `json:"position" doc:"Among those who wait, 1 for the first. Null for who waits no more, and in a list of one status."`
	Email      string          `json:"email"`
	Name       string          `json:"name"`
	Quantity   int             `json:"quantity"`
	MaxPrice   *money.Decimal  `json:"maxPrice" doc:"Per seat; null for any."`
	Sections   []string        `json:"sections" doc:"Empty for anywhere."`
	Accessible bool            `json:"accessible"`
	Status     waitlist.Status `json:"status" enum:"unconfirmed,pending,assigned,completed,expired,left"`
	Reason     string          `json:"reason"`
	JoinedAt   time.Time       `json:"joinedAt"`
	Passes     int             `json:"passes" doc:"How often a group was passed over."`
}

func inLineOf(e waitlist.Entry, rank int64) inLine {
	return inLine{
		EntryID: e.ID.UUID(), Place: e.Place, Position: rankOf(rank), Email: e.Email, Name: e.Name, Quantity: e.Wish.Quantity,
		MaxPrice: priceOf(e.Wish), Sections: listOf(e.Wish.Sections), Accessible: e.Wish.Accessible, Status: e.Status, Reason: e.Reason,
		JoinedAt: e.JoinedAt, Passes: e.Passes,
	}
}

// moment is how a line stood at the end of a stretch of time.
type moment struct {
	At        time.Time `json:"at" doc:"The beginning of the stretch."`
	Waiting   int64     `json:"waiting"`
	Confirmed int64     `json:"confirmed"`
	Gone      int64     `json:"gone" doc:"Places that waited no more, since the line's beginning."`
	Offered   int64     `json:"offered" doc:"Offers, since the line's beginning."`
	Taken     int64     `json:"taken"`
	Passed    int64     `json:"passed"`
}

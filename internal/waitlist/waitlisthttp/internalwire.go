package waitlisthttp

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/waitlist"
)

// asked names a place in line and, where that matters, who asks for it. The secret and the address are never logged.
type asked struct {
	Entry  id.UUID     `json:"entry"`
	Who    rest.Person `json:"who,omitzero"`
	Secret string      `json:"secret,omitempty"`
}

// wholeEntry is an entry with all that is kept of it but its secret, which nobody else can open. Address and name are never logged.
type wholeEntry struct {
	ID         id.UUID   `json:"id"`
	Event      id.UUID   `json:"event"`
	Place      int64     `json:"place"`
	Email      string    `json:"email"`
	Name       string    `json:"name,omitempty"`
	Quantity   int       `json:"quantity"`
	MaxPrice   string    `json:"maxPrice,omitempty"`
	Sections   []string  `json:"sections,omitempty"`
	Accessible bool      `json:"accessible,omitempty"`
	Status     string    `json:"status"`
	Reason     string    `json:"reason"`
	JoinedAt   time.Time `json:"joinedAt"`
	MailedAt   time.Time `json:"mailedAt,omitzero"`
	ConfirmBy  time.Time `json:"confirmBy,omitzero"`
	EndedAt    time.Time `json:"endedAt,omitzero"`
	Offer      id.UUID   `json:"offer,omitzero"`
	Passes     int       `json:"passes,omitempty"`
	Trace      string    `json:"trace,omitempty"`
}

func wireEntry(e waitlist.Entry) wholeEntry {
	return wholeEntry{
		ID: e.ID.UUID(), Event: e.Event.UUID(), Place: e.Place, Email: e.Email, Name: e.Name, Quantity: e.Wish.Quantity,
		MaxPrice: string(e.Wish.MaxPrice), Sections: e.Wish.Sections, Accessible: e.Wish.Accessible, Status: string(e.Status), Reason: e.Reason,
		JoinedAt: e.JoinedAt, MailedAt: e.MailedAt, ConfirmBy: e.ConfirmBy, EndedAt: e.EndedAt, Offer: e.Offer.UUID(), Passes: e.Passes,
		Trace: e.Trace,
	}
}

func (w wholeEntry) entry() waitlist.Entry {
	return waitlist.Entry{
		ID: waitlist.EntryID(w.ID), Event: waitlist.EventID(w.Event), Place: w.Place, Email: w.Email, Name: w.Name,
		Wish:   waitlist.Wish{Quantity: w.Quantity, MaxPrice: money.Decimal(w.MaxPrice), Sections: w.Sections, Accessible: w.Accessible},
		Status: waitlist.Status(w.Status), Reason: w.Reason, JoinedAt: w.JoinedAt, MailedAt: w.MailedAt, ConfirmBy: w.ConfirmBy,
		EndedAt: w.EndedAt, Offer: waitlist.OfferID(w.Offer), Passes: w.Passes, Trace: w.Trace,
	}
}

// wholeOffer is an offer with all that is kept of it but the secret of its order.
type wholeOffer struct {
	ID           id.UUID     `json:"id"`
	Event        id.UUID     `json:"event"`
	Entry        id.UUID     `json:"entry"`
	State        string      `json:"state"`
	Seats        []wholeSeat `json:"seats"`
	Apart        bool        `json:"apart,omitempty"`
	Reservations []id.UUID   `json:"reservations,omitempty"`
	Total        rest.Sum    `json:"total"`
	MadeAt       time.Time   `json:"madeAt"`
	OpenedAt     time.Time   `json:"openedAt,omitzero"`
	ExpiresAt    time.Time   `json:"expiresAt,omitzero"`
	EndedAt      time.Time   `json:"endedAt,omitzero"`
	Reason       string      `json:"reason,omitempty"`
	Look         time.Time   `json:"look,omitzero"`
	Tries        int         `json:"tries,omitempty"`
	Trace        string      `json:"trace,omitempty"`
}

type wholeSeat struct {
	ID      id.UUID  `json:"id"`
	Section string   `json:"section"`
	Row     string   `json:"row"`
	Number  string   `json:"number"`
	Price   rest.Sum `json:"price"`
}

// wireOffer is nil for none.
func wireOffer(o *waitlist.Offer) *wholeOffer {
	if o == nil {
		return nil
	}
	w := &wholeOffer{
		ID: o.ID.UUID(), Event: o.Event.UUID(), Entry: o.Entry.UUID(), State: string(o.State), Seats: make([]wholeSeat, len(o.Seats)),
		Apart: o.Apart, Reservations: o.Reservations, Total: rest.SumOf(o.Total), MadeAt: o.MadeAt, OpenedAt: o.OpenedAt, ExpiresAt: o.ExpiresAt,
		EndedAt: o.EndedAt, Reason: o.Reason, Look: o.Look, Tries: o.Tries, Trace: o.Trace,
	}
	for i, s := range o.Seats {
		w.Seats[i] = wholeSeat{s.ID.UUID(), s.Section, s.Row, s.Number, rest.SumOf(s.Price)}
	}
	return w
}

func (w *wholeOffer) offer() *waitlist.Offer {
	if w == nil {
		return nil
	}
	o := &waitlist.Offer{
		ID: waitlist.OfferID(w.ID), Event: waitlist.EventID(w.Event), Entry: waitlist.EntryID(w.Entry), State: waitlist.State(w.State),
		Seats: make([]waitlist.OfferedSeat, len(w.Seats)), Apart: w.Apart, Reservations: w.Reservations, Total: w.Total.Amount(),
		MadeAt: w.MadeAt, OpenedAt: w.OpenedAt, ExpiresAt: w.ExpiresAt, EndedAt: w.EndedAt, Reason: w.Reason, Look: w.Look, Tries: w.Tries,
		Trace: w.Trace,
	}
	for i, s := range w.Seats {
		o.Seats[i] = waitlist.OfferedSeat{ID: waitlist.SeatID(s.ID), Section: s.Section, Row: s.Row, Number: s.Number, Price: s.Price.Amount()}
	}
	return o
}

type facts struct {
	Version   int64     `json:"version"`
	Name      string    `json:"name"`
	Venue     string    `json:"venue"`
	Starts    time.Time `json:"starts"`
	TimeZone  string    `json:"timeZone"`
	Cancelled bool      `json:"cancelled,omitempty"`
}

// letter is what a mail speaks of. The link and whom it goes to are never logged.
type letter struct {
	Entry    wholeEntry  `json:"entry"`
	Event    facts       `json:"event"`
	URL      string      `json:"url"`
	Position int64       `json:"position"`
	Offer    *wholeOffer `json:"offer,omitempty"`
	Until    time.Time   `json:"until,omitzero"`
}

func wireLetter(l waitlist.Letter) letter {
	return letter{wireEntry(l.Entry), facts(l.Event), l.URL, l.Position, wireOffer(l.Offer), l.Until}
}

func (w letter) letter() waitlist.Letter {
	return waitlist.Letter{
		Entry: w.Entry.entry(), Event: waitlist.EventFacts(w.Event), URL: w.URL, Position: w.Position, Offer: w.Offer.offer(), Until: w.Until,
	}
}

// view is a place in line for its page. The secret is the offered order's.
type view struct {
	Entry    wholeEntry  `json:"entry"`
	Position int64       `json:"position"`
	Hour     int64       `json:"hour"`
	Day      int64       `json:"day"`
	Event    facts       `json:"event"`
	Offer    *wholeOffer `json:"offer,omitempty"`
	Secret   string      `json:"secret,omitempty"`
}

func wireView(v waitlist.View) view {
	return view{wireEntry(v.Entry), v.Position, v.Pace.Hour, v.Pace.Day, facts(v.Event), wireOffer(v.Offer), v.Secret}
}

func (w view) view() waitlist.View {
	return waitlist.View{
		Entry: w.Entry.entry(), Position: w.Position, Pace: waitlist.Pace{Hour: w.Hour, Day: w.Day}, Event: waitlist.EventFacts(w.Event),
		Offer: w.Offer.offer(), Secret: w.Secret,
	}
}

package waitlisttest

import (
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
	"github.com/speckit/ticketing/internal/waitlist"
)

// Noon is when every world begins.
var Noon = time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC)

// Maker makes rows without a service, each with an id of its own.
type Maker struct {
	ids *id.Seeded
	n   int64
}

// NewMaker returns a maker whose rows depend on the seed alone.
func NewMaker(seed uint64) *Maker { return &Maker{ids: id.NewSeeded(seed)} }

// Event makes the id of an event.
func (m *Maker) Event() waitlist.EventID { return waitlist.EventID(m.ids.New()) }

// Seat makes the id of a seat.
func (m *Maker) Seat() waitlist.SeatID { return waitlist.SeatID(m.ids.New()) }

// Entry makes an unconfirmed entry with an address and a place of its own; places rise.
func (m *Maker) Entry(event waitlist.EventID) waitlist.Entry {
	m.n++
	return waitlist.Entry{
		ID: waitlist.EntryID(m.ids.New()), Event: event, Place: m.n, Email: fmt.Sprintf("Ann%d@Example.com", m.n),
		Wish: waitlist.Wish{Quantity: 1}, Status: waitlist.Unconfirmed, Reason: events.LineJoined,
		Secret:   secretlink.Seal(fmt.Sprint("secret", m.n), Sealer{}),
		JoinedAt: Noon, MailedAt: Noon, ConfirmBy: Noon.Add(24 * time.Hour),
	}
}

// Pending makes a confirmed entry.
func (m *Maker) Pending(event waitlist.EventID) waitlist.Entry {
	e := m.Entry(event)
	e.Status, e.Reason = waitlist.Pending, events.LineConfirmed
	return e
}

// Full makes an entry in which every field says something.
func (m *Maker) Full(event waitlist.EventID) waitlist.Entry {
	e := m.Entry(event)
	e.Name, e.Trace = "Ann Élodie", "00-trace"
	e.Wish = waitlist.Wish{Quantity: 3, MaxPrice: "49.90", Sections: []string{`Stalls "left", {1}\`, "", "Ring"}, Accessible: true}
	e.Status, e.Reason = waitlist.Expired, events.LinePassed
	e.MailedAt, e.EndedAt = Noon.Add(time.Hour+time.Microsecond), Noon.Add(2*time.Hour)
	e.Offer, e.Passes = waitlist.OfferID(m.ids.New()), 2
	return e
}

// Offer makes an offer in the making, of fresh seats.
func (m *Maker) Offer(e waitlist.Entry, seats int) waitlist.Offer {
	o := waitlist.Offer{
		ID: waitlist.OfferID(m.ids.New()), Event: e.Event, Entry: e.ID, State: waitlist.Making, MadeAt: Noon, Look: Noon,
	}
	for n := range seats {
		o.Seats = append(o.Seats, waitlist.OfferedSeat{
			ID: m.Seat(), Section: "Stalls", Row: "A", Number: fmt.Sprint(n + 1), Price: money.Of(4990, "EUR"),
		})
	}
	return o
}

// Opened makes an open offer of one in the making.
func (m *Maker) Opened(o waitlist.Offer) waitlist.Offer {
	o = o.Clone()
	o.State, o.OpenedAt, o.ExpiresAt, o.Look = waitlist.Open, Noon.Add(time.Second), Noon.Add(30*time.Minute), Noon.Add(30*time.Minute)
	o.OrderSecret, o.Total = secretlink.Seal("order", Sealer{}), money.Of(int64(len(o.Seats))*4990, "EUR")
	for range o.Seats {
		o.Reservations = append(o.Reservations, m.ids.New())
	}
	return o
}

// Ended makes an offer that came to nothing.
func (m *Maker) Ended(o waitlist.Offer) waitlist.Offer {
	o = o.Clone()
	o.State, o.Reason, o.EndedAt = waitlist.Over, events.LinePassed, Noon.Add(31*time.Minute)
	return o
}

// Fact makes a fact about an entry.
func (m *Maker) Fact(e waitlist.Entry) events.WaitlistEntryChanged {
	return events.WaitlistEntryChanged{
		Meta: events.Stamp(m.ids.New(), Noon), Entry: e.ID.UUID(), Event: e.Event.UUID(), Concert: e.Event.UUID(),
		Status: string(e.Status), Reason: e.Reason, Seats: []id.UUID{},
	}
}

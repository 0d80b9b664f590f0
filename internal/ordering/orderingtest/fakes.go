package orderingtest

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/ordering"
)

// ErrAway is what a fake says when it was told to be away.
var ErrAway = errors.New("away")

// ErrPaymentInProgress is inventory's refusal to let a hold go.
var ErrPaymentInProgress = fault.New(fault.Conflict, "payment_in_progress", "A payment for this is not decided yet.")

// Seats is an inventory without rules: tests say what it answers.
type Seats struct {
	holds     map[id.UUID]*ordering.Hold
	Away      bool
	Paying    bool                    // a payment is undecided: nothing can be released
	Gone      bool                    // somebody else has the seats
	Again     map[id.UUID]id.UUID     // what a sale took again
	Taken     bool                    // somebody else has every seat that is asked for
	Meanwhile func()                  // runs once, at the end of the next call to Holds, Reserve or Confirm
	Confirmed []ordering.Confirmation // every confirmation asked for
	Reserved  []ordering.ReserveFor   // every wish for holds
	Released  []id.UUID               // every reservation let go
}

// Put makes a hold known as it is given.
func (s *Seats) Put(hold ordering.Hold) { s.holds[hold.Reservation] = &hold }

// End ends a hold.
func (s *Seats) End(hold ordering.Hold) { s.holds[hold.Reservation].Status = "expired" }

// Extend moves a hold's end.
func (s *Seats) Extend(hold ordering.Hold, to time.Time) { s.holds[hold.Reservation].ExpiresAt = to }

// Sell makes a hold a sale.
func (s *Seats) Sell(hold ordering.Hold) { s.holds[hold.Reservation].Status = "confirmed" }

func (s *Seats) meanwhile() {
	if do := s.Meanwhile; do != nil {
		s.Meanwhile = nil
		do()
	}
}

// Holds returns what is known of the reservations.
func (s *Seats) Holds(_ context.Context, reservations []id.UUID) ([]ordering.Hold, error) {
	defer s.meanwhile()
	if s.Away {
		return nil, ErrAway
	}
	var found []ordering.Hold
	for _, reservation := range reservations {
		if hold, ok := s.holds[reservation]; ok {
			found = append(found, *hold)
		}
	}
	return found, nil
}

// HoldsOf returns the customer's holds that are active.
func (s *Seats) HoldsOf(_ context.Context, customer id.UUID) ([]ordering.Hold, error) {
	if s.Away {
		return nil, ErrAway
	}
	var found []ordering.Hold
	for _, hold := range s.holds {
		if hold.Customer == customer && hold.Status == "active" {
			found = append(found, *hold)
		}
	}
	slices.SortFunc(found, func(a, b ordering.Hold) int { return id.Compare(a.Reservation, b.Reservation) })
	return found, nil
}

// Reserve holds the seats at 20 dollars each, from noon on for 15 minutes, unless the test says that somebody has them.
func (s *Seats) Reserve(_ context.Context, wish ordering.ReserveFor) ([]ordering.Hold, error) {
	defer s.meanwhile()
	switch {
	case s.Away:
		return nil, ErrAway
	case s.Taken:
		return nil, ordering.ErrSeatTaken
	}
	s.Reserved = append(s.Reserved, wish)
	made := make([]ordering.Hold, len(wish.Seats))
	for i, seat := range wish.Seats {
		reservation := id.Named(wish.Group, seat.String())
		if _, known := s.holds[reservation]; !known {
			s.holds[reservation] = &ordering.Hold{
				Reservation: reservation, Seat: seat, Event: id.Named(id.Nil, "event"), Customer: wish.Customer, Section: "Stalls", Row: "A",
				Label: seat.String()[:4], Price: money.Of(2000, "USD"), ExpiresAt: Noon.Add(15 * time.Minute), Status: "active",
			}
		}
		made[i] = *s.holds[reservation]
	}
	return made, nil
}

// Confirm sells, unless the test says otherwise.
func (s *Seats) Confirm(_ context.Context, wishes []ordering.Confirmation) ([]ordering.Sale, error) {
	defer s.meanwhile()
	if s.Away {
		return nil, ErrAway
	}
	s.Confirmed = append(s.Confirmed, wishes...)
	sales := make([]ordering.Sale, len(wishes))
	for i := range wishes {
		sales[i] = ordering.Sale{Gone: s.Gone}
		if !s.Gone {
			sales[i].Sold = s.Again
		}
	}
	return sales, nil
}

// Release lets holds go, unless the test says that a payment is undecided.
func (s *Seats) Release(_ context.Context, reservations []id.UUID, _ string) error {
	switch {
	case s.Away:
		return ErrAway
	case s.Paying:
		return ErrPaymentInProgress
	}
	for _, reservation := range reservations {
		s.holds[reservation].Status = "expired"
	}
	s.Released = append(s.Released, reservations...)
	return nil
}

// Refund is money that was asked back.
type Refund struct {
	Payment id.UUID
	Reason  string
}

// Refunds notes what is asked of payment.
type Refunds struct {
	Away  bool
	Asked []Refund
}

// Refund accepts.
func (r *Refunds) Refund(_ context.Context, payment id.UUID, reason string) error {
	if r.Away {
		return ErrAway
	}
	r.Asked = append(r.Asked, Refund{payment, reason})
	return nil
}

// Tickets notes whose tickets were cancelled.
type Tickets struct {
	Voided []id.UUID
	Lost   bool // answers are: what was asked for is done all the same
}

// Void accepts.
func (f *Tickets) Void(_ context.Context, order id.UUID) error {
	f.Voided = append(f.Voided, order)
	if f.Lost {
		return ErrAway
	}
	return nil
}

// Events knows every event under one name.
type Events struct{ Away bool }

// Names returns it.
func (f *Events) Names(_ context.Context, events []id.UUID) (map[id.UUID]ordering.EventName, error) {
	if f.Away {
		return nil, ErrAway
	}
	names := map[id.UUID]ordering.EventName{}
	for _, event := range events {
		names[event] = ordering.EventName{
			Name: "Così fan tutte", Venue: "Opera", Starts: Noon.Add(48 * time.Hour), TimeZone: "Europe/Vienna",
		}
	}
	return names, nil
}

// Sessions opens sessions that nobody checks.
type Sessions struct{}

// OrderSession returns one for a day.
func (Sessions) OrderSession(_ context.Context, order, _ id.UUID) (ordering.Session, error) {
	return ordering.Session{Token: "session-of-" + order.String(), ExpiresAt: Noon.Add(24 * time.Hour)}, nil
}

// Linked is a mail of links.
type Linked struct {
	To    string
	Links []ordering.Link
}

// Mails notes what is asked of notification.
type Mails struct {
	Away   bool
	Known  []ordering.Mail
	Resent []id.UUID
	Linked []Linked
}

// OfOrder returns what the test says.
func (m *Mails) OfOrder(context.Context, id.UUID) ([]ordering.Mail, error) {
	if m.Away {
		return nil, ErrAway
	}
	return m.Known, nil
}

// Resend accepts.
func (m *Mails) Resend(_ context.Context, order id.UUID) error {
	m.Resent = append(m.Resent, order)
	return nil
}

// SendLinks accepts.
func (m *Mails) SendLinks(_ context.Context, to string, links []ordering.Link) error {
	m.Linked = append(m.Linked, Linked{to, links})
	return nil
}

// Sealer seals with a mark that tests can see.
type Sealer struct{}

// Seal turns the bytes around.
func (Sealer) Seal(plain []byte) []byte {
	sealed := bytes.Clone(plain)
	slices.Reverse(sealed)
	return append([]byte("sealed:"), sealed...)
}

// Open turns them back.
func (Sealer) Open(sealed []byte) ([]byte, error) {
	plain, ok := bytes.CutPrefix(bytes.Clone(sealed), []byte("sealed:"))
	if !ok {
		return nil, errors.New("not sealed")
	}
	slices.Reverse(plain)
	return plain, nil
}

// Secrets counts instead of guessing.
type Secrets struct{ n uint64 }

// Bytes returns bytes that nobody should use.
func (s *Secrets) Bytes(n int) []byte {
	out := make([]byte, 0, n+8)
	for len(out) < n {
		s.n++
		out = binary.LittleEndian.AppendUint64(out, s.n*0x9E3779B97F4A7C15)
	}
	return out[:n]
}

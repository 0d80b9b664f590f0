package fulfillmentpg

import (
	"crypto/sha256"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentpg/fulfillmentsql"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

func orderOf(r fulfillmentsql.Order) fulfillment.Order {
	o := fulfillment.Order{
		ID: fulfillment.OrderID(r.ID), Number: r.Number, Customer: some(r.CustomerID), Payment: some(r.PaymentID),
		IssuedAt: at(r.IssuedAt), VoidedAt: at(r.VoidedAt),
	}
	copy(o.SecretHash[:], r.SecretHash)
	return o
}

func orderRow(o fulfillment.Order) fulfillmentsql.Order {
	r := fulfillmentsql.Order{
		ID: o.ID.UUID(), Number: o.Number, CustomerID: maybe(o.Customer), PaymentID: maybe(o.Payment),
		IssuedAt: maybeAt(o.IssuedAt), VoidedAt: maybeAt(o.VoidedAt),
	}
	if o.SecretHash != [sha256.Size]byte{} {
		r.SecretHash = o.SecretHash[:]
	}
	return r
}

func ticketOf(r fulfillmentsql.Ticket) fulfillment.Ticket {
	return fulfillment.Ticket{
		ID: fulfillment.TicketID(r.ID), Number: r.Number, Position: int(r.Position), Order: fulfillment.OrderID(r.OrderID),
		Event: r.EventID, Seat: r.SeatID, Section: r.Section, Row: r.SeatRow, Label: r.Label, Holder: r.Holder,
		Price: money.Of(r.Price, money.Currency(r.Currency)), Status: fulfillment.Status(r.Status), Revision: int(r.Revision),
		Key: r.KeyName, IssuedAt: clock.Cut(r.IssuedAt), Reissue: some(r.ReissueID), TouchedAt: at(r.TouchedAt),
		Entry: fulfillment.Entry{Scan: some(r.ScanID), At: at(r.AdmittedAt), Gate: r.Gate, By: some(r.AdmittedBy)},
	}
}

func ticketRow(t fulfillment.Ticket) fulfillmentsql.Ticket {
	return fulfillmentsql.Ticket{
		ID: t.ID.UUID(), Number: t.Number, Position: int32(t.Position), OrderID: t.Order.UUID(), // #nosec G115 -- an order has few seats
		EventID: t.Event, SeatID: t.Seat, Section: t.Section, SeatRow: t.Row, Label: t.Label, Holder: t.Holder,
		Price: t.Price.Minor, Currency: string(t.Price.Currency), Status: string(t.Status), Revision: int32(t.Revision), // #nosec G115 -- at most 65,535
		KeyName: t.Key, IssuedAt: t.IssuedAt, ReissueID: maybe(t.Reissue), TouchedAt: maybeAt(t.TouchedAt),
		ScanID: maybe(t.Entry.Scan), AdmittedAt: maybeAt(t.Entry.At), Gate: t.Entry.Gate, AdmittedBy: maybe(t.Entry.By),
	}
}

// newTickets writes tickets that were just issued as the columns of their rows.
func newTickets(tickets []fulfillment.Ticket) (p fulfillmentsql.AddTicketsParams) {
	for _, t := range tickets {
		r := ticketRow(t)
		p.Ids = append(p.Ids, r.ID)
		p.Numbers = append(p.Numbers, r.Number)
		p.Positions = append(p.Positions, r.Position)
		p.OrderIds = append(p.OrderIds, r.OrderID)
		p.EventIds = append(p.EventIds, r.EventID)
		p.SeatIds = append(p.SeatIds, r.SeatID)
		p.Sections = append(p.Sections, r.Section)
		p.SeatRows = append(p.SeatRows, r.SeatRow)
		p.Labels = append(p.Labels, r.Label)
		p.Holders = append(p.Holders, r.Holder)
		p.Prices = append(p.Prices, r.Price)
		p.Currencies = append(p.Currencies, r.Currency)
		p.Statuses = append(p.Statuses, r.Status)
		p.Revisions = append(p.Revisions, r.Revision)
		p.KeyNames = append(p.KeyNames, r.KeyName)
		p.IssuedAts = append(p.IssuedAts, r.IssuedAt)
	}
	return p
}

func scanOf(r fulfillmentsql.Scan) fulfillment.Scan {
	return fulfillment.Scan{
		ID: r.ID, Ticket: fulfillment.TicketID(r.TicketID), Event: r.EventID, Revision: int(r.Revision),
		Outcome: fulfillment.Outcome(r.Outcome), Gate: r.Gate, At: clock.Cut(r.ScannedAt), Recorded: clock.Cut(r.RecordedAt),
		By: r.ScannedBy, UndoneAt: at(r.UndoneAt), UndoneBy: some(r.UndoneBy),
	}
}

// scanRow writes a new scan, which nobody has undone.
func scanRow(s fulfillment.Scan) fulfillmentsql.AddScansParams {
	return fulfillmentsql.AddScansParams{
		ID: s.ID, TicketID: s.Ticket.UUID(), EventID: s.Event, Revision: int32(s.Revision), // #nosec G115 -- at most 65,535
		Outcome: string(s.Outcome), Gate: s.Gate, ScannedAt: s.At, RecordedAt: s.Recorded, ScannedBy: s.By,
	}
}

func eventOf(r fulfillmentsql.Event) fulfillment.Event {
	return fulfillment.Event{ID: r.ID, Version: r.Version, Name: r.Name, Venue: r.Venue, Starts: clock.Cut(r.StartsAt), TimeZone: r.TimeZone}
}

func keyOf(r fulfillmentsql.SigningKey) fulfillment.Key {
	return fulfillment.Key{Name: r.Name, Public: r.Public, Sealed: r.Sealed, InUse: r.InUse, CreatedAt: clock.Cut(r.CreatedAt)}
}

// some and maybe turn null into the zero id and back.
func some(u *id.UUID) id.UUID {
	if u == nil {
		return id.Nil
	}
	return *u
}

func maybe(u id.UUID) *id.UUID {
	if u == id.Nil {
		return nil
	}
	return &u
}

// at and maybeAt turn null into the zero time and back.
func at(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return clock.Cut(*t)
}

func maybeAt(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

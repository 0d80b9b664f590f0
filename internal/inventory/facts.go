package inventory

import (
	"github.com/speckit/ticketing/internal/events"
)

func seatOf(s Seat) events.Seat { return events.SeatOf(s.Event.UUID(), s.ID.UUID(), s.Version) }

func reservationCreated(meta events.Meta, s Seat, r Reservation) events.ReservationCreated {
	return events.ReservationCreated{
		Meta: meta, Seat: seatOf(s), Reservation: r.ID.UUID(), Group: r.Group.UUID(), Customer: r.Customer.UUID(),
		SeatNumber: s.Section + "-" + s.Row + "-" + s.Number, Section: s.Section, SectionCode: s.Section, Row: s.Row, Label: s.Number,
		BasePrice: r.Price.Decimal(), Currency: r.Price.Currency, CreatedAt: r.CreatedAt, ExpiresAt: r.ExpiresAt, Status: string(Active),
	}
}

func reservationConfirmed(meta events.Meta, s Seat, r Reservation) events.ReservationConfirmed {
	return events.ReservationConfirmed{
		Meta: meta, Seat: seatOf(s), Reservation: r.ID.UUID(), Customer: r.Customer.UUID(), Order: r.Order.UUID(),
		Price: r.Price.Decimal(), Currency: r.Price.Currency, ConfirmedAt: r.DoneAt, Status: string(Confirmed),
	}
}

// reservationExpired says beside a reservation's end what the map shows of its seat when the transaction is done: a seat that goes
// from one to the next is never shown as free, in whatever order its facts arrive.
func reservationExpired(meta events.Meta, s Seat, r Reservation, becomes Claim) events.ReservationExpired {
	return events.ReservationExpired{
		Meta: meta, Seat: seatOf(s), Reservation: r.ID.UUID(), Customer: r.Customer.UUID(),
		Reason: r.Reason, ExpiredAt: r.DoneAt, Status: string(Expired), SeatStatus: becomes.Status(),
	}
}

// seatStatusChanged says what the map shows of a seat when the transaction is done.
func seatStatusChanged(meta events.Meta, s Seat, becomes Claim, reason string) events.SeatStatusChanged {
	return events.SeatStatusChanged{Meta: meta, Seat: seatOf(s), Status: becomes.Status(), Reason: reason}
}

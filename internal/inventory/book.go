package inventory

import (
	"context"
	"fmt"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Book is the working set of one transaction: the rows that its commands asked for, as the commands before left them. Rows that
// it returns are copies; a change counts once it is put.
type Book struct {
	unit  work.Unit // what is emitted belongs to the command that is being decided
	now   time.Time
	rules Rules
	ids   id.Source

	sales        map[EventID]Sale
	seats        map[SeatID]Seat
	reservations map[ReservationID]Reservation
	live         map[Claimant]int

	// In the order of the changes, so that the same commands write the same rows.
	seatsPut []SeatID
	created  []ReservationID
	changed  []ReservationID
	dirty    map[[16]byte]bool
	deeds    []work.Deed
}

func newBook(unit work.Unit, rows Rows, rules Rules, ids id.Source, now time.Time) *Book {
	b := &Book{
		unit: unit, now: now, rules: rules, ids: ids,
		sales:        make(map[EventID]Sale, len(rows.Sales)),
		seats:        make(map[SeatID]Seat, len(rows.Seats)),
		reservations: make(map[ReservationID]Reservation, len(rows.Reservations)),
		live:         make(map[Claimant]int, len(rows.Live)),
		dirty:        make(map[[16]byte]bool),
	}
	for _, sale := range rows.Sales {
		b.sales[sale.Event] = sale
	}
	for _, seat := range rows.Seats {
		b.seats[seat.ID] = seat
	}
	for _, r := range rows.Reservations {
		b.reservations[r.ID] = r
	}
	for who, n := range rows.Live {
		b.live[who] = n
	}
	return b
}

// close writes what the commands came to.
func (b *Book) close(ctx context.Context, tx Tx) error {
	changes := Changes{}
	for _, k := range b.seatsPut {
		changes.Seats = append(changes.Seats, b.seats[k])
	}
	for _, k := range b.created {
		changes.Created = append(changes.Created, b.reservations[k])
	}
	for _, k := range b.changed {
		changes.Changed = append(changes.Changed, b.reservations[k])
	}
	if changes.Empty() {
		return nil
	}
	if err := tx.Save(ctx, changes); err != nil {
		return fmt.Errorf("save seats: %w", err)
	}
	tx.Record(b.deeds...)
	return nil
}

func (b *Book) putSeat(s Seat) {
	if !b.dirty[s.ID] {
		b.dirty[s.ID] = true
		b.seatsPut = append(b.seatsPut, s.ID)
	}
	b.seats[s.ID] = s
}

// create adds a live reservation.
func (b *Book) create(r Reservation) {
	b.dirty[r.ID] = true
	b.created = append(b.created, r.ID)
	b.reservations[r.ID] = r
	b.live[Claimant{r.Customer, r.Event}]++
}

func (b *Book) putReservation(r Reservation) {
	if !b.dirty[r.ID] {
		b.dirty[r.ID] = true
		b.changed = append(b.changed, r.ID)
	}
	b.reservations[r.ID] = r
}

// end lets a live reservation's seat go, and decides who gets it next: nobody if it left the plan, the keeper whom the event
// favours, or else the public. It reports false if the reservation had ended before.
func (b *Book) end(r Reservation, reason string) bool {
	if !r.End(reason, b.now) {
		return false
	}
	b.putReservation(r)
	b.live[Claimant{r.Customer, r.Event}]--
	seat, ok := b.seats[r.Seat]
	if !ok || !seat.Free(r.ID) {
		panic(fmt.Sprintf("seat %s is not claimed by its live reservation %s", r.Seat, r.ID))
	}
	settled, why := b.settle(seat, "")
	b.unit.Emit(reservationExpired(b.stamp(), seat, r, settled.Claim))
	b.tellSettled(settled, why)
	return true
}

// settle decides who gets a seat that has just come free, and says why it is not the public. The keeper who let it go himself is
// passed over.
func (b *Book) settle(seat Seat, gone Keeper) (settled Seat, why string) {
	sale := b.sales[seat.Event]
	heir := sale.heir(gone)
	switch {
	case seat.Layout < sale.Layout:
		_ = seat.TakeOff() // it is free
		return seat, "removed"
	case heir != "":
		_ = seat.SetAside(heir, b.now.Add(b.rules.Stall), "") // it is free
		return seat, "set_aside"
	default:
		return seat, ""
	}
}

// tellSettled puts a seat that was settled, and tells what became of it. What freed it has told of that before.
func (b *Book) tellSettled(seat Seat, why string) {
	if why != "" {
		b.unit.Emit(seatStatusChanged(b.stamp(), seat, seat.Claim, why))
	}
	b.putSeat(seat)
}

// letGo ends what is set aside for the keeper of the seat.
func (b *Book) letGo(seat Seat) bool {
	keeper := seat.Keeper
	if !seat.LetGo(keeper) {
		return false
	}
	settled, why := b.settle(seat, keeper)
	b.unit.Emit(seatStatusChanged(b.stamp(), seat, settled.Claim, "let_go"))
	b.tellSettled(settled, why)
	return true
}

// hold makes a reservation of a seat that was found open.
func (b *Book) hold(r Reservation, keeper Keeper) Hold {
	seat := b.seats[r.Seat]
	if err := seat.Hold(r.ID, keeper); err != nil {
		panic(fmt.Sprintf("seat %s was found open and is not: %v", r.Seat, err))
	}
	b.create(r)
	b.putSeat(seat)
	b.unit.Emit(reservationCreated(b.stamp(), seat, r))
	return Hold{Reservation: r, Label: seat.Label}
}

// sell confirms a reservation that was found live.
func (b *Book) sell(r Reservation, o OrderID, p PaymentID) Hold {
	seat := b.seats[r.Seat]
	if err := r.Confirm(o, p, b.now); err != nil {
		panic(fmt.Sprintf("reservation %s was found live and is not: %v", r.ID, err))
	}
	if err := seat.Confirm(r.ID); err != nil {
		panic(fmt.Sprintf("seat %s is not held by its active reservation %s", r.Seat, r.ID))
	}
	b.putReservation(r)
	b.putSeat(seat)
	b.unit.Emit(reservationConfirmed(b.stamp(), seat, r))
	return Hold{Reservation: r, Label: seat.Label}
}

// show gives reservations the names of their seats.
func (b *Book) show(rs ...Reservation) []Hold {
	holds := make([]Hold, len(rs))
	for i, r := range rs {
		holds[i] = Hold{Reservation: r, Label: b.seats[r.Seat].Label}
	}
	return holds
}

// find returns those of the reservations that exist.
func (b *Book) find(ids []ReservationID) []Reservation {
	found := make([]Reservation, 0, len(ids))
	for _, k := range ids {
		if r, ok := b.reservations[k]; ok {
			found = append(found, r)
		}
	}
	return found
}

// record keeps what a person of the house did to a seat.
func (b *Book) record(by actor.Actor, action string, seat SeatID) {
	if by.Stranger() {
		return
	}
	b.deeds = append(b.deeds, work.Deed{At: b.now, Actor: by.Customer, Role: string(by.Role), Action: action, Subject: seat.UUID()})
}

func (b *Book) stamp() events.Meta { return events.Stamp(b.ids.New(), b.now) }

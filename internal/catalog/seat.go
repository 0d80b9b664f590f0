package catalog

import "github.com/speckit/ticketing/internal/kernel/id"

// SeatID names a seat; it is the same in inventory, on tickets and here.
type SeatID = id.ID[PlanSeat]

// SeatStatus is what the map shows of a seat.
type SeatStatus string

// The statuses of a seat. Reserved is held, or set aside for somebody.
const (
	Available   SeatStatus = "available"
	Reserved    SeatStatus = "reserved"
	Sold        SeatStatus = "sold"
	Unavailable SeatStatus = "unavailable"
)

// statuses in the order of their codes on the wire.
var statuses = [...]SeatStatus{Available, Reserved, Sold, Unavailable}

// Code is the status in two bits. What is unknown counts as unavailable.
func (s SeatStatus) Code() byte {
	for code, status := range statuses[:3] {
		if s == status {
			return byte(code)
		}
	}
	return 3
}

// Valid reports whether the map has the status.
func (s SeatStatus) Valid() bool { return s == Unavailable || s.Code() < 3 }

// Seat is one seat of an event: its place in the plan and what the map shows of it. X and Y are the geometry's to know.
type Seat struct {
	PlanSeat
	Standing
}

// Standing is how a seat stands.
type Standing struct {
	SeatID  SeatID
	Event   EventID
	Index   int   // in plan order
	Price   int64 // minor units of the event's currency, for whoever takes the seat next
	Promise Promise
	Status  SeatStatus
	Version int64 // inventory's; 0 until it says something
	Changed int64 // the map's sequence at which this became so
}

// Promise is the price at which somebody has a seat; the zero promise is none.
type Promise struct {
	Made  bool
	Price int64 // minor units of the event's currency
}

// Cost is what the seat costs whoever has it, else whoever takes it. Prices may have been changed since it was taken.
func (s *Standing) Cost() int64 {
	if s.Promise.Made {
		return s.Promise.Price
	}
	return s.Price
}

// SeatChange is what inventory says of a seat.
type SeatChange struct {
	Event   EventID
	Seat    SeatID
	Status  SeatStatus
	Promise Promise // of a seat that is held or sold, where it is told
	Version int64
}

// MapChange is what changed on a map.
type MapChange struct {
	Index  int
	Status SeatStatus
}

// shownChanges are changes as readers see them.
func (e *Event) shownChanges(changes []MapChange) []MapChange {
	for i := range changes {
		changes[i].Status = e.Shows(changes[i].Status)
	}
	return changes
}

// follow takes over what inventory says, unless it is old news, and reports whether it did.
func (s *Standing) follow(change SeatChange, sequence int64) bool {
	if change.Version <= s.Version {
		return false
	}
	s.become(change, sequence)
	return true
}

func (s *Standing) become(change SeatChange, sequence int64) {
	s.Status, s.Promise, s.Version, s.Changed = change.Status, change.Promise, change.Version, sequence
}

// Tally counts an event's seats by status, so that no list has to.
type Tally struct {
	Available, Reserved, Sold, Unavailable int
	Revenue                                int64 // prices at which seats are sold, in minor units
}

// Total is how many seats there are.
func (t Tally) Total() int { return t.Available + t.Reserved + t.Sold + t.Unavailable }

// count adds a seat n times; -1 takes it away.
func (t *Tally) count(s Standing, n int) {
	switch s.Status {
	case Available:
		t.Available += n
	case Reserved:
		t.Reserved += n
	case Sold:
		t.Sold += n
		t.Revenue += int64(n) * s.Cost()
	default:
		t.Unavailable += n
	}
}

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
	Price   int64 // minor units of the event's currency
	Status  SeatStatus
	Version int64 // inventory's; 0 until it says something
	Changed int64 // the map's sequence at which this became so
}

// SeatChange is what inventory says of a seat.
type SeatChange struct {
	Event   EventID
	Seat    SeatID
	Status  SeatStatus
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
	s.Status, s.Version, s.Changed = change.Status, change.Version, sequence
}

// Tally counts an event's seats by status, so that no list has to.
type Tally struct {
	Available, Reserved, Sold, Unavailable int
	Revenue                                int64 // prices of sold seats, in minor units
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
		t.Revenue += int64(n) * s.Price
	default:
		t.Unavailable += n
	}
}

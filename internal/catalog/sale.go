package catalog

import "time"

// Sale is how the sale of an event stands for whoever wants a seat.
type Sale string

// What can be said of it. A cancelled event is cancelled whatever its dates, one that has begun is over whatever its status.
const (
	SaleOpen      Sale = "open"      // seats can be had now
	SaleFull      Sale = "full"      // every seat is held, sold or kept back
	SaleLater     Sale = "later"     // it has not begun, or there are no seats yet
	SaleOver      Sale = "over"      // it was closed, or the event has begun
	SaleOff       Sale = "off"       // the event is off sale
	SaleCancelled Sale = "cancelled" // the event does not take place
)

// Sale says how the event's sale stands.
func (e *Event) Sale(now time.Time) Sale {
	closed := !e.SaleClosesAt.IsZero() && !now.Before(e.SaleClosesAt)
	switch {
	case e.Status == Cancelled:
		return SaleCancelled
	case closed || e.Past(now):
		return SaleOver
	case e.Status != Active:
		return SaleOff
	case now.Before(e.SaleOpensAt) || e.Tally.Total() == 0:
		return SaleLater
	case e.Tally.Available == 0:
		return SaleFull
	}
	return SaleOpen
}

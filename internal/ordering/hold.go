package ordering

import (
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// meet compares the order's items with the holds that inventory knows: it takes over how long they last, which an extension may
// have changed, and returns the items whose hold is over.
func (o *Order) meet(holds []Hold, now time.Time) (over []Item) {
	known := make(map[id.UUID]Hold, len(holds))
	for _, hold := range holds {
		known[hold.Reservation] = hold
	}
	items := make([]Item, len(o.Items))
	for i, item := range o.Items {
		hold, ok := known[item.Reservation.UUID()]
		if ok {
			item.ExpiresAt = hold.ExpiresAt
		}
		if !ok || !hold.Live(now) {
			over = append(over, item)
		}
		items[i] = item
	}
	o.Items = items
	return over
}

// seatNames lists seats as people read them.
func seatNames(items []Item) string {
	names := make([]string, len(items))
	for i, item := range items {
		names[i] = item.SeatNumber()
	}
	return strings.Join(names, ", ")
}

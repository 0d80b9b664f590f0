package sim

import (
	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/inventory"
)

// lookAtMap: of a seat that was touched the map knows nothing that inventory does not, and at the same version it shows the same.
func (w *World) lookAtMap(seats []inventory.Seat) {
	truth := make(map[catalog.SeatID]inventory.Seat, len(seats))
	ids := make([]catalog.SeatID, len(seats))
	for i, s := range seats {
		ids[i] = catalog.SeatID(s.ID)
		truth[ids[i]] = s
	}
	shown := w.standings(ids)
	for _, at := range shown {
		s := truth[at.SeatID]
		if at.Version > s.Version || at.Version == s.Version && string(at.Status) != s.Status() {
			w.breach("I8", "the map shows seat %s as %s at version %d; it is %s at %d", at.SeatID, at.Status, at.Version, s.Status(), s.Version)
		}
	}
}

func (w *World) standings(seats []catalog.SeatID) (shown []catalog.Standing) {
	w.must("read the map", w.memories.catalog.Update(w.ctx, func(tx catalog.Tx) (err error) {
		shown, err = tx.Standings(w.ctx, seats)
		return err
	}))
	return shown
}

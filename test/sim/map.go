package sim

import (
	"io"

	"github.com/speckit/ticketing/internal/app"
	"github.com/speckit/ticketing/internal/app/audit"
	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// shownMap reads what the catalogue shows.
func (w *World) shownMap(each func(audit.Shown)) {
	read, after := app.MapOf(w.all), id.Nil
	for {
		page, err := read(w.ctx, after, 2000)
		w.must("read the map", err)
		if len(page) == 0 {
			return
		}
		for _, s := range page {
			each(s)
			after = s.Seat
		}
	}
}

// lookAtMap: of a seat that was touched the map knows nothing that inventory does not, and at the same version it shows the same.
func (w *World) lookAtMap(seats []inventory.Seat) {
	truth := make(map[catalog.SeatID]inventory.Seat, len(seats))
	ids := make([]catalog.SeatID, len(seats))
	for i, s := range seats {
		ids[i] = catalog.SeatID(s.ID)
		truth[ids[i]] = s
	}
	var shown []catalog.Standing
	w.must("read the map", w.memories.catalog.Update(w.ctx, func(tx catalog.Tx) (err error) {
		shown, err = tx.Standings(w.ctx, ids)
		return err
	}))
	for _, at := range shown {
		s := truth[at.SeatID]
		if at.Version > s.Version || at.Version == s.Version && string(at.Status) != s.Status() {
			w.breach("I8", "the map shows seat %s as %s at version %d; it is %s at %d", at.SeatID, at.Status, at.Version, s.Status(), s.Version)
		}
	}
}

func (w *World) sayMap(h io.Writer) {
	w.shownMap(func(s audit.Shown) { say(h, s.Seat, s.Status, s.Version) })
}

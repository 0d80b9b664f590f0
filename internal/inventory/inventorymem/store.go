package inventorymem

import (
	"context"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/platform/mem"
)

// Store is inventory's memory. DB is open to those who deliver its facts.
type Store struct {
	DB *mem.DB

	seats        *mem.Table[inventory.SeatID, inventory.Seat]
	reservations *mem.Table[inventory.ReservationID, inventory.Reservation]
	claims       *mem.Table[inventory.SeatID, inventory.ReservationID] // the one live reservation of a seat
	sales        *mem.Table[inventory.EventID, inventory.Sale]
	parts        *mem.Table[partKey, inventory.Part]
}

type partKey struct {
	event          inventory.EventID
	layout, number int
}

// New returns an empty store.
func New() *Store {
	db := mem.New()
	return &Store{
		DB:           db,
		seats:        mem.NewTable[inventory.SeatID, inventory.Seat](db),
		reservations: mem.NewTable[inventory.ReservationID, inventory.Reservation](db),
		claims:       mem.NewTable[inventory.SeatID, inventory.ReservationID](db),
		sales:        mem.NewTable[inventory.EventID, inventory.Sale](db),
		parts:        mem.NewTable[partKey, inventory.Part](db),
	}
}

// Update runs one transaction; transactions run one after the other.
func (s *Store) Update(ctx context.Context, do func(inventory.Tx) error) error {
	return s.DB.Update(ctx, func(unit *mem.Unit) error { return do(&tx{Unit: unit, store: s}) })
}

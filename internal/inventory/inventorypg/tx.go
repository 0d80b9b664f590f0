package inventorypg

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorypg/inventorysql"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/pg"
)

// tx is one transaction.
type tx struct {
	*pg.Tx
	queries *inventorysql.Queries
}

// Load locks customers, sales and seats, each in the order of their ids, and reads what hangs on them.
func (t *tx) Load(ctx context.Context, needs inventory.Needs) (inventory.Rows, error) {
	var rows inventory.Rows
	if err := t.lockCustomers(ctx, needs.Customers); err != nil {
		return rows, err
	}
	seats, reservations, orders := uids(needs.Seats), uids(needs.Reservations), uids(needs.Orders)
	sales, err := t.queries.LoadSales(ctx, inventorysql.LoadSalesParams{
		Events: uids(needs.Events), Seats: seats, Reservations: reservations, Orders: orders,
	})
	if err != nil {
		return rows, fmt.Errorf("load sales: %w", err)
	}
	rows.Sales = each(sales, saleOf)
	found, err := t.queries.LoadSeats(ctx, inventorysql.LoadSeatsParams{Seats: seats, Reservations: reservations, Orders: orders})
	if err != nil {
		return rows, fmt.Errorf("load seats: %w", err)
	}
	rows.Seats = each(found, seatOf)
	for _, seat := range found {
		if seat.ReservationID.Valid {
			reservations = append(reservations, seat.ReservationID)
		}
	}
	claims, err := t.queries.LoadReservations(ctx, inventorysql.LoadReservationsParams{Reservations: reservations, Orders: orders})
	if err != nil {
		return rows, fmt.Errorf("load reservations: %w", err)
	}
	rows.Reservations = each(claims, reservationOf)
	rows.Live, err = t.live(ctx, needs.Customers)
	return rows, err
}

// lockCustomers keeps other transactions from counting the same customers until this one ends. Two customers with one key only
// wait for each other without need.
func (t *tx) lockCustomers(ctx context.Context, customers []inventory.CustomerID) error {
	if len(customers) == 0 {
		return nil
	}
	keys := make([]int64, len(customers))
	for i, c := range customers {
		keys[i] = int64(binary.BigEndian.Uint64(c[8:])) // #nosec G115 -- any bits will do
	}
	slices.Sort(keys)
	if err := t.queries.LockCustomers(ctx, slices.Compact(keys)); err != nil {
		return fmt.Errorf("lock customers: %w", err)
	}
	return nil
}

func (t *tx) live(ctx context.Context, customers []inventory.CustomerID) (map[inventory.Claimant]int, error) {
	if len(customers) == 0 {
		return nil, nil
	}
	rows, err := t.queries.CountLive(ctx, uids(customers))
	if err != nil {
		return nil, fmt.Errorf("count claims: %w", err)
	}
	counts := make(map[inventory.Claimant]int, len(rows))
	for _, r := range rows {
		counts[inventory.Claimant{Customer: inventory.CustomerID(r.CustomerID.Bytes), Event: inventory.EventID(r.EventID.Bytes)}] = int(r.Live)
	}
	return counts, nil
}

// Save writes claims and reservations in one statement each, on the way of the commit; what ends goes before what begins on the
// same seat.
func (t *tx) Save(ctx context.Context, changes inventory.Changes) error {
	later := inventorysql.New(t.Later(notSaved))
	if len(changes.Seats) > 0 {
		if err := later.SaveClaims(ctx, claimsOf(changes.Seats)); err != nil {
			return notSaved(err)
		}
	}
	if len(changes.Changed) > 0 {
		if err := later.ChangeReservations(ctx, changedOf(changes.Changed)); err != nil {
			return notSaved(err)
		}
	}
	if len(changes.Created) > 0 {
		if err := later.CreateReservations(ctx, createdOf(changes.Created)); err != nil {
			return notSaved(err)
		}
	}
	return nil
}

// notSaved says why claims and reservations were not saved.
func notSaved(err error) error {
	if pg.Violated(err) == "reservations_live_seat" {
		return inventory.ErrSeatTaken.Because(err)
	}
	return fmt.Errorf("save claims: %w", err)
}

// LockSale makes a blank sale first if there is none, so that there is a row to lock.
func (t *tx) LockSale(ctx context.Context, event inventory.EventID) (inventory.Sale, error) {
	if err := t.queries.StartSale(ctx, uid(event)); err != nil {
		return inventory.Sale{}, fmt.Errorf("start sale: %w", err)
	}
	row, err := t.queries.LockSale(ctx, uid(event))
	if err != nil {
		return inventory.Sale{}, fmt.Errorf("lock sale: %w", err)
	}
	return saleOf(row), nil
}

func (t *tx) PutSale(ctx context.Context, sale inventory.Sale) error {
	if err := t.queries.PutSale(ctx, saleRow(sale)); err != nil {
		return fmt.Errorf("put sale: %w", err)
	}
	return nil
}

func (t *tx) Counts(ctx context.Context, event inventory.EventID) (inventory.Counts, error) {
	var counts inventory.Counts
	rows, err := t.queries.CountSeats(ctx, uid(event))
	if err != nil {
		return counts, fmt.Errorf("count seats: %w", err)
	}
	for _, r := range rows {
		counts.Add(inventory.Kind(r.Kind), int(r.Seats))
	}
	return counts, nil
}

func (t *tx) SeatsOf(ctx context.Context, event inventory.EventID) ([]inventory.Seat, error) {
	rows, err := t.queries.LockSeatsOf(ctx, uid(event))
	if err != nil {
		return nil, fmt.Errorf("lock seats: %w", err)
	}
	return each(rows, seatOf), nil
}

func (t *tx) PutSeats(ctx context.Context, seats []inventory.Seat) error {
	for page := range slices.Chunk(seats, seatsPerStatement) {
		if err := t.queries.PutSeats(ctx, seatRows(page)); err != nil {
			return fmt.Errorf("put seats: %w", err)
		}
	}
	return nil
}

// seatsPerStatement keeps the parameters of a stadium's layout out of one huge message.
const seatsPerStatement = 10_000

func (t *tx) PutPart(ctx context.Context, part inventory.Part) (int, error) {
	seats, err := json.Marshal(part.Seats)
	if err != nil {
		return 0, fmt.Errorf("encode part: %w", err)
	}
	err = t.queries.PutPart(ctx, inventorysql.PutPartParams{
		EventID: uid(part.Event), Layout: number(part.Layout), Number: number(part.Number), Parts: number(part.Of),
		Currency: string(part.Currency), StageX: part.StageX, StageY: part.StageY, Seats: string(seats),
	})
	if err != nil {
		return 0, fmt.Errorf("put part: %w", err)
	}
	have, err := t.queries.CountParts(ctx, inventorysql.CountPartsParams{EventID: uid(part.Event), Layout: number(part.Layout)})
	if err != nil {
		return 0, fmt.Errorf("count parts: %w", err)
	}
	return int(have), nil
}

func (t *tx) Parts(ctx context.Context, event inventory.EventID, layout int) ([]inventory.Part, error) {
	rows, err := t.queries.Parts(ctx, inventorysql.PartsParams{EventID: uid(event), Layout: number(layout)})
	if err != nil {
		return nil, fmt.Errorf("select parts: %w", err)
	}
	parts := make([]inventory.Part, len(rows))
	for i, r := range rows {
		parts[i] = inventory.Part{
			Event: event, Layout: layout, Number: int(r.Number), Of: int(r.Parts), Currency: money.Currency(r.Currency),
			StageX: r.StageX, StageY: r.StageY,
		}
		if err := json.Unmarshal([]byte(r.Seats), &parts[i].Seats); err != nil {
			return nil, fmt.Errorf("decode part %d of layout %d: %w", r.Number, layout, err)
		}
	}
	return parts, nil
}

func (t *tx) DropParts(ctx context.Context, event inventory.EventID, layout int) error {
	if err := t.queries.DropParts(ctx, inventorysql.DropPartsParams{EventID: uid(event), Layout: number(layout)}); err != nil {
		return fmt.Errorf("drop parts: %w", err)
	}
	return nil
}

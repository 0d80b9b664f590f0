package inventorypg

import (
	"math"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorypg/inventorysql"
	"github.com/speckit/ticketing/internal/kernel/money"
)

func seatOf(r inventorysql.Seat) inventory.Seat {
	seat := inventory.Seat{
		ID: inventory.SeatID(r.ID.Bytes), Event: inventory.EventID(r.EventID.Bytes), Layout: int(r.Layout),
		Label: inventory.Label{Section: r.Section, Row: r.SeatRow, Number: r.Label},
		Spot: inventory.Spot{
			Category: r.Category, Rank: int(r.CategoryRank), Accessible: r.Accessible, Companion: r.Companion, Standing: r.Standing,
			X: r.X, Y: r.Y, Index: int(r.PlanIndex),
		},
		Price: money.Of(r.Price, money.Currency(r.Currency)),
		Claim: inventory.Claim{
			Kind: inventory.Kind(r.Kind), Reservation: inventory.ReservationID(r.ReservationID.Bytes), Keeper: inventory.Keeper(r.Keeper), Until: at(r.KeptUntil),
		},
		Version: r.Version,
	}
	if seat.Kind == inventory.SeatSetAside {
		seat.Note = r.Note
	}
	return seat
}

func reservationOf(r inventorysql.Reservation) inventory.Reservation {
	return inventory.Reservation{
		ID: inventory.ReservationID(r.ID.Bytes), Group: inventory.GroupID(r.GroupID.Bytes), Size: int(r.GroupSize), Seat: inventory.SeatID(r.SeatID.Bytes),
		Event: inventory.EventID(r.EventID.Bytes), Customer: inventory.CustomerID(r.CustomerID.Bytes), Price: money.Of(r.Price, money.Currency(r.Currency)),
		CreatedAt: r.CreatedAt.UTC(), ExpiresAt: r.ExpiresAt.UTC(), Extended: r.Extended, Status: inventory.Status(r.Status), Reason: r.Reason,
		DoneAt: at(r.DoneAt), Order: inventory.OrderID(r.OrderID.Bytes), Payment: inventory.PaymentID(r.PaymentID.Bytes), PayingUntil: at(r.PayingUntil),
	}
}

func saleOf(r inventorysql.Sale) inventory.Sale {
	return inventory.Sale{
		Terms: inventory.Terms{
			Event: inventory.EventID(r.EventID.Bytes), Version: r.Version, Status: inventory.SaleStatus(r.Status), Date: r.HeldAt.UTC(),
			Opens: at(r.OpensAt), Closes: at(r.ClosesAt), Currency: money.Currency(r.Currency), Limit: int(r.SeatLimit),
		},
		Layout: int(r.Layout), RelaidUntil: at(r.RelaidUntil), RelaidTo: int(r.RelaidTo), Favours: inventory.Keeper(r.Favours), LineTerm: r.LineTerm,
		StageX: r.StageX, StageY: r.StageY,
	}
}

func saleRow(s inventory.Sale) inventorysql.PutSaleParams {
	return inventorysql.PutSaleParams{
		EventID: uid(s.Event), Version: s.Version, Status: string(s.Status), HeldAt: s.Date, OpensAt: maybe(s.Opens), ClosesAt: maybe(s.Closes),
		Currency: string(s.Currency), SeatLimit: number(s.Limit), Layout: number(s.Layout), RelaidUntil: maybe(s.RelaidUntil), RelaidTo: number(s.RelaidTo),
		Favours: string(s.Favours), LineTerm: s.LineTerm, StageX: s.StageX, StageY: s.StageY,
	}
}

func claimsOf(seats []inventory.Seat) inventorysql.SaveClaimsParams {
	var p inventorysql.SaveClaimsParams
	for _, s := range seats {
		p.Ids = append(p.Ids, uid(s.ID))
		p.Kinds = append(p.Kinds, string(s.Kind))
		p.ReservationIds = append(p.ReservationIds, maybeID(s.Reservation))
		p.Keepers = append(p.Keepers, string(s.Keeper))
		p.KeptUntils = append(p.KeptUntils, s.Until)
		p.Notes = append(p.Notes, s.Note)
		p.Versions = append(p.Versions, s.Version)
	}
	return p
}

func createdOf(rs []inventory.Reservation) inventorysql.CreateReservationsParams {
	var p inventorysql.CreateReservationsParams
	for _, r := range rs {
		p.Ids = append(p.Ids, uid(r.ID))
		p.GroupIds = append(p.GroupIds, uid(r.Group))
		p.GroupSizes = append(p.GroupSizes, number(r.Size))
		p.SeatIds = append(p.SeatIds, uid(r.Seat))
		p.EventIds = append(p.EventIds, uid(r.Event))
		p.CustomerIds = append(p.CustomerIds, uid(r.Customer))
		p.Prices = append(p.Prices, r.Price.Minor)
		p.Currencies = append(p.Currencies, string(r.Price.Currency))
		p.CreatedAts = append(p.CreatedAts, r.CreatedAt)
		p.ExpiresAts = append(p.ExpiresAts, r.ExpiresAt)
		p.Extendeds = append(p.Extendeds, r.Extended)
		p.Statuses = append(p.Statuses, string(r.Status))
		p.Reasons = append(p.Reasons, r.Reason)
		p.DoneAts = append(p.DoneAts, r.DoneAt)
		p.OrderIds = append(p.OrderIds, maybeID(r.Order))
		p.PaymentIds = append(p.PaymentIds, maybeID(r.Payment))
		p.PayingUntils = append(p.PayingUntils, r.PayingUntil)
		p.DueAts = append(p.DueAts, r.DueAt())
	}
	return p
}

func changedOf(rs []inventory.Reservation) inventorysql.ChangeReservationsParams {
	var p inventorysql.ChangeReservationsParams
	for _, r := range rs {
		p.Ids = append(p.Ids, uid(r.ID))
		p.ExpiresAts = append(p.ExpiresAts, r.ExpiresAt)
		p.Extendeds = append(p.Extendeds, r.Extended)
		p.Statuses = append(p.Statuses, string(r.Status))
		p.Reasons = append(p.Reasons, r.Reason)
		p.DoneAts = append(p.DoneAts, r.DoneAt)
		p.OrderIds = append(p.OrderIds, maybeID(r.Order))
		p.PaymentIds = append(p.PaymentIds, maybeID(r.Payment))
		p.PayingUntils = append(p.PayingUntils, r.PayingUntil)
		p.DueAts = append(p.DueAts, r.DueAt())
	}
	return p
}

func seatRows(seats []inventory.Seat) inventorysql.PutSeatsParams {
	var p inventorysql.PutSeatsParams
	for _, s := range seats {
		p.Ids = append(p.Ids, uid(s.ID))
		p.EventIds = append(p.EventIds, uid(s.Event))
		p.Layouts = append(p.Layouts, number(s.Layout))
		p.Sections = append(p.Sections, s.Section)
		p.SeatRows = append(p.SeatRows, s.Row)
		p.Labels = append(p.Labels, s.Number)
		p.Categories = append(p.Categories, s.Category)
		p.CategoryRanks = append(p.CategoryRanks, number(s.Rank))
		p.Accessibles = append(p.Accessibles, s.Accessible)
		p.Companions = append(p.Companions, s.Companion)
		p.Standings = append(p.Standings, s.Standing)
		p.Xs = append(p.Xs, s.X)
		p.Ys = append(p.Ys, s.Y)
		p.PlanIndexes = append(p.PlanIndexes, number(s.Index))
		p.Prices = append(p.Prices, s.Price.Minor)
		p.Currencies = append(p.Currencies, string(s.Price.Currency))
		p.Kinds = append(p.Kinds, string(s.Kind))
		p.ReservationIds = append(p.ReservationIds, maybeID(s.Reservation))
		p.Keepers = append(p.Keepers, string(s.Keeper))
		p.KeptUntils = append(p.KeptUntils, s.Until)
		p.Notes = append(p.Notes, s.Note)
		p.Versions = append(p.Versions, s.Version)
	}
	return p
}

// each maps rows.
func each[R, T any](rows []R, of func(R) T) []T {
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = of(r)
	}
	return out
}

// number fits what the core counts into the column; nothing that it counts comes near the limit.
func number(n int) int32 { return int32(min(n, math.MaxInt32)) } // #nosec G115 -- bounded

// uid hands an id to pgx in the form that it encodes fastest.
func uid[T ~[16]byte](v T) pgtype.UUID { return pgtype.UUID{Bytes: v, Valid: true} }

// maybeID hands over an id of which none is null.
func maybeID[T ~[16]byte](v T) pgtype.UUID { return pgtype.UUID{Bytes: v, Valid: v != T{}} }

// uids hands over a list.
func uids[T ~[16]byte](vs []T) []pgtype.UUID { return each(vs, uid[T]) }

// at reads a time that may be null.
func at(p *time.Time) time.Time {
	if p == nil {
		return time.Time{}
	}
	return p.UTC()
}

// maybe writes a time; none is null.
func maybe(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

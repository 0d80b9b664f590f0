package catalogpg

import (
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogpg/catalogsql"
	"github.com/speckit/ticketing/internal/kernel/money"
)

func rowOf(e catalog.Event) catalogsql.Event {
	return catalogsql.Event{
		ID: e.ID.UUID(), Name: e.Name, Description: e.Description, Venue: e.Venue, EventDate: e.EventDate, TimeZone: e.TimeZone,
		MaxCapacity: int32(e.MaxCapacity), BasePrice: e.BasePrice.Minor, Currency: string(e.Currency()), Status: string(e.Status),
		SaleOpensAt: unlessZero(e.SaleOpensAt), SaleClosesAt: unlessZero(e.SaleClosesAt), MaxPerCustomer: int32(e.MaxPerCustomer),
		Layout: int32(e.Layout), LaidBy: e.LaidBy, Plan: unlessZero(e.PlanHash), Lowest: e.Lowest, Highest: e.Highest,
		Searched: e.Searched(), VenueKey: catalog.Fold(e.Venue),
		LowestNumber: catalog.InThousandths(e.Lowest, e.Currency()), HighestNumber: catalog.InThousandths(e.Highest, e.Currency()),
		Version: e.Version, ProposedAt: unlessZero(e.ProposedAt), CreatedAt: e.CreatedAt, UpdatedAt: unlessZero(e.UpdatedAt),
		Sequence: e.Sequence, Whole: e.Whole, Available: int32(e.Tally.Available), Reserved: int32(e.Tally.Reserved),
		Sold: int32(e.Tally.Sold), Unavailable: int32(e.Tally.Unavailable), Revenue: e.Tally.Revenue,
	}
}

func eventOf(r catalogsql.Event) catalog.Event {
	return catalog.Event{
		ID: catalog.EventID(r.ID), Name: r.Name, Description: r.Description, Venue: r.Venue, EventDate: r.EventDate.UTC(), TimeZone: r.TimeZone,
		MaxCapacity: int(r.MaxCapacity), BasePrice: money.Of(r.BasePrice, money.Currency(r.Currency)), Status: catalog.Status(r.Status),
		SaleOpensAt: timeOrZero(r.SaleOpensAt), SaleClosesAt: timeOrZero(r.SaleClosesAt), MaxPerCustomer: int(r.MaxPerCustomer),
		Layout: int(r.Layout), LaidBy: r.LaidBy, PlanHash: orZero(r.Plan), Lowest: r.Lowest, Highest: r.Highest,
		Version: r.Version, ProposedAt: timeOrZero(r.ProposedAt), CreatedAt: r.CreatedAt.UTC(), UpdatedAt: timeOrZero(r.UpdatedAt),
		Sequence: r.Sequence, Whole: r.Whole,
		Tally: catalog.Tally{
			Available: int(r.Available), Reserved: int(r.Reserved), Sold: int(r.Sold), Unavailable: int(r.Unavailable), Revenue: r.Revenue,
		},
	}
}

// addOf is a row in the order of its columns.
func addOf(r catalogsql.Event) catalogsql.AddEventParams { return catalogsql.AddEventParams(r) }

func putOf(r catalogsql.Event) catalogsql.PutEventsParams {
	return catalogsql.PutEventsParams{
		ID: r.ID, Name: r.Name, Description: r.Description, Venue: r.Venue, EventDate: r.EventDate, TimeZone: r.TimeZone,
		MaxCapacity: r.MaxCapacity, BasePrice: r.BasePrice, Currency: r.Currency, Status: r.Status, SaleOpensAt: r.SaleOpensAt,
		SaleClosesAt: r.SaleClosesAt, MaxPerCustomer: r.MaxPerCustomer, Layout: r.Layout, LaidBy: r.LaidBy, Plan: r.Plan,
		Lowest: r.Lowest, Highest: r.Highest, Searched: r.Searched, VenueKey: r.VenueKey, LowestNumber: r.LowestNumber,
		HighestNumber: r.HighestNumber, Version: r.Version, ProposedAt: r.ProposedAt, UpdatedAt: r.UpdatedAt, Sequence: r.Sequence,
		Whole: r.Whole, Available: r.Available, Reserved: r.Reserved, Sold: r.Sold, Unavailable: r.Unavailable, Revenue: r.Revenue,
	}
}

func standingOf(r catalogsql.Standing) catalog.Standing {
	return catalog.Standing{
		SeatID: catalog.SeatID(r.ID), Event: catalog.EventID(r.EventID), Index: int(r.Index), Price: r.Price,
		Promise: promiseOf(r.Promised, r.Status), Status: catalog.SeatStatus(r.Status), Version: r.Version, Changed: r.Changed,
	}
}

// promiseOf reads a promise, which counts while somebody has the seat.
func promiseOf(promised pgtype.Int8, status string) catalog.Promise {
	if had := catalog.SeatStatus(status); !promised.Valid || had != catalog.Reserved && had != catalog.Sold {
		return catalog.Promise{}
	}
	return catalog.Promise{Made: true, Price: promised.Int64}
}

func seatOf(r catalogsql.SeatsRow, currency money.Currency) catalog.Seat {
	return catalog.Seat{
		PlanSeat: catalog.PlanSeat{
			ID: r.Seat.ID, Section: r.Seat.Section, Row: r.Seat.RowLabel, Seat: r.Seat.SeatLabel, RowNumber: int(r.Seat.RowNumber),
			SeatNumber: int(r.Seat.SeatNumber), Category: r.Seat.Category, Accessible: r.Seat.Accessible, Companion: r.Seat.Companion,
			Standing: r.Seat.Standing, Price: money.Of(r.Seat.Price, currency),
		},
		Standing: catalog.Standing{
			SeatID: catalog.SeatID(r.Seat.ID), Event: catalog.EventID(r.Seat.EventID), Index: int(r.Seat.Index), Price: r.Seat.Price,
			Promise: promiseOf(r.Promised, r.Status), Status: catalog.SeatStatus(r.Status), Version: r.Version, Changed: r.Changed,
		},
	}
}

// statusesOf reads statuses by their first letters.
func statusesOf(letters string) []catalog.SeatStatus {
	statuses := make([]catalog.SeatStatus, len(letters))
	for i := range letters {
		statuses[i] = statusOf(letters[i])
	}
	return statuses
}

func statusOf(letter byte) catalog.SeatStatus {
	switch letter {
	case 'a':
		return catalog.Available
	case 'r':
		return catalog.Reserved
	case 's':
		return catalog.Sold
	default:
		return catalog.Unavailable
	}
}

func mapped[R, T any](rows []R, one func(R) T) []T {
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = one(r)
	}
	return out
}

func unlessZero[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

func orZero[T any](v *T) (zero T) {
	if v != nil {
		return *v
	}
	return zero
}

func timeOrZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

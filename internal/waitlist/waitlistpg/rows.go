package waitlistpg

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/address"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlistpg/waitlistsql"
)

func lineOf(r waitlistsql.Line) waitlist.Line {
	return waitlist.Line{
		Event: waitlist.EventID(r.EventID), Term: r.Term, Closed: r.Closed, Told: r.Told, Next: r.NextPlace, Paused: r.Paused,
		Starts: when(r.StartsAt), News: r.News, Cancelled: r.Cancelled, Waiting: r.Waiting, Confirmed: r.Confirmed,
		Assigned: r.Assigned, Joined: r.Joined, Gone: r.Gone, Offered: r.Offered, Taken: r.Taken, Passed: r.Passed,
	}
}

func momentOf(r waitlistsql.LineMoment) waitlist.Moment {
	return waitlist.Moment{
		At: r.At.UTC(), Waiting: r.Waiting, Confirmed: r.Confirmed, Gone: r.Gone, Offered: r.Offered, Taken: r.Taken, Passed: r.Passed,
	}
}

func entryOf(r waitlistsql.Entry) waitlist.Entry {
	return waitlist.Entry{
		ID: waitlist.EntryID(r.ID), Event: waitlist.EventID(r.EventID), Place: r.Place, Email: r.Email, Name: r.Name,
		Wish: waitlist.Wish{
			Quantity: int(r.Quantity), MaxPrice: money.Decimal(r.MaxPrice), Sections: some(r.Sections), Accessible: r.Accessible,
		},
		Status: waitlist.Status(r.Status), Reason: r.Reason, Secret: secretlink.Secret{Hash: r.SecretHash, Sealed: r.SecretSealed},
		JoinedAt: r.JoinedAt.UTC(), MailedAt: r.MailedAt.UTC(), ConfirmBy: r.ConfirmBy.UTC(), EndedAt: when(r.EndedAt),
		Offer: waitlist.OfferID(one(r.OfferID)), Passes: int(r.Passes), Trace: r.Trace,
	}
}

// seatRow is an offered seat as it lies in an offer's row.
type seatRow struct {
	ID       waitlist.SeatID `json:"id"`
	Section  string          `json:"section"`
	Row      string          `json:"row"`
	Number   string          `json:"number"`
	Price    int64           `json:"price"` // in minor units
	Currency money.Currency  `json:"currency"`
}

func offerOf(r waitlistsql.Offer) (waitlist.Offer, error) {
	var rows []seatRow
	if err := json.Unmarshal(r.Seats, &rows); err != nil {
		return waitlist.Offer{}, fmt.Errorf("read the seats of offer %s: %w", r.ID, err)
	}
	var seats []waitlist.OfferedSeat
	for _, s := range rows {
		seats = append(seats, waitlist.OfferedSeat{
			ID: s.ID, Section: s.Section, Row: s.Row, Number: s.Number, Price: money.Of(s.Price, s.Currency),
		})
	}
	return waitlist.Offer{
		ID: waitlist.OfferID(r.ID), Event: waitlist.EventID(r.EventID), Entry: waitlist.EntryID(r.EntryID), State: waitlist.State(r.State),
		Seats: seats, Apart: r.Apart, Reservations: some(r.Reservations),
		OrderSecret: secretlink.Secret{Hash: r.SecretHash, Sealed: r.SecretSealed}, Total: money.Of(r.Total, money.Currency(r.Currency)),
		MadeAt: r.MadeAt.UTC(), OpenedAt: when(r.OpenedAt), ExpiresAt: when(r.ExpiresAt), EndedAt: when(r.EndedAt), Reason: r.Reason,
		Look: r.Look.UTC(), Tries: int(r.Tries), Trace: r.Trace,
	}, nil
}

func offersOf(doing string, rows []waitlistsql.Offer, err error) ([]waitlist.Offer, error) {
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	offers := make([]waitlist.Offer, len(rows))
	for i, row := range rows {
		if offers[i], err = offerOf(row); err != nil {
			return nil, err
		}
	}
	return offers, nil
}

// lineRows writes lines as the columns of their rows, and of those of the moment that now is in.
func lineRows(lines []waitlist.Line, now time.Time) (p waitlistsql.PutLinesParams, m waitlistsql.PutMomentsParams) {
	for _, l := range lines {
		p.Events = append(p.Events, l.Event.UUID())
		p.Terms = append(p.Terms, l.Term)
		p.Closeds = append(p.Closeds, l.Closed)
		p.Tolds = append(p.Tolds, l.Told)
		p.NextPlaces = append(p.NextPlaces, l.Next)
		p.Pauseds = append(p.Pauseds, l.Paused)
		p.StartsAts = append(p.StartsAts, l.Starts)
		p.News = append(p.News, l.News)
		p.Cancelleds = append(p.Cancelleds, l.Cancelled)
		p.Waitings = append(p.Waitings, l.Waiting)
		p.Confirmeds = append(p.Confirmeds, l.Confirmed)
		p.Assigneds = append(p.Assigneds, l.Assigned)
		p.Joineds = append(p.Joineds, l.Joined)
		p.Gones = append(p.Gones, l.Gone)
		p.Offereds = append(p.Offereds, l.Offered)
		p.Takens = append(p.Takens, l.Taken)
		p.Passeds = append(p.Passeds, l.Passed)
		m.At = l.MomentOf(now).At
	}
	m.Events, m.Waitings, m.Confirmeds, m.Gones = p.Events, p.Waitings, p.Confirmeds, p.Gones
	m.Offereds, m.Takens, m.Passeds = p.Offereds, p.Takens, p.Passeds
	return p, m
}

// newEntries writes entries as the columns of their rows.
func newEntries(entries []waitlist.Entry) (p waitlistsql.AddEntriesParams) {
	for _, e := range entries {
		p.Ids = append(p.Ids, e.ID.UUID())
		p.Events = append(p.Events, e.Event.UUID())
		p.Places = append(p.Places, e.Place)
		p.Emails = append(p.Emails, e.Email)
		p.Addresses = append(p.Addresses, address.Fold(e.Email))
		p.Names = append(p.Names, e.Name)
		p.Quantities = append(p.Quantities, int32(e.Wish.Quantity)) // #nosec G115 -- at most a hundred
		p.MaxPrices = append(p.MaxPrices, string(e.Wish.MaxPrice))
		p.Sections = append(p.Sections, array(e.Wish.Sections))
		p.Accessibles = append(p.Accessibles, e.Wish.Accessible)
		p.Statuses = append(p.Statuses, string(e.Status))
		p.Reasons = append(p.Reasons, e.Reason)
		p.SecretHashes = append(p.SecretHashes, e.Secret.Hash)
		p.SecretsSealed = append(p.SecretsSealed, e.Secret.Sealed)
		p.JoinedAts = append(p.JoinedAts, e.JoinedAt)
		p.MailedAts = append(p.MailedAts, e.MailedAt)
		p.ConfirmBys = append(p.ConfirmBys, e.ConfirmBy)
		p.EndedAts = append(p.EndedAts, e.EndedAt)
		p.Offers = append(p.Offers, e.Offer.UUID())
		p.Passes = append(p.Passes, int32(e.Passes)) // #nosec G115 -- a few
		p.Traces = append(p.Traces, e.Trace)
	}
	return p
}

// oldEntries writes what of entries can change.
func oldEntries(entries []waitlist.Entry) (p waitlistsql.PutEntriesParams) {
	for _, e := range entries {
		p.Ids = append(p.Ids, e.ID.UUID())
		p.Statuses = append(p.Statuses, string(e.Status))
		p.Reasons = append(p.Reasons, e.Reason)
		p.MailedAts = append(p.MailedAts, e.MailedAt)
		p.EndedAts = append(p.EndedAts, e.EndedAt)
		p.Offers = append(p.Offers, e.Offer.UUID())
		p.Passes = append(p.Passes, int32(e.Passes)) // #nosec G115 -- a few
	}
	return p
}

// newOffers writes offers as the columns of their rows, and of those of their seats.
func newOffers(offers []waitlist.Offer) (p waitlistsql.AddOffersParams, seats waitlistsql.OfferSeatsParams, err error) {
	old := oldOffers(offers)
	p = waitlistsql.AddOffersParams{
		Ids: old.Ids, States: old.States, Reservations: old.Reservations, SecretHashes: old.SecretHashes, SecretsSealed: old.SecretsSealed,
		Totals: old.Totals, Currencies: old.Currencies, OpenedAts: old.OpenedAts, ExpiresAts: old.ExpiresAts, EndedAts: old.EndedAts,
		Reasons: old.Reasons, Looks: old.Looks, Tries: old.Tries,
	}
	for _, o := range offers {
		rows := make([]seatRow, len(o.Seats))
		for i, s := range o.Seats {
			rows[i] = seatRow{s.ID, s.Section, s.Row, s.Number, s.Price.Minor, s.Price.Currency}
			seats.Seats = append(seats.Seats, s.ID.UUID())
			seats.Offers = append(seats.Offers, o.ID.UUID())
			seats.Events = append(seats.Events, o.Event.UUID())
		}
		written, err := json.Marshal(rows)
		if err != nil {
			return p, seats, fmt.Errorf("write the seats of offer %s: %w", o.ID, err)
		}
		p.Seats = append(p.Seats, string(written))
		p.Events = append(p.Events, o.Event.UUID())
		p.Entries = append(p.Entries, o.Entry.UUID())
		p.Aparts = append(p.Aparts, o.Apart)
		p.MadeAts = append(p.MadeAts, o.MadeAt)
		p.Traces = append(p.Traces, o.Trace)
	}
	return p, seats, nil
}

// oldOffers writes what of offers can change.
func oldOffers(offers []waitlist.Offer) (p waitlistsql.PutOffersParams) {
	for _, o := range offers {
		p.Ids = append(p.Ids, o.ID.UUID())
		p.States = append(p.States, string(o.State))
		p.Reservations = append(p.Reservations, array(texts(o.Reservations)))
		p.SecretHashes = append(p.SecretHashes, o.OrderSecret.Hash)
		p.SecretsSealed = append(p.SecretsSealed, o.OrderSecret.Sealed)
		p.Totals = append(p.Totals, o.Total.Minor)
		p.Currencies = append(p.Currencies, string(o.Total.Currency))
		p.OpenedAts = append(p.OpenedAts, o.OpenedAt)
		p.ExpiresAts = append(p.ExpiresAts, o.ExpiresAt)
		p.EndedAts = append(p.EndedAts, o.EndedAt)
		p.Reasons = append(p.Reasons, o.Reason)
		p.Looks = append(p.Looks, o.Look)
		p.Tries = append(p.Tries, int32(o.Tries)) // #nosec G115 -- a few
	}
	return p
}

var escaped = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// array writes texts as the text of an array: an array of arrays would not keep the rows apart.
func array(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = `"` + escaped.Replace(s) + `"`
	}
	return "{" + strings.Join(quoted, ",") + "}"
}

func texts(ids []id.UUID) []string {
	out := make([]string, len(ids))
	for i, u := range ids {
		out[i] = u.String()
	}
	return out
}

// inOrder lists ids in the one order in which rows are locked.
func inOrder[T ~[16]byte](ids []T) []id.UUID {
	out := id.UUIDs(ids)
	slices.SortFunc(out, id.Compare)
	return out
}

// some is no list for an empty one.
func some[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

// one is none for null.
func one(u *id.UUID) id.UUID {
	if u == nil {
		return id.Nil
	}
	return *u
}

// when is the zero time for null.
func when(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

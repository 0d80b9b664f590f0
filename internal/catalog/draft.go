package catalog

import (
	"strings"
	"time"
	_ "time/tzdata" // which zones there are must not depend on the machine
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Bounds of what an event can be.
const (
	maxName        = 200 // characters
	maxDescription = 10_000
	maxCapacity    = 1_000_000
	maxPerCustomer = 1_000
	maxYears       = 20               // from now to the event
	maxPrice       = money.Max / 1000 // minor units of one seat: a thousand of them still add up to an amount
)

// Draft is what an event is made from. What is empty is as the house has it.
type Draft struct {
	Name, Description, Venue  string
	EventDate                 time.Time
	TimeZone                  string
	MaxCapacity               int
	BasePrice                 money.Decimal
	Currency                  money.Currency
	SaleOpensAt, SaleClosesAt time.Time
	MaxPerCustomer            int
}

// Edit is what is to become different about an event; nil leaves a field as it is.
type Edit struct {
	Name, Description, Venue  *string
	EventDate                 *time.Time
	TimeZone                  *string
	MaxCapacity               *int
	BasePrice                 *money.Decimal
	Currency                  *money.Currency
	SaleOpensAt, SaleClosesAt *time.Time // a zero time takes the limit away
	MaxPerCustomer            *int       // 0 is the house's default again
}

// event makes the event of a draft, or says what is wrong with it.
func (d Draft) event(event EventID, rules Rules, now time.Time) (Event, error) {
	if d.TimeZone == "" {
		d.TimeZone = rules.TimeZone
	}
	if d.Currency == "" {
		d.Currency = rules.Currency
	}
	e := Event{ID: event, Status: Active, Version: 1, CreatedAt: now}
	err := e.apply(Edit{
		Name: &d.Name, Description: &d.Description, Venue: &d.Venue, EventDate: &d.EventDate, TimeZone: &d.TimeZone, MaxCapacity: &d.MaxCapacity,
		BasePrice: &d.BasePrice, Currency: &d.Currency, SaleOpensAt: &d.SaleOpensAt, SaleClosesAt: &d.SaleClosesAt, MaxPerCustomer: &d.MaxPerCustomer,
	}, now)
	return e, err
}

// apply changes what the edit names, or says what is wrong with it. Prices of seats follow elsewhere.
func (e *Event) apply(edit Edit, now time.Time) error {
	if e.Status == Cancelled {
		return ErrEventCancelled
	}
	for _, step := range []func(Edit) error{
		e.applyTexts,
		func(edit Edit) error { return e.applyTimes(edit, now) },
		e.applyNumbers,
		e.applyPrice,
	} {
		if err := step(edit); err != nil {
			return err
		}
	}
	return nil
}

func (e *Event) applyTexts(edit Edit) error {
	for _, text := range []struct {
		field string
		what  string
		to    *string
		from  *string
		most  int
		bad   func(rune) bool
	}{
		{"name", "The event's name", &e.Name, edit.Name, maxName, unprintable},
		{"description", "The description", &e.Description, edit.Description, maxDescription, unshowable},
		{"venue", "The venue", &e.Venue, edit.Venue, maxName, unprintable},
	} {
		if text.from == nil {
			continue
		}
		value := strings.TrimSpace(*text.from)
		switch {
		case value == "":
			return wrong(text.field, "%s is missing. Nothing was changed.", text.what)
		case utf8.RuneCountInString(value) > text.most:
			return wrong(text.field, "%s is longer than %d characters. Nothing was changed.", text.what, text.most)
		case strings.ContainsFunc(value, text.bad):
			return wrong(text.field, "%s contains control characters. Nothing was changed.", text.what)
		}
		*text.to = value
	}
	return nil
}

// field is the member of a refusal that names what it is about, as the request called it: a form shows the refusal there.
const field = "field"

func wrong(name, format string, args ...any) *fault.Error {
	return ErrEvent.Saying(format, args...).With(field, name)
}

// unshowable lets lines and tabs through, which descriptions have.
func unshowable(r rune) bool { return unprintable(r) && r != '\n' && r != '\r' && r != '\t' }

func (e *Event) applyTimes(edit Edit, now time.Time) error {
	if edit.TimeZone != nil && *edit.TimeZone != e.TimeZone {
		if _, err := time.LoadLocation(*edit.TimeZone); err != nil || *edit.TimeZone == "" || *edit.TimeZone == "Local" {
			return wrong("timeZone", "There is no time zone %.40q; Europe/Madrid is one. Nothing was changed.", *edit.TimeZone)
		}
		e.TimeZone = *edit.TimeZone
	}
	if edit.EventDate != nil && (e.EventDate.IsZero() || !clock.Cut(*edit.EventDate).Equal(e.EventDate)) {
		switch date := clock.Cut(*edit.EventDate); {
		case !now.Before(date):
			return wrong("eventDate", "The event's date has to be in the future. Nothing was changed.")
		case date.After(now.AddDate(maxYears, 0, 0)):
			return wrong("eventDate", "The event's date is more than %d years away. Nothing was changed.", maxYears)
		default:
			e.EventDate = date
		}
	}
	if edit.SaleOpensAt != nil {
		e.SaleOpensAt = cutUnlessZero(*edit.SaleOpensAt)
	}
	if edit.SaleClosesAt != nil {
		e.SaleClosesAt = cutUnlessZero(*edit.SaleClosesAt)
	}
	if edit.SaleOpensAt == nil && edit.SaleClosesAt == nil && edit.EventDate == nil {
		return nil
	}
	return e.checkSale(now)
}

func (e *Event) checkSale(now time.Time) error {
	const longPast = "The sale's times lie more than %d years back. Nothing was changed."
	earliest := now.AddDate(-maxYears, 0, 0)
	switch {
	case !e.SaleOpensAt.IsZero() && e.SaleOpensAt.Before(earliest):
		return wrong("saleOpensAt", longPast, maxYears)
	case !e.SaleClosesAt.IsZero() && e.SaleClosesAt.Before(earliest):
		return wrong("saleClosesAt", longPast, maxYears)
	case !e.SaleOpensAt.IsZero() && !e.SaleOpensAt.Before(e.EventDate):
		return wrong("saleOpensAt", "The sale would open when the event has begun. Nothing was changed.")
	case !e.SaleClosesAt.IsZero() && e.SaleClosesAt.After(e.EventDate.AddDate(1, 0, 0)):
		return wrong("saleClosesAt", "The sale would close long after the event. Nothing was changed.")
	case !e.SaleClosesAt.IsZero() && !e.SaleOpensAt.Before(e.SaleClosesAt):
		return wrong("saleClosesAt", "The sale would close before it opens. Nothing was changed.")
	default:
		return nil
	}
}

func cutUnlessZero(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return clock.Cut(t)
}

func (e *Event) applyNumbers(edit Edit) error {
	if edit.MaxCapacity != nil {
		switch n := *edit.MaxCapacity; {
		case n <= 0 || n > maxCapacity:
			return wrong("maxCapacity", "The capacity has to be between 1 and %d. Nothing was changed.", maxCapacity)
		case n < e.Tally.Total():
			return ErrBelowSeats.Saying("The event has %d seats already, so its capacity cannot be %d. Nothing was changed.", e.Tally.Total(), n).
				With(field, "maxCapacity")
		default:
			e.MaxCapacity = n
		}
	}
	if edit.MaxPerCustomer != nil {
		if n := *edit.MaxPerCustomer; n < 0 || n > maxPerCustomer {
			return wrong("maxPerCustomer", "The limit per customer has to be between 1 and %d, or 0 for the house's. Nothing was changed.", maxPerCustomer)
		}
		e.MaxPerCustomer = *edit.MaxPerCustomer
	}
	return nil
}

func (e *Event) applyPrice(edit Edit) error {
	if edit.Currency == nil && edit.BasePrice == nil {
		return nil
	}
	currency, number := e.Currency(), e.BasePrice.Decimal()
	if edit.Currency != nil {
		currency = *edit.Currency
	}
	if edit.BasePrice != nil {
		number = *edit.BasePrice
	}
	if !currency.Valid() {
		return wrong("currency", "There is no currency %.10q; a currency is a code of ISO 4217 in capitals, like EUR. Nothing was changed.", currency)
	}
	if currency != e.Currency() && e.Layout > 0 {
		return ErrCurrencyFixed.With(field, "currency")
	}
	price, err := number.In(currency)
	switch {
	case err != nil:
		return wrong("basePrice", "The base price is not an amount of %s. Nothing was changed.", currency).Because(err)
	case price.Minor <= 0 || price.Minor > maxPrice:
		return wrong("basePrice", "The base price has to be more than 0 and at most %s. Nothing was changed.", money.Of(maxPrice, currency))
	}
	e.BasePrice = price
	if e.Layout == 0 {
		e.Lowest, e.Highest = price.Minor, price.Minor
	}
	return nil
}

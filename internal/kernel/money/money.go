// Package money holds amounts as integers of a currency's smallest unit. There is no floating point, neither here nor on the way to the wire.
package money

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Max is the largest amount that we deal in, in minor units; sums of many stay inside an int64.
const Max = 1_000_000_000_000

// Amount is a sum of money. Its zero value is nothing, of no currency.
type Amount struct {
	Minor    int64
	Currency Currency
}

// ErrMixed says that amounts of two currencies met; sums are of one currency.
var ErrMixed = errors.New("amounts of different currencies")

// Of makes an amount of minor units.
func Of(minor int64, currency Currency) Amount { return Amount{Minor: minor, Currency: currency} }

// Plus adds. An amount without a currency takes the other's; two different ones are a bug and panic, since rules refuse them before.
func (a Amount) Plus(b Amount) Amount {
	switch {
	case a.Currency == "":
		a.Currency = b.Currency
	case b.Currency != "" && a.Currency != b.Currency:
		panic(fmt.Errorf("%w: %s and %s", ErrMixed, a.Currency, b.Currency))
	}
	a.Minor += b.Minor
	return a
}

// Split shares the amount into n parts that differ by at most one minor unit and add up to it exactly; the larger parts come first.
func (a Amount) Split(n int) []Amount {
	parts := make([]Amount, n)
	each, rest := a.Minor/int64(n), a.Minor%int64(n)
	for i := range parts {
		parts[i] = Of(each, a.Currency)
		if int64(i) < rest {
			parts[i].Minor++
		} else if int64(i) < -rest {
			parts[i].Minor--
		}
	}
	return parts
}

// Times multiplies by a decimal factor and rounds half away from zero to a minor unit.
func (a Amount) Times(factor Decimal) (Amount, error) {
	f, err := factor.rat()
	if err != nil {
		return Amount{}, err
	}
	product := f.Mul(f, new(big.Rat).SetInt64(a.Minor))
	half := big.NewRat(1, 2)
	if product.Sign() < 0 {
		half.Neg(half)
	}
	product.Add(product, half)
	q := new(big.Int).Quo(product.Num(), product.Denom())
	if !q.IsInt64() || q.Int64() > Max || q.Int64() < -Max {
		return Amount{}, fmt.Errorf("amount is over %d minor units", int64(Max))
	}
	return Of(q.Int64(), a.Currency), nil
}

// String writes the number with the currency's digits and the code: "12.50 EUR".
func (a Amount) String() string { return string(a.Decimal()) + " " + string(a.Currency) }

// Decimal writes the number as it goes on the wire, with exactly the currency's digits: 12.50.
func (a Amount) Decimal() Decimal {
	d := a.Currency.Digits()
	minor, sign := a.Minor, ""
	if minor < 0 {
		minor, sign = -minor, "-"
	}
	text := strconv.FormatInt(minor, 10)
	if d == 0 {
		return Decimal(sign + text)
	}
	if len(text) <= d {
		text = strings.Repeat("0", d-len(text)+1) + text
	}
	return Decimal(sign + text[:len(text)-d] + "." + text[len(text)-d:])
}

// Decimal is a JSON number that was never a float: the digits as they were written.
type Decimal string

// MarshalJSON writes the digits; an empty one is 0.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if d == "" {
		return []byte("0"), nil
	}
	return []byte(d), nil
}

// UnmarshalJSON takes a JSON number and nothing else.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	if len(b) == 0 || (b[0] != '-' && (b[0] < '0' || b[0] > '9')) {
		return fmt.Errorf("expected a number, not %.20s", b)
	}
	*d = Decimal(b)
	return nil
}

// ErrPrecision says that a number has more digits than the currency.
var ErrPrecision = errors.New("more digits than the currency has")

// In reads the number as an amount of the currency, exactly: 12.505 is no amount of euros.
func (d Decimal) In(currency Currency) (Amount, error) {
	r, err := d.rat()
	if err != nil {
		return Amount{}, err
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(currency.Digits())), nil)
	r.Mul(r, new(big.Rat).SetInt(scale))
	if !r.IsInt() {
		return Amount{}, fmt.Errorf("%s %s: %w", d, currency, ErrPrecision)
	}
	n := r.Num()
	if !n.IsInt64() || n.Int64() > Max || n.Int64() < -Max {
		return Amount{}, fmt.Errorf("%s %s is out of range", d, currency)
	}
	return Of(n.Int64(), currency), nil
}

// Covers reports whether the number is at least the amount's. One that is no number covers nothing.
func (d Decimal) Covers(a Amount) bool {
	limit, err := d.rat()
	if err != nil {
		return false
	}
	price, err := a.Decimal().rat()
	return err == nil && limit.Cmp(price) >= 0
}

// Check reports whether the number can be a price: digits that are not negative, and not too many of them.
func (d Decimal) Check() error {
	r, err := d.rat()
	if err == nil && r.Sign() < 0 {
		err = fmt.Errorf("%.20s is below zero", string(d))
	}
	return err
}

// rat reads the digits. Numbers that would take long to compute with (1e999999) are refused first.
func (d Decimal) rat() (*big.Rat, error) {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(string(d)), "e")
	if len(mantissa) > 40 || len(strings.TrimLeft(exponent, "+-0")) > 2 {
		return nil, fmt.Errorf("%.20s… is out of range", string(d))
	}
	r, ok := new(big.Rat).SetString(string(d))
	if !ok || strings.Contains(mantissa, "/") {
		return nil, fmt.Errorf("%.20q is not a number", string(d))
	}
	return r, nil
}

package money_test

import (
	"encoding/json"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/speckit/ticketing/internal/kernel/money"
)

func TestAnAmountIsWrittenWithTheCurrencysDigits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		minor    int64
		currency money.Currency
		want     string
	}{
		{1250, "EUR", "12.50"},
		{5, "USD", "0.05"},
		{0, "USD", "0.00"},
		{-5, "USD", "-0.05"},
		{-12345, "EUR", "-123.45"},
		{1250, "JPY", "1250"},
		{1250, "KWD", "1.250"},
		{20000000, "USD", "200000.00"},
	} {
		if got := string(money.Of(c.minor, c.currency).Decimal()); got != c.want {
			t.Errorf("%d %s is written %s, want %s", c.minor, c.currency, got, c.want)
		}
	}
}

func TestANumberIsReadExactlyOrRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text     money.Decimal
		currency money.Currency
		want     int64
		ok       bool
	}{
		{"12.5", "EUR", 1250, true},
		{"12.50", "EUR", 1250, true},
		{"1e3", "EUR", 100000, true},
		{"12.500", "EUR", 1250, true},
		{"12.505", "EUR", 0, false},
		{"0.1", "JPY", 0, false},
		{"1e999999999", "EUR", 0, false},
		{"1e-999999999", "EUR", 0, false},
		{"99999999999999999999", "EUR", 0, false},
		{"1/2", "EUR", 0, false},
		{"", "EUR", 0, false},
		{"0.30000000000000004", "EUR", 0, false},
	} {
		got, err := c.text.In(c.currency)
		if (err == nil) != c.ok || got.Minor != c.want {
			t.Errorf("%q %s is read as %d, %v", c.text, c.currency, got.Minor, err)
		}
	}
	if _, err := money.Decimal("1.001").In("EUR"); !errors.Is(err, money.ErrPrecision) {
		t.Errorf("too many digits are refused with %v", err)
	}
}

func TestWritingAndReadingGiveTheSameAmount(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := money.Of(rapid.Int64Range(-money.Max, money.Max).Draw(t, "minor"), rapid.SampledFrom([]money.Currency{"EUR", "JPY", "KWD"}).Draw(t, "currency"))
		wire, err := json.Marshal(a.Decimal())
		if err != nil {
			t.Fatal(err)
		}
		var d money.Decimal
		if err := json.Unmarshal(wire, &d); err != nil {
			t.Fatal(err)
		}
		if b, err := d.In(a.Currency); err != nil || b != a {
			t.Fatalf("%v came back as %v, %v", a, b, err)
		}
	})
}

func TestSplittingLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := money.Of(rapid.Int64Range(-money.Max, money.Max).Draw(t, "minor"), "EUR")
		parts := a.Split(rapid.IntRange(1, 50).Draw(t, "parts"))
		sum := money.Amount{}
		for _, p := range parts {
			sum = sum.Plus(p)
			if d := p.Minor - parts[len(parts)-1].Minor; d > 1 || d < -1 {
				t.Fatalf("%v splits unevenly: %v", a, parts)
			}
		}
		if sum != a {
			t.Fatalf("%v splits into %v", a, parts)
		}
	})
}

func TestAFactorRoundsHalfAwayFromZero(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		minor  int64
		factor money.Decimal
		want   int64
	}{{100, "1.255", 126}, {100, "1.254", 125}, {-100, "1.255", -126}, {333, "0", 0}, {20000000, "1.25", 25000000}} {
		if got, err := money.Of(c.minor, "EUR").Times(c.factor); err != nil || got.Minor != c.want {
			t.Errorf("%d × %s = %d, %v; want %d", c.minor, c.factor, got.Minor, err, c.want)
		}
	}
	if _, err := money.Of(money.Max, "EUR").Times("2"); err == nil {
		t.Error("an amount over the limit was made")
	}
}

func TestOnlyAJSONNumberIsANumber(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`"12"`, `null`, `true`, `{}`, `[1]`} {
		var d money.Decimal
		if json.Unmarshal([]byte(text), &d) == nil {
			t.Errorf("%s was taken as %s", text, d)
		}
	}
}

func TestSumsOfTwoCurrenciesAreABug(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("euros and dollars were added")
		}
	}()
	money.Of(1, "EUR").Plus(money.Of(1, "USD"))
}

func TestACurrencyIsOneThatPeoplePayWith(t *testing.T) {
	t.Parallel()
	for currency, want := range map[money.Currency]bool{
		"EUR": true, "JPY": true, "KWD": true, "AED": true, "ZWG": true,
		"": false, "eur": false, "EURO": false, "EUO": false, "XXX": false, "XAU": false, "XTS": false, "D A": false, " EU": false,
	} {
		if currency.Valid() != want {
			t.Errorf("%q is valid: %v", currency, currency.Valid())
		}
	}
}

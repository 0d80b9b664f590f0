package paymentsim_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

var (
	noon = time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC)
	key  = id.UUID{15: 1}
)

func newBank(config paymentsim.Config) (*paymentsim.Bank, *clock.Fake) {
	clk := clock.NewFake(noon)
	return paymentsim.New(paymentsim.NewMemory(), clk, config), clk
}

func by(method payment.Method, minor int64) payment.Charge {
	return payment.Charge{Key: key, Amount: money.Of(minor, "USD"), Method: method}
}

func TestTheSameKeyIsChargedOnceAndAnsweredAlike(t *testing.T) {
	t.Parallel()
	for _, method := range []payment.Method{payment.CardOK, payment.CardDeclined, payment.RequiresAction, payment.ProcessorTimeout} {
		bank, _ := newBank(paymentsim.Config{})
		first, err := bank.Charge(t.Context(), by(method, 100))
		if err != nil {
			t.Fatal(err)
		}
		again, err := bank.Charge(t.Context(), by(method, 100))
		if err != nil || again != first {
			t.Errorf("%s: again %+v, %v; want %+v", method, again, err, first)
		}
		if _, err := bank.Charge(t.Context(), by(method, 101)); err == nil {
			t.Errorf("%s: the key was taken for another amount", method)
		}
		seen, err := bank.Lookup(t.Context(), key)
		if err != nil || seen != first {
			t.Errorf("%s: looked up %+v, %v; want %+v", method, seen, err, first)
		}
		entries, err := bank.Entries(t.Context(), id.Nil, 10)
		if err != nil || len(entries) != 1 || entries[0].Amount.Minor != 100 {
			t.Errorf("%s: entries are %+v, %v", method, entries, err)
		}
	}
}

func TestAClosedKeyIsNeverCharged(t *testing.T) {
	t.Parallel()
	for _, method := range []payment.Method{payment.RequiresAction, payment.ProcessorTimeout} {
		bank, clk := newBank(paymentsim.Config{})
		if _, err := bank.Charge(t.Context(), by(method, 100)); err != nil {
			t.Fatal(err)
		}
		wantStatus(t, payment.Closed)(bank.Close(t.Context(), key))
		if err := bank.Confirm(t.Context(), key, true); err != nil {
			t.Fatal(err)
		}
		clk.Advance(time.Hour)
		wantStatus(t, payment.Closed)(bank.Lookup(t.Context(), key))
		wantStatus(t, payment.Closed)(bank.Charge(t.Context(), by(method, 100)))
	}
	bank, _ := newBank(paymentsim.Config{})
	wantStatus(t, payment.Unknown)(bank.Lookup(t.Context(), key))
	wantStatus(t, payment.Closed)(bank.Close(t.Context(), key)) // before its charge arrives
	wantStatus(t, payment.Closed)(bank.Charge(t.Context(), by(payment.CardOK, 100)))
}

func TestClosingWhatIsDecidedChangesNothing(t *testing.T) {
	t.Parallel()
	bank, _ := newBank(paymentsim.Config{})
	wantStatus(t, payment.Taken)(bank.Charge(t.Context(), by(payment.CardOK, 100)))
	wantStatus(t, payment.Taken)(bank.Close(t.Context(), key))
	bank, clk := newBank(paymentsim.Config{})
	wantStatus(t, payment.Undecided)(bank.Charge(t.Context(), by(payment.ProcessorTimeout, 100)))
	clk.Advance(paymentsim.DefaultDecideAfter)
	wantStatus(t, payment.Taken)(bank.Close(t.Context(), key)) // its time had come before
}

func wantStatus(t *testing.T, want payment.OutcomeStatus) func(payment.Outcome, error) {
	t.Helper()
	return func(o payment.Outcome, err error) {
		t.Helper()
		if err != nil || o.Status != want {
			t.Errorf("got %s, %v; want %s", o.Status, err, want)
		}
	}
}

func TestOnlyTheFirstConfirmationCounts(t *testing.T) {
	t.Parallel()
	for _, approve := range []bool{true, false} {
		bank, _ := newBank(paymentsim.Config{PublicURL: "https://x.test"})
		o, err := bank.Charge(t.Context(), by(payment.RequiresAction, 100))
		if err != nil || o.ActionURL != "https://x.test/dev/bank/"+key.String() {
			t.Errorf("charge: %+v, %v", o, err)
		}
		for _, answer := range []bool{approve, !approve} {
			if err := bank.Confirm(t.Context(), key, answer); err != nil {
				t.Fatal(err)
			}
		}
		want := payment.Declined
		if approve {
			want = payment.Taken
		}
		wantStatus(t, want)(bank.Lookup(t.Context(), key))
	}
	bank, _ := newBank(paymentsim.Config{})
	if err := bank.Confirm(t.Context(), key, true); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, payment.Unknown)(bank.Lookup(t.Context(), key))
}

func TestMoneyGoesBackOnceAndOnlyWhatWasTaken(t *testing.T) {
	t.Parallel()
	bank, _ := newBank(paymentsim.Config{})
	refund := payment.RefundRequest{Key: id.UUID{15: 2}, Charge: key, Amount: money.Of(100, "USD")}
	ask := func(r payment.RefundRequest) payment.RefundOutcome {
		t.Helper()
		o, err := bank.Refund(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	if o := ask(refund); o.Status != payment.Refused {
		t.Errorf("of an unknown charge: %+v", o)
	}
	wantStatus(t, payment.Taken)(bank.Charge(t.Context(), by(payment.CardOK, 100)))
	more := refund
	more.Amount.Minor = 200
	if o := ask(more); o.Status != payment.Refused {
		t.Errorf("of more than was taken: %+v", o)
	}
	for range 2 {
		if o := ask(refund); o.Status != payment.Returned {
			t.Errorf("refund: %+v", o)
		}
	}
	other := refund
	other.Key = id.UUID{15: 3}
	if o := ask(other); o.Status != payment.Refused || o.Code != "ALREADY_RETURNED" {
		t.Errorf("of a second key: %+v", o)
	}
	entries, _ := bank.Entries(t.Context(), id.Nil, 10)
	if len(entries) != 1 || entries[0].RefundKey != refund.Key || !entries[0].ReturnedAt.Equal(noon) {
		t.Errorf("entries are %+v", entries)
	}
}

func TestAmountsDecideOnlyWhereThatIsSwitchedOn(t *testing.T) {
	t.Parallel()
	for minor, code := range map[int64]string{
		1013: "CARD_DECLINED", 1066: "INSUFFICIENT_FUNDS", 1099: "PROCESSOR_TIMEOUT", 99_999_999: "AMOUNT_TOO_LARGE", 1000: "", 1314: "",
	} {
		on, _ := newBank(paymentsim.Config{AmountRules: true})
		o, err := on.Charge(t.Context(), by(payment.CreditCard, minor))
		if err != nil || o.Code != code || (code == "") != (o.Status == payment.Taken) {
			t.Errorf("%d: %+v, %v; want %q", minor, o, err, code)
		}
		off, _ := newBank(paymentsim.Config{})
		wantStatus(t, payment.Taken)(off.Charge(t.Context(), by(payment.CreditCard, minor)))
	}
	yen, _ := newBank(paymentsim.Config{AmountRules: true})
	wantStatus(t, payment.Taken)(yen.Charge(t.Context(), payment.Charge{Key: key, Amount: money.Of(1013, "JPY"), Method: payment.Wallet}))
}

func TestATransactionHasTheOriginalsForm(t *testing.T) {
	t.Parallel()
	bank, _ := newBank(paymentsim.Config{})
	o, err := bank.Charge(t.Context(), by(payment.CardOK, 100))
	if err != nil || !strings.HasPrefix(o.Transaction, "txn_") || len(o.Transaction) != 4+16 {
		t.Errorf("transaction is %q, %v", o.Transaction, err)
	}
}

func TestAFaultLosesTheQuestionOrTheAnswer(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for stage, wantInBook := range map[paymentsim.Stage]int{paymentsim.Before: 0, paymentsim.After: 1} {
		bank, _ := newBank(paymentsim.Config{Fault: func(op paymentsim.Op, s paymentsim.Stage, k id.UUID) error {
			if op == paymentsim.OpCharge && s == stage && k == key {
				return broken
			}
			return nil
		}})
		o, err := bank.Charge(t.Context(), by(payment.CardOK, 100))
		if !errors.Is(err, broken) || o != (payment.Outcome{}) {
			t.Errorf("stage %d: %+v, %v", stage, o, err)
		}
		if entries, _ := bank.Entries(t.Context(), id.Nil, 10); len(entries) != wantInBook {
			t.Errorf("stage %d: %d entries, want %d", stage, len(entries), wantInBook)
		}
	}
}

func TestASlowBankGivesUpWithItsCaller(t *testing.T) {
	t.Parallel()
	config := paymentsim.Config{}
	config.Latency.Min, config.Latency.Max = time.Hour, 2*time.Hour
	bank, _ := newBank(config)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := bank.Charge(ctx, by(payment.CardOK, 100)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the caller's end", err)
	}
	if entries, _ := bank.Entries(t.Context(), id.Nil, 10); len(entries) != 0 {
		t.Errorf("%d entries were written", len(entries))
	}
}

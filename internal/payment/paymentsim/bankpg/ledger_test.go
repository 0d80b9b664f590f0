package bankpg_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
	"github.com/speckit/ticketing/internal/payment/paymentsim/bankpg"
	"github.com/speckit/ticketing/internal/payment/paymentsim/banktest"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

func TestTheBookOnPostgreSQLKeepsTheContract(t *testing.T) {
	t.Parallel()
	banktest.TestLedger(t, func(t *testing.T) paymentsim.Ledger { return bankpg.New(pgtest.Open(t, bankpg.Schema)) })
}

func TestTheBankDecidesAcrossItsOwnRestart(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t, bankpg.Schema)
	clk := clock.NewFake(time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC))
	bank := func() *paymentsim.Bank {
		return paymentsim.New(bankpg.New(pgtest.Pool(t, url, bankpg.Schema.Name)), clk, paymentsim.Config{})
	}
	charge := payment.Charge{Key: id.UUID{15: 1}, Amount: money.Of(100, "EUR"), Method: payment.ProcessorTimeout}
	if o, err := bank().Charge(t.Context(), charge); err != nil || o.Status != payment.Undecided {
		t.Fatalf("charge: %s, %v", o.Status, err)
	}
	if o, err := bank().Lookup(t.Context(), charge.Key); err != nil || o.Status != payment.Undecided {
		t.Errorf("before its time: %s, %v", o.Status, err)
	}
	clk.Advance(paymentsim.DefaultDecideAfter)
	if o, err := bank().Lookup(t.Context(), charge.Key); err != nil || o.Status != payment.Taken {
		t.Errorf("at its time: %s, %v", o.Status, err)
	}
	refund := payment.RefundRequest{Key: id.UUID{15: 2}, Charge: charge.Key, Amount: charge.Amount}
	for range 2 {
		if o, err := bank().Refund(t.Context(), refund); err != nil || o.Status != payment.Returned {
			t.Errorf("refund: %s, %v", o.Status, err)
		}
	}
}

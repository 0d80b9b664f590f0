package payment_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymenttest"
)

func TestAnOutcomeStands(t *testing.T) {
	t.Parallel()
	outcomes := map[payment.Status]payment.Outcome{
		payment.Succeeded: {Status: payment.Taken, Transaction: "txn_1"},
		payment.Failed:    {Status: payment.Declined, Code: "NO", Reason: payment.ReasonDeclined},
		payment.Cancelled: {Status: payment.Closed, Code: "OFF", Reason: payment.ReasonTimeout},
		payment.Pending:   {Status: payment.NeedsAction, ActionURL: "http://bank.test/other"},
	}
	for first, o := range outcomes {
		p := paymenttest.Payment(id.NewSeeded(1), id.Nil)
		p.Learn(o, payment.Cancelled, paymenttest.Noon, payment.DefaultRules)
		if p.Status != first {
			t.Errorf("after %s the payment is %s, want %s", o.Status, p.Status, first)
		}
		if first == payment.Pending {
			continue
		}
		for _, late := range outcomes {
			before := p
			p.Learn(late, payment.Failed, paymenttest.Noon.Add(time.Hour), payment.DefaultRules)
			p.CallOff(paymenttest.Noon.Add(time.Minute))
			if p.Status != first || !p.ProcessedAt.Equal(before.ProcessedAt) || p.Transaction != before.Transaction || p.ErrorCode != before.ErrorCode {
				t.Errorf("a late %s changed a %s payment to %+v", late.Status, first, p)
			}
		}
	}
}

func TestAFailureIsToldInOneOfTheFiveReasonsAndInASentence(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		payment.ReasonFunds: payment.ReasonFunds, payment.ReasonDeclined: payment.ReasonDeclined, payment.ReasonInvalid: payment.ReasonInvalid,
		payment.ReasonTimeout: payment.ReasonTimeout, payment.ReasonProcessor: payment.ReasonProcessor,
		"": payment.ReasonProcessor, "moon phase": payment.ReasonProcessor,
	} {
		p := paymenttest.Payment(id.NewSeeded(1), id.Nil)
		p.Learn(payment.Outcome{Status: payment.Declined, Code: "X", Reason: given}, payment.Failed, paymenttest.Noon, payment.DefaultRules)
		if p.FailureReason != want || p.ErrorMessage == "" || p.SimulatedResponse != "Failed - X: "+p.ErrorMessage {
			t.Errorf("reason %q became %q, %q, %q", given, p.FailureReason, p.ErrorMessage, p.SimulatedResponse)
		}
	}
}

func TestARealProvidersPaymentHasNoSimulatedAnswer(t *testing.T) {
	t.Parallel()
	p := paymenttest.Payment(id.NewSeeded(1), id.Nil)
	p.Simulated = false
	p.Learn(payment.Outcome{Status: payment.Taken, Transaction: "ch_1"}, payment.Failed, paymenttest.Noon, payment.DefaultRules)
	if p.SimulatedResponse != "" || p.Transaction != "ch_1" {
		t.Errorf("payment is %+v", p)
	}
}

func TestTestMethodsExistOnlyWhereTheProviderIsSimulated(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct {
		method, test    payment.Method
		real, simulated bool
	}{
		"":                   {payment.CreditCard, "", true, true},
		"wallet":             {payment.Wallet, "", true, true},
		"card_declined":      {payment.CreditCard, payment.CardDeclined, false, true},
		"CreditCard":         {"", "", false, false},
		"processor_timeout ": {"", "", false, false},
	} {
		for simulated, known := range map[bool]bool{true: want.simulated, false: want.real} {
			method, test, err := payment.ParseMethod(name, simulated)
			if known != (err == nil) || known && (method != want.method || test != want.test) {
				t.Errorf("%q (simulated %v) is %q, %q, %v", name, simulated, method, test, err)
			}
		}
	}
}

func TestARefundOutcomeStands(t *testing.T) {
	t.Parallel()
	ids := id.NewSeeded(1)
	p := paymenttest.Ended(paymenttest.Payment(ids, id.Nil), payment.Outcome{Status: payment.Taken})
	r := paymenttest.Refund(ids, p)
	r.Learn(payment.RefundOutcome{Status: payment.RefundUndecided}, &p, paymenttest.Noon, payment.DefaultRules)
	if r.Status != payment.RefundPending || p.Status != payment.Succeeded || !r.NextTry.After(paymenttest.Noon) {
		t.Errorf("undecided: %+v, payment %s", r, p.Status)
	}
	r.Learn(payment.RefundOutcome{Status: payment.Returned}, &p, paymenttest.Noon, payment.DefaultRules)
	r.Learn(payment.RefundOutcome{Status: payment.Refused}, &p, paymenttest.Noon, payment.DefaultRules)
	if r.Status != payment.RefundSucceeded || p.Status != payment.Refunded {
		t.Errorf("returned, then refused: %s, payment %s", r.Status, p.Status)
	}
}

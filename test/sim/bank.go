package sim

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

// atBank loses questions and answers, and remembers of which charges the bank has heard.
func (w *World) atBank(op paymentsim.Op, stage paymentsim.Stage, key id.UUID) error {
	if stage == paymentsim.Before {
		if w.strike(&w.trouble.questions) {
			w.note("a question to the bank is lost: %s", op)
			return errMade
		}
		return nil
	}
	w.belief.charged(key)
	w.passed("the bank's answer to " + string(op))
	if w.strike(&w.trouble.answers) {
		w.note("an answer of the bank is lost: %s", op)
		return errMade
	}
	return nil
}

// slowLedger is the bank's book at the end of a slow road: a charge may arrive when its sender has given it up.
type slowLedger struct {
	paymentsim.Ledger
	w *World
}

// Open writes an entry, or leaves it on its way.
func (l slowLedger) Open(ctx context.Context, entry paymentsim.Entry) (paymentsim.Entry, error) {
	if entry.State != paymentsim.Closed && l.w.strike(&l.w.trouble.late) {
		l.w.underway = append(l.w.underway, entry)
		return paymentsim.Entry{}, errMade
	}
	return l.Ledger.Open(ctx, entry)
}

// arrive lets charges arrive that were on their way. The bank does with them as with any other.
func (w *World) arrive() {
	for _, entry := range w.underway {
		_, err := w.bank.Open(w.ctx, entry)
		w.must("write into the bank's book", err)
		w.belief.charged(entry.Key)
		w.note("a charge arrives at the bank, late")
	}
	w.underway = nil
}

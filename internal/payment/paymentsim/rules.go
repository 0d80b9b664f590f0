package paymentsim

import (
	"time"

	"github.com/speckit/ticketing/internal/payment"
)

// decline is what a refused charge is told.
type decline struct{ code, reason, message string }

var (
	cardDeclined = decline{"CARD_DECLINED", payment.ReasonDeclined, "The card was declined."}
	noFunds      = decline{"INSUFFICIENT_FUNDS", payment.ReasonFunds, "There is not enough money on the account."}
	slow         = decline{"PROCESSOR_TIMEOUT", payment.ReasonTimeout, "The bank did not answer in time."}
	tooLarge     = decline{"AMOUNT_TOO_LARGE", payment.ReasonProcessor, "The amount is larger than the bank handles."}
	refusedThere = decline{"REFUSED_BY_BUYER", payment.ReasonDeclined, "The payment was refused on the bank's page."}
)

// open makes the entry of a new charge and decides it as far as that can be done at once.
func (b *Bank) open(c payment.Charge, now time.Time) Entry {
	e := Entry{Key: c.Key, Amount: c.Amount, Method: c.Method, OpenedAt: now}
	switch c.Method {
	case payment.CardDeclined:
		e.decline(cardDeclined, now)
	case payment.InsufficientFunds:
		e.decline(noFunds, now)
	case payment.RequiresAction:
		e.State = Waiting
	case payment.ProcessorTimeout:
		e.State, e.DecidesAt = Deciding, now.Add(b.config.DecideAfter)
	default:
		b.byAmount(&e, now)
	}
	return e
}

// byAmount decides as the original's simulator did, where that is switched on: by the amount's fraction.
func (b *Bank) byAmount(e *Entry, now time.Time) {
	if !b.config.AmountRules {
		e.take(now)
		return
	}
	unit := int64(1)
	for range e.Amount.Currency.Digits() {
		unit *= 10
	}
	// Hundredths, whatever the currency: one without a minor unit has no fraction and always succeeds.
	switch hundredths := e.Amount.Minor % unit * 100 / unit; {
	case e.Amount.Minor*100/unit >= 99_999_999:
		e.decline(tooLarge, now)
	case hundredths == 13:
		e.decline(cardDeclined, now)
	case hundredths == 66:
		e.decline(noFunds, now)
	case hundredths == 99:
		e.decline(slow, now)
	default:
		e.take(now)
	}
}

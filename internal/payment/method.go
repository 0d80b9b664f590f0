package payment

import (
	"slices"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

// ErrUnknownMethod says that nobody here knows the way to pay.
var ErrUnknownMethod = fault.New(fault.Invalid, "unknown_payment_method",
	"This payment method is not known here. Nothing was charged; choose another one.")

// Method is how a buyer pays.
type Method string

// The methods that the world knows.
const (
	CreditCard   Method = "credit_card"
	DebitCard    Method = "debit_card"
	Wallet       Method = "wallet"
	BankTransfer Method = "bank_transfer"
)

// The tests of the simulated bank: each is a credit card whose outcome is known beforehand.
const (
	CardOK            Method = "card_ok"
	CardDeclined      Method = "card_declined"
	InsufficientFunds Method = "insufficient_funds"
	RequiresAction    Method = "requires_action"
	ProcessorTimeout  Method = "processor_timeout"
)

var (
	usual = []Method{CreditCard, DebitCard, Wallet, BankTransfer}
	tests = []Method{CardOK, CardDeclined, InsufficientFunds, RequiresAction, ProcessorTimeout}
)

// Methods lists what a buyer may choose from, and whether no real money moves; it is empty where nobody takes money. At the simulated
// bank these are its tests, whose outcome is known.
func (s *Service) Methods() (methods []Method, simulated bool) {
	switch {
	case s.provider == nil:
		return nil, false
	case s.provider.Simulated():
		return tests, true
	default:
		return usual, false
	}
}

// ParseMethod reads the method that a buyer asks for; none is a credit card. Tests are known only where the provider is simulated.
func ParseMethod(name string, simulated bool) (method, test Method, err error) {
	switch m := Method(name); {
	case name == "":
		return CreditCard, "", nil
	case slices.Contains(usual, m):
		return m, "", nil
	case simulated && slices.Contains(tests, m):
		return CreditCard, m, nil
	}
	return "", "", ErrUnknownMethod
}

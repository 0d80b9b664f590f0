package payment

import "github.com/speckit/ticketing/internal/kernel/fault"

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

// ParseMethod reads the method that a buyer asks for; none is a credit card. Tests are known only where the provider is simulated.
func ParseMethod(name string, simulated bool) (method, test Method, err error) {
	switch m := Method(name); m {
	case "":
		return CreditCard, "", nil
	case CreditCard, DebitCard, Wallet, BankTransfer:
		return m, "", nil
	case CardOK, CardDeclined, InsufficientFunds, RequiresAction, ProcessorTimeout:
		if simulated {
			return CreditCard, m, nil
		}
	}
	return "", "", ErrUnknownMethod
}

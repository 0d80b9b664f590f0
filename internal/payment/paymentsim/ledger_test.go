package paymentsim_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/payment/paymentsim"
	"github.com/speckit/ticketing/internal/payment/paymentsim/banktest"
)

func TestTheBookInMemoryKeepsTheContract(t *testing.T) {
	t.Parallel()
	banktest.TestLedger(t, func(*testing.T) paymentsim.Ledger { return paymentsim.NewMemory() })
}

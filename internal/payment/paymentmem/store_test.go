package paymentmem_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentmem"
	"github.com/speckit/ticketing/internal/payment/paymenttest"
)

func TestTheStoreInMemoryKeepsTheContract(t *testing.T) {
	t.Parallel()
	paymenttest.TestStore(t, func(*testing.T) (payment.Store, paymenttest.Facts) {
		store := paymentmem.New()
		return store, func(*testing.T) []string {
			var topics []string
			for _, e := range store.DB.Facts(0) {
				topics = append(topics, e.Topic)
			}
			return topics
		}
	})
}

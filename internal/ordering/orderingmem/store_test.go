package orderingmem_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/ordering/orderingmem"
	"github.com/speckit/ticketing/internal/ordering/orderingtest"
)

func TestTheMemoryIsAStore(t *testing.T) {
	t.Parallel()
	orderingtest.TestStore(t, func(*testing.T) orderingtest.Subject {
		store := orderingmem.New()
		return orderingtest.Subject{Store: store, Topics: func(testing.TB) (topics []string) {
			for _, envelope := range store.DB.Facts(0) {
				topics = append(topics, envelope.Topic)
			}
			return topics
		}}
	})
}

package orderingpg_test

import (
	"context"
	"testing"

	"github.com/speckit/ticketing/internal/ordering/orderingpg"
	"github.com/speckit/ticketing/internal/ordering/orderingtest"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

func TestPostgreSQLIsAStore(t *testing.T) {
	t.Parallel()
	orderingtest.TestStore(t, func(t *testing.T) orderingtest.Subject {
		db := pgtest.Open(t, orderingpg.Schema)
		return orderingtest.Subject{Store: orderingpg.New(db), Topics: func(t testing.TB) (topics []string) {
			facts, err := db.Read(context.Background(), 0, 100)
			if err != nil {
				t.Fatalf("read outbox: %v", err)
			}
			for _, envelope := range facts {
				topics = append(topics, envelope.Topic)
			}
			return topics
		}}
	})
}

package waitlistpg_test

import (
	"context"
	"testing"

	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
	"github.com/speckit/ticketing/internal/waitlist/waitlistpg"
	"github.com/speckit/ticketing/internal/waitlist/waitlisttest"
)

func TestPostgreSQLIsAStore(t *testing.T) {
	t.Parallel()
	waitlisttest.TestStore(t, func(t *testing.T) waitlisttest.Subject {
		db := pgtest.Open(t, waitlistpg.Schema)
		return waitlisttest.Subject{Store: waitlistpg.New(db), Topics: func(t testing.TB) (topics []string) {
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

func TestWhateverHappensOnPostgreSQL(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		waitlisttest.TestCourse(t, waitlistpg.New(pgtest.Open(t, waitlistpg.Schema)), seed, 60)
	}
}

package waitlistmem_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/waitlist/waitlistmem"
	"github.com/speckit/ticketing/internal/waitlist/waitlisttest"
)

func TestTheMemoryIsAStore(t *testing.T) {
	t.Parallel()
	waitlisttest.TestStore(t, func(*testing.T) waitlisttest.Subject {
		store := waitlistmem.New()
		return waitlisttest.Subject{Store: store, Topics: func(testing.TB) (topics []string) {
			for _, envelope := range store.DB.Facts(0) {
				topics = append(topics, envelope.Topic)
			}
			return topics
		}}
	})
}

package waitlist_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/waitlist/waitlistmem"
	"github.com/speckit/ticketing/internal/waitlist/waitlisttest"
)

func TestWhateverHappensNoSeatIsOfferedTwiceAndNoneIsStranded(t *testing.T) {
	t.Parallel()
	for seed := range uint64(150) {
		waitlisttest.TestCourse(t, waitlistmem.New(), seed, 80)
	}
}

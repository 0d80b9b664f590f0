package notificationmem_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationmem"
	"github.com/speckit/ticketing/internal/notification/notificationtest"
)

func TestStore(t *testing.T) {
	t.Parallel()
	notificationtest.TestStore(t, func(*testing.T) notification.Store { return notificationmem.New() })
}

package identitymem_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitymem"
	"github.com/speckit/ticketing/internal/identity/identitytest"
)

func TestStore(t *testing.T) {
	t.Parallel()
	identitytest.TestStore(t, func(*testing.T) identity.Store { return identitymem.New() })
}

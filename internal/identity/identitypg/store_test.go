package identitypg_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitypg"
	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

func TestStore(t *testing.T) {
	t.Parallel()
	identitytest.TestStore(t, func(t *testing.T) identity.Store {
		return identitypg.New(pgtest.Open(t, identitypg.Schema))
	})
}

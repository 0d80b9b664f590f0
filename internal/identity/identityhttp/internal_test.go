package identityhttp_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identityhttp"
	"github.com/speckit/ticketing/internal/identity/identitymem"
	"github.com/speckit/ticketing/internal/identity/identitytest"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
)

// neighbour is identity as other contexts need it.
type neighbour interface {
	OrderSession(ctx context.Context, order, customer id.UUID) (token string, expiresAt time.Time, err error)
	PublicKeys(ctx context.Context) ([]identity.PublicKey, error)
}

func routesOf(svc *identity.Service) func(*rest.API) {
	return func(api *rest.API) {
		identityhttp.Routes(api, svc, rest.Cookies{})
		identityhttp.InternalRoutes(api, svc)
	}
}

func TestOverTheWireIdentityKeepsItsPromises(t *testing.T) {
	t.Parallel()
	w := identitytest.NewWorld(t, identitymem.New())
	var direct, wire neighbour = w.Service, identityhttp.NewClient(resttest.Inside(t, routesOf(w.Service)))
	want, err := direct.PublicKeys(t.Context())
	if err != nil || len(want) != 2 {
		t.Fatalf("%d keys, %v", len(want), err)
	}
	keys, err := wire.PublicKeys(t.Context())
	if diff := cmp.Diff(want, keys); diff != "" || err != nil {
		t.Errorf("keys: %v\n%s", err, diff)
	}
	order, customer := w.IDs.New(), w.IDs.New()
	read := func(n neighbour) (identity.Claims, time.Time) {
		token, expires, err := n.OrderSession(t.Context(), order, customer)
		if err != nil {
			t.Fatal(err)
		}
		claims, err := identitytest.Tokens{}.Read(token, keys)
		if err != nil {
			t.Fatal(err)
		}
		claims.ID = id.Nil // each has its own
		return claims, expires
	}
	here, until := read(direct)
	there, wireUntil := read(wire)
	if diff := cmp.Diff(here, there); diff != "" || !until.Equal(wireUntil) || there.Order != order || there.Customer != customer {
		t.Errorf("a session until %s, over the wire until %s\n%s", until, wireUntil, diff)
	}
}

func TestIdentitysInternalRoutesAreForServicesAlone(t *testing.T) {
	t.Parallel()
	resttest.Guarded(t, routesOf(identitytest.NewWorld(t, identitymem.New()).Service))
}

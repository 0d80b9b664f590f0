// Package postgres tries what operators bring: each version of PostgreSQL that is promised, and contexts on servers of their own.
package postgres

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/speckit/ticketing/internal/catalog/catalogpg"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmentpg"
	"github.com/speckit/ticketing/internal/identity/identitypg"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorypg"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationpg"
	"github.com/speckit/ticketing/internal/notification/notificationtest"
	"github.com/speckit/ticketing/internal/ordering/orderingpg"
	"github.com/speckit/ticketing/internal/payment/paymentpg"
	"github.com/speckit/ticketing/internal/payment/paymentsim/bankpg"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

// versions are those on which everything is tried.
var versions = []int{15, 17, 18}

// everything is the schemas of all contexts, and the simulated bank's.
var everything = []pg.Schema{
	catalogpg.Schema, inventorypg.Schema, orderingpg.Schema, paymentpg.Schema, bankpg.Schema, fulfillmentpg.Schema, identitypg.Schema, notificationpg.Schema,
}

// programs returns the directory of a version's programs, which are installed if they are not there. Only outside CI, a machine that
// cannot get them may leave the version out, and says why.
func programs(t *testing.T, major int) string {
	t.Helper()
	var said bytes.Buffer
	command := exec.CommandContext(t.Context(), "sh", "../../scripts/postgres.sh", strconv.Itoa(major))
	command.Stderr = &said
	out, err := command.Output()
	if err == nil {
		return strings.TrimSpace(string(out))
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("PostgreSQL %d is promised and was not tried: %s", major, said.String())
	}
	t.Skipf("PostgreSQL %d was not tried: %s", major, said.String())
	return ""
}

func TestEveryPromisedVersionRunsEveryMigrationAndTheStores(t *testing.T) {
	t.Parallel()
	for _, major := range versions {
		t.Run(strconv.Itoa(major), func(t *testing.T) {
			t.Parallel()
			server := pgtest.Start(t, pg.Embedded{Programs: programs(t, major)})
			t.Run("migrations", func(t *testing.T) { migrateAtOnce(t, server, major) })
			t.Run("inventory", func(t *testing.T) {
				inventorytest.TestStore(t, func(t *testing.T) (inventory.Store, inventorytest.Outbox) {
					db := server.Open(t, inventorypg.Schema)
					return inventorypg.New(db), db
				})
			})
			t.Run("notification", func(t *testing.T) {
				notificationtest.TestStore(t, func(t *testing.T) notification.Store {
					return notificationpg.New(server.Open(t, notificationpg.Schema))
				})
			})
		})
	}
}

// migrateAtOnce has four processes bring an empty database to the present, and then asks as an operator does.
func migrateAtOnce(t *testing.T, server *pgtest.Server, major int) {
	url := server.Database(t)
	db := pgtest.Pool(t, url, "bc_none")
	var version int
	if err := db.Pool().QueryRow(t.Context(), `select current_setting('server_version_num')::int / 10000`).Scan(&version); err != nil || version != major {
		t.Fatalf("the server is of version %d (%v), want %d", version, err, major)
	}
	if err := pg.Check(t.Context(), url, everything...); err == nil {
		t.Fatal("an empty database passes the check")
	}
	var all errgroup.Group
	for range 4 {
		all.Go(func() error {
			_, err := pg.Migrate(context.WithoutCancel(t.Context()), url, everything...)
			return err
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	if err := pg.Check(t.Context(), url, everything...); err != nil {
		t.Errorf("after that the check says %v", err)
	}
	states, err := pg.ReadStatus(t.Context(), url, everything...)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range states {
		if !strings.HasSuffix(s.String(), "up to date") {
			t.Errorf("status: %s", s)
		}
	}
	again, err := pg.Migrate(t.Context(), url, everything...)
	if err != nil || len(again.Applied) != 0 {
		t.Errorf("once more: %+v, %v", again, err)
	}
}

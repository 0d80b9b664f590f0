package postgres

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory/inventorypg"
	"github.com/speckit/ticketing/internal/payment/paymentpg"
	"github.com/speckit/ticketing/internal/payment/paymentsim/bankpg"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

// work commits something through a context's pool and reads it again.
func work(ctx context.Context, db *pg.DB) error {
	err := db.Update(ctx, func(ctx context.Context, tx *pg.Tx) error {
		_, err := tx.Exec(ctx, `insert into cursors (subscriber, position) values ('test', 1) on conflict (subscriber) do update set position = cursors.position + 1`)
		return err
	})
	if err != nil {
		return err
	}
	_, err = db.Cursor(ctx, "test")
	return err
}

func TestContextsOnServersOfTheirOwn(t *testing.T) {
	t.Parallel()
	here, there := pgtest.Start(t, pg.Embedded{}), pgtest.Start(t, pg.Embedded{})
	for server, schemas := range map[*pgtest.Server][]pg.Schema{here: {inventorypg.Schema}, there: {paymentpg.Schema, bankpg.Schema}} {
		address := server.Database(t)
		report, err := pg.Migrate(t.Context(), address, schemas...)
		if err != nil || len(report.Notes) != 0 {
			t.Fatalf("%+v, %v", report, err)
		}
		for _, schema := range schemas {
			db := pgtest.Pool(t, address, schema.Name)
			if err := work(t.Context(), db); err != nil {
				t.Errorf("%s: %v", schema.Name, err)
			}
			var who string
			if err := db.Pool().QueryRow(t.Context(), `select current_user::text`).Scan(&who); err != nil || who != schema.Name {
				t.Errorf("%s works as %q (%v): each server has its own roles", schema.Name, who, err)
			}
		}
		states, err := pg.ReadStatus(t.Context(), address, everything...)
		if err != nil {
			t.Fatal(err)
		}
		for _, state := range states {
			mine := false
			for _, schema := range schemas {
				mine = mine || schema.Name == state.Schema
			}
			if (len(state.Applied) > 0) != mine {
				t.Errorf("%s is on a server where it does not belong", state)
			}
		}
	}
}

// both is an address of two servers.
func both(t *testing.T, first, second *pgtest.Server, database string) string {
	t.Helper()
	a, err := url.Parse(first.URL(database))
	if err != nil {
		t.Fatal(err)
	}
	b, err := url.Parse(second.URL(database))
	if err != nil {
		t.Fatal(err)
	}
	hosts := a.Query().Get("host") + "," + b.Query().Get("host")
	a.RawQuery = "host=" + url.QueryEscape(hosts) + "&port=5432,5432"
	return a.String()
}

func TestAPoolFindsTheServerThatTookOver(t *testing.T) {
	t.Parallel()
	primary, replica := pgtest.StartWithReplica(t)
	if _, err := pg.Migrate(t.Context(), primary.URL(""), paymentpg.Schema); err != nil {
		t.Fatal(err)
	}
	db := pgtest.Pool(t, both(t, replica, primary, ""), paymentpg.Schema.Name) // the replica stands first, and does not take writes
	if err := work(t.Context(), db); err != nil {
		t.Fatalf("beside a replica: %v", err)
	}
	standby := pgtest.Pool(t, replica.URL(""), paymentpg.Schema.Name)
	pgtest.Eventually(t, "the replica has what was committed", func() bool {
		at, err := standby.Cursor(t.Context(), "test")
		return err == nil && at == 1
	})
	if err := primary.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := work(t.Context(), db); err == nil {
		t.Error("without a primary something was written")
	}
	begin := time.Now()
	operator := pgtest.Pool(t, replica.URL(""), "bc_none") // of no role
	if _, err := operator.Pool().Exec(t.Context(), `select pg_promote()`); err != nil {
		t.Fatal(err)
	}
	pgtest.Eventually(t, "the pool found the new primary", func() bool { return work(t.Context(), db) == nil })
	t.Logf("written again %s after the promotion began", time.Since(begin))
	if at, err := db.Cursor(t.Context(), "test"); err != nil || at < 2 {
		t.Errorf("the cursor is at %d, %v: what was committed before is lost", at, err)
	}
}

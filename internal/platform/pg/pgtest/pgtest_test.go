package pgtest_test

import (
	"context"
	"testing"
	"testing/fstest"
	"time"

	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

var schema = pg.Schema{Name: "bc_test", Files: fstest.MapFS{
	"00100_init.sql": {Data: []byte("-- +goose Up\ncreate table things (id bigint generated always as identity primary key, name text not null);\n")},
}}

func TestEachTestHasADatabaseOfItsOwn(t *testing.T) {
	t.Parallel()
	first, second := pgtest.Open(t, schema), pgtest.Open(t, schema)
	if _, err := first.Pool().Exec(t.Context(), `insert into things (name) values ('seat')`); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := second.Pool().QueryRow(t.Context(), `select count(*) from things`).Scan(&n); err != nil || n != 0 {
		t.Fatalf("the second database has %d things (%v), want none", n, err)
	}
}

func TestAFreshDatabaseIsCheap(t *testing.T) {
	begin := time.Now()
	pgtest.Open(t, schema)
	t.Logf("first, with the server: %s", time.Since(begin))
	begin = time.Now()
	const n = 10
	for range n {
		pgtest.Database(t, schema)
	}
	each := time.Since(begin) / n
	t.Logf("each: %s", each)
	if each > time.Second {
		t.Fatalf("a fresh database takes %s", each)
	}
}

func TestADatabaseWithoutSchemasIsEmpty(t *testing.T) {
	t.Parallel()
	states, err := pg.ReadStatus(context.Background(), pgtest.Database(t), schema)
	if err != nil || len(states) != 1 || len(states[0].Applied) != 0 {
		t.Fatalf("status %+v, %v; want nothing applied", states, err)
	}
}

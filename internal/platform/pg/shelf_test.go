package pg_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/shelftest"
)

func TestWhoTouchedAParkedMessageIsKeptIfItDidAnything(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	now := clock.System{}.Now()
	parked := messaging.Shelved{
		ID: id.Random{}.New(), Group: "g", State: messaging.Parked, Since: now, Next: now,
		Envelope: work.Envelope{Topic: "said", Key: "a", Message: id.Random{}.New(), Occurred: now, Payload: []byte("{}")},
	}
	if err := db.Put(t.Context(), parked); err != nil {
		t.Fatal(err)
	}
	deed := shelftest.Deed
	for range 2 { // the second time there is nothing to do
		if _, err := db.Retry(t.Context(), parked.ID, now, deed); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if _, err := db.Drop(t.Context(), parked.ID, deed); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := db.Pool().Query(t.Context(), `select at, actor, role, action, subject, detail from audit_trail order by id`)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := pgx.CollectRows(rows, pgx.RowToStructByPos[work.Deed])
	if err != nil {
		t.Fatal(err)
	}
	for i := range kept {
		kept[i].At = kept[i].At.UTC()
	}
	if len(kept) != 2 || kept[0] != deed || kept[1] != deed {
		t.Errorf("kept %+v, want twice %+v", kept, deed)
	}
}

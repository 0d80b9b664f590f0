package pg_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"github.com/speckit/ticketing/internal/kernel/id"
)

func TestIdentifiersGoThereAndBackAloneInListsAndWhereThereIsNone(t *testing.T) {
	t.Parallel()
	db := unitDB(t)
	a, b := id.Random{}.New(), id.Random{}.New()
	var one uuid.UUID
	var none, some *uuid.UUID
	var list []uuid.UUID
	var text string
	err := db.Pool().QueryRow(t.Context(), `select $1::uuid, null::uuid, $2::uuid, $3::uuid[], $1::uuid::text`, a, &b, []uuid.UUID{a, b}).
		Scan(&one, &none, &some, &list, &text)
	if err != nil || one != a || none != nil || *some != b || !slices.Equal(list, []uuid.UUID{a, b}) || text != a.String() {
		t.Fatalf("%v %v %v %v %s, %v", one, none, some, list, text, err)
	}
}

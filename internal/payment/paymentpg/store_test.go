package paymentpg_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentpg"
	"github.com/speckit/ticketing/internal/payment/paymenttest"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

func TestTheStoreOnPostgreSQLKeepsTheContract(t *testing.T) {
	t.Parallel()
	paymenttest.TestStore(t, func(t *testing.T) (payment.Store, paymenttest.Facts) {
		db := pgtest.Open(t, paymentpg.Schema)
		return paymentpg.New(db), func(t *testing.T) []string {
			rows, err := db.Pool().Query(t.Context(), `select topic from outbox order by position`)
			if err != nil {
				t.Fatalf("read outbox: %v", err)
			}
			topics, err := pgx.CollectRows(rows, pgx.RowTo[string])
			if err != nil {
				t.Fatalf("read outbox: %v", err)
			}
			return topics
		}
	})
}

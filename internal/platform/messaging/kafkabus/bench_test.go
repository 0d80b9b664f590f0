package kafkabus_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus"
	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus/kafkatest"
	"github.com/speckit/ticketing/internal/platform/pg"
)

// BenchmarkRelay prints how many facts per second one relay brings from a full outbox to an acknowledged record, with the database and
// the broker on this machine.
func BenchmarkRelay(b *testing.B) {
	const facts = 200_000
	h := build(b, kafkatest.Shared(b))
	for range b.N {
		from, _ := h.db.End(b.Context())
		for range facts / 1000 {
			err := h.db.Update(b.Context(), func(_ context.Context, tx *pg.Tx) error {
				for n := range 1000 {
					tx.Emit(fact{On: h.topic, ID: id.Random{}.New(), Of: fmt.Sprint("key ", n%500), N: n, Fill: "of about the size that a fact about a seat has, which is some four hundred bytes: " + string(make([]byte, 40))})
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		began := time.Now()
		p := h.process(options{relay: true})
		until(b, "relayed", func() bool { at, err := kafkabus.Relayed(b.Context(), h.db); return err == nil && at == from+facts })
		b.ReportMetric(facts/time.Since(began).Seconds(), "facts/s")
		p.stop()
	}
}

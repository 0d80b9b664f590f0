package inventorypg_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorypg"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/batch"
	"github.com/speckit/ticketing/internal/platform/gate/localgate"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

// stadium is a service with group commit and an event of many seats, as the program wires it.
func stadium(b *testing.B, seats int) (*inventory.Service, inventory.EventID, []inventory.SeatID, *atomic.Int64) {
	db := pgtest.Open(b, inventorypg.Schema)
	svc := inventory.New(inventorypg.New(db), &localgate.Gate{}, inventory.DefaultRules(), clock.System{}, id.Random{})
	runs := new(atomic.Int64)
	lane := batch.New(256, time.Minute, func(ctx context.Context, commands []inventory.Command) ([]batch.Verdict[inventory.Result], error) {
		verdicts, err := svc.Execute(ctx, commands)
		out := make([]batch.Verdict[inventory.Result], len(verdicts))
		for i, v := range verdicts {
			out[i] = batch.Verdict[inventory.Result](v)
		}
		return out, err
	}, func(int, time.Duration) { runs.Add(1) })
	b.Cleanup(lane.Close)
	svc.Through(lane)
	event := inventory.EventID(id.Random{}.New())
	if err := svc.SetTerms(b.Context(), inventory.Terms{
		Event: event, Version: 1, Status: inventory.OnSale, Date: time.Now().Add(time.Hour), Currency: "EUR",
	}); err != nil {
		b.Fatal(err)
	}
	ids := arrange(b, svc, event, seats)
	return svc, event, ids, runs
}

// arrange brings the layout in parts of a thousand seats.
func arrange(b *testing.B, svc *inventory.Service, event inventory.EventID, seats int) []inventory.SeatID {
	ids := make([]inventory.SeatID, 0, seats)
	parts := (seats + 999) / 1000
	for n := range parts {
		part := inventory.Part{Event: event, Layout: 1, Number: n + 1, Of: parts, Currency: "EUR"}
		for len(part.Seats) < 1000 && len(ids) < seats {
			i := len(ids)
			seat := events.GeneratedSeat{
				Seat: id.Named(event.UUID(), fmt.Sprint(i)), Section: fmt.Sprint("Block ", i/1000), Row: fmt.Sprint(i % 1000 / 25), Label: fmt.Sprint(i % 25),
				Price: "49.90", Category: "One", X: float64(i%25) * 10, Y: float64(i/25) * 10, Index: i,
			}
			part.Seats = append(part.Seats, seat)
			ids = append(ids, inventory.SeatID(seat.Seat))
		}
		if err := svc.Arrange(b.Context(), part); err != nil {
			b.Fatal(err)
		}
	}
	return ids
}

// crowd lets clients work until all of n pieces of work are done.
func crowd(clients, n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

func buyer() actor.Actor { return actor.Actor{Customer: id.Random{}.New(), Role: actor.Guest} }

// BenchmarkReserve holds one named seat per operation.
func BenchmarkReserve(b *testing.B) {
	for _, clients := range []int{1, 64, 256} {
		b.Run(fmt.Sprint("clients=", clients), func(b *testing.B) {
			svc, _, seats, runs := stadium(b, b.N)
			runs.Store(0)
			b.ResetTimer()
			crowd(clients, b.N, func(i int) {
				if _, err := svc.Reserve(b.Context(), inventory.Reserve{
					Group: inventory.GroupID(id.Random{}.New()), By: buyer(), Seats: seats[i : i+1],
				}); err != nil {
					b.Error(err)
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "holds/s")
			b.ReportMetric(float64(b.N)/float64(max(runs.Load(), 1)), "holds/commit")
		})
	}
}

// BenchmarkBest holds the best two seats per operation.
func BenchmarkBest(b *testing.B) {
	for _, clients := range []int{1, 256} {
		b.Run(fmt.Sprint("clients=", clients), func(b *testing.B) {
			svc, event, _, runs := stadium(b, max(2*b.N, 60_000))
			runs.Store(0)
			b.ResetTimer()
			crowd(clients, b.N, func(int) {
				_, err := svc.Reserve(b.Context(), inventory.Reserve{
					Group: inventory.GroupID(id.Random{}.New()), By: buyer(), Event: event, Quantity: 2,
				})
				if err != nil && !errors.Is(err, inventory.ErrSoldOut) {
					b.Error(err)
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "groups/s")
			b.ReportMetric(float64(b.N)/float64(max(runs.Load(), 1)), "groups/commit")
		})
	}
}

// BenchmarkArrange puts a stadium of 60,000 seats on sale.
func BenchmarkArrange(b *testing.B) {
	for b.Loop() {
		stadium(b, 60_000)
	}
}

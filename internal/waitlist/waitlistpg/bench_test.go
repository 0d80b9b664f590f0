package waitlistpg_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/batch"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlistpg"
	"github.com/speckit/ticketing/internal/waitlist/waitlisttest"
)

// service is one with group commit, as the program wires it, among fakes of its ports.
func service(b *testing.B, db *pg.DB) (*waitlist.Service, *waitlisttest.World, *atomic.Int64) {
	w := waitlisttest.NewWorld(waitlistpg.New(db))
	ports := waitlist.Ports{Seats: w.Seats, Orders: w.Orders, Events: w.Events, Sealer: waitlisttest.Sealer{}, Random: random{}}
	svc := waitlist.New(w.Store, ports, waitlist.DefaultRules(), clock.System{}, id.Random{})
	runs := new(atomic.Int64)
	lane := batch.New(500, time.Minute, func(ctx context.Context, commands []waitlist.Command) ([]batch.Verdict[waitlist.Joined], error) {
		verdicts, err := svc.Execute(ctx, commands)
		out := make([]batch.Verdict[waitlist.Joined], len(verdicts))
		for i, v := range verdicts {
			out[i] = batch.Verdict[waitlist.Joined]{Result: v.Joined, Err: v.Err}
		}
		return out, err
	}, func(int, time.Duration) { runs.Add(1) })
	b.Cleanup(lane.Close)
	svc.Through(lane)
	return svc, w, runs
}

// random makes bytes for many at once.
type random struct{}

func (random) Bytes(n int) []byte {
	out := make([]byte, 0, n+16)
	for len(out) < n {
		u := id.Random{}.New()
		out = append(out, u[:]...)
	}
	return out[:n]
}

// concert makes an event that begins long after the machine's time.
func concert(w *waitlisttest.World) waitlist.EventID {
	event := waitlist.EventID(id.Random{}.New())
	w.Events.Known[event] = waitlist.EventFacts{Version: 1, Starts: time.Now().Add(1000 * time.Hour)}
	return event
}

// BenchmarkJoin lets people join by a lane of 500, all of one event's line, or of a hundred.
func BenchmarkJoin(b *testing.B) {
	for _, lines := range []int{1, 100} {
		for _, clients := range []int{1, 64, 1000} {
			b.Run(fmt.Sprintf("lines=%d/clients=%d", lines, clients), func(b *testing.B) {
				svc, w, runs := service(b, pgtest.Open(b, waitlistpg.Schema))
				events := make([]waitlist.EventID, lines)
				for i := range events {
					events[i] = concert(w)
				}
				b.ResetTimer()
				crowd(clients, b.N, func(i int) {
					in := waitlist.Join{Event: events[i%lines], Email: fmt.Sprintf("Person%d@Example.com", i), Wish: waitlist.Wish{MaxPrice: "49.90"}}
					if _, err := svc.Join(b.Context(), in); err != nil {
						b.Error(err)
					}
				})
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "joins/s")
				b.ReportMetric(float64(b.N)/float64(max(runs.Load(), 1)), "joins/commit")
			})
		}
	}
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

const million = 1_000_000

// fill makes a line of a million people, of whom every third has left and every fourth of the others wants one seat.
func fill(b *testing.B, db *pg.DB, event waitlist.EventID) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), 10*time.Minute)
	defer cancel()
	conn, err := db.Pool().Acquire(ctx)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Release()
	for _, sql := range []string{
		`set statement_timeout = 0`,
		fmt.Sprintf(`insert into lines (event_id, term, next_place, waiting, confirmed, joined, gone)
			values ('%s', 1, %d, %d, %[3]d, %[2]d, %[4]d)`, event, million, million-million/3, million/3),
		fmt.Sprintf(`insert into entries (id, event_id, place, email, address, name, quantity, max_price, price_limit, sections, accessible, status,
				reason, joined_at, mailed_at, confirm_by, passes, trace)
			select gen_random_uuid(), '%s', n, 'P' || n || '@example.com', 'p' || n || '@example.com', '', 1 + n %% 4, '49.90', 49.90, '{}', false,
				case when n %% 3 = 0 then 'left' else 'pending' end, 'joined', now(), now(), now() + interval '1 day', 0, ''
			from generate_series(1, %d) as n`, event, million),
		fmt.Sprintf(`insert into line_blocks (event_id, block, waiting)
			select event_id, (place - 1) / 1024, count(*) from entries where event_id = '%s' and status = 'pending' group by 1, 2`, event),
		`reset statement_timeout`, `vacuum analyze entries`, `vacuum analyze line_blocks`,
	} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			b.Fatalf("%.60s: %v", sql, err)
		}
	}
}

// BenchmarkAhead asks for ranks in a line of a million, and does there what happens all the time.
func BenchmarkAhead(b *testing.B) {
	db := pgtest.Open(b, waitlistpg.Schema)
	store, event := waitlistpg.New(db), waitlist.EventID(id.Random{}.New())
	fill(b, db, event)
	for _, place := range []int64{1, million / 2, million - 1, million + 1} {
		b.Run(fmt.Sprint("place=", place), func(b *testing.B) {
			for b.Loop() {
				ahead, err := store.Ahead(b.Context(), event, place)
				if want := (place - 1) - (place-1)/3; err != nil || ahead != want {
					b.Fatalf("%d wait before place %d, %v, want %d", ahead, place, err, want)
				}
			}
		})
	}
	b.Run("place=any", func(b *testing.B) {
		for place := int64(1); b.Loop(); place = (place + 7919) % million {
			if _, err := store.Ahead(b.Context(), event, place); err != nil {
				b.Fatal(err)
			}
		}
	})
	bounds := waitlist.Bounds{Cheapest: money.Of(4990, "EUR"), Together: 1, Passes: 3, Ordinary: true}
	b.Run("next", func(b *testing.B) { walk(b, store, event, bounds) })
	bounds.Cheapest.Minor++ // nobody can pay that: the whole line is looked at
	b.Run("none", func(b *testing.B) { walk(b, store, event, bounds) })
	b.Run("wake=none", func(b *testing.B) {
		offers, seats := []waitlist.OfferID{waitlist.OfferID(id.Random{}.New())}, []waitlist.SeatID{waitlist.SeatID(id.Random{}.New())}
		for b.Loop() {
			err := store.Update(b.Context(), func(tx waitlist.Tx) error { return tx.Wake(b.Context(), offers, seats, time.Now()) })
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// walk loads a page of whom the vacancies may suit.
func walk(b *testing.B, store *waitlistpg.Store, event waitlist.EventID, bounds waitlist.Bounds) {
	for b.Loop() {
		err := store.Update(b.Context(), func(tx waitlist.Tx) error {
			_, err := tx.NextInLine(b.Context(), event, 0, bounds, waitlist.DefaultRules().Page)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

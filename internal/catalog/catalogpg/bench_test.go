package catalogpg_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogpg"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

const stadium = 60_000

// load brings an event with a stadium's seats.
func load(b *testing.B, w *catalogtest.World) catalog.EventID {
	b.Helper()
	event := w.IDs.New()
	var sections []catalog.SectionConfiguration
	for n := range stadium / 500 {
		sections = append(sections, catalog.SectionConfiguration{SectionCode: fmt.Sprint(n), Rows: 20, SeatsPerRow: 25})
	}
	plan, err := catalog.GeneratePlan(event, sections, catalogtest.Euros(5000))
	if err != nil {
		b.Fatal(err)
	}
	draft := catalogtest.Draft()
	draft.MaxCapacity = stadium
	if err := w.Load(b.Context(), catalog.DemoEvent{ID: event, Draft: draft, Plan: plan}); err != nil {
		b.Fatal(err)
	}
	return catalog.EventID(event)
}

func open(b *testing.B) *catalogtest.World {
	return catalogtest.New(b, catalogpg.New(pgtest.Open(b, catalogpg.Schema)))
}

func BenchmarkLoad(b *testing.B) {
	w := open(b)
	for b.Loop() {
		load(b, w)
	}
}

func BenchmarkProject(b *testing.B) {
	for _, size := range []int{1, 100, 1000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			w := open(b)
			event := load(b, w)
			seats, version := w.Map(event), int64(0)
			for b.Loop() {
				version++
				changes := make([]catalog.SeatChange, size)
				for i := range changes {
					seat := seats[(i*7919+int(version)*31)%stadium]
					changes[i] = catalog.SeatChange{Event: event, Seat: seat.SeatID, Status: catalog.Reserved, Version: version}
				}
				if err := w.Project(b.Context(), changes); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(size*b.N)/b.Elapsed().Seconds(), "seats/s")
		})
	}
}

func BenchmarkRead(b *testing.B) {
	w := open(b)
	event := load(b, w)
	w.Become(event, catalog.Available, 5, 50, 500)
	ctx := context.Background()
	for name, read := range map[string]func() error{
		"map":      func() error { _, _, err := w.SeatMap(ctx, event); return err },
		"snapshot": func() error { _, _, err := w.Store.Snapshot(ctx, event); return err },
		"since":    func() error { _, _, err := w.Store.Since(ctx, event, w.Now(event).Sequence-1); return err },
		"ids":      func() error { _, err := w.SeatIDs(ctx, event, w.Now(event).PlanHash, 0, 10_000); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

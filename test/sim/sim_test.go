package sim_test

import (
	"errors"
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/speckit/ticketing/test/sim"
)

// What a run of the tests covers, unless SIM_SEED and SIM_STEPS say otherwise.
const (
	seeds = 100
	steps = 2000
	// paidLeast is how many orders are paid in every run of that length: fewer, and it proves little.
	paidLeast = 25
)

// setting reads which seeds to play, one or from-to, and for how long.
func setting(t *testing.T) (first, last, long int) {
	t.Helper()
	first, last, long = 1, seeds, steps
	read := func(text string) int {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("SIM_SEED is a number or two, 1-500, and SIM_STEPS a number: %v", err)
		}
		return n
	}
	if text := os.Getenv("SIM_SEED"); text != "" {
		from, to, several := strings.Cut(text, "-")
		if first, last = read(from), read(from); several {
			last = read(to)
		}
	}
	if text := os.Getenv("SIM_STEPS"); text != "" {
		long = read(text)
	}
	return first, last, long
}

// TestSimulation plays a hundred seeds, or those that SIM_SEED names.
func TestSimulation(t *testing.T) {
	t.Parallel()
	first, last, long := setting(t)
	var mu sync.Mutex
	all := sim.Report{Answers: map[string]int{}, Happened: map[string]int{}}
	each(first, last, func(seed uint64) {
		options := sim.Options{Seed: seed, Steps: long}
		if os.Getenv("SIM_LOG") != "" {
			options.Log = os.Stdout
		}
		report, err := sim.Run(options)
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			t.Error(err)
			return
		}
		if long >= steps && report.Paid < paidLeast {
			t.Errorf("seed %d: only %d orders were paid", seed, report.Paid)
		}
		all.Paid, all.Deaths, all.Checked = all.Paid+report.Paid, all.Deaths+report.Deaths, all.Checked+report.Checked
		addUp(all.Answers, report.Answers)
		addUp(all.Happened, report.Happened)
	})
	t.Logf("%d orders were paid, %d processes died, the audits checked %d things", all.Paid, all.Deaths, all.Checked)
	for _, table := range []map[string]int{all.Happened, all.Answers} {
		for _, what := range slices.Sorted(maps.Keys(table)) {
			t.Logf("%7d  %s", table[what], what)
		}
	}
}

func addUp(sums, more map[string]int) {
	for what, n := range more {
		sums[what] += n
	}
}

// each plays seeds, as many at a time as there are processors.
func each(first, last int, play func(seed uint64)) {
	var running sync.WaitGroup
	turns := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		running.Go(func() {
			for seed := range turns {
				play(uint64(seed)) // #nosec G115 -- small
			}
		})
	}
	for seed := first; seed <= last; seed++ {
		turns <- seed
	}
	close(turns)
	running.Wait()
}

func TestTheSameSeedGivesTheSameRun(t *testing.T) {
	t.Parallel()
	var prints [2]uint64
	for i := range prints {
		report, err := sim.Run(sim.Options{Seed: 4711, Steps: steps / 2})
		if breach := new(sim.Breach); err != nil && !errors.As(err, &breach) {
			t.Fatal(err)
		}
		prints[i] = report.Print
	}
	if prints[0] != prints[1] {
		t.Fatalf("one seed, two runs: %x and %x", prints[0], prints[1])
	}
}

// Command bench drives the real HTTP interface of the built binary, on a machine that it shares with the server, and prints what a buyer
// would feel: holds, whole purchases, check-ins and joins of a line a second, how long they take, how long a hold needs to be on the map,
// and what the server costs when it is idle. One run takes about two minutes.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// options say how much is measured.
type options struct {
	binary  string
	span    time.Duration // of each load
	clients []int
	only    string // one measurement by name; empty is all
}

func main() {
	o := options{clients: []int{1, 64, 256}}
	flag.StringVar(&o.binary, "binary", "bin/speckit", "the binary to drive")
	flag.DurationVar(&o.span, "span", 6*time.Second, "how long each load lasts")
	flag.StringVar(&o.only, "only", "", "one of holds, map, purchases and lines")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, o options) (err error) {
	dir, err := os.MkdirTemp("", "speckit-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := os.Chmod(dir, 0o755); err != nil { // #nosec G302 -- the database's user passes through
		return err
	}
	h, err := openHouse(ctx, out, o.binary, filepath.Join(dir, "data"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	for _, m := range measurements {
		if o.only != "" && o.only != m.name {
			continue
		}
		if err := m.measure(ctx, h, o); err != nil {
			return fmt.Errorf("measure %s: %w", m.name, err)
		}
	}
	return nil
}

// measurements in their order: later ones use what earlier ones leave.
var measurements = []struct {
	name    string
	measure func(context.Context, *house, options) error
}{{"holds", holds}, {"map", seenOnMap}, {"purchases", purchases}, {"check-ins", checkIns}, {"lines", lines}}

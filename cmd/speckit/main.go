// Command speckit is the whole platform in one binary: any service, and the tools to run them.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	_ "time/tzdata" // events name IANA time zones; the machine need not know them

	"github.com/speckit/ticketing/internal/app"
)

func main() {
	// The first signal asks to stop; further ones change nothing, so that a nervous hand cannot turn a stop into a kill.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(app.Main(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

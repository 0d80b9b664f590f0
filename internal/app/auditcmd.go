package app

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/app/audit"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment/paymentsim/bankpg"
	"github.com/speckit/ticketing/internal/platform/pg"
)

// How an audit looks at a living installation.
const (
	sweepInterval = 10 * time.Second
	settleTime    = 30 * time.Second
	lookPause     = 500 * time.Millisecond
	findingsShown = 20
)

type auditCommand struct {
	All bool `help:"Print every finding, not only the first of each promise."`
}

// Run checks the invariants, beside a running server too. Alone with the data it delivers what a stopped process left in the
// outboxes, as the next start would, because what is on its way is not lost.
func (a auditCommand) Run(c call) error {
	return withGround(c, func(ctx context.Context, g *ground) error {
		if err := g.rememberBank(ctx); err != nil {
			return err
		}
		p, err := newProcess(ctx, g)
		if err != nil {
			return err
		}
		defer p.closeLanes()
		if g.alone() {
			stop, err := p.borrow(ctx)
			if err != nil {
				return err
			}
			defer stop()
		}
		report, err := audit.Run(ctx, p.installation(), p.clock, audit.Patience{Sweep: sweepInterval, Settle: settleTime, Pause: lookPause, Caught: p.caught})
		if err != nil {
			return err
		}
		if err := p.keepFindings(ctx, report); err != nil {
			return err
		}
		a.print(c, report)
		if !report.Clean() {
			return errFound
		}
		return nil
	})
}

// keepFindings leaves what was found where ordering's figures tell an operator of it.
func (p *process) keepFindings(ctx context.Context, report audit.Report) error {
	now := p.clock.Now()
	var kept []pg.Finding
	for _, promise := range audit.Promises {
		kept = append(kept, pg.Finding{
			Invariant: string(promise.Invariant), Found: int64(len(report.Of(promise.Invariant))), Checked: int64(report.Checked[promise.Invariant]), At: now,
		})
	}
	return p.ground.dbs["ordering"].PutFindings(ctx, kept)
}

// rememberBank has the simulated bank take part where money was ever taken through it, whatever this command's own settings say: its
// ledger is one of the sides that are compared, and it knows what became of undecided payments.
func (g *ground) rememberBank(ctx context.Context) error {
	used, err := bankpg.New(g.dbs[bank]).Entries(ctx, id.Nil, 1)
	if err != nil {
		return fmt.Errorf("look for a bank's ledger: %w", err)
	}
	if len(used) > 0 && g.settings.PaymentProvider == "" {
		g.settings.PaymentProvider = "simulated"
	}
	return nil
}

// borrow runs deliveries and chores for as long as a command needs them.
func (p *process) borrow(ctx context.Context) (stop func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	if err := p.start(ctx, &running); err != nil {
		cancel()
		return nil, err
	}
	return func() { cancel(); running.Wait() }, nil
}

func (p *process) installation() audit.Installation {
	return audit.Installation{
		Inventory: p.Inventory, Ordering: p.Ordering, Payment: p.Payment, Fulfillment: p.Fulfillment, Waitlist: p.Waitlist, Bank: p.Bank, Map: MapOf(p.Contexts), Road: p.roadWorks(),
	}
}

// MapOf reads what the catalogue shows.
func MapOf(all *Contexts) func(ctx context.Context, after id.UUID, limit int) ([]audit.Shown, error) {
	return func(ctx context.Context, after id.UUID, limit int) ([]audit.Shown, error) {
		seats, err := all.Catalog.SeatPage(ctx, after, limit)
		shown := make([]audit.Shown, len(seats))
		for i, s := range seats {
			shown[i] = audit.Shown{Seat: s.ID, Event: s.Event, Status: string(s.Status), Version: s.Version, Price: s.Price}
		}
		return shown, err
	}
}

func (a auditCommand) print(c call, report audit.Report) {
	for _, p := range audit.Promises {
		found := report.Of(p.Invariant)
		if len(found) == 0 {
			c.say("ok    %s  %s (%d checked)", p.Invariant, p.Sentence, report.Checked[p.Invariant])
			continue
		}
		c.say("FAIL  %s  %s: %d finding(s)", p.Invariant, p.Sentence, len(found))
		for i, f := range found {
			if i == findingsShown && !a.All {
				c.say("        … and %d more (--all)", len(found)-i)
				break
			}
			c.say("        %s  %s", f.Subject, f.Sentence)
		}
	}
}

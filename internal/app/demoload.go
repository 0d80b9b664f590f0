package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/speckit/ticketing/internal/app/demo"
	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/actor"
)

// demoFile is the file in the data directory that holds the demo's sign-ins.
const demoFile = "demo.json"

// onSalePoll is how often the loader looks whether all seats can be bought.
const onSalePoll = 20 * time.Millisecond

type demoCommand struct{}

// Run loads the demo data into any installation and returns when all of it can be bought. Loading it again changes nothing but the
// dates of events that have passed.
func (demoCommand) Run(c call) error {
	return withGround(c, func(ctx context.Context, g *ground) error {
		p, err := newProcess(ctx, g)
		if err != nil {
			return err
		}
		defer p.closeLanes()
		if g.server == nil || g.alone() {
			p.inside = true // what is loaded can be bought also while the brokers are away; they get it later, and it has no second effect
			stop, err := p.borrow(ctx)
			if err != nil {
				return err
			}
			defer stop()
		}
		if err := p.Identity.Prepare(ctx); err != nil {
			return err
		}
		begun := time.Now()
		accounts, err := p.loadDemo(ctx)
		if err != nil {
			return err
		}
		c.say("demo data loaded in %s", time.Since(begun).Round(time.Millisecond))
		accounts.print(c, filepath.Join(g.settings.Data, demoFile))
		return nil
	})
}

// load is what serve does before it is ready.
func (p *process) load(ctx context.Context) error {
	if !p.ground.settings.Demo || !p.alone() {
		return nil
	}
	_, err := p.loadDemo(ctx)
	debug.FreeOSMemory() // 70,000 seats passed through; a server that idles should not look as if they had stayed
	return err
}

// signIn is one account of the demo.
type signIn struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

// accounts are the demo's sign-ins, as they stand in its file.
type accounts struct {
	Admin signIn `json:"admin"`
	Staff signIn `json:"staff"`
	Buyer signIn `json:"buyer"`
}

func (a accounts) print(c call, file string) {
	for _, s := range []struct {
		who string
		as  signIn
	}{{"admin", a.Admin}, {"staff", a.Staff}, {"buyer", a.Buyer}} {
		c.say("  %-6s %s / %s", s.who, s.as.Email, s.as.Password)
	}
	c.say("  (also in %s)", file)
}

// loadDemo makes events, seats and accounts that are missing, moves events that have passed, and waits until everything can be bought.
func (p *process) loadDemo(ctx context.Context) (accounts, error) {
	events := demo.Events()
	for _, e := range events {
		if err := p.loadDemoEvent(ctx, e); err != nil {
			return accounts{}, fmt.Errorf("load %s: %w", e.Name, err)
		}
	}
	made, err := p.loadDemoAccounts(ctx)
	if err != nil {
		return accounts{}, err
	}
	for _, e := range events {
		if err := p.awaitOnSale(ctx, e); err != nil {
			return accounts{}, err
		}
	}
	return made, nil
}

// loadDemoEvent brings an event that is missing, and moves one that has passed to the same distance from today.
func (p *process) loadDemoEvent(ctx context.Context, e demo.Event) error {
	now := p.clock.Now()
	starts, err := e.Starts(now)
	if err != nil {
		return err
	}
	there, err := p.Catalog.Event(ctx, catalog.EventID(e.ID))
	switch {
	case errors.Is(err, catalog.ErrNoSuchEvent):
		return p.Catalog.Load(ctx, catalog.DemoEvent{ID: e.ID, Plan: e.Plan, Draft: catalog.Draft{
			Name: e.Name, Description: e.Description, Venue: e.Venue, EventDate: starts, TimeZone: e.TimeZone,
			BasePrice: e.BasePrice.Decimal(), Currency: e.BasePrice.Currency, MaxCapacity: e.Capacity,
		}})
	case err != nil:
		return err
	case !there.EventDate.After(now):
		return p.Catalog.Postpone(ctx, e.ID, starts)
	default:
		return nil
	}
}

// awaitOnSale waits until inventory sells every seat of the event and the map shows it. Seats of an event that somebody has since
// deactivated or cancelled are not waited for.
func (p *process) awaitOnSale(ctx context.Context, e demo.Event) error {
	poll := time.NewTicker(onSalePoll)
	defer poll.Stop()
	for {
		event, err := p.Catalog.Event(ctx, catalog.EventID(e.ID))
		if err != nil {
			return fmt.Errorf("look whether %s is on sale: %w", e.Name, err)
		}
		known, total, err := p.Catalog.OnSale(ctx, e.ID)
		if err != nil {
			return fmt.Errorf("look whether %s is on sale: %w", e.Name, err)
		}
		if known == total || event.Status != catalog.Active {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-poll.C:
		}
	}
}

// loadDemoAccounts makes the three accounts with fresh passwords, or keeps those of the file.
func (p *process) loadDemoAccounts(ctx context.Context) (accounts, error) {
	file := filepath.Join(p.ground.settings.Data, demoFile)
	known, err := readDemoFile(file)
	if err != nil {
		return accounts{}, err
	}
	for _, a := range []struct {
		as   *signIn
		name string
		role actor.Role
	}{{&known.Admin, "admin", actor.Admin}, {&known.Staff, "staff", actor.Staff}, {&known.Buyer, "buyer", actor.Customer}} {
		a.as.Email = a.name + "@demo.example"
		there, _, err := p.Identity.Users(ctx, a.as.Email, "", 1)
		if err != nil {
			return accounts{}, fmt.Errorf("look for the demo's %s: %w", a.name, err)
		}
		if len(there) > 0 && a.as.Password != "" {
			continue // giving the account its password again would end its sessions
		}
		_, password, err := p.Identity.Provide(ctx, identity.Account{Email: a.as.Email, Password: a.as.Password, Role: a.role})
		if err != nil {
			return accounts{}, fmt.Errorf("make the demo's %s: %w", a.name, err)
		}
		a.as.Password = password
	}
	err = writeSecretly(file, func(w io.Writer) error { return json.NewEncoder(w).Encode(known) })
	return known, err
}

// greet tells a person where to go.
func (p *process) greet(c call) {
	if !p.ground.settings.Demo || !p.alone() {
		return
	}
	known, err := readDemoFile(filepath.Join(c.settings.Data, demoFile))
	if err != nil {
		return // it was written a moment ago; whoever removed it does not want to read it
	}
	c.say("\nSpecKit Ticketing is ready: %s", c.settings.PublicURL)
	c.say("  office     %s/admin", c.settings.PublicURL)
	c.say("  door       %s/scan", c.settings.PublicURL)
	c.say("  API        %s/api/docs", c.settings.PublicURL)
	c.say("  mailbox    %s/dev/mailbox", c.settings.PublicURL)
	known.print(c, filepath.Join(c.settings.Data, demoFile))
}

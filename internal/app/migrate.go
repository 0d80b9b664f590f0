package app

import (
	"fmt"

	"github.com/speckit/ticketing/internal/platform/pg"
)

type migrateCommand struct {
	Do string `arg:"" optional:"" enum:"up,status,check" default:"up" help:"up, status or check."`
}

// Run brings schemas up to date, or says how they stand. Only up changes anything.
func (m migrateCommand) Run(c call) error {
	g := &ground{settings: c.settings, parts: everything(), log: c.log, dbs: map[string]*pg.DB{}}
	defer g.close()
	if err := g.startDatabase(c.ctx, false); err != nil {
		return err
	}
	for url, list := range g.byURL() {
		switch m.Do {
		case "status":
			states, err := pg.ReadStatus(c.ctx, url, list...)
			if err != nil {
				return err
			}
			for _, s := range states {
				c.say("%s", s)
			}
		case "check":
			if err := pg.Check(c.ctx, url, list...); err != nil {
				c.say("%v", err)
				return errFound
			}
			c.say("up to date")
		default:
			report, err := pg.Migrate(c.ctx, url, list...)
			if err != nil {
				return fmt.Errorf("migrate: %w", err)
			}
			for _, a := range report.Applied {
				c.say("%s: %d %s", a.Schema, a.Version, a.Name)
			}
			for _, note := range report.Notes {
				c.say("%s", note)
			}
			c.say("up to date, %d applied", len(report.Applied))
		}
	}
	return nil
}

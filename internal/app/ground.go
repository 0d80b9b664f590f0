package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/speckit/ticketing/internal/platform/pg"
)

// ground is what every command stands on: the databases, ours or others', and one pool per context that works here.
type ground struct {
	settings Settings
	parts    parts
	log      *slog.Logger
	server   *pg.Server // nil where no database is embedded
	url      string     // of the embedded database
	dbs      map[string]*pg.DB
	replica  *pg.Replica // of catalog's database; nil without
}

// poolSizes gives the contexts that work hardest the most connections; the embedded server has 100.
var poolSizes = map[string]int32{"inventory": 10, "ordering": 14, "payment": 12, "fulfillment": 10, "catalog": 12, "identity": 8, "notification": 6, "waitlist": 8, "bank": 8}

// openGround starts the embedded database (serve owns it, other commands attach to it), brings its schemas up to date, and opens the
// pools. External databases are only checked: they are migrated by command.
func openGround(ctx context.Context, s Settings, p parts, log *slog.Logger, serving, migrate bool) (_ *ground, err error) {
	if err := settleSecret(&s, p); err != nil {
		return nil, err
	}
	g := &ground{settings: s, parts: p, log: log, dbs: map[string]*pg.DB{}}
	defer func() {
		if err != nil {
			g.close()
		}
	}()
	if err := g.startDatabase(ctx, serving); err != nil {
		return nil, err
	}
	if migrate || s.embedded(p) {
		if err := g.migrate(ctx); err != nil {
			return nil, err
		}
	} else if err := g.check(ctx, serving); err != nil {
		return nil, err
	}
	for name, schema := range p.schemas() {
		db, err := pg.Open(ctx, pg.Config{
			URL: g.urlOf(name), Schema: schema.Name, MaxConns: orElse(s.DatabasePool, poolSizes[name]), Log: log,
			StatementTimeout: s.DatabaseStatementTimeout, LockTimeout: s.DatabaseLockTimeout,
		})
		if err != nil {
			return nil, fmt.Errorf("open the database of %s: %w", name, err)
		}
		g.dbs[name] = db
	}
	return g, g.openReplica(serving)
}

// openReplica has a server's readers of the catalogue served by a replica of its database. Whether that is there is seen later.
func (g *ground) openReplica(serving bool) (err error) {
	s := g.settings
	if !serving || s.DatabaseReadURLCatalog == "" || !g.parts.has("catalog") {
		return nil
	}
	g.replica, err = pg.OpenReplica(g.dbs["catalog"], pg.Config{
		URL: s.DatabaseReadURLCatalog, Schema: schemas()["catalog"].Name, MaxConns: orElse(s.DatabasePool, poolSizes["catalog"]), Log: g.log,
		StatementTimeout: s.DatabaseStatementTimeout, LockTimeout: s.DatabaseLockTimeout,
	}, pg.ReplicaLag)
	if err != nil {
		return fmt.Errorf("DATABASE_READ_URL_CATALOG: %w", err)
	}
	return nil
}

func (g *ground) startDatabase(ctx context.Context, serving bool) error {
	if !g.settings.embedded(g.parts) {
		return nil
	}
	start := pg.Attach
	if serving {
		start = pg.Start
	}
	server, err := start(ctx, pg.Embedded{Dir: g.settings.Data, Programs: g.settings.Postgres, Log: g.log})
	if err != nil {
		return err
	}
	g.server, g.url = server, server.URL("")
	return nil
}

// urlOf is where a schema lies. The simulated bank keeps its ledger beside payment's tables, in a schema of its own.
func (g *ground) urlOf(name string) string {
	if name == "bank" {
		name = "payment"
	}
	return g.settings.databaseURL(name, g.url)
}

// byURL groups the schemas by the database in which they lie.
func (g *ground) byURL() map[string][]pg.Schema {
	out := map[string][]pg.Schema{}
	for name, schema := range g.parts.schemas() {
		out[g.urlOf(name)] = append(out[g.urlOf(name)], schema)
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b pg.Schema) int { return strings.Compare(a.Name, b.Name) })
	}
	return out
}

func (g *ground) migrate(ctx context.Context) error {
	for url, list := range g.byURL() {
		report, err := pg.Migrate(ctx, url, list...)
		if err != nil {
			return fmt.Errorf("migrate: %w", err)
		}
		for _, note := range report.Notes {
			g.log.Warn(note)
		}
	}
	return nil
}

// check expects the schemas to be there. A server waits for them, since its migrations may be about to run.
func (g *ground) check(ctx context.Context, patient bool) error {
	for url, list := range g.byURL() {
		var err error
		if patient {
			err = pg.Await(ctx, url, g.log, list...)
		} else {
			err = pg.Check(ctx, url, list...)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// close lets go of everything, pools first.
func (g *ground) close() {
	if g.replica != nil {
		g.replica.Close()
	}
	for _, db := range g.dbs {
		db.Close()
	}
	if g.server != nil {
		if err := g.server.Stop(context.Background()); err != nil {
			g.log.Error("database did not stop cleanly; it recovers at the next start", "reason", err)
		}
	}
}

// withGround runs a command beside a running server, or on its own.
func withGround(c call, do func(ctx context.Context, g *ground) error) error {
	g, err := openGround(c.ctx, c.settings, everything(), c.log, false, false)
	if err != nil {
		return err
	}
	err = do(c.ctx, g)
	g.close()
	if errors.Is(err, context.Canceled) {
		return errors.New("stopped before it was done")
	}
	return err
}

// viaKafka reports whether facts leave the process. Pages alone tell none and hear none.
func (g *ground) viaKafka() bool { return g.settings.KafkaBrokers != "" && len(g.parts.contexts()) > 0 }

// alone reports whether no server runs on these data as far as can be known: only an embedded database tells.
func (g *ground) alone() bool { return g.server != nil && !g.server.Attached() }

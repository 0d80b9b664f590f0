package estate

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/speckit/ticketing/internal/platform/messaging/kafkabus/kafkatest"
	"github.com/speckit/ticketing/test/e2e/installation"
)

// Names are the parts of the platform, each a process of its own.
var Names = []string{"identity", "catalog", "inventory", "ordering", "payment", "fulfillment", "notification", "waitlist", "web"}

// Plan says what an estate consists of.
type Plan struct {
	Binary   string
	Dir      string   // of all data; it does not exist yet
	Postgres string   // directory of PostgreSQL's programs
	Replicas int      // of every service
	Brokers  int      // of Kafka
	Settings []string // of every service
	Proxied  bool     // services reach PostgreSQL, Kafka and Redis through a Network
}

// Estate is everything that runs. The Installation is its operator's shell: its commands, and the one public address.
type Estate struct {
	*installation.Installation
	Postgres *Postgres
	Kafka    *kafkatest.Cluster
	Redis    *Redis
	Gateway  *Gateway
	Services []*Service
	Network  *Network // nil where services reach what they stand on directly
}

// Network is what lies between the services and what they stand on.
type Network struct{ Postgres, Kafka, Redis *Proxy }

// Secret is the root of all keys of an estate.
const Secret = "4f9c1a7be2d04c6e8a3b5d7f90123456789abcdef0fedcba9876543210aabbcc"

// Open starts PostgreSQL, Kafka and Redis, migrates, loads the demo's data, and starts the services in an order of chance and the
// gateway before them all.
func Open(ctx context.Context, plan Plan) (*Estate, error) {
	e, err := Lay(ctx, plan)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(e.Operate(ctx, "migrate", "up"), e.Operate(ctx, "demo")); err != nil {
		e.Close()
		return nil, err
	}
	for _, s := range e.Services {
		err = errors.Join(err, s.Start())
	}
	if err := errors.Join(err, e.Ready(ctx)); err != nil {
		e.Close()
		return nil, err
	}
	return e, nil
}

// Lay does everything for an estate but filling the database and starting the services.
func Lay(ctx context.Context, plan Plan) (_ *Estate, err error) {
	e := &Estate{}
	defer func() {
		if err != nil {
			e.Close()
		}
	}()
	if err := os.MkdirAll(plan.Dir, 0o755); err != nil { // #nosec G301 -- PostgreSQL's user passes through
		return nil, err
	}
	if err := e.ground(ctx, plan); err != nil {
		return nil, err
	}
	if e.Installation, err = installation.New(plan.Binary, filepath.Join(plan.Dir, "operator"), e.settings(plan)...); err != nil {
		return nil, err
	}
	for _, name := range Names {
		for range max(1, plan.Replicas) {
			if err := e.add(plan, name); err != nil {
				return nil, err
			}
		}
	}
	e.introduce()
	if err := e.openGateway(ctx, plan); err != nil {
		return nil, err
	}
	rand.Shuffle(len(e.Services), func(i, j int) { e.Services[i], e.Services[j] = e.Services[j], e.Services[i] })
	return e, nil
}

// ground starts what services stand on, all at once.
func (e *Estate) ground(ctx context.Context, plan Plan) error {
	var brokers []string
	if plan.Proxied {
		if err := e.lay(); err != nil {
			return err
		}
		brokers = append(brokers, "advertised.listeners=PLAINTEXT://"+e.Network.Kafka.Address())
	}
	var all sync.WaitGroup
	errs := make([]error, 3)
	all.Go(func() {
		if e.Postgres, errs[0] = NewPostgres(plan.Postgres, filepath.Join(plan.Dir, "postgres")); errs[0] == nil {
			errs[0] = e.Postgres.Start(ctx)
		}
	})
	all.Go(func() {
		e.Kafka, errs[1] = kafkatest.New(filepath.Join(plan.Dir, "kafka"), max(1, plan.Brokers), brokers...)
	})
	all.Go(func() {
		if e.Redis, errs[2] = NewRedis(filepath.Join(plan.Dir, "redis")); errs[2] == nil {
			errs[2] = e.Redis.Start(ctx)
		}
	})
	all.Wait()
	if err := errors.Join(errs...); err != nil || !plan.Proxied {
		return err
	}
	e.Network.Postgres.To(e.Postgres.Address())
	e.Network.Redis.To(e.Redis.Address())
	e.Network.Kafka.To(e.Kafka.Brokers()[0])
	return nil
}

// lay makes the network, which leads nowhere yet.
func (e *Estate) lay() (err error) {
	e.Network = &Network{}
	for _, p := range []**Proxy{&e.Network.Postgres, &e.Network.Kafka, &e.Network.Redis} {
		if *p, err = NewProxy(); err != nil {
			return err
		}
	}
	return nil
}

// Operate runs a command of the operator's and expects it to succeed.
func (e *Estate) Operate(ctx context.Context, args ...string) error {
	said, err := e.Run(ctx, args...)
	if err == nil && said.Exit != 0 {
		err = fmt.Errorf("status %d:\n%s%s", said.Exit, said.Out, said.ErrOut)
	}
	if err != nil {
		return fmt.Errorf("speckit %s: %w", args, err)
	}
	return nil
}

// settings are those of every process, the operator's commands among them.
func (e *Estate) settings(plan Plan) []string {
	database, brokers, redis := e.Postgres.URL(), strings.Join(e.Kafka.Brokers(), ","), e.Redis.Address()
	if e.Network != nil {
		database, brokers, redis = e.Postgres.At(e.Network.Postgres.Address()), e.Network.Kafka.Address(), e.Network.Redis.Address()
	}
	return append([]string{
		"SPECKIT_SECRET=" + Secret, "SPECKIT_DEMO=1", "DATABASE_URL=" + database, "KAFKA_BROKERS=" + brokers, "REDIS_URL=redis://" + redis + "/0",
		"TRUSTED_PROXIES=127.0.0.1",
	}, plan.Settings...)
}

// add makes one more process of a service.
func (e *Estate) add(plan Plan, name string) error {
	i, err := installation.New(plan.Binary, filepath.Join(plan.Dir, fmt.Sprint(name, "-", len(e.Services))), e.settings(plan)...)
	if err != nil {
		return err
	}
	i.Serves = []string{name}
	i.Public = e.URL()
	e.Services = append(e.Services, &Service{Installation: i, Name: name})
	return nil
}

// introduce tells every service where the others are.
func (e *Estate) introduce() {
	var where []string
	for _, name := range Names {
		var urls []string
		for _, s := range e.Of(name) {
			urls = append(urls, "http://"+s.Address())
		}
		where = append(where, strings.ToUpper(name)+"_URL="+strings.Join(urls, ","))
	}
	for _, s := range e.Services {
		s.Settings = append(s.Settings, where...)
	}
}

func (e *Estate) openGateway(ctx context.Context, plan Plan) (err error) {
	upstreams := map[string][]string{}
	for _, s := range e.Services {
		upstreams[s.Name] = append(upstreams[s.Name], s.Address())
	}
	if e.Gateway, err = NewGateway("../../deploy/Caddyfile", filepath.Join(plan.Dir, "gateway"), e.Port, upstreams); err != nil {
		return err
	}
	return e.Gateway.Start(ctx)
}

// Of lists the processes of a service.
func (e *Estate) Of(name string) []*Service {
	var out []*Service
	for _, s := range e.Services {
		if s.Name == name {
			out = append(out, s)
		}
	}
	return out
}

// Ready waits until every service is.
func (e *Estate) Ready(ctx context.Context) error {
	for _, s := range e.Services {
		if err := s.process.Ready(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	return nil
}

// Stop stops every service well, and says which did not.
func (e *Estate) Stop() error { return Stop(e.Services) }

// Stop stops services well, all at once, and says which did not.
func Stop(services []*Service) error {
	errs := make([]error, len(services))
	var all sync.WaitGroup
	for i, s := range services {
		if s.process != nil {
			all.Go(func() {
				if err := s.Stop(); err != nil {
					errs[i] = fmt.Errorf("%s: %w", s.Name, err)
				}
			})
		}
	}
	all.Wait()
	return errors.Join(errs...)
}

// Close ends everything at once.
func (e *Estate) Close() {
	for _, s := range e.Services {
		if s.process != nil {
			s.process.Kill()
		}
	}
	if e.Gateway != nil {
		e.Gateway.Stop()
	}
	if e.Redis != nil {
		e.Redis.Kill()
	}
	if e.Kafka != nil {
		e.Kafka.End()
	}
	if e.Postgres != nil {
		e.Postgres.Kill()
	}
	if e.Network != nil {
		for _, p := range []*Proxy{e.Network.Postgres, e.Network.Kafka, e.Network.Redis} {
			if p != nil {
				p.Close()
			}
		}
	}
}

// Log is the end of what every service has printed.
func (e *Estate) Log() string { return Running(e.Services) }

// Programs finds PostgreSQL's programs as the repository's script does.
func Programs() (string, error) {
	if dir := os.Getenv("SPECKIT_POSTGRES"); dir != "" {
		return dir, nil
	}
	out, err := exec.Command("sh", "../../scripts/postgres.sh").Output()
	return strings.TrimSpace(string(out)), err
}

package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/answerspg"
)

// drainTime is how long requests may take to finish once the process was told to stop.
const drainTime = 15 * time.Second

type serveCommand struct {
	Migrate bool `help:"Bring an external database up to date first; several processes may do so at once."`
}

// Run serves until it is told to stop, and returns when everything has ended.
func (cmd serveCommand) Run(c call) error {
	s := c.settings
	public, err := listen(c.ctx, "PORT", s.Host, s.Port)
	if err != nil {
		return err
	}
	internal, err := listen(c.ctx, "INTERNAL_PORT", s.InternalHost, s.InternalPort)
	if err != nil {
		return errors.Join(err, public.Close())
	}
	board := newSwitchboard()
	server, inside := rest.NewServer(board, c.log), rest.NewServer(http.NotFoundHandler(), c.log)
	var serving sync.WaitGroup
	serving.Go(func() { serveHTTP(c, server, public) })
	err = cmd.run(c, board, func(metrics http.Handler) {
		inside.Handler = metrics
		serving.Go(func() { serveHTTP(c, inside, internal) })
	}, server)
	_, _ = server.Close(), inside.Close()
	_, _ = public.Close(), internal.Close()
	serving.Wait()
	return err
}

func serveHTTP(c call, server *http.Server, l net.Listener) {
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) && c.ctx.Err() == nil {
		c.log.Error("server ended", "address", l.Addr().String(), "reason", err)
	}
}

// run is serve with its ports taken.
func (cmd serveCommand) run(c call, board *switchboard, expose func(http.Handler), server *http.Server) error {
	begun := time.Now()
	g, err := openGround(c.ctx, c.settings, c.log, true, cmd.Migrate)
	if err != nil {
		return err
	}
	defer g.close()
	p, err := newProcess(g)
	if err != nil {
		return err
	}
	if err := p.prepare(c.ctx); err != nil {
		return err
	}
	p.warn()
	expose(p.metrics.Handler())

	var loaded atomic.Bool
	health := p.health(&loaded)
	api, err := p.api(health)
	if err != nil {
		return err
	}
	background, stop := context.WithCancel(context.WithoutCancel(c.ctx))
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()
	if err := p.start(background, &running); err != nil {
		return err
	}
	board.to(api.Handler())

	if g.server != nil {
		running.Go(func() { p.keepDatabase(background) })
	}
	failed := make(chan error, 1)
	running.Go(func() {
		if err := p.load(background); err != nil {
			failed <- err
			return
		}
		loaded.Store(true)
		c.log.Info("ready", "address", c.settings.PublicURL, "ms", time.Since(begun).Milliseconds())
		p.greet(c)
	})
	select {
	case <-c.ctx.Done():
		err = nil
	case err = <-failed:
		if c.ctx.Err() != nil {
			err = nil
		}
	}
	c.log.Info("stopping")
	loaded.Store(false)
	api.Close()
	drain, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	_ = server.Shutdown(drain)
	stop()
	running.Wait()
	p.closeLanes()
	return err
}

// prepare does what must be done before anybody is served: keys, and the requests of a process that died.
func (p *process) prepare(ctx context.Context) error {
	if err := p.Identity.Prepare(ctx); err != nil {
		return fmt.Errorf("prepare signing keys: %w", err)
	}
	keys, err := p.Fulfillment.KeySet(ctx)
	if err != nil {
		return fmt.Errorf("prepare ticket keys: %w", err)
	}
	err = writeSecretly(filepath.Join(p.ground.settings.Data, ticketKeys), func(w io.Writer) error { return json.NewEncoder(w).Encode(keys) })
	if err != nil {
		return err
	}
	if p.ground.settings.SecretOld != "" {
		if err := p.reseal(ctx); err != nil {
			return fmt.Errorf("seal anew with SPECKIT_SECRET: %w", err)
		}
	}
	if err := keepSecret(p.ground.settings); err != nil { // not before everything opens with it
		return err
	}
	if p.ground.settings.embedded() { // this process is alone with its data: whoever was answering or sending is dead
		if err := answerspg.New(p.ground.dbs["identity"].Pool()).Abandon(ctx); err != nil {
			return fmt.Errorf("take over requests: %w", err)
		}
		return p.Notification.TakeUp(ctx)
	}
	return nil
}

// reseal has everything that the old secret sealed sealed by the present one, so that the old one can be forgotten.
func (p *process) reseal(ctx context.Context) error {
	for _, do := range []func(context.Context) (int, error){p.Identity.ResealKeys, p.Fulfillment.Reseal, p.Ordering.Reseal} {
		if _, err := do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// start begins deliveries and chores; they end with the context.
func (p *process) start(ctx context.Context, running *sync.WaitGroup) error {
	bus, err := p.bus(ctx, p.ground.log)
	if err != nil {
		return err
	}
	running.Go(func() {
		if err := bus.Run(ctx); err != nil {
			p.ground.log.Error("bus ended", "reason", err)
		}
	})
	for _, w := range p.workers() {
		running.Go(func() { w.loop(ctx, p.ground.log) })
	}
	return nil
}

// keepDatabase starts the embedded database again when it dies under us. What was committed is there, the address stays the same, and
// the pools find it by themselves.
func (p *process) keepDatabase(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case err := <-p.ground.server.Exited():
			p.ground.log.Error("the embedded database ended; starting it again", "reason", err)
		}
		_ = p.ground.server.Stop(ctx) // it is dead: this lets go of its data
		for {
			err := p.ground.startDatabase(ctx, true)
			if err == nil {
				break
			}
			p.ground.log.Error("the embedded database does not start; trying again", "reason", err)
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
			}
		}
	}
}

// health looks at what this process needs.
func (p *process) health(loaded *atomic.Bool) *obs.Health {
	h := obs.NewHealth(obs.HealthBody())
	for _, name := range contextNames {
		h.Add(obs.Check{Name: "database " + name, Required: true, Run: p.ground.dbs[name].Ping})
	}
	h.Add(obs.Check{Name: "start", Required: true, Run: func(context.Context) error {
		if !loaded.Load() {
			return errors.New("still starting, or stopping")
		}
		return nil
	}}, obs.Check{Name: "mail", Run: p.checkMail}, obs.Check{Name: "messages", Run: p.checkMessages})
	return h
}

// warn says at the start what will not work with these settings, so that nobody learns it from a buyer.
func (p *process) warn() {
	s := p.ground.settings
	if s.SMTPURL == "" && !s.Demo {
		p.ground.log.Warn("SMTP_URL is not set: mails stay pending, and go out once it is")
	}
	if s.PaymentProvider == "" {
		p.ground.log.Warn("PAYMENT_PROVIDER is not set: nobody can pay, and only orders that cost nothing are completed")
	}
}

func (p *process) checkMail(ctx context.Context) error {
	waiting, sending, err := p.Notification.Waiting(ctx)
	if err != nil {
		return err
	}
	if !sending {
		return obs.Warning(fmt.Sprintf("SMTP_URL is not set: %d mail(s) wait for it", waiting))
	}
	return nil
}

func (p *process) checkMessages(ctx context.Context) error {
	parked, err := p.ground.parked(ctx)
	if err != nil {
		return err
	}
	if parked > 0 {
		return obs.Warning(fmt.Sprintf("%d message(s) are parked; see `speckit messages list`", parked))
	}
	return nil
}

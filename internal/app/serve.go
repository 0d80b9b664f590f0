package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// How a process ends once it was told to: it says that it is no longer ready and goes on for a moment, so that whoever shares out
// requests hears of it; then requests in hand may finish, and at last everything has had its time. Together less than 20 s.
const (
	drainTime = 10 * time.Second
	lastWait  = 6 * time.Second
)

type serveCommand struct {
	Names   []string `arg:"" optional:"" name:"name" enum:"catalog,inventory,ordering,payment,fulfillment,identity,notification,waitlist,web" help:"What to run in this process; nothing means everything."`
	Migrate bool     `help:"Bring an external database up to date first; several processes may do so at once."`
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
	here := chosen(cmd.Names)
	start := &beginning{}
	health := obs.NewHealth(obs.HealthBody(here...))
	health.Add(obs.Check{Name: "start", Required: true, Run: start.check})
	health.Add(start.databases(s, here)...)
	board := newSwitchboard(starting(health))
	server, inside := rest.NewServer(board, c.log), rest.NewServer(http.NotFoundHandler(), c.log)
	var serving sync.WaitGroup
	serving.Go(func() { serveHTTP(c, server, public) })
	err = cmd.run(c, here, front{board, health, start, server, func(metrics http.Handler) {
		inside.Handler = metrics
		serving.Go(func() { serveHTTP(c, inside, internal) })
	}})
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

// front is what callers see of a process, from its first moment to its last.
type front struct {
	board  *switchboard
	health *obs.Health
	start  *beginning
	server *http.Server
	expose func(metrics http.Handler)
}

// run is serve with its ports taken.
func (cmd serveCommand) run(c call, here parts, front front) error {
	begun := time.Now()
	p, err := cmd.open(c, here, front.start)
	if err != nil {
		return stopped(c.ctx, err)
	}
	defer p.close()
	p.warn()
	front.expose(p.metrics.Handler())
	api, err := p.api(front.health)
	if err != nil {
		return err
	}
	background, stop := context.WithCancel(context.WithoutCancel(c.ctx))
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()
	if err := front.start.patiently(c.ctx, c.log, func(context.Context) error { return p.start(background, &running) }); err != nil {
		return stopped(c.ctx, err)
	}
	p.watch(front.health)
	p.count(front.health)
	front.board.to(api.Handler())
	if p.ground.server != nil {
		running.Go(func() { p.keepDatabase(background) })
	}
	failed := make(chan error, 1)
	running.Go(func() {
		if err := p.load(background); err != nil {
			failed <- err
			return
		}
		front.start.done()
		c.log.Info("ready", "address", c.settings.PublicURL, "serves", strings.Join(here, " "), "ms", time.Since(begun).Milliseconds())
		p.greet(c)
	})
	select {
	case <-c.ctx.Done():
		err = nil
	case err = <-failed:
		err = stopped(c.ctx, err)
	}
	p.end(front, api, &running, stop)
	return err
}

// stopped is nil where an error is only that the process was told to stop.
func stopped(ctx context.Context, err error) error {
	if errors.Is(context.Cause(ctx), context.Canceled) {
		return nil
	}
	return err
}

// open gets the ground under the process and does what must be done before anybody is served. What is away is waited for.
func (cmd serveCommand) open(c call, here parts, start *beginning) (*process, error) {
	g, err := openGround(c.ctx, c.settings, here, c.log, true, cmd.Migrate)
	if err != nil {
		return nil, err
	}
	start.stands(g)
	p, err := newProcess(c.ctx, g)
	if err != nil {
		g.close()
		return nil, err
	}
	if err := start.patiently(c.ctx, c.log, p.prepare); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

// end stops in the order in which nobody loses anything: see drainTime.
func (p *process) end(front front, api *rest.API, running *sync.WaitGroup, stop context.CancelFunc) {
	log := p.ground.log
	log.Info("stopping")
	front.start.over()
	front.board.leaving()
	<-time.After(p.ground.settings.drainDelay(p.alone()))
	api.Close()
	drain, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	stop() // consumers and relays leave while requests finish: others take over
	if err := front.server.Shutdown(drain); err != nil {
		log.Warn("requests were cut off", "reason", err)
	}
	ended := make(chan struct{})
	go func() { running.Wait(); p.closeLanes(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(lastWait):
		log.Warn("some work did not end in time; what it had not committed is done by the next process")
		os.Exit(0) //nolint:revive // whatever hangs must not keep the next one from its port
	}
}

// prepare does what must be done before anybody is served: keys, and the requests of a process that died. It may be repeated.
func (p *process) prepare(ctx context.Context) error {
	here := p.parts.wirings()
	for _, w := range here {
		if w.prepare == nil {
			continue
		}
		if err := w.prepare(ctx, p); err != nil {
			return err
		}
	}
	if p.ground.settings.SecretOld != "" {
		for _, w := range here {
			if w.reseal == nil {
				continue
			}
			if _, err := w.reseal(ctx, p.Contexts); err != nil {
				return fmt.Errorf("seal anew with SPECKIT_SECRET: %w", err)
			}
		}
	}
	if err := keepSecret(p.ground.settings, p.parts); err != nil { // not before everything opens with it
		return err
	}
	if p.ground.server != nil { // this process is alone with its data: whoever was answering or sending is dead
		return p.takeOver(ctx, here)
	}
	return nil
}

// takeOver takes up what a process that died left in hand.
func (p *process) takeOver(ctx context.Context, here []wiring) error {
	if err := p.answers().Abandon(ctx); err != nil {
		return fmt.Errorf("take over requests: %w", err)
	}
	for _, w := range here {
		if w.alone == nil {
			continue
		}
		if err := w.alone(ctx, p.Contexts); err != nil {
			return err
		}
	}
	return nil
}

// start begins deliveries and chores; they end with the context.
func (p *process) start(ctx context.Context, running *sync.WaitGroup) error {
	bus, err := p.openBus(ctx)
	if err != nil {
		return err
	}
	running.Go(func() {
		if err := bus.Run(ctx); err != nil {
			p.ground.log.Error("bus ended", "reason", err)
		}
	})
	if p.shared.feed != nil {
		running.Go(func() { p.shared.feed.Run(ctx) })
	}
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

// watch has health look at what this process needs.
func (p *process) watch(h *obs.Health) {
	if p.Notification != nil {
		h.Add(obs.Check{Name: "mail", Run: p.checkMail})
	}
	h.Add(obs.Check{Name: "messages", Run: p.checkMessages})
	if p.shared.link != nil {
		h.Add(obs.Check{Name: "redis", Run: p.shared.link.Ping})
	}
	if p.kafka != nil {
		h.Add(obs.Check{Name: "broker", Run: p.kafka.Ping}, obs.Check{Name: "relay", Run: p.checkRelay}, obs.Check{Name: "consumers", Run: p.checkConsumers})
	}
}

// lateAfter is how long facts may wait for the brokers, and groups may not have come back from them, before readiness says so.
const lateAfter = 30 * time.Second

// checkRelay says whether facts reach the brokers.
func (p *process) checkRelay(ctx context.Context) error {
	lags, err := p.kafka.RelayLags(ctx)
	if err != nil {
		return err
	}
	for _, l := range lags {
		switch {
		case l.Stuck != "":
			return obs.Warning(fmt.Sprintf("the relay of %s does not move: %s", l.Source, l.Stuck))
		case l.Age > lateAfter:
			return obs.Warning(fmt.Sprintf("%s: %d fact(s) wait for the brokers, the oldest for %s", l.Source, l.Facts, l.Age.Round(time.Second)))
		}
	}
	return nil
}

// checkConsumers says whether the groups of this process make progress.
func (p *process) checkConsumers(context.Context) error {
	for _, c := range p.kafka.Consumers() {
		switch {
		case c.HeldUp != "":
			return obs.Warning(fmt.Sprintf("group %s is held up: %s", c.Group, c.HeldUp))
		case !c.Polled.IsZero() && time.Since(c.Polled) > lateAfter:
			return obs.Warning(fmt.Sprintf("group %s has not heard from the brokers for %s", c.Group, time.Since(c.Polled).Round(time.Second)))
		}
	}
	return nil
}

// warn says at the start what will not work with these settings, so that nobody learns it from a buyer.
func (p *process) warn() {
	s := p.ground.settings
	if s.SMTPURL == "" && !s.Demo && p.parts.has("notification") {
		p.ground.log.Warn("SMTP_URL is not set: mails stay pending, and go out once it is")
	}
	if s.PaymentProvider == "" && p.parts.has("payment") {
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

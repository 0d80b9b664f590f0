package e2e

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/test/e2e/client"
	"github.com/speckit/ticketing/test/e2e/estate"
)

const (
	takenOver    = 10 * time.Second // after which another replica relays at the latest
	drained      = 20 * time.Second // within which a service ends once it was told to
	gatewayLooks = 2 * time.Second  // until the gateway knows that a service is back; it asks each every half second
)

// TestReplicas runs two of every service.
func TestReplicas(t *testing.T) {
	t.Parallel()
	b := openBrittle(t, estate.Plan{Replicas: 2, Settings: lineSettings})
	t.Run("one key goes to both replicas at once", b.oneKeyTwice)
	b.suffers(t, "kill -9 of one of two of every service", func(f *flow) {
		for _, name := range estate.Names {
			b.Of(name)[0].Kill()
		}
		f.sells(shortOutage)
		for _, name := range estate.Names {
			must(f.t, b.Of(name)[0].Start())
		}
	})
	t.Run("a line that two serve, of whom one is killed", b.twoServeALine)
	b.suffers(t, "a relay that freezes and goes on", b.freezeRelay)
	t.Run("the topics after that", func(t *testing.T) {
		t.Logf("the relay sent %d message(s) twice", inOrder(t, b.Estate))
		b.toldEverything(t)
	})
	t.Run("rolling restart", b.rollingRestart)
	t.Run("rotation of the secret", b.rotation)
	t.Run("the topics at last", b.toldEverything)
	t.Run("garbage in a topic", b.parksGarbage)
	b.mailedOnce(t)
}

// oneKeyTwice sends each command to both replicas at the same moment, under one key.
func (b *brittle) oneKeyTwice(t *testing.T) {
	h := b.on(t, 400)
	ctx := t.Context()
	stranger := h.stranger.Through(stubborn())
	guest, err := stranger.BeginGuest(ctx)
	must(t, err)
	both := func(name string, do func(c *client.Client) (string, error)) {
		t.Helper()
		var all sync.WaitGroup
		said, errs := make([]string, 2), make([]error, 2)
		for i, s := range b.Of(name) {
			all.Go(func() { said[i], errs[i] = do(client.New(s.API(), stubborn()).As(guest.GuestToken)) })
		}
		all.Wait()
		must(t, errors.Join(errs...))
		must(t, want("what the second replica of "+name+" did", said[1], said[0]))
	}
	p := purchase{buyer: stranger.As(guest.GuestToken)}
	var held client.Group
	both("inventory", func(c *client.Client) (string, error) {
		group, err := c.Hold(ctx, client.Wish{EventID: h.event, Quantity: 2}, "one hold")
		if err == nil {
			h.mu.Lock()
			defer h.mu.Unlock()
			held = group
		}
		return group.GroupID, err
	})
	for i, r := range held.Reservations {
		both("ordering", func(c *client.Client) (string, error) {
			order, err := c.AddToCart(ctx, r, "", fmt.Sprint("one add ", i))
			return order.ID, err
		})
	}
	p.order, err = p.buyer.Cart(ctx)
	must(t, err)
	must(t, want("seats in the cart", len(p.order.Items), 2))
	both("ordering", func(c *client.Client) (string, error) {
		order, err := c.Checkout(ctx, client.Checkout{OrderID: p.order.ID, Email: "one@example.com", Name: "one"}, "one checkout")
		return order.Secret, err
	})
	both("payment", func(c *client.Client) (string, error) {
		paid, err := c.Pay(ctx, p.order.ID, "card_ok", "one pay")
		return paid.Payment.ID, err
	})
	must(t, p.follow(ctx))
	orders, err := p.buyer.Orders(ctx)
	must(t, err)
	must(t, want("orders", len(orders), 1))
	must(t, want("state of the order", p.state, "fulfilled"))
	p.email = "one@example.com"
	h.purchases = []*purchase{&p}
	h.inspect(faultHolds)
	b.nothingTwice(t, h)
}

// twoServeALine has a crowd in line while first both replicas of the waitlist look for seats, and then one.
func (b *brittle) twoServeALine(t *testing.T) {
	q := b.on(t, lineSeats).queue(t)
	q.handsOver()
	b.Of("waitlist")[0].Kill()
	q.handsOver()
	must(t, b.Of("waitlist")[0].Again(t.Context()))
	q.recovers()
	q.settle(lineWindow)
}

// freezeRelay stops the replica that relays inventory's facts for longer than its lease lasts, and lets it go on as if nothing had been.
func (b *brittle) freezeRelay(f *flow) {
	before := b.fence(f.t)
	for _, s := range b.Of("inventory") {
		must(f.t, s.Process().Signal(syscall.SIGSTOP))
		err := client.Await(f.t.Context(), takenOver, func(context.Context) error {
			if b.fence(f.t) == before {
				return errors.New("the lease is where it was")
			}
			return nil
		})
		must(f.t, s.Process().Signal(syscall.SIGCONT))
		if err == nil {
			f.morePay(soon)
			return
		}
	}
	f.t.Fatal("neither replica relayed, or nobody took over")
}

// fence counts the tenures of inventory's relay.
func (b *brittle) fence(t *testing.T) (n int) {
	t.Helper()
	must(t, b.ask(t, `select sum(fence) from bc_inventory.leases where starts_with(name, 'kafka')`, &n))
	return n
}

// ask reads one row from the estate's database.
func (b *brittle) ask(t *testing.T, query string, into ...any) error {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), b.Postgres.URL())
	must(t, err)
	defer func() { _ = conn.Close(t.Context()) }()
	return conn.QueryRow(t.Context(), query).Scan(into...)
}

// toldEverything expects each fact of the outboxes to be in its topic.
func (b *brittle) toldEverything(t *testing.T) {
	t.Helper()
	for _, c := range events.Contracts {
		var facts []string
		must(t, b.ask(t, fmt.Sprintf(`select coalesce(array_agg(message_id::text), '{}') from bc_%s.outbox where topic = '%s'`, c.Producer, c.Topic()), &facts))
		told := map[string]bool{}
		for _, r := range records(t, b.Estate, c.Topic()) {
			told[r.header("message-id")] = true
		}
		for _, fact := range facts {
			if !told[fact] {
				t.Errorf("%s: fact %s was never told", c.Topic(), fact)
			}
		}
	}
}

// nothingTwice expects each seat to have one buyer, and remembers who is to have one mail.
func (b *brittle) nothingTwice(t *testing.T, h *crashHouse) {
	t.Helper()
	buyers := map[string]string{}
	for _, p := range h.purchases {
		if p.state != "fulfilled" {
			continue
		}
		for _, item := range p.order.Items {
			if other, sold := buyers[item.SeatID]; sold {
				t.Errorf("seat %s is %s's and %s's", item.SeatID, other, p.email)
			}
			buyers[item.SeatID] = p.email
		}
		b.mails = append(b.mails, p.email)
	}
}

// mailLease is how long a mail is left to a sender, also to one that was killed with it.
const mailLease = 2 * time.Minute

// mailedOnce expects every buyer to have one mail, at last.
func (b *brittle) mailedOnce(t *testing.T) {
	t.Helper()
	must(t, client.Await(t.Context(), mailLease+soon, func(context.Context) error {
		var got []string
		if err := b.ask(t, `select coalesce(array_agg(recipient), '{}') from bc_notification.mailbox`, &got); err != nil {
			return err
		}
		mails := map[string]int{}
		for _, to := range got {
			mails[to]++
		}
		for _, buyer := range b.mails {
			if err := want("mails to "+buyer, mails[buyer], 1); err != nil {
				return err
			}
		}
		return nil
	}))
}

// rollingRestart stops and starts all services, one replica of each at a time, under buyers who ask for everything once.
func (b *brittle) rollingRestart(t *testing.T) {
	h := b.on(t, 3000)
	plain := &once{door: &http.Transport{}}
	f := h.flowsThrough(t, func() http.RoundTripper { return plain })
	b.roll(f)
	f.morePay(soon)
	f.settle()
	if plain.asked == 0 || len(plain.failed) > 0 {
		t.Errorf("%d of %d requests failed:\n%s", len(plain.failed), plain.asked, strings.Join(plain.failed, "\n"))
	}
	t.Logf("%d requests, %d failed; purchases %v", plain.asked, len(plain.failed), h.ends)
	h.inspect(faultHolds)
	b.nothingTwice(t, h)
}

// once is the door of who asks once, and writes down what failed.
type once struct {
	door http.RoundTripper

	mu     sync.Mutex
	asked  int
	failed []string
}

// RoundTrip asks.
func (o *once) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := o.door.RoundTrip(req)
	o.mu.Lock()
	defer o.mu.Unlock()
	o.asked++
	switch {
	case err != nil && req.Context().Err() == nil:
		o.failed = append(o.failed, fmt.Sprint(req.Method, " ", req.URL.Path, ": ", err))
	case err == nil && (res.StatusCode >= http.StatusInternalServerError || res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusUnprocessableEntity):
		o.failed = append(o.failed, fmt.Sprint(req.Method, " ", req.URL.Path, ": ", res.Status))
	}
	return res, err
}

// roll stops and starts the first replica of every service, and then the others, with settings for this time.
func (b *brittle) roll(f *flow, settings ...string) {
	f.t.Helper()
	for replica := range b.Of("web") {
		errs := make([]error, len(estate.Names))
		var all sync.WaitGroup
		for i, name := range estate.Names {
			all.Go(func() { errs[i] = renew(f.t.Context(), b.Of(name)[replica], settings...) })
		}
		all.Wait()
		must(f.t, errors.Join(errs...))
		f.pause(gatewayLooks)
	}
}

// renew stops a service within its time and starts it again.
func renew(ctx context.Context, s *estate.Service, settings ...string) error {
	begun := time.Now()
	if err := s.Stop(); err != nil {
		return fmt.Errorf("stop %s: %w", s.Name, err)
	}
	if took := time.Since(begun); took > drained {
		return fmt.Errorf("%s took %s to stop", s.Name, took)
	}
	if err := s.Start(settings...); err != nil {
		return err
	}
	return s.Process().Ready(ctx)
}

// newSecret is what an estate's secret is changed to.
const newSecret = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

// rotation changes the secret of all services while buyers buy. Links and tickets from before go on working.
func (b *brittle) rotation(t *testing.T) {
	h := b.on(t, 3000)
	before, err := h.buy(t.Context(), h.event, "before-"+h.event)
	must(t, before.settle(t.Context(), err))
	h.purchases = append(h.purchases, &before)
	tickets, err := before.buyer.Tickets(t.Context(), before.order.ID, "")
	must(t, err)
	f := h.flows(t)
	for _, step := range [][]string{
		{"SPECKIT_SECRET=" + estate.Secret, "SPECKIT_SECRET_OLD=" + newSecret}, // first all learn it, so that nobody meets what they cannot open
		{"SPECKIT_SECRET=" + newSecret, "SPECKIT_SECRET_OLD=" + estate.Secret},
		{"SPECKIT_SECRET=" + newSecret},
	} {
		b.roll(f, step...)
		f.morePay(soon)
		order, err := h.stranger.Order(t.Context(), before.order.ID, before.order.Secret)
		must(t, err)
		must(t, want("state of the order by its old link", order.State, "fulfilled"))
	}
	f.settle()
	t.Logf("purchases ended as %v", h.ends)
	for _, ticket := range tickets {
		_, err := h.steward.CheckIn(t.Context(), ticket.QRCode, h.event, "A", "")
		must(t, err)
	}
	b.house.Settings = append(b.house.Settings, "SPECKIT_SECRET="+newSecret) // the operator's, too
	h.inspect(faultHolds)
	b.nothingTwice(t, h)
}

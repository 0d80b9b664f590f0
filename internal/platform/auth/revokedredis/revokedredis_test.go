package revokedredis_test

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/auth"
	"github.com/speckit/ticketing/internal/platform/auth/revokedredis"
	"github.com/speckit/ticketing/internal/platform/redislink"
	"github.com/speckit/ticketing/internal/platform/redislink/redistest"
)

const patience = 10 * time.Second

// begin runs the feed of one process; the returned function ends the process.
func begin(t *testing.T, url string) (feed *revokedredis.Feed, end func()) {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	link, err := redislink.Open(url, log)
	if err != nil {
		t.Fatal(err)
	}
	feed = revokedredis.New(link, auth.NewEnded(clock.System{}), clock.System{}, log)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		feed.Run(ctx)
	}()
	end = func() {
		cancel()
		<-ended
		link.Close()
	}
	t.Cleanup(end)
	return feed, end
}

func process(t *testing.T, url string) *revokedredis.Feed {
	t.Helper()
	feed, _ := begin(t, url)
	return feed
}

// knows waits until the process knows of the session, and returns how long that took.
func knows(t *testing.T, feed *revokedredis.Feed, session id.UUID) time.Duration {
	t.Helper()
	begun := time.Now()
	for !feed.Has(session) {
		if <-time.After(time.Millisecond); time.Since(begun) > patience {
			t.Fatal("a session that ended stays unknown")
		}
	}
	return time.Since(begun)
}

// listening waits until the processes listen.
func listening(t *testing.T, server *redistest.Server, processes int64) {
	t.Helper()
	client := server.Client()
	for deadline := time.Now().Add(patience); client.PubSubNumSub(context.Background(), "revoked:news").Val()["revoked:news"] < processes; {
		if time.Now().After(deadline) {
			t.Fatal("nobody listens")
		}
	}
}

func soon() time.Time { return time.Now().Add(15 * time.Minute) }

func session(name string) id.UUID { return id.Named(id.Nil, name) }

func TestASessionThatEndsIsKnownHereAtOnceAndElsewhereWithinASecond(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	identity, other := process(t, server.URL()), process(t, server.URL())
	listening(t, server, 2)
	for i := range 20 {
		s := session(fmt.Sprint("s", i))
		identity.End(s, soon())
		if !identity.Has(s) {
			t.Fatal("it is not known here")
		}
		if took := knows(t, other, s); took > time.Second {
			t.Errorf("known elsewhere after %v", took)
		}
	}
	if other.Has(session("lives")) {
		t.Error("a session that lives has ended")
	}
}

func TestWhoStartsLaterLearnsWhatEndedBefore(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	identity, end := begin(t, server.URL())
	listening(t, server, 1)
	const many = 1234
	for i := range many {
		identity.End(session(fmt.Sprint(i)), soon())
	}
	for client, deadline := server.Client(), time.Now().Add(patience); client.ZCard(t.Context(), "revoked").Val() < many; {
		if time.Now().After(deadline) {
			t.Fatal("not everything is kept")
		}
	}
	end()
	late := process(t, server.URL())
	for i := range many {
		knows(t, late, session(fmt.Sprint(i)))
	}
}

func TestWhatEndsWhileRedisIsAwayIsKnownElsewhereWhenItIsBack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ trouble, end func(*redistest.Server) }{
		"killed and started": {(*redistest.Server).Kill, (*redistest.Server).Restart},
		"stalled":            {(*redistest.Server).Stall, (*redistest.Server).Resume},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := redistest.Start(t)
			identity, other := process(t, server.URL()), process(t, server.URL())
			listening(t, server, 2)
			identity.End(session("before"), soon())
			knows(t, other, session("before"))
			c.trouble(server)
			identity.End(session("meanwhile"), soon())
			if !identity.Has(session("meanwhile")) {
				t.Error("without Redis it is not known here")
			}
			c.end(server)
			knows(t, other, session("meanwhile"))
			knows(t, process(t, server.URL()), session("meanwhile"))
			knows(t, process(t, server.URL()), session("before"))
		})
	}
}

func TestAfterAFlushItIsToldAgain(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	identity := process(t, server.URL())
	listening(t, server, 1)
	identity.End(session("a"), soon())
	knows(t, process(t, server.URL()), session("a"))
	server.Flush()
	identity.End(session("a"), soon()) // as identity.Announce does every minute
	knows(t, process(t, server.URL()), session("a"))
}

func TestASessionIsForgottenWhenItsLastTokenIsOver(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	identity, other := process(t, server.URL()), process(t, server.URL())
	listening(t, server, 2)
	s := session("short")
	identity.End(s, time.Now().Add(300*time.Millisecond))
	for deadline := time.Now().Add(patience); identity.Has(s) || other.Has(s); <-time.After(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it is kept for ever")
		}
	}
	identity.End(session("next"), soon())
	knows(t, other, session("next"))
	if left := server.Client().ZCard(t.Context(), "revoked").Val(); left != 1 {
		t.Errorf("%d sessions are kept", left)
	}
}

func TestNonsenseFromRedisIsNoNews(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	client := server.Client()
	far := session("far")
	client.ZAdd(t.Context(), "revoked", redis.Z{Score: 9e15, Member: id.Hex(far)}, redis.Z{Score: float64(soon().UnixMilli()), Member: "nonsense"})
	p := process(t, server.URL())
	listening(t, server, 1)
	for _, text := range []string{"", "x", "x y", id.Hex(far), id.Hex(far) + " never", id.Hex(far) + " 99999999999999", "\x00\xff"} {
		client.Publish(t.Context(), "revoked:news", text)
	}
	client.Publish(t.Context(), "revoked:news", fmt.Sprint(id.Hex(session("good")), " ", soon().UnixMilli()))
	knows(t, p, session("good"))
	if p.Has(far) {
		t.Error("a session is said to have tokens that live for years")
	}
}

func TestAFeedThatEndsLeavesNothingBehind(t *testing.T) { //nolint:paralleltest // it counts goroutines
	server := redistest.Start(t)
	before := runtime.NumGoroutine()
	for range 3 {
		feed, end := begin(t, server.URL())
		feed.End(session("a"), soon())
		end()
	}
	for deadline := time.Now().Add(patience); runtime.NumGoroutine() > before; <-time.After(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines, before %d", runtime.NumGoroutine(), before)
		}
	}
}

// Package revokedredis carries the news of ended sessions between processes by Redis.
//
// Each process keeps the ended sessions in memory (auth.Ended), so that a request asks nobody. News goes by publishing, and is kept in one
// sorted set, by when the last token of each session is over: whoever connects, for the first time or again, listens, then reads the
// set, and adds what it knows itself. So nothing is lost by a Redis that was away or empty as long as one process remembers.
//
// While Redis is away, an access token of a session that ended elsewhere lives to its own end; refresh tokens are judged by identity's
// tables as ever.
package revokedredis

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/auth"
	"github.com/speckit/ticketing/internal/platform/redislink"
)

const (
	setKey  = "revoked"      // session to when its last token is over, milliseconds since 1970
	channel = "revoked:news" // "session milliseconds"

	waitingMost = 10_000          // news that waits to be sent; more is told again by identity
	together    = 500             // pieces of news in one round trip
	longestTrip = 2 * time.Second // of one round trip
	heartbeat   = 3 * time.Second // a connection that is silent for so long is asked whether it lives
	readAgain   = time.Minute     // the set is read again so often, in case that a piece of news was lost on the way
	readMost    = 50_000          // sessions that are read at once; those that end last count
	farthest    = 24 * time.Hour  // no token lives longer: what says so is no news of ours
	pauseMost   = 2 * time.Second // between two tries to listen
	pauseFirst  = 50 * time.Millisecond
)

// tell keeps a session in the set and, where the set did not know that, publishes it: in one step, so that whoever reads the set
// before hears of it after. What is told again costs nobody else anything.
const tell = `
if redis.call("zadd",KEYS[1],"gt","ch",ARGV[1],ARGV[2])==1 then redis.call("publish",ARGV[3],ARGV[2].." "..ARGV[1]) end
return 0`

// Feed sends and receives the news. Run carries it; it is safe for concurrent use.
type Feed struct {
	link  *redislink.Link
	ended *auth.Ended
	clock clock.Clock
	log   *slog.Logger
	news  chan piece
}

// piece is one session that ended.
type piece struct {
	session id.UUID
	until   time.Time
}

// New makes the feed of a process, which fills the process's set.
func New(link *redislink.Link, ended *auth.Ended, c clock.Clock, log *slog.Logger) *Feed {
	return &Feed{link: link, ended: ended, clock: c, log: log, news: make(chan piece, waitingMost)}
}

// End notes that a session ended, here at once and elsewhere a moment later. It waits for nobody.
func (f *Feed) End(session id.UUID, lastToken time.Time) {
	f.ended.End(session, lastToken)
	select {
	case f.news <- piece{session, lastToken}:
	default:
	}
}

// Has reports whether the session is known to have ended.
func (f *Feed) Has(session id.UUID) bool { return f.ended.Has(session) }

// Run sends and receives until the context ends.
func (f *Feed) Run(ctx context.Context) {
	var both sync.WaitGroup
	both.Go(func() { f.send(ctx) })
	both.Go(func() { f.listen(ctx) })
	both.Wait()
}

// send sends what waits, all in one round trip. What Redis does not take is in this process's set, and goes with it when the
// process has connected again.
func (f *Feed) send(ctx context.Context) {
	for {
		var next []piece
		select {
		case <-ctx.Done():
			return
		case first := <-f.news:
			next = append(next, first)
		}
		for len(next) < together && len(f.news) > 0 {
			next = append(next, <-f.news)
		}
		_ = f.publish(ctx, next)
	}
}

// publish is one round trip.
func (f *Feed) publish(ctx context.Context, pieces []piece) error {
	if len(pieces) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, longestTrip)
	defer cancel()
	return f.link.Do(ctx, func(ctx context.Context, client redis.UniversalClient) error {
		pipe := client.Pipeline()
		for _, p := range pieces {
			pipe.Eval(ctx, tell, []string{setKey}, p.until.UnixMilli(), id.Hex(p.session), channel)
		}
		pipe.ZRemRangeByScore(ctx, setKey, "-inf", strconv.FormatInt(f.clock.Now().UnixMilli(), 10))
		pipe.PExpire(ctx, setKey, farthest)
		_, err := pipe.Exec(ctx)
		return err
	})
}

// listen listens whenever there is a Redis.
func (f *Feed) listen(ctx context.Context) {
	for pause := pauseFirst; f.link.Wait(ctx); {
		begun := time.Now()
		err := f.hear(ctx)
		if ctx.Err() != nil {
			return
		}
		if time.Since(begun) > readAgain {
			pause = pauseFirst
		}
		f.log.Warn("news of ended sessions is cut off; it is tried again", "reason", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause + rand.N(pause)): // #nosec G404 -- spread, not secrecy
		}
		pause = min(2*pause, pauseMost)
	}
}

// hear listens on one connection until it fails. It listens before it reads the set, so that nothing falls in between.
func (f *Feed) hear(ctx context.Context) error {
	sub := f.link.Subscribe(ctx, channel)
	stop := context.AfterFunc(ctx, func() { _ = sub.Close() }) // reading does not look at the context
	defer func() { _, _ = stop(), sub.Close() }()              // it failed already, or is not needed
	if _, err := sub.ReceiveTimeout(ctx, heartbeat); err != nil {
		return err
	}
	if err := f.share(ctx); err != nil {
		return err
	}
	var read time.Time
	for asked := false; ; {
		if time.Since(read) > readAgain {
			if err := f.learn(ctx); err != nil {
				return err
			}
			read = time.Now()
		}
		message, err := sub.ReceiveTimeout(ctx, heartbeat)
		if isTimeout(err) && !asked {
			if err := sub.Ping(ctx); err != nil {
				return err
			}
			asked = true
			continue
		}
		if err != nil {
			return err
		}
		asked = false
		if m, ok := message.(*redis.Message); ok {
			name, until, _ := strings.Cut(m.Payload, " ")
			f.take(name, until)
		}
	}
}

// share adds what this process knows to the set: a Redis that was away or lost it has it again.
func (f *Feed) share(ctx context.Context) error {
	var pieces []piece
	for session, until := range f.ended.All() {
		if pieces = append(pieces, piece{session, until}); len(pieces) == together {
			if err := f.publish(ctx, pieces); err != nil {
				return err
			}
			pieces = pieces[:0]
		}
	}
	return f.publish(ctx, pieces)
}

// learn reads the set.
func (f *Feed) learn(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, longestTrip)
	defer cancel()
	var known []redis.Z
	err := f.link.Do(ctx, func(ctx context.Context, client redis.UniversalClient) (err error) {
		known, err = client.ZRangeArgsWithScores(ctx, redis.ZRangeArgs{
			Key: setKey, ByScore: true, Rev: true, Start: "+inf", Stop: strconv.FormatInt(f.clock.Now().UnixMilli(), 10), Count: readMost,
		}).Result()
		return err
	})
	for _, z := range known {
		if name, ok := z.Member.(string); ok {
			f.take(name, strconv.FormatInt(int64(z.Score), 10))
		}
	}
	return err
}

// take notes what Redis says, where it makes sense.
func (f *Feed) take(name, milliseconds string) {
	session, err := id.Parse[piece](name)
	number, errNumber := strconv.ParseInt(milliseconds, 10, 64)
	until := time.UnixMilli(number)
	if err != nil || errNumber != nil || until.After(f.clock.Now().Add(farthest)) {
		return
	}
	f.ended.End(session.UUID(), until)
}

func isTimeout(err error) bool {
	var late interface{ Timeout() bool }
	return errors.As(err, &late) && late.Timeout()
}

package pg

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// How a database that is away is asked again, and how often the log says so.
const (
	retryFirst = 50 * time.Millisecond
	retryMost  = 2 * time.Second
	sayEvery   = 30 * time.Second
)

// Await waits until the database is there and has all migrations of the schemas: services start in any order, and before their
// migrations have run. It gives up when the context ends, or at once when the server refuses us for good. A database that is newer
// than we is fine.
func Await(ctx context.Context, url string, log *slog.Logger, schemas ...Schema) error {
	return persist(ctx, log, "wait for the database", func(ctx context.Context) error { return Check(ctx, url, schemas...) }, refused)
}

// Reach waits until the database answers, whatever is in it, and gives up as [Await] does.
func Reach(ctx context.Context, url string, log *slog.Logger) error {
	return persist(ctx, log, "connect to the database", func(ctx context.Context) error {
		conn, err := connectAdmin(ctx, url)
		if err == nil {
			hangUp(ctx, conn)
		}
		return err
	}, refused)
}

// persist tries again, with growing pauses, until it is done, the context ends or the failure is final. The log hears of the first
// failure, of each other one and, while nothing changes, now and then.
func persist(ctx context.Context, log *slog.Logger, doing string, try func(context.Context) error, final func(error) bool) error {
	wait, said, reason := retryFirst, time.Time{}, ""
	for tries := 1; ; tries++ {
		err := try(ctx)
		if err == nil {
			if tries > 1 {
				log.Info("the database is ready", "doing", doing, "tries", tries)
			}
			return nil
		}
		if final(err) {
			return fmt.Errorf("%s: %w", doing, err)
		}
		if err.Error() != reason || time.Since(said) >= sayEvery {
			log.Warn("the database is not ready; trying again", "doing", doing, "reason", err)
			said, reason = time.Now(), err.Error()
		}
		if pause(ctx, wait/2+rand.N(wait/2)) != nil { // #nosec G404 -- jitter
			return fmt.Errorf("%s, %d tries: %w", doing, tries, err)
		}
		wait = min(2*wait, retryMost)
	}
}

// refused reports whether the server answered, and said no for good: trying again cannot help. One that starts or stops (57) says no
// for the moment.
func refused(err error) bool {
	var answer *pgconn.PgError
	if !errors.As(err, &answer) {
		return false
	}
	switch answer.Code[:2] {
	case "28", "3D", "42": // who we are, which database, what we may
		return true
	}
	return answer.Code == codeProtocol
}

// codeProtocol is how a pooler refuses a parameter that every pooler should take.
const codeProtocol = "08P01"

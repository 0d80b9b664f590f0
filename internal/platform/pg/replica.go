package pg

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// When a replica is asked how far it is, and how long one read may take there before the primary is asked instead.
const (
	replicaEvery = time.Second
	replicaRead  = 3 * time.Second
)

// ReplicaLag is how far behind a replica may be and still serve.
const ReplicaLag = 3 * time.Second

// Replica is a streaming replica of a context's database, for reads that may be a moment old. It is never waited for: while it is
// away, or further behind than a few seconds, the primary serves.
type Replica struct {
	db      *DB // of the replica
	primary *DB
	most    time.Duration
	log     *slog.Logger
	fresh   atomic.Bool
	end     context.CancelFunc
	idle    sync.WaitGroup

	marks []mark // the last places of the primary's log, oldest first; only the watcher's
}

// mark is how far the primary's log was at a time of ours. No clock of a server is asked: those of two may differ.
type mark struct {
	at  time.Time
	lsn int64
}

// OpenReplica opens a second pool, on a replica of the primary, and returns at once. The replica serves while it is behind by no more
// than the given time, or nearly so. An address of several servers should say target_session_attrs=prefer-standby.
func OpenReplica(primary *DB, c Config, most time.Duration) (*Replica, error) {
	ctx, cancel := context.WithCancel(context.Background())
	db, err := newDB(ctx, c)
	if err != nil {
		cancel()
		return nil, err
	}
	r := &Replica{db: db, primary: primary, most: most, log: db.log, end: cancel}
	r.idle.Go(func() { r.watch(ctx) })
	return r, nil
}

// Close ends the watching and all connections.
func (r *Replica) Close() {
	r.end()
	r.idle.Wait()
	r.db.Close()
}

// Fresh reports whether the replica was a few seconds behind at most when it was last asked.
func (r *Replica) Fresh() bool { return r.fresh.Load() }

// Try reads from the replica if it is fresh, and reports whether that succeeded; if not, the primary is to be asked. No replica (nil)
// is one that is never fresh.
func (r *Replica) Try(ctx context.Context, read func(ctx context.Context, pool *pgxpool.Pool) error) bool {
	if r == nil || !r.Fresh() {
		return false
	}
	bounded, cancel := context.WithTimeout(ctx, replicaRead)
	defer cancel()
	err := read(bounded, r.db.pool)
	if err != nil && ctx.Err() == nil && r.fresh.CompareAndSwap(true, false) {
		r.log.Warn("the replica failed; the primary serves", "schema", r.db.schema, "reason", err)
	}
	return err == nil
}

// watch asks primary and replica again and again how far they are.
func (r *Replica) watch(ctx context.Context) {
	tick := time.NewTicker(replicaEvery)
	defer tick.Stop()
	for {
		fresh, err := r.look(ctx, time.Now())
		if ctx.Err() != nil {
			return
		}
		if r.fresh.Swap(fresh) != fresh {
			r.log.Info("replica", "schema", r.db.schema, "serves", fresh, "reason", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// look reports whether the replica has what the primary had so long ago as it may be behind. When the primary does not answer, there is nothing new to
// lag behind, and what was true stays true.
func (r *Replica) look(ctx context.Context, now time.Time) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, replicaEvery)
	defer cancel()
	var replayed *int64
	if err := r.db.pool.QueryRow(ctx, `select pg_last_wal_replay_lsn() - '0/0'::pg_lsn`).Scan(&replayed); err != nil {
		return false, fmt.Errorf("ask the replica how far it is: %w", err)
	}
	if replayed == nil {
		return false, errors.New("the server of the replica's address is no replica")
	}
	var written int64
	if err := r.primary.pool.QueryRow(ctx, `select pg_current_wal_lsn() - '0/0'::pg_lsn`).Scan(&written); err != nil {
		return r.Fresh(), fmt.Errorf("ask the primary how far it is: %w", err)
	}
	r.marks = append(r.marks, mark{now, written})
	for len(r.marks) > 1 && now.Sub(r.marks[0].at) > r.most {
		r.marks = r.marks[1:]
	}
	return *replayed >= r.marks[0].lsn, nil
}

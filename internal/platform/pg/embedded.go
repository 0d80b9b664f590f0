package pg

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	startMost  = 60 * time.Second // a start with recovery takes 3 s
	startAgain = 15 * time.Second // how long a start is tried again after a crash
	logEvery   = time.Minute
)

// Embedded says where an embedded database lives and with which programs it runs.
type Embedded struct {
	Dir      string       // the installation's data directory (SPECKIT_DATA); made if there is none
	Programs string       // the directory of PostgreSQL's programs (SPECKIT_POSTGRES); empty: they are looked for
	Log      *slog.Logger // nil is silence
	Volatile bool         // for tests: faster, and lost with the machine
	Settings [][2]string  // for tests: settings of the server that count before ours

	noNamespaces bool // for tests of systems that do not permit them
}

// Server is an embedded PostgreSQL that answers: our own child, or that of another process of ours on the same data.
type Server struct {
	setup    Embedded
	place    place
	as       role
	password string
	log      *slog.Logger

	owning *fileLock // held while the child is ours; nil when attached
	using  *fileLock // held, shared, while attached
	before holder    // who owned the data last

	unreached error // why the last try to attach failed

	child  *child
	output *serverLog
	exited chan error
	stop   sync.Once
	ending chan struct{} // closed when Stop begins: an end is no longer news
	idle   sync.WaitGroup
}

// Start starts the database of an installation for serve and owns it until Stop. A second serve on the same data is refused
// with [ErrServing]; a command that has the database up for its own time is waited for. It ends with our process, however
// that ends; what was committed is there at the next start.
func Start(ctx context.Context, e Embedded) (*Server, error) {
	return open(ctx, e, serving)
}

// Attach is for commands: it uses the database that another process has up, or starts it until Stop. The database stays up
// as long as other commands use it.
func Attach(ctx context.Context, e Embedded) (*Server, error) {
	return open(ctx, e, commanding)
}

func open(ctx context.Context, e Embedded, as role) (*Server, error) {
	p, err := openPlace(e.Dir)
	if err != nil {
		return nil, err
	}
	if e.Log == nil {
		e.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{setup: e, place: p, as: as, log: e.Log, exited: make(chan error, 1), ending: make(chan struct{})}
	ctx, cancel := context.WithTimeoutCause(ctx, startMost, errors.New("the database did not start in time"))
	defer cancel()
	if err := s.claim(ctx); err != nil {
		return nil, err
	}
	if s.using != nil {
		return s, nil
	}
	if err := s.boot(ctx); err != nil {
		s.place.closeSockets()
		s.release()
		return nil, err
	}
	return s, nil
}

// boot makes the data if there are none, and has a child run on them.
func (s *Server) boot(ctx context.Context) error {
	begin := time.Now()
	major, err := dataMajor(s.place)
	if err != nil {
		return err
	}
	found, err := findPrograms(ctx, s.setup.Programs, major)
	if err != nil {
		return err
	}
	as, err := chooseGuise(ctx, s.place, found, !s.setup.noNamespaces)
	if err != nil {
		return err
	}
	if err := s.place.openSockets(as); err != nil {
		return err
	}
	if major == 0 {
		if err := initialise(ctx, s.place, found, as, s.setup.Volatile); err != nil {
			return err
		}
	}
	if s.password, err = s.place.readPassword(); err != nil {
		return err
	}
	if s.output, err = openLog(s.place.log()); err != nil {
		return err
	}
	if err := s.run(ctx, found, as); err != nil {
		s.output.close()
		return err
	}
	s.idle.Go(s.watch)
	s.log.Info("database started", "dir", s.place.data(), "version", found.major, "pid", s.child.process.Pid, "new", major == 0, "ms", time.Since(begin).Milliseconds())
	return nil
}

// run starts the child, again and again while leftovers of a crash are in its way.
func (s *Server) run(ctx context.Context, found programs, as guise) error {
	deadline := time.Now().Add(startAgain)
	for {
		if err := clearLeftovers(ctx, s.place, s.before); err != nil {
			return err
		}
		s.output.mark()
		err := s.try(ctx, found, as)
		if err == nil {
			return nil
		}
		if ctx.Err() != nil || !isLeftover(err.Error()) || time.Now().After(deadline) {
			return err
		}
		if err := pause(ctx, pollEvery); err != nil {
			return fmt.Errorf("wait for leftovers of a crash: %w", err)
		}
	}
}

// try starts the child once. When it does not get ready it has ended on return, and the error says why in its own words.
func (s *Server) try(ctx context.Context, found programs, as guise) error {
	atOurDeath := syscall.SIGINT
	if s.setup.Volatile {
		atOurDeath = syscall.SIGQUIT
	}
	child, err := launch(found.path("postgres"), arguments(s.place, found.major, s.setup.Volatile, s.setup.Settings), as, atOurDeath, s.output.file)
	if err != nil {
		return err
	}
	s.child = child
	err = s.owning.note(holder{s.as, os.Getpid(), child.process.Pid})
	if err == nil {
		err = s.awaitReady(ctx)
	}
	if err == nil {
		return nil
	}
	_ = s.halt(ctx)
	return fmt.Errorf("start postgres (its log is %s): %w: %s", s.place.log(), err, s.output.complaint())
}

// awaitReady waits until the child takes connections, and makes one.
func (s *Server) awaitReady(ctx context.Context) error {
	for {
		if pid, ready := readPIDFile(s.place); ready && pid == s.child.process.Pid {
			return s.ping(ctx)
		}
		select {
		case <-s.child.ended:
			return fmt.Errorf("postgres ended: %s", s.child.end())
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(pollEvery / 5):
		}
	}
}

func (s *Server) ping(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.URL(""))
	if err != nil {
		return fmt.Errorf("connect to the embedded database: %w", err)
	}
	return conn.Close(ctx)
}

// watch tells of an end that nobody asked for, and keeps the log short.
func (s *Server) watch() {
	ticker := time.NewTicker(logEvery)
	defer ticker.Stop()
	for {
		select {
		case <-s.ending:
			return
		case <-s.child.ended:
			s.exited <- fmt.Errorf("postgres ended unasked: %s: %s", s.child.end(), s.output.complaint())
			return
		case <-ticker.C:
			if err := s.output.cut(); err != nil {
				s.log.Warn("the database's log cannot be cut", "error", err)
			}
		}
	}
}

// URL is the address of a database on the server; an empty name is the one that everything of ours is in. It holds the
// password: it is for connecting, not for logs.
func (s *Server) URL(database string) string { return s.place.url(database, s.password) }

// Exited delivers one error if our child ends without Stop. The data are safe; Stop and a new Start bring it back at the
// same URL. Attached servers never deliver.
func (s *Server) Exited() <-chan error { return s.exited }

// Attached reports whether the database is another process's.
func (s *Server) Attached() bool { return s.owning == nil }

// Stop lets go of the database: cleanly ends it if it is ours, else leaves it to its owner. Connections should be closed
// before; others are cut. When the context ends first, the database is ended at once and recovers at its next start. A
// command that owns it first waits for other commands that use it. Stopping again does nothing.
func (s *Server) Stop(ctx context.Context) error {
	var err error
	s.stop.Do(func() {
		close(s.ending)
		defer s.release()
		if s.Attached() {
			return
		}
		if s.as == commanding {
			s.awaitClients(ctx)
		}
		err = s.halt(ctx)
		s.idle.Wait()
		s.output.close()
		s.place.closeSockets()
	})
	return err
}

// halt ends the child: with a clean shutdown while the context lasts, then without.
func (s *Server) halt(ctx context.Context) error {
	for _, step := range []struct {
		signal os.Signal
		done   <-chan struct{}
	}{
		{syscall.SIGINT, ctx.Done()},
		{syscall.SIGQUIT, after(5 * time.Second)},
		{syscall.SIGKILL, nil},
	} {
		_ = s.child.process.Signal(step.signal)
		select {
		case <-s.child.ended:
			if step.signal == syscall.SIGINT {
				return nil
			}
			return fmt.Errorf("stop postgres: it had to be ended without a clean shutdown; nothing committed is lost")
		case <-step.done:
		}
	}
	return nil
}

func after(d time.Duration) <-chan struct{} {
	done := make(chan struct{})
	time.AfterFunc(d, func() { close(done) })
	return done
}

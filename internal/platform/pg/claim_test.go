package pg

import (
	"context"
	"os"
	"strconv"
	"testing"
	"time"
)

func TestASecondServeIsRefusedAndCommandsWorkBesideTheFirst(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := started(t, Embedded{Dir: dir})

	begin := time.Now()
	_, err := Start(t.Context(), Embedded{Dir: dir})
	refusedWith(t, err, ErrServing, dir, strconv.Itoa(os.Getpid()), "SPECKIT_DATA")
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("the refusal took %s", took)
	}

	beside, err := Attach(t.Context(), Embedded{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if !beside.Attached() || beside.URL("") != s.URL("") {
		t.Error("the command has a database of its own")
	}
	ask(t, beside.URL(""), `select 'here'`)
	stopped(t, beside)
	if got := ask(t, s.URL(""), `select 'still here'`); got != "still here" {
		t.Errorf("got %q", got)
	}
}

func TestACommandStartsTheDatabaseForItsOwnTime(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	alone, err := Attach(t.Context(), Embedded{Dir: dir, Volatile: true})
	if err != nil {
		t.Fatal(err)
	}
	if alone.Attached() {
		t.Error("attached to nothing")
	}
	pid := alone.child.process.Pid
	stopped(t, alone)
	if worksOn(pid, alone.place.data()) {
		t.Error("postgres outlived the command")
	}
}

func TestACommandDoesNotEndTheDatabaseUnderAnother(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, err := Attach(t.Context(), Embedded{Dir: dir, Volatile: true})
	if err != nil {
		t.Fatal(err)
	}
	second, err := Attach(t.Context(), Embedded{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- first.Stop(context.Background()) }()
	<-first.ending
	if got := ask(t, second.URL(""), `select 'still here'`); got != "still here" {
		t.Errorf("got %q", got)
	}
	select {
	case <-ended:
		t.Error("the first ended while the second was attached")
	default:
	}
	stopped(t, second)
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestAServeWaitsForACommandToFinish(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	command, err := Attach(t.Context(), Embedded{Dir: dir, Volatile: true})
	if err != nil {
		t.Fatal(err)
	}
	type result struct {
		s   *Server
		err error
	}
	done := make(chan result, 1)
	go func() {
		s, err := Start(context.Background(), Embedded{Dir: dir, Volatile: true})
		done <- result{s, err}
	}()
	ask(t, command.URL(""), `select pg_sleep(0.2)::text`)
	select {
	case r := <-done:
		t.Fatalf("the serve did not wait: %v", r.err)
	default:
	}
	stopped(t, command)
	r := <-done
	if r.err != nil {
		t.Fatal(r.err)
	}
	stopped(t, r.s)
}

func TestACommandWaitsForAServeThatIsStarting(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	owner, err := openPlace(dir)
	if err != nil {
		t.Fatal(err)
	}
	lock, err := tryLock(owner.owner(), false)
	if err != nil || lock == nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := Attach(ctx, Embedded{Dir: dir}); err == nil {
		t.Fatal("attached to a database that is not up")
	}
	lock.release()
	s, err := Attach(t.Context(), Embedded{Dir: dir, Volatile: true})
	if err != nil {
		t.Fatal(err)
	}
	stopped(t, s)
}

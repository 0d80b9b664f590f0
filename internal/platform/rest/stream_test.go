package rest_test

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// line is a caller's end of a stream: what arrived, and a way to hang up.
type line struct {
	mu     sync.Mutex
	header http.Header
	status int
	got    strings.Builder
	broken error
}

func (l *line) Header() http.Header { return l.header }
func (l *line) WriteHeader(s int)   { l.status = s }
func (l *line) Flush()              {}

func (l *line) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken != nil {
		return 0, l.broken
	}
	return l.got.Write(b)
}

// text is what arrived, without the line that says when to connect again, which differs.
func (l *line) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, rest, _ := strings.Cut(l.got.String(), "\n\n")
	return rest
}

func (l *line) hangUp() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.broken = errors.New("broken pipe")
}

// streaming opens a door with one stream.
func streaming(t *testing.T, handle func(ctx context.Context, events *rest.Events) error) *house {
	h := open(t, nil)
	rest.Stream(h.For("catalog"), rest.Route{Method: "GET", Path: "/live", ID: "live", Summary: "Live", Access: rest.Open},
		func(ctx context.Context, _ rest.Call, _ *struct{}, events *rest.Events) error {
			return handle(ctx, events)
		})
	return h
}

// listen asks for the stream; done is closed when it has ended.
func (h *house) listen(ctx context.Context, lastID string) (l *line, done chan struct{}) {
	l, done = &line{header: http.Header{}}, make(chan struct{})
	r := httptest.NewRequestWithContext(ctx, "GET", "/api/live", nil)
	r.Header.Set("Last-Event-ID", lastID)
	go func() {
		defer close(done)
		h.Handler().ServeHTTP(l, r)
	}()
	return l, done
}

// pass lets the simulated time of a synctest bubble go by.
func pass(d time.Duration) { <-time.After(d) }

func TestAStreamGoesOnAfterTheLastEventThatTheCallerSaw(t *testing.T) {
	t.Parallel()
	h := streaming(t, func(_ context.Context, events *rest.Events) error {
		return events.Send(rest.Event{ID: events.LastID + "1", Name: "delta", Data: map[string]int{"sequence": 8}})
	})
	l, done := h.listen(context.Background(), "7")
	<-done
	if l.text() != "id: 71\nevent: delta\ndata: {\"sequence\":8}\n\n" || l.status != 200 {
		t.Errorf("%d %q", l.status, l.text())
	}
	for name, want := range map[string]string{"Content-Type": "text/event-stream", "Cache-Control": "no-cache", "X-Accel-Buffering": "no", "Content-Encoding": ""} {
		if got := l.header.Get(name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	if !strings.HasPrefix(l.got.String(), "retry: ") {
		t.Errorf("it begins with %q", l.got.String())
	}
}

func TestAQuietStreamSendsAHeartbeatEvery15Seconds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := streaming(t, func(ctx context.Context, events *rest.Events) error {
			if err := events.Open(); err != nil {
				return err
			}
			pass(40 * time.Second)
			_ = events.Send(rest.Event{Name: "a", Data: 1})
			<-ctx.Done()
			return nil
		})
		ctx, cancel := context.WithCancel(t.Context())
		l, done := h.listen(ctx, "")
		for _, step := range []struct {
			wait time.Duration
			want string
		}{
			{14 * time.Second, ""},
			{2 * time.Second, ": \n\n"},
			{15 * time.Second, ": \n\n: \n\n"},
			{10 * time.Second, ": \n\n: \n\nevent: a\ndata: 1\n\n"},
			{13 * time.Second, ": \n\n: \n\nevent: a\ndata: 1\n\n"}, // 15 s from the event, not from the heartbeat
			{2 * time.Second, ": \n\n: \n\nevent: a\ndata: 1\n\n: \n\n"},
		} {
			pass(step.wait)
			synctest.Wait()
			if l.text() != step.want {
				t.Fatalf("got %q, want %q", l.text(), step.want)
			}
		}
		cancel()
		<-done
		pass(time.Minute) // no heartbeat outlives its stream: synctest would see the timer fire on a dead line
		if strings.Count(l.text(), ":") != 5 {
			t.Errorf("got %q", l.text())
		}
	})
}

func TestACallerWhoIsGoneEndsTheHandler(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ended := false
		h := streaming(t, func(ctx context.Context, events *rest.Events) error {
			_ = events.Open()
			<-ctx.Done()
			ended = true
			return events.Send(rest.Event{Data: 1})
		})
		l, done := h.listen(t.Context(), "")
		synctest.Wait()
		l.hangUp()
		<-done // by the next heartbeat
		if !ended || strings.Contains(h.log.String(), "failed") {
			t.Errorf("ended %v, log %s", ended, h.log)
		}
	})
}

func TestClosingTheDoorEndsItsStreams(t *testing.T) {
	t.Parallel()
	h := streaming(t, func(ctx context.Context, events *rest.Events) error {
		_ = events.Open()
		<-ctx.Done()
		return ctx.Err()
	})
	_, first := h.listen(context.Background(), "")
	_, second := h.listen(context.Background(), "")
	h.Close()
	<-first
	<-second
}

func TestAFailureBeforeTheFirstEventIsAProblem(t *testing.T) {
	t.Parallel()
	h := streaming(t, func(context.Context, *rest.Events) error {
		return fault.New(fault.NotFound, "event_not_found", "There is no such event.")
	})
	problem(t, h.do(ask{method: "GET", path: "/api/live"}), 404, "event_not_found")
}

func TestAnEventsDataStaysInsideTheEvent(t *testing.T) {
	t.Parallel()
	frame, err := rest.Encode(rest.Event{ID: "1\nevent: evil", Data: []byte("a\r\nid: 2\n\nb")})
	if err != nil || string(frame) != "id: 1 event: evil\ndata: a\ndata: id: 2\ndata: \ndata: b\n\n" {
		t.Errorf("%q %v", frame, err)
	}
}

func TestEventsArriveWhenTheyAreSent(t *testing.T) {
	t.Parallel()
	next := make(chan string)
	h := streaming(t, func(_ context.Context, events *rest.Events) error {
		for text := range next {
			if err := events.Send(rest.Event{Data: text}); err != nil {
				return err
			}
		}
		return nil
	})
	server := httptest.NewServer(h.Handler())
	defer server.Close()
	defer close(next)
	go func() { next <- "first" }()
	answer, err := server.Client().Get(server.URL + "/api/live")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	for _, text := range []string{"first", "second", "third"} {
		if text != "first" {
			next <- text
		}
		for lines.Scan() && lines.Text() != `data: "`+text+`"` {
		}
		if lines.Err() != nil {
			t.Fatal(lines.Err())
		}
	}
}

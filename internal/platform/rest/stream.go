package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

const (
	heartbeat    = 15 * time.Second // so that proxies and callers see that the line is alive
	writeTimeout = 10 * time.Second // a caller who takes nothing for so long has left
)

// Event is one server-sent event. Data is sent as JSON, or as it is when it is []byte or json.RawMessage.
type Event struct {
	ID   string
	Name string
	Data any
}

// Frame is an event ready for the wire. One frame may be sent to any number of streams.
type Frame []byte

// Encode writes an event once for many streams.
func Encode(e Event) (Frame, error) {
	var data []byte
	switch d := e.Data.(type) {
	case []byte:
		data = d
	case json.RawMessage:
		data = d
	default:
		var err error
		if data, err = json.Marshal(d); err != nil {
			return nil, fmt.Errorf("encode event %s: %w", e.Name, err)
		}
	}
	var b bytes.Buffer
	line := func(field, value string) {
		if value != "" {
			b.WriteString(field + ": " + strings.NewReplacer("\n", " ", "\r", " ").Replace(value) + "\n")
		}
	}
	line("id", e.ID)
	line("event", e.Name)
	for part := range bytes.SplitSeq(data, []byte("\n")) {
		b.WriteString("data: ")
		b.Write(bytes.TrimSuffix(part, []byte("\r")))
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// Events is an open stream of events to one caller. Its methods are safe for concurrent use.
type Events struct {
	LastID string // the last event that the caller has seen, or empty

	x      *exchange
	cancel context.CancelFunc
	mu     sync.Mutex
	open   bool
	done   bool
	beat   *time.Timer
}

var errStreamEnded = errors.New("the stream has ended")

// Stream adds an operation that answers with server-sent events. The handler's context ends when the caller leaves, takes
// nothing any more, or the server closes; the handler then returns. Heartbeats are sent for it.
func Stream[I any](api *API, route Route, handle func(ctx context.Context, call Call, in *I, events *Events) error) {
	route.Produces = "text/event-stream"
	add(api, route, stream, func(ctx context.Context, x *exchange, in *I) (*huma.StreamResponse, error) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(x.door.life, cancel)()
		events := &Events{LastID: x.r.Header.Get("Last-Event-ID"), x: x, cancel: cancel}
		defer events.end()
		closed := x.op.meter.Opened()
		defer func() { closed(x.answer.status) }()
		err := handle(ctx, x.call, in, events)
		if err == nil || ctx.Err() != nil || errors.Is(err, errStreamEnded) {
			return written, nil
		}
		if x.answer.through {
			_ = x.problem(ctx, err) // too late to answer; the log has it and the caller connects again
			return written, nil
		}
		return nil, err
	})
}

// Open sends the headers, so that the caller knows that the line stands. Send does it too.
func (e *Events) Open() error { return e.SendFrame(nil) }

// Send sends an event. An error means that the caller is gone.
func (e *Events) Send(event Event) error {
	frame, err := Encode(event)
	if err != nil {
		return err
	}
	return e.SendFrame(frame)
}

// SendFrame sends an encoded event.
func (e *Events) SendFrame(frame Frame) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.done {
		return errStreamEnded
	}
	if !e.open {
		e.begin()
	}
	e.beat.Reset(heartbeat)
	return e.write(frame)
}

// begin sends headers and how long to wait before connecting again: not the same for all, who may have lost us at once.
func (e *Events) begin() {
	header := e.x.answer.Header()
	header.Set("Content-Type", "text/event-stream")
	header.Set("Cache-Control", "no-cache")
	header.Set("X-Accel-Buffering", "no")
	e.x.commonHeaders()
	e.x.answer.WriteHeader(http.StatusOK)
	retry := 1000 + rand.IntN(2000) // #nosec G404 -- spread, not secrecy
	_, _ = e.x.answer.Write([]byte("retry: " + strconv.Itoa(retry) + "\n\n"))
	e.open = true
	e.beat = time.AfterFunc(heartbeat, e.keepAlive)
}

// write sends bytes within a deadline, or ends the stream.
func (e *Events) write(b []byte) error {
	e.x.answer.allow(writeTimeout)
	_, err := e.x.answer.Write(b)
	if err == nil {
		err = e.x.answer.FlushError()
	}
	if err != nil {
		e.done = true
		e.cancel()
		return fmt.Errorf("%w: %w", errStreamEnded, err)
	}
	return nil
}

// keepAlive sends a comment when nothing was sent for a while.
func (e *Events) keepAlive() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.done {
		return
	}
	if e.write([]byte(": \n\n")) == nil {
		e.beat.Reset(heartbeat)
	}
}

// end stops the heartbeat before the connection goes back to the server.
func (e *Events) end() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.done = true
	if e.beat != nil {
		e.beat.Stop()
	}
	e.x.answer.allow(answerTimeout) // for the end of the body, not for the connection's next answer, which sets its own
}

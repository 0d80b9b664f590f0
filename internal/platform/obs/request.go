package obs

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net/http"
	"strings"
	"sync"

	"github.com/speckit/ticketing/internal/kernel/work"
)

// Request is the identity of a request through all services that it passes.
type Request struct {
	ID    string // X-Request-Id
	Trace string // traceparent of W3C Trace Context; may be empty
}

const (
	requestHeader = "X-Request-Id"
	traceHeader   = "Traceparent"
	maxRequestID  = 64
)

// RequestFrom reads the identity from a request's headers and makes an id where there is none that can be believed to be one.
func RequestFrom(header http.Header) Request {
	r := Request{ID: header.Get(requestHeader), Trace: header.Get(traceHeader)}
	if !isRequestID(r.ID) {
		r.ID = newRequestID()
	}
	if !parse(r.Trace).IsValid() {
		r.Trace = ""
	}
	return r
}

type requestKey struct{}

// carried is what a context knows of the work that it belongs to.
type carried struct {
	id   string
	mu   sync.Mutex
	tags []slog.Attr
}

// WithRequest returns a context that carries the identity.
func WithRequest(ctx context.Context, r Request) context.Context {
	return work.WithTrace(context.WithValue(ctx, requestKey{}, &carried{id: r.ID}), r.Trace)
}

// RequestOf returns the identity that the context carries; its zero value when there is none. Its trace is where the work is now.
func RequestOf(ctx context.Context) Request {
	r := Request{Trace: work.TraceOf(ctx)}
	if c, ok := ctx.Value(requestKey{}).(*carried); ok {
		r.ID = c.id
	}
	return r
}

// withTags returns a context for work that is no request: a message, a mail.
func withTags(ctx context.Context, tags ...slog.Attr) context.Context {
	return context.WithValue(ctx, requestKey{}, &carried{tags: tags})
}

// Tag notes what the work is about, e.g. which order: every line of its log from now on says it, and so does its span. Never a person's
// name or address. A key that is there gets the new value.
func Tag(ctx context.Context, key, value string) {
	c, ok := ctx.Value(requestKey{}).(*carried)
	if !ok {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range c.tags {
		if c.tags[i].Key == key {
			c.tags[i].Value = slog.StringValue(value)
			return
		}
	}
	c.tags = append(c.tags, slog.String(key, value))
}

// Tags returns what the work is known to be about.
func Tags(ctx context.Context) []slog.Attr {
	c, ok := ctx.Value(requestKey{}).(*carried)
	if !ok {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]slog.Attr(nil), c.tags...)
}

// Set writes the identity into the headers of a call to another service.
func (r Request) Set(header http.Header) {
	if r.ID != "" {
		header.Set(requestHeader, r.ID)
	}
	if r.Trace != "" {
		header.Set(traceHeader, r.Trace)
	}
}

// TraceID is the part of the trace context that names the whole trace, or empty.
func (r Request) TraceID() string {
	if len(r.Trace) != traceparentLength {
		return ""
	}
	return r.Trace[3:35]
}

// SpanID is the part of the trace context that names the step in the trace, or empty.
func (r Request) SpanID() string {
	if len(r.Trace) != traceparentLength {
		return ""
	}
	return r.Trace[36:52]
}

func newRequestID() string {
	var b [12]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return hex.EncodeToString(b[:])
}

func isRequestID(s string) bool {
	if s == "" || len(s) > maxRequestID {
		return false
	}
	for _, c := range []byte(s) {
		if !strings.ContainsRune("-_.", rune(c)) && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return true
}

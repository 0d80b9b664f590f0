package obs

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"strings"
)

// Request is the identity of a request through all services that it passes.
type Request struct {
	ID    string // X-Request-Id
	Trace string // traceparent of W3C Trace Context, as it came; may be empty
}

const (
	requestHeader = "X-Request-Id"
	traceHeader   = "Traceparent"
	maxRequestID  = 64
)

type requestKey struct{}

// RequestFrom reads the identity from a request's headers and makes an id where there is none that can be believed to be one.
func RequestFrom(header http.Header) Request {
	r := Request{ID: header.Get(requestHeader), Trace: header.Get(traceHeader)}
	if !isRequestID(r.ID) {
		r.ID = newRequestID()
	}
	if !isTrace(r.Trace) {
		r.Trace = ""
	}
	return r
}

// WithRequest returns a context that carries the identity.
func WithRequest(ctx context.Context, r Request) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// RequestOf returns the identity that the context carries; its zero value when there is none.
func RequestOf(ctx context.Context) Request {
	r, _ := ctx.Value(requestKey{}).(Request)
	return r
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
	if r.Trace == "" {
		return ""
	}
	return r.Trace[3:35]
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

// isTrace reports whether s has the form of version 00: 00-<32 hex>-<16 hex>-<2 hex>.
func isTrace(s string) bool {
	if len(s) != 55 || s[:3] != "00-" || s[35] != '-' || s[52] != '-' {
		return false
	}
	for _, part := range []string{s[3:35], s[36:52], s[53:]} {
		if _, err := hex.DecodeString(part); err != nil {
			return false
		}
	}
	return true
}

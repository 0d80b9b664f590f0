package rest

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

// problem is a problem document (RFC 9457) on its way out.
type problem struct {
	status  int
	code    string
	detail  string
	members map[string]any
	header  http.Header
}

const problemType = "application/problem+json"

// statuses gives each kind of fault its HTTP status.
var statuses = map[fault.Kind]int{
	fault.Invalid:         http.StatusBadRequest,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.Gone:            http.StatusGone,
	fault.TooLarge:        http.StatusRequestEntityTooLarge,
	fault.Declined:        http.StatusUnprocessableEntity,
	fault.Exhausted:       http.StatusTooManyRequests,
	fault.Unavailable:     http.StatusServiceUnavailable,
}

// Failures of the door itself.
var (
	errNoToken   = fault.New(fault.Unauthenticated, "unauthenticated", "This needs a token. Sign in, or begin a guest session with POST /guests.")
	errForbidden = fault.New(fault.Forbidden, "forbidden", "Your session may not do this. Nothing was done.")
	errNoRoute   = fault.New(fault.NotFound, "no_such_route", "There is nothing at this address.")
	errTooOften  = fault.New(fault.Exhausted, "too_many_requests", "Too many requests. Wait a moment and try again; nothing was done.")
	errTooSlow   = fault.New(fault.Unavailable, "timeout", "This took too long and was given up. What was asked may still have happened: look before you try again, or repeat it with the same Idempotency-Key.")
	errTooLarge  = fault.New(fault.TooLarge, "body_too_large", "The request is larger than this route takes. Nothing was changed.")
	errMalformed = fault.New(fault.Invalid, "invalid_request", "The request is not valid. Nothing was changed.")
)

const internalDetail = "Something went wrong on our side. If money was involved, look at the order's page before you try again."

// problemOf turns an error into the document that the caller reads, and reports whether it must be logged.
func problemOf(ctx context.Context, err error) (p *problem, unexpected bool) {
	var large *http.MaxBytesError
	var network net.Error
	switch expected, ok := fault.As(err); {
	case errors.As(err, &p):
		return p, false
	case errors.As(err, &large):
		return fromFault(errTooLarge.Saying("The request is larger than %d bytes. Nothing was changed.", large.Limit)), false
	case ok:
		return fromFault(expected), false
	case errors.Is(err, context.Canceled) && errors.Is(ctx.Err(), context.Canceled):
		return &problem{status: statusClientGone, code: "client_gone", detail: "The caller did not wait for the answer."}, false
	case errors.Is(err, context.DeadlineExceeded) || errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fromFault(errTooSlow), true
	case errors.As(err, &network) && network.Timeout():
		return fromFault(errTooSlow), true
	default:
		if passing, ok := ofMoment(err); ok {
			return fromFault(passing), true
		}
		return &problem{status: http.StatusInternalServerError, code: "internal", detail: internalDetail}, true
	}
}

// statusClientGone is nginx's number for a caller who left; nobody reads it but our metrics.
const statusClientGone = 499

func fromFault(f *fault.Error) *problem {
	p := &problem{status: statuses[f.Kind], code: f.Code, detail: f.Detail, members: f.Members, header: http.Header{}}
	switch f.Kind {
	case fault.Unauthenticated:
		p.header.Set("WWW-Authenticate", `Bearer realm="speckit"`)
	case fault.Exhausted, fault.Unavailable:
		p.header.Set("Retry-After", retryAfter(f.Wait))
	default:
		if f.Wait > 0 {
			p.header.Set("Retry-After", retryAfter(f.Wait))
		}
	}
	return p
}

// retryAfter writes whole seconds, rounded up, at least one.
func retryAfter(wait time.Duration) string {
	return strconv.Itoa(max(1, int(math.Ceil(wait.Seconds()))))
}

// Error makes the document an error that can pass through huma.
func (p *problem) Error() string { return p.code + ": " + p.detail }

// GetStatus tells huma the status.
func (p *problem) GetStatus() int { return p.status }

// GetHeaders tells huma the headers.
func (p *problem) GetHeaders() http.Header { return p.header }

// ContentType tells huma the media type.
func (p *problem) ContentType(string) string { return problemType }

// MarshalJSON writes the document. The members error and message are the original's names for the detail.
func (p *problem) MarshalJSON() ([]byte, error) {
	doc := map[string]any{"type": "about:blank", "title": http.StatusText(p.status), "error": p.detail, "message": p.detail}
	for name, value := range p.members {
		doc[name] = value
	}
	doc["status"], doc["code"], doc["detail"] = p.status, p.code, p.detail
	return json.Marshal(doc)
}

// write answers with the document.
func (p *problem) write(w http.ResponseWriter) {
	body, err := p.MarshalJSON()
	if err != nil { // a member that cannot be written is our bug; the caller still gets the rest
		body, _ = (&problem{status: p.status, code: p.code, detail: p.detail}).MarshalJSON()
	}
	for name, values := range p.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(p.status)
	_, _ = w.Write(body) // the caller may be gone
}

package rest

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/platform/obs"
)

// exchange is one request and its answer on their way through the door.
type exchange struct {
	answer  answer
	r       *http.Request
	call    Call
	body    []byte // as it was read and checked; nil for uploads
	door    *door
	began   time.Time
	op      *operation // nil until a route was found
	web     bool       // no route, but a page of the web
	claim   *Claim     // of an idempotent request while it is executed
	spooled io.Closer  // an upload that went through a file
	span    obs.Span
	refusal string // the code of the failure that was answered
}

type exchangeKey struct{}

// noContext is for questions that have nothing to do with a request's life.
var noContext = context.Background()

// exchangeOf finds the exchange that a context belongs to.
func exchangeOf(ctx context.Context) *exchange {
	x, _ := ctx.Value(exchangeKey{}).(*exchange)
	return x
}

// problem turns a handler's error into the answer, and logs what the operator should know of: here and nowhere else.
func (x *exchange) problem(ctx context.Context, err error) *problem {
	p, unexpected := problemOf(ctx, err)
	x.refusal = p.code
	if p.status >= http.StatusInternalServerError {
		level := slog.LevelWarn // something that we need is away, which we know how to say
		if unexpected {
			level = slog.LevelError
		}
		x.door.cfg.Log.LogAttrs(ctx, level, "request failed",
			slog.String("route", x.pattern()), slog.Int("status", p.status), slog.Any("error", err))
		p = p.with("requestId", obs.RequestOf(ctx).ID)
	}
	return p
}

// with returns a copy with one more member.
func (p *problem) with(name string, value any) *problem {
	c := *p
	c.members = make(map[string]any, len(p.members)+1)
	for k, v := range p.members {
		c.members[k] = v
	}
	c.members[name] = value
	return &c
}

// refuse answers with an error instead of calling the handler.
func (x *exchange) refuse(ctx context.Context, err error) {
	x.answer.reset()
	x.problem(ctx, err).write(&x.answer)
}

// pattern names the route for logs: never the path itself, which may hold what nobody should read.
func (x *exchange) pattern() string {
	switch {
	case x.web:
		return "web"
	case x.op == nil:
		return "-"
	}
	return x.op.Method + " " + x.op.Path
}

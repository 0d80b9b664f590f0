package rest

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/platform/obs"
)

// Handler returns the whole door: the API below its prefixes, and Config.Web beside it.
func (a *API) Handler() http.Handler { return a.door }

// ServeHTTP takes a request from the connection to its answer.
func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &exchange{answer: answer{to: w}, door: d, began: time.Now()}
	request := obs.RequestFrom(r.Header)
	ctx := context.WithValue(obs.WithRequest(r.Context(), request), exchangeKey{}, x)
	x.r = r.WithContext(ctx)
	defer d.finish(x)
	defer d.recover(x)
	if d.preflight(x) {
		return
	}
	if err := checkAddress(x.r.URL); err != nil {
		x.refuse(ctx, err)
		return
	}
	d.mux.ServeHTTP(&x.answer, x.r)
}

// checkAddress refuses addresses that are no text, or that the router would answer with a redirect.
func checkAddress(u *url.URL) error {
	query := u.RawQuery
	if query != "" {
		values, err := url.ParseQuery(query)
		if err != nil {
			return errMalformed.Saying("The address's query cannot be read. Nothing was changed.")
		}
		for name, all := range values {
			if !isText(name) || !isText(strings.Join(all, "")) {
				return errMalformed.Saying("The address is not valid text. Nothing was changed.")
			}
		}
	}
	if !isText(u.Path) {
		return errMalformed.Saying("The address is not valid text. Nothing was changed.")
	}
	if strings.Contains(u.Path, "//") || strings.Contains(u.Path, "/./") || strings.Contains(u.Path, "/../") {
		return errNoRoute
	}
	return nil
}

func isText(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }

// answer takes a call through the operation: who, how often, what, whether again, and then the handler.
func (d *door) answer(op *operation, x *exchange, r *http.Request) {
	x.op, x.r = op, r
	ctx := r.Context()
	if op.kind != stream {
		d.calls.Add(1)
		defer d.calls.Add(-1)
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, op.Timeout)
		defer cancel()
	}
	err := d.admit(ctx, op, x)
	ctx = x.follow(ctx)
	x.r = r.WithContext(ctx)
	x.call.request = x.r
	if err != nil {
		x.refuse(ctx, err)
		return
	}
	if err := x.takeBody(op); err != nil {
		x.refuse(ctx, err)
		return
	}
	if key, given, err := x.idempotencyKey(); err != nil {
		x.refuse(ctx, err)
	} else if given {
		d.once(ctx, op, x, key)
	} else {
		x.call.Operation = d.cfg.IDs.New()
		op.run(x, x.r)
	}
}

// takeBody reads the body where it is ours to read.
func (x *exchange) takeBody(op *operation) error {
	switch op.kind {
	case upload:
		return x.limitUpload(op)
	default:
		return x.readBody(op)
	}
}

// recover answers a panic with a problem; the process lives on, and the log has the stack.
func (d *door) recover(x *exchange) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler { //nolint:errorlint // the sentinel is compared by identity in net/http too
		panic(cause)
	}
	ctx := x.r.Context()
	d.cfg.Log.LogAttrs(ctx, slog.LevelError, "request panicked", slog.String("route", x.pattern()),
		slog.String("panic", fmt.Sprint(cause)), slog.String("stack", string(debug.Stack())))
	if x.claim != nil {
		d.forget(ctx, x, *x.claim)
	}
	if x.answer.through {
		panic(http.ErrAbortHandler) // half an answer is out: only breaking the connection tells the caller
	}
	p := &problem{status: http.StatusInternalServerError, code: "internal", detail: internalDetail}
	x.refusal = p.code
	x.answer.reset()
	p.with("requestId", obs.RequestOf(ctx).ID).write(&x.answer)
}

// finish sends the answer and writes the request's one line.
func (d *door) finish(x *exchange) {
	if !x.answer.through {
		x.dress()
		x.answer.send()
	}
	if x.spooled != nil {
		_ = x.spooled.Close() // it was only read
	}
	x.leave()
	if x.op != nil && x.refusal != "" {
		x.op.meter.Refused(x.refusal)
	}
	took := time.Since(x.began)
	if x.op != nil && x.op.kind != stream {
		x.op.meter.Observe(x.answer.status, took)
	}
	level := slog.LevelInfo
	if x.op != nil && x.op.Polled && x.answer.status < http.StatusBadRequest {
		level = slog.LevelDebug
	}
	d.cfg.Log.LogAttrs(x.r.Context(), level, "request",
		slog.String("route", x.pattern()), slog.Int("status", x.answer.status),
		slog.Float64("ms", float64(took.Microseconds())/1000), slog.Int64("bytes", x.answer.sent))
}

// fallback is for every address that no route has as it is written: another case or a slash at the end, another method, the
// web's pages, and nothing at all.
func (d *door) fallback(_ http.ResponseWriter, r *http.Request) {
	x := exchangeOf(r.Context())
	plain := strings.ToLower(strings.TrimSuffix(r.URL.Path, "/"))
	if plain != r.URL.Path && plain != "" {
		again := r.Clone(r.Context())
		again.URL.Path, again.URL.RawPath = plain, ""
		if _, pattern := d.mux.Handler(again); pattern != "/" {
			d.mux.ServeHTTP(&x.answer, again)
			return
		}
		r = again
	}
	if allowed := d.methods(r); len(allowed) > 0 {
		x.answer.reset()
		(&problem{
			status: http.StatusMethodNotAllowed, code: "method_not_allowed",
			detail: "This address does not take " + clip(r.Method, 20) + ".",
			header: http.Header{"Allow": {strings.Join(allowed, ", ")}},
		}).write(&x.answer)
		return
	}
	if d.cfg.Web != nil && !d.owns(r.URL.Path) {
		x.web, x.answer.through = true, true
		x.answer.allow(answerTimeout)
		d.cfg.Web.ServeHTTP(&x.answer, x.r)
		return
	}
	x.refuse(r.Context(), errNoRoute)
}

// methods lists which methods the path takes.
func (d *door) methods(r *http.Request) []string {
	var found []string
	probe := r.Clone(r.Context())
	for _, method := range []string{"DELETE", "GET", "PATCH", "POST", "PUT"} {
		probe.Method = method
		if _, pattern := d.mux.Handler(probe); pattern != "/" && pattern != "" {
			found = append(found, method)
		}
	}
	return found
}

// owns reports whether a path is the API's even where no route has it.
func (d *door) owns(path string) bool {
	for _, prefix := range d.cfg.Prefixes {
		if prefix != "" && (path == prefix || strings.HasPrefix(path, prefix+"/")) {
			return true
		}
	}
	return false
}

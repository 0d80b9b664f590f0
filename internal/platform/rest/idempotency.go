package rest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

const (
	keyHeader    = "Idempotency-Key"
	replayHeader = "Idempotent-Replayed"
	maxKey       = 255

	// leaseMargin is what a claim's lease is longer than the call may take, so that nobody takes over from the living.
	leaseMargin = 5 * time.Second
	// keepTimeout bounds the writing of an answer after the call, whose own time may be over.
	keepTimeout = 5 * time.Second
)

var (
	errBadKey   = fault.New(fault.Invalid, "invalid_idempotency_key", "An Idempotency-Key has 1 to 255 printable ASCII characters. Nothing was done.")
	errReused   = fault.New(fault.Declined, "idempotency_key_reused", "This Idempotency-Key was used for another request. Nothing was done; use a new key.")
	errRunning  = fault.New(fault.Conflict, "request_in_progress", "The same request is being worked on. Ask again in a moment with the same Idempotency-Key.").After(time.Second)
	errNoClaims = fault.New(fault.Unavailable, "try_again", "The request could not be begun. Nothing was done; try again in a moment.")
)

// operations is the namespace of operation ids.
var operations = uuid.MustParse("5b6a2e0c-5d39-5a51-9a26-0f6a1fb4c8d7")

// idempotencyKey reads the key where it counts: at a POST of a caller with a token.
func (x *exchange) idempotencyKey() (key string, given bool, err error) {
	values, given := x.r.Header[keyHeader]
	if !given || x.r.Method != http.MethodPost || x.call.Actor.Stranger() {
		return "", false, nil
	}
	key = values[0]
	if len(values) > 1 || key == "" || len(key) > maxKey {
		return "", true, errBadKey
	}
	for _, c := range []byte(key) {
		if c < 0x20 || c > 0x7e {
			return "", true, errBadKey
		}
	}
	return key, true, nil
}

// once executes the call if the key is new, and else gives the first answer again.
func (d *door) once(ctx context.Context, op *operation, x *exchange, key string) {
	claim, err := d.claim(op, x, key)
	if err != nil {
		x.refuse(ctx, err)
		return
	}
	begun, err := d.cfg.Answers.Begin(ctx, claim)
	if err != nil {
		x.refuse(ctx, errNoClaims.Because(fmt.Errorf("claim idempotency key: %w", err)))
		return
	}
	switch begun.State {
	case Mine:
		x.call.Operation = begun.Operation
		d.execute(ctx, op, x, claim)
	case Answered:
		if err := d.replay(x, begun.Answer); err != nil { // sealed with a secret that is gone: what was done is found by its operation
			d.cfg.Log.LogAttrs(ctx, slog.LevelWarn, "kept answer cannot be given again", slog.String("route", x.pattern()), slog.Any("error", err))
			x.call.Operation = begun.Operation
			op.run(x, x.r)
		}
	case Differs:
		x.refuse(ctx, errReused)
	default:
		x.refuse(ctx, errRunning)
	}
}

// claim computes scope, content and operation of the request.
func (d *door) claim(op *operation, x *exchange, key string) (Claim, error) {
	who := x.call.Actor
	scope := digest("scope", who.Customer.String(), who.Order.String(), op.Method, op.Path, key)
	query := x.r.URL.Query()
	query.Del("secret")
	content := digest("content", op.Method, concretePath(op, x.r), query.Encode())
	body, err := x.bodyDigest()
	if err != nil {
		return Claim{}, err
	}
	content = digest("content", hex.EncodeToString(content[:]), hex.EncodeToString(body[:]))
	name := hex.EncodeToString(scope[:]) + hex.EncodeToString(content[:])
	return Claim{
		Context: op.context, Scope: scope, Body: content, Operation: id.Named(operations, name), Holder: d.cfg.IDs.New(),
		Now: d.cfg.Clock.Now(), Lease: op.Timeout + leaseMargin,
	}, nil
}

// digest hashes parts so that no two lists of parts give the same input.
func digest(parts ...string) (sum [32]byte) {
	h := sha256.New()
	for _, part := range parts {
		writePart(h, part)
	}
	h.Sum(sum[:0])
	return sum
}

func writePart(h hash.Hash, part string) {
	_, _ = fmt.Fprintf(h, "%d:", len(part)) // a hash never fails
	_, _ = io.WriteString(h, part)
}

// concretePath is the path without its prefix and with ids in one case.
func concretePath(op *operation, r *http.Request) string {
	segments := strings.Split(op.Path, "/")
	for i, segment := range segments {
		if name, ok := strings.CutPrefix(segment, "{"); ok {
			segments[i] = strings.ToLower(r.PathValue(strings.TrimSuffix(name, "}")))
		}
	}
	return strings.Join(segments, "/")
}

// execute runs the call and keeps its answer, or frees the key when the answer may be another next time. The next try is then
// executed under the same operation.
func (d *door) execute(ctx context.Context, op *operation, x *exchange, claim Claim) {
	x.claim = &claim
	op.run(x, x.r)
	x.claim = nil
	if passing(x.answer.status) || x.answer.through {
		d.forget(ctx, x, claim)
		return
	}
	after, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepTimeout)
	defer cancel()
	err := d.cfg.Answers.Keep(after, claim, d.keepable(x))
	if err != nil { // the work is done and its answer true: the caller gets it, and a repetition finds it by its operation
		d.cfg.Log.LogAttrs(ctx, slog.LevelError, "answer not kept", slog.String("route", x.pattern()), slog.Any("error", err))
	}
}

// passing reports whether an answer says more about the moment than about the request.
func passing(status int) bool {
	return status >= http.StatusInternalServerError || status == statusClientGone || status == http.StatusUnauthorized || status == http.StatusTooManyRequests
}

// forget frees the key of a call that has no answer to keep.
func (d *door) forget(ctx context.Context, x *exchange, claim Claim) {
	after, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepTimeout)
	defer cancel()
	if err := d.cfg.Answers.Forget(after, claim); err != nil { // its lease frees it
		d.cfg.Log.LogAttrs(ctx, slog.LevelWarn, "idempotency key not freed", slog.String("route", x.pattern()), slog.Any("error", err))
	}
}

// content is what a kept answer holds.
type content struct {
	Header map[string][]string `json:"header"`
	Body   []byte              `json:"body"`
}

// keptHeaders are given again with a kept answer.
var keptHeaders = []string{"Content-Type", "Location", "Set-Cookie", "Retry-After", "Www-Authenticate", "Etag", "Link"}

func (d *door) keepable(x *exchange) Answer {
	c := content{Header: map[string][]string{}, Body: x.answer.body.Bytes()}
	for _, name := range keptHeaders {
		if values := x.answer.Header()[name]; len(values) > 0 {
			c.Header[name] = values
		}
	}
	plain, err := json.Marshal(c)
	if err != nil {
		panic(fmt.Errorf("write kept answer: %w", err)) // strings and bytes always can be written
	}
	return Answer{Status: max(x.answer.status, http.StatusOK), Content: d.cfg.Sealer.Seal(plain)}
}

// replay gives a kept answer again.
func (d *door) replay(x *exchange, kept Answer) error {
	plain, err := d.cfg.Sealer.Open(kept.Content)
	if err != nil {
		return fmt.Errorf("open kept answer: %w", err)
	}
	var c content
	if err := json.Unmarshal(plain, &c); err != nil {
		return fmt.Errorf("read kept answer: %w", err)
	}
	for name, values := range c.Header {
		x.answer.Header()[name] = values
	}
	x.answer.Header().Set(replayHeader, "true")
	x.answer.WriteHeader(kept.Status)
	_, _ = x.answer.Write(c.Body) // into memory
	return nil
}

package rest

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/obs"
)

// Tokens makes the token that shows another service who calls.
type Tokens interface {
	Token() string
}

// ClientConfig says whom a Client calls. Base is required.
type ClientConfig struct {
	Base    string        // "http://inventory:50002"; several replicas are separated by commas
	Tokens  Tokens        // nil sends none
	Timeout time.Duration // of one call with its repetitions; default 5 s
	Tracer  *obs.Tracer   // nil watches nothing
}

// Client calls another of our services. It is safe for concurrent use.
type Client struct {
	peers   *peers
	tokens  Tokens
	timeout time.Duration
	http    *http.Client
	breaker *breaker
}

// Request is one call. Body and Out are JSON; nil means none.
type Request struct {
	Method  string
	Path    string
	Query   url.Values
	Body    any
	Out     any
	Key     string        // Idempotency-Key
	Safe    bool          // whether the call may be made again when its outcome is unknown
	Timeout time.Duration // of this call with its repetitions; default the client's
}

const (
	clientTimeout = 5 * time.Second
	clientTries   = 3 // of a call that is answered with "not now"
	clientPause   = 50 * time.Millisecond
	longestPause  = 500 * time.Millisecond
	maxAnswer     = 32 << 20
)

// NewClient returns a client with its own connections.
func NewClient(cfg ClientConfig) *Client {
	return &Client{
		peers: newPeers(cfg.Base), tokens: cfg.Tokens, timeout: cmp.Or(cfg.Timeout, clientTimeout), breaker: newBreaker(),
		http: &http.Client{Transport: cfg.Tracer.Transport(newTransport()), CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
}

// Close drops idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Call makes the call. A problem document comes back as the *fault.Error that it was; a service that cannot be reached is one
// of kind Unavailable; a caller who left gets context.Canceled.
func (c *Client) Call(ctx context.Context, call Request) error {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(call.Timeout, c.timeout))
	defer cancel()
	var body []byte
	if call.Body != nil {
		var err error
		if body, err = json.Marshal(call.Body); err != nil {
			return fmt.Errorf("call %s: %w", call.Path, err)
		}
	}
	return c.breaker.guard(func() error { return c.persist(ctx, call, body) })
}

// Ask puts a question, or a command that may come twice, to an internal route. It is made again until its outcome is known.
func (c *Client) Ask(ctx context.Context, path string, body, out any) error {
	return c.Call(ctx, Request{Method: http.MethodPost, Path: path, Body: body, Out: out, Safe: true})
}

// persist repeats a call for which that can help and does no harm. A service that is being restarted is waited for as long as the
// call may take: its callers see a slow answer instead of a failure.
func (c *Client) persist(ctx context.Context, call Request, body []byte) error {
	pause := clientPause
	for try := 1; ; try++ {
		err := c.round(ctx, call, body)
		if err == nil || !repeatable(call, err, try) {
			return err
		}
		rest := pause + rand.N(pause) // #nosec G404 -- spread, not secrecy
		if until, ok := ctx.Deadline(); ok && time.Until(until) <= rest {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("call %s: %w", call.Path, ctx.Err())
		case <-time.After(rest):
			pause = min(2*pause, longestPause)
		}
	}
}

// repeatable reports whether the call may be made again. What was never sent may always be. A service that answers "not now" is
// there and has enough to do, so it is not asked often.
func repeatable(call Request, err error, try int) bool {
	var lost *unreachedError
	switch {
	case errors.As(err, &lost):
		return call.Safe || lost.unsent
	case fault.Is(err, fault.Unavailable):
		return call.Safe && try < clientTries
	default:
		return false
	}
}

// round tries one replica after the other until the call was sent to one.
func (c *Client) round(ctx context.Context, call Request, body []byte) (err error) {
	for _, p := range c.peers.order(time.Now()) {
		var lost *unreachedError
		err = c.try(ctx, p.base, call, body)
		if !errors.As(err, &lost) {
			return err
		}
		p.avoid(time.Now())
		if !lost.unsent {
			return err
		}
	}
	return err
}

func (c *Client) try(ctx context.Context, base string, call Request, body []byte) error {
	r, err := c.request(ctx, base, call, body)
	if err != nil {
		return err
	}
	response, err := c.http.Do(r)
	if err != nil {
		return lostCall(call.Path, withoutAddress(err))
	}
	defer func() { _ = response.Body.Close() }() // read to its end, or given up
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return lostCall(call.Path, err)
	}
	if response.StatusCode >= 300 {
		return failureOf(call.Path, response, answer)
	}
	if call.Out == nil || len(answer) == 0 {
		return nil
	}
	if err := json.Unmarshal(answer, call.Out); err != nil {
		return fmt.Errorf("read answer of %s: %w", call.Path, err)
	}
	return nil
}

func (c *Client) request(ctx context.Context, base string, call Request, body []byte) (*http.Request, error) {
	address := base + call.Path
	if len(call.Query) > 0 {
		address += "?" + call.Query.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, call.Method, address, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("call %s: %w", call.Path, withoutAddress(err))
	}
	if body != nil {
		r.Header.Set("Content-Type", jsonType)
	}
	if c.tokens != nil {
		r.Header.Set("Authorization", "Bearer "+c.tokens.Token())
	}
	switch {
	case call.Key != "":
		r.Header.Set(keyHeader, call.Key)
	case call.Safe:
		r.Header[keyHeader] = nil // not sent; net/http takes it as leave to try a new connection at once where a kept one is dead
	}
	obs.RequestOf(ctx).Set(r.Header)
	return r, nil
}

// withoutAddress takes the address, whose query may hold what no log should, out of the client's error.
func withoutAddress(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

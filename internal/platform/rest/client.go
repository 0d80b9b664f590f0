package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
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
	Base    string        // "http://inventory:50002"
	Tokens  Tokens        // nil sends none
	Timeout time.Duration // of one call with its repetitions; default 5 s
}

// Client calls another of our services.
type Client struct {
	base    string
	tokens  Tokens
	timeout time.Duration
	http    *http.Client
}

// Request is one call. Body and Out are JSON; nil means none.
type Request struct {
	Method string
	Path   string
	Query  url.Values
	Body   any
	Out    any
	Key    string // Idempotency-Key
	Safe   bool   // whether the call may be made again when its outcome is unknown
}

const (
	clientTimeout = 5 * time.Second
	clientTries   = 3
	clientPause   = 50 * time.Millisecond
	maxAnswer     = 32 << 20
)

var errUnreachable = fault.New(fault.Unavailable, "service_unavailable", "A part of the system cannot be reached at the moment. Try again in a moment.")

// NewClient returns a client with its own connections.
func NewClient(cfg ClientConfig) *Client {
	if cfg.Timeout == 0 {
		cfg.Timeout = clientTimeout
	}
	transport := &http.Transport{
		DialContext: dialOther, MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute,
		ResponseHeaderTimeout: cfg.Timeout, ForceAttemptHTTP2: true,
	}
	return &Client{
		base: strings.TrimSuffix(cfg.Base, "/"), tokens: cfg.Tokens, timeout: cfg.Timeout,
		http: &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
}

// dialOther connects, but never to itself: on a port of the ephemeral range that nobody listens on, a client that tries again
// and again ends up talking to itself and holds the port.
func dialOther(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: 2 * time.Second}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return another(conn)
}

// another refuses a connection whose two ends are one.
func another(conn net.Conn) (net.Conn, error) {
	if conn.LocalAddr().String() == conn.RemoteAddr().String() {
		return nil, errors.Join(fmt.Errorf("connected to itself: nobody listens at %s", conn.RemoteAddr()), conn.Close())
	}
	return conn, nil
}

// Close drops idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Call makes the call. A problem document comes back as the *fault.Error that it was; a service that cannot be reached is one
// of kind Unavailable.
func (c *Client) Call(ctx context.Context, call Request) error {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	var body []byte
	if call.Body != nil {
		var err error
		if body, err = json.Marshal(call.Body); err != nil {
			return fmt.Errorf("call %s: %w", call.Path, err)
		}
	}
	pause := clientPause
	for try := 1; ; try++ {
		err := c.try(ctx, call, body)
		if err == nil || !call.Safe || try == clientTries || !fault.Is(err, fault.Unavailable) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause + rand.N(pause)): // #nosec G404 -- spread, not secrecy
			pause *= 2
		}
	}
}

func (c *Client) try(ctx context.Context, call Request, body []byte) error {
	address := c.base + call.Path
	if len(call.Query) > 0 {
		address += "?" + call.Query.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, call.Method, address, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("call %s: %w", call.Path, err)
	}
	if body != nil {
		r.Header.Set("Content-Type", jsonType)
	}
	if c.tokens != nil {
		r.Header.Set("Authorization", "Bearer "+c.tokens.Token())
	}
	if call.Key != "" {
		r.Header.Set(keyHeader, call.Key)
	}
	obs.RequestOf(ctx).Set(r.Header)
	response, err := c.http.Do(r)
	if err != nil {
		return errUnreachable.Because(fmt.Errorf("call %s: %w", call.Path, withoutAddress(err)))
	}
	defer func() { _ = response.Body.Close() }() // read to its end, or given up
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return errUnreachable.Because(fmt.Errorf("read answer of %s: %w", call.Path, err))
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

// withoutAddress takes the address, whose query may hold what no log should, out of the client's error.
func withoutAddress(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// failureOf reads a problem document back into the failure that it was.
func failureOf(path string, response *http.Response, answer []byte) error {
	members := map[string]any{}
	decoder := json.NewDecoder(bytes.NewReader(answer))
	decoder.UseNumber()
	kind, known := kindOf(response.StatusCode)
	if err := decoder.Decode(&members); err != nil || !known {
		err := fmt.Errorf("call %s: status %d", path, response.StatusCode)
		if known && kind == fault.Unavailable {
			return errUnreachable.Because(err)
		}
		return err
	}
	code, _ := members["code"].(string)
	detail, _ := members["detail"].(string)
	failure := fault.New(kind, code, detail).Because(fmt.Errorf("call %s: status %d", path, response.StatusCode))
	for _, name := range []string{"type", "title", "status", "code", "detail", "requestId"} {
		delete(members, name)
	}
	for name, value := range members {
		if (name == "error" || name == "message") && value == detail {
			continue
		}
		failure = failure.With(name, value)
	}
	if seconds, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil {
		failure = failure.After(time.Duration(seconds) * time.Second)
	}
	return failure
}

func kindOf(status int) (fault.Kind, bool) {
	for kind, s := range statuses {
		if s == status {
			return kind, true
		}
	}
	if status == http.StatusBadGateway || status == http.StatusGatewayTimeout {
		return fault.Unavailable, true
	}
	return 0, false
}

package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Client is one caller. Its methods may be called concurrently where its door may.
type Client struct {
	base  string
	token string
	door  http.RoundTripper
}

// New returns a stranger who calls the interface at base, e.g. http://127.0.0.1:8080/api. Nil for the door is Go's own.
func New(base string, door http.RoundTripper) *Client {
	if door == nil {
		door = http.DefaultTransport
	}
	return &Client{base: strings.TrimRight(base, "/"), door: door}
}

// As returns the same caller with a bearer token.
func (c *Client) As(token string) *Client {
	as := *c
	as.token = token
	return &as
}

// Through returns the same caller by another door.
func (c *Client) Through(door http.RoundTripper) *Client {
	through := *c
	through.door = door
	return &through
}

// Door is what the caller calls through.
func (c *Client) Door() http.RoundTripper { return c.door }

// Request is one request. Paths are below the base.
type Request struct {
	Method string
	Path   string
	Body   any    // sent as JSON; []byte as it is; nil is none
	Key    string // Idempotency-Key
	Accept string
	Header http.Header // further headers
}

// Answer is an answer, read to its end.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Send sends a request and returns whatever is answered; an error says that there was no answer.
func (c *Client) Send(ctx context.Context, r Request) (*Answer, error) {
	req, err := c.request(ctx, r)
	if err != nil {
		return nil, err
	}
	res, err := c.door.RoundTrip(req)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", r.Method, r.Path, err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, fmt.Errorf("read the answer of %s %s: %w", r.Method, r.Path, err)
	}
	return &Answer{res.StatusCode, res.Header, body}, nil
}

// Call sends a request and decodes its answer into out, unless out is nil. A refusal is returned as a *Problem.
func (c *Client) Call(ctx context.Context, r Request, out any) (*Answer, error) {
	answer, err := c.Send(ctx, r)
	if err != nil {
		return nil, err
	}
	if answer.Status >= http.StatusBadRequest {
		return answer, problemOf(r, answer)
	}
	if out == nil {
		return answer, nil
	}
	if err := json.Unmarshal(answer.Body, out); err != nil {
		return answer, fmt.Errorf("decode the answer of %s %s: %w", r.Method, r.Path, err)
	}
	return answer, nil
}

func (c *Client) request(ctx context.Context, r Request) (*http.Request, error) {
	content, err := encode(r.Body)
	if err != nil {
		return nil, fmt.Errorf("encode %s %s: %w", r.Method, r.Path, err)
	}
	var body io.Reader
	if content != nil {
		body = bytes.NewReader(content)
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, c.base+r.Path, body)
	if err != nil {
		return nil, err
	}
	if content != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	if r.Key != "" {
		req.Header.Set("Idempotency-Key", r.Key)
	}
	if r.Accept != "" {
		req.Header.Set("Accept", r.Accept)
	}
	for name, values := range r.Header {
		req.Header[name] = values
	}
	return req, nil
}

func encode(body any) ([]byte, error) {
	switch b := body.(type) {
	case nil:
		return nil, nil
	case []byte:
		return b, nil
	default:
		return json.Marshal(b)
	}
}

// get reads a resource.
func (c *Client) get(ctx context.Context, path string, out any) error {
	_, err := c.Call(ctx, Request{Method: http.MethodGet, Path: path}, out)
	return err
}

// post sends a command with an Idempotency-Key, or without one where it is empty.
func (c *Client) post(ctx context.Context, path, key string, body, out any) (*Answer, error) {
	return c.Call(ctx, Request{Method: http.MethodPost, Path: path, Body: body, Key: key}, out)
}

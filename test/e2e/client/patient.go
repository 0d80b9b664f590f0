package client

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// Patient is a door for callers who do not give up, as the web does not: what was not answered, or answered with "come again", is
// sent again as it was, with the same Idempotency-Key, until the context ends.
type Patient struct {
	Door  http.RoundTripper
	Pause time.Duration // between two tries
}

// RoundTrip sends the request until it has an answer that says something about it.
func (p Patient) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
	}
	for {
		try := req.Clone(req.Context())
		if body != nil {
			try.Body = io.NopCloser(bytes.NewReader(body))
		}
		res, err := p.Door.RoundTrip(try)
		if err == nil {
			if res, err = whole(res); err == nil && !comeAgain(res) {
				return res, nil
			}
		}
		if wait(req.Context(), p.Pause) != nil {
			return nil, context.Cause(req.Context())
		}
	}
}

// whole reads an answer to its end: one that breaks off is none.
func whole(res *http.Response) (*http.Response, error) {
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res, err
}

// comeAgain reports whether an answer asks for the same request once more. It leaves the body as it was.
func comeAgain(res *http.Response) bool {
	switch res.StatusCode {
	case http.StatusServiceUnavailable, http.StatusBadGateway, http.StatusGatewayTimeout, http.StatusTooManyRequests:
		return true
	case http.StatusConflict:
		body, _ := io.ReadAll(res.Body) // from memory
		res.Body = io.NopCloser(bytes.NewReader(body))
		var p Problem
		return json.Unmarshal(body, &p) == nil && p.Code == "request_in_progress"
	default:
		return false
	}
}

func wait(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

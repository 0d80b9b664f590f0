package client

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Availability is the state of every seat, in the order of the plan.
type Availability struct {
	Sequence int64  `json:"sequence"`
	Plan     string `json:"plan"`
	States   []byte `json:"states"` // two bits a seat
}

// The states of a seat in an availability.
const (
	Available = iota
	Reserved
	Sold
	Unavailable
)

// State is the state of the seat with an index in the plan; the first seat of a byte has its lowest bits.
func (a Availability) State(index int) int { return int(a.States[index/4]>>(2*(index%4))) & 3 }

// Availability reads the state of every seat of an event.
func (c *Client) Availability(ctx context.Context, event string) (Availability, error) {
	var a Availability
	return a, c.get(ctx, "/events/"+event+"/availability", &a)
}

// Delta is what changed since the last one: pairs of a seat's index and its state.
type Delta struct {
	Sequence int64    `json:"sequence"`
	Changes  [][2]int `json:"changes"`
}

// Live is an open stream of an event's map.
type Live struct {
	body   io.ReadCloser
	lines  *bufio.Reader
	LastID string
}

// Watch opens the stream, from the last id that was seen, or from now.
func (c *Client) Watch(ctx context.Context, event, lastID string) (*Live, error) {
	r := Request{Method: http.MethodGet, Path: "/events/" + event + "/live", Accept: "text/event-stream"}
	if lastID != "" {
		r.Header = http.Header{"Last-Event-Id": {lastID}}
	}
	req, err := c.request(ctx, r)
	if err != nil {
		return nil, err
	}
	res, err := c.door.RoundTrip(req)
	if err != nil {
		return nil, fmt.Errorf("watch event %s: %w", event, err)
	}
	if res.StatusCode != http.StatusOK {
		_ = res.Body.Close()
		return nil, fmt.Errorf("watch event %s: answered %d", event, res.StatusCode)
	}
	return &Live{body: res.Body, lines: bufio.NewReader(res.Body)}, nil
}

// Next waits for the next event of the stream and returns its name and data.
func (l *Live) Next() (name string, data []byte, err error) {
	for {
		line, err := l.lines.ReadString('\n')
		if err != nil {
			return "", nil, fmt.Errorf("read the live map: %w", err)
		}
		field, value, _ := strings.Cut(strings.TrimRight(line, "\r\n"), ":")
		value = strings.TrimPrefix(value, " ")
		switch field {
		case "id":
			l.LastID = value
		case "event":
			name = value
		case "data":
			data = append(data, value...)
		case "":
			if data != nil { // a comment or the end of the header is no event
				return name, data, nil
			}
		}
	}
}

// NextDelta waits for the next change.
func (l *Live) NextDelta() (Delta, error) {
	for {
		name, data, err := l.Next()
		if err != nil {
			return Delta{}, err
		}
		if name != "delta" {
			continue
		}
		var d Delta
		if err := json.Unmarshal(data, &d); err != nil {
			return d, fmt.Errorf("read a change of the live map: %w", err)
		}
		return d, nil
	}
}

// Close ends the stream.
func (l *Live) Close() error { return l.body.Close() }

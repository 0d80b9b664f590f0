package rest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

const (
	// hostConnections bounds what one client opens to one replica; further calls wait for one that is free.
	hostConnections = 128
	dialTimeout     = 2 * time.Second
	// peerRest is how long a replica that was not reached is asked last.
	peerRest = time.Second
)

// peers are the replicas of a service.
type peers struct {
	all  []*peer
	next atomic.Uint32
}

type peer struct {
	base  string
	until atomic.Int64 // when it may be among the first again, in nanoseconds since 1970
}

func newPeers(bases string) *peers {
	p := &peers{}
	for base := range strings.SplitSeq(bases, ",") {
		if base = strings.TrimSuffix(strings.TrimSpace(base), "/"); base != "" {
			p.all = append(p.all, &peer{base: base})
		}
	}
	if p.all == nil { // a call says what is wrong with it
		p.all = []*peer{{}}
	}
	return p
}

// order lists all replicas, each call beginning with another one; those that were not reached a moment ago come last.
func (p *peers) order(now time.Time) []*peer {
	if len(p.all) == 1 {
		return p.all
	}
	first := int(p.next.Add(1)-1) % len(p.all)
	list := slices.Concat(p.all[first:], p.all[:first])
	slices.SortStableFunc(list, func(a, b *peer) int { return a.rank(now) - b.rank(now) })
	return list
}

func (p *peer) rank(now time.Time) int {
	if now.UnixNano() < p.until.Load() {
		return 1
	}
	return 0
}

func (p *peer) avoid(now time.Time) { p.until.Store(now.Add(peerRest).UnixNano()) }

func newTransport() *http.Transport {
	return &http.Transport{
		DialContext: dialOther, MaxConnsPerHost: hostConnections, MaxIdleConnsPerHost: hostConnections, IdleConnTimeout: time.Minute,
		TLSHandshakeTimeout: dialTimeout, ForceAttemptHTTP2: true,
	}
}

// undialledError says that there is no connection, so nothing was sent.
type undialledError struct{ error }

func (e *undialledError) Unwrap() error { return e.error }

// dialOther connects, but never to itself: on a port of the ephemeral range that nobody listens on, a client that tries again
// and again ends up talking to itself and holds the port.
func dialOther(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: dialTimeout}).DialContext(ctx, network, address)
	if err == nil {
		conn, err = another(conn)
	}
	if err != nil {
		return nil, &undialledError{err}
	}
	return conn, nil
}

// another refuses a connection whose two ends are one.
func another(conn net.Conn) (net.Conn, error) {
	if conn.LocalAddr().String() == conn.RemoteAddr().String() {
		return nil, errors.Join(fmt.Errorf("connected to itself: nobody listens at %s", conn.RemoteAddr()), conn.Close())
	}
	return conn, nil
}

// Package dial connects to other processes.
package dial

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"
)

// Other connects, but never to itself: on a port of the ephemeral range that nobody listens on, a client that tries again and again ends
// up talking to itself and holds the port.
func Other(ctx context.Context, network, address string) (net.Conn, error) {
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

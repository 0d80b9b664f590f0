package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// patience is how long a request may take before the load gives up.
const patience = 30 * time.Second

// door sends one request after another over one connection, without Go's transport and its goroutines: the load shares the machine
// with the server, and what it saves the server has. A door serves one caller at a time.
type door struct {
	address string
	conn    net.Conn
	in      *bufio.Reader
	out     *bufio.Writer
}

func newDoor(port int) *door {
	return &door{address: net.JoinHostPort("127.0.0.1", strconv.Itoa(port))}
}

// RoundTrip sends a request and reads the head of its answer; the body must be read before the next one.
func (d *door) RoundTrip(req *http.Request) (*http.Response, error) {
	if d.conn == nil {
		if err := d.open(req.Context()); err != nil {
			return nil, err
		}
	}
	res, err := d.exchange(req)
	if err != nil {
		d.close()
		return nil, fmt.Errorf("exchange with the server: %w", err)
	}
	if res.Close {
		d.conn = nil
	}
	return res, nil
}

func (d *door) exchange(req *http.Request) (*http.Response, error) {
	if err := d.conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return nil, err
	}
	if err := req.Write(d.out); err != nil {
		return nil, err
	}
	if err := d.out.Flush(); err != nil {
		return nil, err
	}
	return http.ReadResponse(d.in, req)
}

func (d *door) open(ctx context.Context) error {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", d.address)
	if err != nil {
		return err
	}
	const buffer = 16 << 10
	d.conn, d.in, d.out = conn, bufio.NewReaderSize(conn, buffer), bufio.NewWriterSize(conn, buffer)
	return nil
}

func (d *door) close() {
	if d.conn != nil {
		_ = d.conn.Close() // there is nothing more to say
		d.conn = nil
	}
}

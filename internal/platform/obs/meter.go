package obs

import "time"

// Meter counts requests by route.
type Meter interface {
	// Route returns the figures of a route. It is asked once per route, at the start.
	Route(method, pattern string) RouteMeter
}

// RouteMeter counts the requests of one route. It is safe for concurrent use, and cheap.
type RouteMeter interface {
	// Observe counts one request.
	Observe(status int, took time.Duration)
	// Refused counts why a request came to nothing, by the stable code of its answer.
	Refused(code string)
	// Opened counts a stream that begins; the returned function counts its end. How long it stood says nothing about speed.
	Opened() (closed func(status int))
}

// NoMeter counts nothing.
type NoMeter struct{}

// Route returns figures that nobody sees.
func (NoMeter) Route(string, string) RouteMeter { return NoMeter{} }

// Observe does nothing.
func (NoMeter) Observe(int, time.Duration) {}

// Refused does nothing.
func (NoMeter) Refused(string) {}

// Opened does nothing.
func (NoMeter) Opened() func(int) { return func(int) {} }

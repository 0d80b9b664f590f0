package installation

import (
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
	"sync"
)

// Ports are taken from below those that the kernel gives to clients, so that no passing connection has one.
const (
	lowestPort  = 20000
	highestPort = 31000
	portTries   = 200
)

var taken = struct {
	sync.Mutex
	ports map[int]bool
}{ports: map[int]bool{}}

// freePorts finds two ports that nobody listens on and that no other installation of this process was given.
func freePorts() (public, internal int, err error) {
	if public, err = FreePort(); err != nil {
		return 0, 0, err
	}
	internal, err = FreePort()
	return public, internal, err
}

// FreePort finds a port that nobody listens on and that nobody in this process was given.
func FreePort() (int, error) {
	taken.Lock()
	defer taken.Unlock()
	for range portTries {
		port := lowestPort + rand.IntN(highestPort-lowestPort) // #nosec G404 -- any will do
		if taken.ports[port] {
			continue
		}
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err != nil {
			continue
		}
		_ = l.Close()
		taken.ports[port] = true
		return port, nil
	}
	return 0, errors.New("find a free port: all that were tried are taken")
}

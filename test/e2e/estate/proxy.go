package estate

import (
	"net"
	"strconv"
	"sync"
	"time"
)

// Proxy is a piece of network between services and what they stand on. It can stall, cut and delay what goes through it.
type Proxy struct {
	listener net.Listener

	mu    sync.Mutex
	to    string
	pairs map[*pair]bool
	pass  chan struct{} // closed while everything may pass
	delay time.Duration
	down  bool
}

// pair is one connection: the caller's half and ours to the server.
type pair struct{ caller, server net.Conn }

func (p *pair) close() { _, _ = p.caller.Close(), p.server.Close() }

const proxyDial = 2 * time.Second

// NewProxy opens one that leads nowhere yet.
func NewProxy() (*Proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &Proxy{listener: l, pairs: map[*pair]bool{}, pass: make(chan struct{})}
	close(p.pass)
	go p.accept()
	return p, nil
}

// Port is where it listens, Address the same with this machine's name.
func (p *Proxy) Port() int { return p.listener.Addr().(*net.TCPAddr).Port }

// Address is where it listens.
func (p *Proxy) Address() string { return "127.0.0.1:" + strconv.Itoa(p.Port()) }

// To has connections lead to an address.
func (p *Proxy) To(address string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.to = address
}

// Stall has nothing pass until it is resumed; connections stay open, as when a cable is pulled.
func (p *Proxy) Stall() (resume func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	gate := make(chan struct{})
	p.pass = gate
	return sync.OnceFunc(func() { close(gate) })
}

// Cut ends all connections, once.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for pair := range p.pairs {
		pair.close()
	}
}

// Delay has everything that is said arrive so much later, each way.
func (p *Proxy) Delay(by time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.delay = by
}

// Close ends it and all connections.
func (p *Proxy) Close() {
	p.mu.Lock()
	p.down = true
	p.mu.Unlock()
	_ = p.listener.Close()
	p.Cut()
}

func (p *Proxy) accept() {
	for {
		caller, err := p.listener.Accept()
		if err != nil {
			return
		}
		go p.carry(caller)
	}
}

// carry joins a caller with the server until one of them leaves.
func (p *Proxy) carry(caller net.Conn) {
	p.mu.Lock()
	to := p.to
	p.mu.Unlock()
	server, err := net.DialTimeout("tcp", to, proxyDial)
	if err != nil {
		_ = caller.Close()
		return
	}
	both := &pair{caller, server}
	p.mu.Lock()
	p.pairs[both] = !p.down
	if p.down {
		both.close()
	}
	p.mu.Unlock()
	var ways sync.WaitGroup
	ways.Go(func() { p.copy(server, caller); both.close() })
	ways.Go(func() { p.copy(caller, server); both.close() })
	ways.Wait()
	p.mu.Lock()
	delete(p.pairs, both)
	p.mu.Unlock()
}

// copy carries one way. What is read while it waits is carried together, so that a delay costs time and not width.
func (p *Proxy) copy(to, from net.Conn) {
	piece := make([]byte, 256<<10)
	for {
		n, err := from.Read(piece)
		if n > 0 {
			p.wait()
			if _, err := to.Write(piece[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (p *Proxy) wait() {
	p.mu.Lock()
	pass, delay := p.pass, p.delay
	p.mu.Unlock()
	<-pass
	if delay > 0 {
		<-time.After(delay) // as long as the way is
	}
}

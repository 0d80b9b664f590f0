package redislink

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Deadlines. A healthy Redis next door answers in a fraction of a millisecond; whoever waits longer is better off without.
const (
	dialTimeout   = 500 * time.Millisecond
	answerTimeout = 200 * time.Millisecond
	poolTimeout   = 100 * time.Millisecond
	poolSize      = 16 // connections to each server: callers share round trips, so they are few
)

// newClient makes the client. It tries nothing twice: a command whose answer was lost may have been done, and the circuit is the
// one that decides when Redis is asked again.
func newClient(o *redis.UniversalOptions) redis.UniversalClient {
	redis.SetLogger(&logging.VoidLogger{}) // the link says once what it has to say
	if o.PoolSize == 0 {
		o.PoolSize = poolSize
	}
	o.MaxRetries, o.DialerRetries = -1, 1
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = dialTimeout, answerTimeout, answerTimeout, poolTimeout
	o.ContextTimeoutEnabled = true
	o.DisableIdentity = true
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	o.Dialer = dialer{o.TLSConfig, len(o.Addrs) > 1 || o.IsClusterMode || o.MasterName != ""}.dial
	return redis.NewUniversalClient(o)
}

// dialer connects, by TLS where it has a configuration.
type dialer struct {
	tls  *tls.Config
	many bool // servers, each with a name of its own
}

// errSelf is the trap of ports that clients are given too: where nobody listens, one that tries again and again ends up connected to
// itself, and keeps the port from the server that comes back.
var errSelf = errors.New("connected to itself: nobody listens there")

func (d dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if strings.HasPrefix(address, "/") {
		network = "unix"
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if network != "unix" && conn.LocalAddr().String() == conn.RemoteAddr().String() {
		return nil, errors.Join(errSelf, conn.Close())
	}
	if d.tls == nil {
		return conn, nil
	}
	secured := tls.Client(conn, d.config(address))
	if err := secured.HandshakeContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("secure the connection: %w", err), conn.Close())
	}
	return secured, nil
}

// config expects of each server its own name.
func (d dialer) config(address string) *tls.Config {
	config := d.tls.Clone()
	if host, _, err := net.SplitHostPort(address); err == nil && d.many {
		config.ServerName = host
	}
	return config
}

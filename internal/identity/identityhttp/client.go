package identityhttp

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// keysTimeout is short: whoever wants the keys has older ones to go on with, and somebody's request waits for them.
const keysTimeout = time.Second

// Client is identity in another process: its methods are the service's, refusals included.
type Client struct{ rest *rest.Client }

// NewClient makes a client of identity's internal routes and of its public keys.
func NewClient(c *rest.Client) *Client { return &Client{c} }

// OrderSession is [identity.Service.OrderSession]. It may come twice: a session is nothing but its token.
func (c *Client) OrderSession(ctx context.Context, order, customer id.UUID) (token string, expiresAt time.Time, err error) {
	var out orderSession
	err = c.rest.Ask(ctx, pathOrderSession, sessionRefs{order, customer}, &out)
	return out.Token, out.Expires, err
}

// PublicKeys is [identity.Service.PublicKeys]. Keys of a kind that this version does not know are passed over.
func (c *Client) PublicKeys(ctx context.Context) ([]identity.PublicKey, error) {
	var out keySet
	err := c.rest.Call(ctx, rest.Request{Method: http.MethodGet, Path: pathKeys, Out: &out, Safe: true, Timeout: keysTimeout})
	if err != nil {
		return nil, err
	}
	var keys []identity.PublicKey
	for _, k := range out.Keys {
		if k.Kind != keyKind || k.Curve != keyCurve {
			continue
		}
		var name id.UUID
		if err := name.UnmarshalText([]byte(k.ID)); err != nil {
			return nil, fmt.Errorf("read the id of a token key: %w", err)
		}
		public, err := base64.RawURLEncoding.DecodeString(k.X)
		if err != nil {
			return nil, fmt.Errorf("read token key %s: %w", k.ID, err)
		}
		keys = append(keys, identity.PublicKey{ID: name, Key: public})
	}
	return keys, nil
}

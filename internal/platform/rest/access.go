package rest

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// admit finds out who calls, whether they may, and whether they call too often.
func (d *door) admit(ctx context.Context, op *operation, x *exchange) error {
	x.call.request = x.r
	x.call.Client = d.client(x.r)
	x.call.Secret = secretOf(x.r)
	if err := d.limitAddress(ctx, op, x.call.Client); err != nil {
		return err
	}
	who, err := d.who(ctx, x.r)
	open := op.Access == Open || op.Access == BySecret || op.Access == OrderSecret && x.call.Secret != ""
	switch {
	case err != nil && open && fault.Is(err, fault.Unauthenticated):
		who = actor.Actor{}
	case err != nil:
		return err
	case open:
	case who.Stranger():
		return errNoToken
	case !op.Access.admits(who):
		return op.Access.forbids()
	}
	x.call.Actor = who
	return d.limitCustomer(ctx, op, who)
}

// admits reports whether a known caller has the level.
func (a Access) admits(who actor.Actor) bool {
	switch a {
	case Open, BySecret:
		return true
	case Session, OrderSecret:
		return !who.Is(actor.Service)
	case Account:
		return who.Order == id.Nil && who.Is(actor.Customer, actor.Staff, actor.Organiser, actor.Admin)
	case House:
		return who.House()
	case HouseOrService:
		return who.House() || who.Is(actor.Service)
	case Managers:
		return who.Manages()
	case Admins:
		return who.Is(actor.Admin)
	case Internal:
		return who.Is(actor.Service)
	default:
		return false
	}
}

// forbids says to a known caller whom the level is for.
func (a Access) forbids() error {
	switch a {
	case Account:
		return errForbidden.Saying("This needs an account. Nothing was done; sign in.")
	case House, HouseOrService:
		return errForbidden.Saying("This is for the house's staff. Nothing was done.")
	case Managers:
		return errForbidden.Saying("This is for organisers and administrators. Nothing was done.")
	case Admins:
		return errForbidden.Saying("This is for administrators. Nothing was done.")
	default:
		return errForbidden
	}
}

// who reads the bearer token. Without one the caller is a stranger.
func (d *door) who(ctx context.Context, r *http.Request) (actor.Actor, error) {
	header := r.Header.Get("Authorization")
	if header == "" {
		return actor.Actor{}, nil
	}
	scheme, token, _ := strings.Cut(header, " ")
	token = strings.TrimSpace(token)
	if !strings.EqualFold(scheme, "bearer") || token == "" {
		return actor.Actor{}, errNoToken
	}
	return d.cfg.Auth.Verify(ctx, token)
}

// secretOf reads the secret link's secret.
func secretOf(r *http.Request) string {
	if r.URL.RawQuery == "" {
		return ""
	}
	return r.URL.Query().Get("secret")
}

// client is the caller's address: the connection's, or the last forwarded one that no trusted proxy has.
func (d *door) client(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	if len(d.cfg.TrustedProxies) == 0 || !d.trusts(host) {
		return host
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop := strings.TrimSpace(hops[i])
		if _, err := netip.ParseAddr(hop); err != nil {
			break
		}
		host = hop
		if !d.trusts(hop) {
			break
		}
	}
	return host
}

func (d *door) trusts(host string) bool {
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	for _, prefix := range d.cfg.TrustedProxies {
		if prefix.Contains(addr.Unmap()) {
			return true
		}
	}
	return false
}

package auth_test

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/auth"
)

var (
	noon  = time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)
	anna  = id.Named(id.Nil, "anna")
	guest = id.Named(id.Nil, "guest")
	jti   = id.Named(id.Nil, "jti")
)

// issuer stands for identity: it signs tokens and publishes its keys.
type issuer struct {
	mu      sync.Mutex
	set     jose.JSONWebKeySet
	private map[string]ed25519.PrivateKey
	away    bool
	asked   atomic.Int32
}

func newIssuer(kids ...string) *issuer {
	i := &issuer{private: map[string]ed25519.PrivateKey{}}
	for _, kid := range kids {
		i.add(kid)
	}
	return i
}

func (i *issuer) add(kid string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	private := ed25519.NewKeyFromSeed([]byte((kid + strings.Repeat("-", 32))[:32]))
	i.private[kid] = private
	i.set.Keys = append(append([]jose.JSONWebKey{}, i.set.Keys...), jose.JSONWebKey{Key: private.Public(), KeyID: kid, Algorithm: "EdDSA", Use: "sig"})
}

func (i *issuer) withdraw() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.set.Keys = []jose.JSONWebKey{}
}

func (i *issuer) source(context.Context) (jose.JSONWebKeySet, error) {
	i.asked.Add(1)
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.away {
		return jose.JSONWebKeySet{}, errors.New("connection refused")
	}
	return i.set, nil
}

// sign makes a token of any content.
func sign(t *testing.T, alg jose.SignatureAlgorithm, key any, kid string, claims any) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, (&jose.SignerOptions{}).WithHeader("kid", kid))
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func (i *issuer) token(t *testing.T, kid string, claims auth.Claims) string {
	return sign(t, jose.EdDSA, i.private[kid], kid, claims)
}

func good() auth.Claims {
	return auth.Claims{
		Issuer: "speckit", Audience: "speckit", Subject: anna, Kind: "access", Role: "User", Email: "anna@example.com", Verified: true,
		Own: []id.UUID{guest}, ID: jti, Issued: noon.Unix(), Expires: noon.Add(15 * time.Minute).Unix(),
	}
}

func newVerifier(i *issuer) (*auth.Verifier, *clock.Fake) {
	c := clock.NewFake(noon)
	return auth.NewVerifier(i.source, auth.Disk{}, nil, c), c
}

func TestATokenNamesWhoAsks(t *testing.T) {
	t.Parallel()
	user := actor.Actor{Customer: anna, Also: []id.UUID{guest}, Role: actor.Customer, Email: "anna@example.com", Verified: true, Session: jti}
	with := func(change func(*actor.Actor)) actor.Actor {
		a := user
		change(&a)
		return a
	}
	for name, c := range map[string]struct {
		change func(*auth.Claims)
		want   actor.Actor
	}{
		"a user":       {func(*auth.Claims) {}, user},
		"an admin":     {func(c *auth.Claims) { c.Role = "Admin" }, with(func(a *actor.Actor) { a.Role = actor.Admin })},
		"staff":        {func(c *auth.Claims) { c.Role = "Staff" }, with(func(a *actor.Actor) { a.Role = actor.Staff })},
		"an organiser": {func(c *auth.Claims) { c.Role = "Organiser" }, with(func(a *actor.Actor) { a.Role = actor.Organiser })},
		"a guest, who has no role whatever is written": {
			func(c *auth.Claims) { c.Kind, c.Role = "guest", "Admin" }, actor.Actor{Customer: anna, Role: actor.Guest, Session: jti},
		},
		"a session for one order, which owns nothing else": {
			func(c *auth.Claims) { c.Kind, c.Order = "order", guest }, actor.Actor{Customer: anna, Role: actor.Guest, Order: guest, Session: jti},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := newIssuer("k1")
			v, _ := newVerifier(i)
			claims := good()
			c.change(&claims)
			token := i.token(t, "k1", claims)
			for range 2 { // fresh, and from the cache
				got, err := v.Verify(context.Background(), token)
				if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
					t.Errorf("%v %s", err, diff)
				}
			}
		})
	}
}

func TestBadTokensAreRefused(t *testing.T) {
	t.Parallel()
	i := newIssuer("k1")
	changed := func(change func(*auth.Claims)) string {
		claims := good()
		change(&claims)
		return i.token(t, "k1", claims)
	}
	whole := i.token(t, "k1", good())
	parts := strings.Split(whole, ".")
	other := newIssuer("k2")
	for name, token := range map[string]string{
		"nothing":                   "",
		"no token":                  "hello",
		"no signature":              parts[0] + "." + parts[1] + ".",
		"another content":           parts[0] + "." + strings.Split(changed(func(c *auth.Claims) { c.Role = "Admin" }), ".")[1] + "." + parts[2],
		"another issuer's key":      sign(t, jose.EdDSA, other.private["k2"], "k1", good()),
		"an unknown key":            sign(t, jose.EdDSA, other.private["k2"], "k2", good()),
		"a MAC with the public key": sign(t, jose.HS256, []byte(i.private["k1"].Public().(ed25519.PublicKey)), "k1", good()),
		"algorithm none":            "eyJhbGciOiJub25lIn0." + parts[1] + ".",
		"another issuer":            changed(func(c *auth.Claims) { c.Issuer = "evil" }),
		"another audience":          changed(func(c *auth.Claims) { c.Audience = "shop" }),
		"no subject":                changed(func(c *auth.Claims) { c.Subject = id.Nil }),
		"an unknown kind":           changed(func(c *auth.Claims) { c.Kind = "refresh" }),
		"no role":                   changed(func(c *auth.Claims) { c.Role = "" }),
		"the service's role":        changed(func(c *auth.Claims) { c.Role = "service" }),
		"one order, but which":      changed(func(c *auth.Claims) { c.Kind = "order" }),
		"from the future":           changed(func(c *auth.Claims) { c.Issued = noon.Add(2 * time.Minute).Unix() }),
		"over":                      changed(func(c *auth.Claims) { c.Expires = noon.Unix() }),
		"without an end":            changed(func(c *auth.Claims) { c.Expires = 0 }),
		"endless":                   strings.Repeat("a", 9000),
		"a service's, made up":      "speckit-service.99999999999.AAAA",
		"content that is no claims": sign(t, jose.EdDSA, i.private["k1"], "k1", []int{1}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v, _ := newVerifier(i)
			who, err := v.Verify(context.Background(), token)
			if !fault.Is(err, fault.Unauthenticated) || !who.Stranger() {
				t.Errorf("got %+v, %v", who, err)
			}
		})
	}
}

func TestATokenEndsAtItsTimeAlsoInTheCache(t *testing.T) {
	t.Parallel()
	i := newIssuer("k1")
	v, c := newVerifier(i)
	claims := good()
	claims.Expires = noon.Add(time.Minute).Unix()
	token := i.token(t, "k1", claims)
	for _, step := range []struct {
		wait time.Duration
		want error
	}{{0, nil}, {time.Minute - time.Microsecond, nil}, {time.Microsecond, auth.ErrExpired}} {
		c.Advance(step.wait)
		if _, err := v.Verify(context.Background(), token); !errors.Is(err, step.want) {
			t.Errorf("at %v: %v", c.Now(), err)
		}
	}
}

func TestKeysAreFetchedOnceAndAgainForANewOne(t *testing.T) {
	t.Parallel()
	i := newIssuer("k1")
	v, c := newVerifier(i)
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if _, err := v.Verify(context.Background(), i.token(t, "k1", good())); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if i.asked.Load() != 1 {
		t.Fatalf("fetched %d times", i.asked.Load())
	}
	i.add("k2")
	c.Advance(3 * time.Second)
	if _, err := v.Verify(context.Background(), i.token(t, "k2", good())); err != nil || i.asked.Load() != 2 {
		t.Errorf("%v, fetched %d times", err, i.asked.Load())
	}
}

func TestMadeUpKeyIdsDoNotHammerTheIssuer(t *testing.T) {
	t.Parallel()
	i, evil := newIssuer("k1"), newIssuer("x1", "x2", "x3")
	v, _ := newVerifier(i)
	for _, kid := range []string{"x1", "x2", "x3", "x1"} {
		if _, err := v.Verify(context.Background(), evil.token(t, kid, good())); !errors.Is(err, auth.ErrToken) {
			t.Errorf("%v", err)
		}
	}
	if i.asked.Load() != 1 {
		t.Errorf("fetched %d times", i.asked.Load())
	}
}

func TestAWithdrawnKeyDies(t *testing.T) {
	t.Parallel()
	i := newIssuer("k1")
	v, c := newVerifier(i)
	claims := good()
	claims.Expires = noon.Add(30 * 24 * time.Hour).Unix()
	token := i.token(t, "k1", claims)
	if _, err := v.Verify(context.Background(), token); err != nil {
		t.Fatal(err)
	}
	i.withdraw()
	c.Advance(time.Hour)
	if _, err := v.Verify(context.Background(), token); !errors.Is(err, auth.ErrToken) {
		t.Errorf("got %v", err)
	}
}

func TestKnownKeysServeWhileTheIssuerIsAway(t *testing.T) {
	t.Parallel()
	i := newIssuer("k1")
	disk := auth.DiskAt(filepath.Join(t.TempDir(), "keys.json"))
	c := clock.NewFake(noon)
	claims := good()
	claims.Expires = noon.Add(30 * 24 * time.Hour).Unix()
	token := i.token(t, "k1", claims)
	before := auth.NewVerifier(i.source, disk, nil, c)
	if _, err := before.Verify(context.Background(), token); err != nil {
		t.Fatal(err)
	}
	i.away = true
	c.Advance(2 * time.Hour)
	if _, err := before.Verify(context.Background(), token); err != nil {
		t.Errorf("a running service: %v", err)
	}
	restarted := auth.NewVerifier(i.source, disk, nil, c)
	if _, err := restarted.Verify(context.Background(), token); err != nil {
		t.Errorf("a restarted one: %v", err)
	}
	bare := auth.NewVerifier(i.source, auth.Disk{}, nil, c)
	if _, err := bare.Verify(context.Background(), token); !errors.Is(err, auth.ErrKeys) {
		t.Errorf("one that never saw a key: %v", err)
	}
	i.away = false
	c.Advance(3 * time.Second)
	if _, err := bare.Verify(context.Background(), token); err != nil {
		t.Errorf("when the issuer is back: %v", err)
	}
}

func BenchmarkVerifyFromTheCache(b *testing.B) {
	i := newIssuer("k1")
	v, _ := newVerifier(i)
	token := i.token(&testing.T{}, "k1", good())
	for b.Loop() {
		if _, err := v.Verify(context.Background(), token); err != nil {
			b.Fatal(err)
		}
	}
}

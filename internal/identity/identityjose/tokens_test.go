package identityjose_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identityjose"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/auth"
)

var (
	now = time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC)
	ids = id.NewSeeded(1)
)

func newKey(t *testing.T) (identity.SigningKey, identity.PublicKey) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	kid := ids.New()
	return identity.SigningKey{ID: kid, Key: private}, identity.PublicKey{ID: kid, Key: public}
}

func accessClaims() identity.Claims {
	return identity.Claims{
		ID: ids.New(), Kind: identity.AccessToken, Customer: ids.New(), Role: actor.Organiser, Email: "Ada@example.org", Verified: true,
		Also: []id.UUID{ids.New(), ids.New()}, IssuedAt: now, ExpiresAt: now.Add(15 * time.Minute),
	}
}

func sign(t *testing.T, key identity.SigningKey, claims identity.Claims) string {
	t.Helper()
	token, err := new(identityjose.Tokens).Sign(key, claims)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestATokenIsReadAsItWasSigned(t *testing.T) {
	t.Parallel()
	signing, public := newKey(t)
	guest := identity.Claims{ID: ids.New(), Kind: identity.GuestToken, Customer: ids.New(), Role: actor.Guest, IssuedAt: now, ExpiresAt: now.Add(time.Hour)}
	order := guest
	order.Kind, order.Order = identity.OrderToken, ids.New()
	for _, claims := range []identity.Claims{accessClaims(), guest, order} {
		read, err := new(identityjose.Tokens).Read(sign(t, signing, claims), []identity.PublicKey{public})
		if err != nil {
			t.Fatalf("read %s: %v", claims.Kind, err)
		}
		if diff := cmp.Diff(claims, read); diff != "" {
			t.Errorf("%s differs (-signed +read):\n%s", claims.Kind, diff)
		}
	}
}

func TestTheDoorsOfAllServicesReadOurTokens(t *testing.T) {
	t.Parallel()
	signing, public := newKey(t)
	source := func(context.Context) (jose.JSONWebKeySet, error) {
		key := jose.JSONWebKey{Key: public.Key, KeyID: public.ID.String(), Algorithm: "EdDSA", Use: "sig"}
		return jose.JSONWebKeySet{Keys: []jose.JSONWebKey{key}}, nil
	}
	c := clock.NewFake(now)
	door := auth.NewVerifier(source, auth.Disk{}, nil, c)
	access := accessClaims()
	order := identity.Claims{
		ID: ids.New(), Kind: identity.OrderToken, Customer: ids.New(), Role: actor.Guest, Order: ids.New(), IssuedAt: now, ExpiresAt: now.Add(time.Hour),
	}
	for _, claims := range []identity.Claims{access, order} {
		who, err := door.Verify(t.Context(), sign(t, signing, claims))
		if err != nil {
			t.Fatalf("verify %s: %v", claims.Kind, err)
		}
		want := actor.Actor{
			Customer: claims.Customer, Also: claims.Also, Role: claims.Role, Email: claims.Email,
			Verified: claims.Verified, Order: claims.Order, Session: claims.ID,
		}
		if diff := cmp.Diff(want, who); diff != "" {
			t.Errorf("%s differs (-want +got):\n%s", claims.Kind, diff)
		}
	}
	token := sign(t, signing, access)
	c.Advance(15 * time.Minute)
	if _, err := door.Verify(t.Context(), token); !errors.Is(err, auth.ErrExpired) {
		t.Errorf("a token whose time is over: %v", err)
	}
}

func TestATokenThatNoKeyOfOursSignedIsRefused(t *testing.T) {
	t.Parallel()
	signing, public := newKey(t)
	strange, _ := newKey(t)
	strange.ID = signing.ID
	good := sign(t, signing, accessClaims())
	header, rest, _ := strings.Cut(good, ".")
	payload, signature, _ := strings.Cut(rest, ".")
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"` + signing.ID.String() + `"}`))
	for name, token := range map[string]string{
		"another key under our id": sign(t, strange, accessClaims()),
		"alg none":                 none + "." + payload + ".",
		"alg none with signature":  none + "." + payload + "." + signature,
		"other claims":             header + "." + base64.RawURLEncoding.EncodeToString([]byte(`{"role":"Admin"}`)) + "." + signature,
		"no token":                 "speckit",
		"empty":                    "",
	} {
		if _, err := new(identityjose.Tokens).Read(token, []identity.PublicKey{public}); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
	if _, err := new(identityjose.Tokens).Read(good, nil); err == nil {
		t.Error("a token was accepted without its key")
	}
}

func TestTheNextTokenIsSignedByTheKeyThatIsGivenNotTheLastOne(t *testing.T) {
	t.Parallel()
	first, _ := newKey(t)
	second, public := newKey(t)
	tokens := new(identityjose.Tokens)
	if _, err := tokens.Sign(first, accessClaims()); err != nil {
		t.Fatal(err)
	}
	token, err := tokens.Sign(second, accessClaims())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tokens.Read(token, []identity.PublicKey{public}); err != nil {
		t.Errorf("read by the second key: %v", err)
	}
}

func BenchmarkAGuestsToken(b *testing.B) {
	_, private, _ := ed25519.GenerateKey(rand.Reader)
	tokens, key := new(identityjose.Tokens), identity.SigningKey{ID: ids.New(), Key: private}
	claims := identity.Claims{ID: ids.New(), Kind: identity.GuestToken, Customer: ids.New(), Role: actor.Guest, IssuedAt: now, ExpiresAt: now}
	for b.Loop() {
		if _, err := tokens.Sign(key, claims); err != nil {
			b.Fatal(err)
		}
	}
}

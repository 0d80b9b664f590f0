package auth_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/platform/auth"
)

const (
	secretA = "the first secret of this house"
	secretB = "the second secret of this house"
)

func TestServicesKnowEachOtherByTheSharedSecret(t *testing.T) {
	t.Parallel()
	c := clock.NewFake(noon)
	verifier := func(s auth.Secrets) *auth.Verifier {
		return auth.NewVerifier(newIssuer("k1").source, auth.Disk{}, auth.NewServices(s, c), c)
	}
	token := auth.NewServices(auth.Secrets{Current: secretA}, c).Token()
	for name, s := range map[string]struct {
		secrets auth.Secrets
		want    error
	}{
		"the same":           {auth.Secrets{Current: secretA}, nil},
		"while it changes":   {auth.Secrets{Current: secretB, Old: secretA}, nil},
		"after it changed":   {auth.Secrets{Current: secretB}, auth.ErrToken},
		"a stranger's, ours": {auth.Secrets{Current: secretB, Old: "something else altogether"}, auth.ErrToken},
	} {
		who, err := verifier(s.secrets).Verify(context.Background(), token)
		if !errors.Is(err, s.want) || err == nil && who.Role != actor.Service {
			t.Errorf("%s: %+v %v", name, who, err)
		}
	}
	longer := strings.Replace(token, ".18", ".98", 1)
	if _, err := verifier(auth.Secrets{Current: secretA}).Verify(context.Background(), longer); longer == token || !errors.Is(err, auth.ErrToken) {
		t.Errorf("a token that was made to live longer: %v", err)
	}
	c.Advance(time.Minute)
	if _, err := verifier(auth.Secrets{Current: secretA}).Verify(context.Background(), token); !errors.Is(err, auth.ErrExpired) {
		t.Errorf("after a minute: %v", err)
	}
}

func TestServicesKnowEachOtherWhileTheirSecretChanges(t *testing.T) {
	t.Parallel()
	c := clock.NewFake(noon)
	old, both, fresh := auth.Secrets{Current: secretA}, auth.Secrets{Current: secretB, Old: secretA}, auth.Secrets{Current: secretB}
	stranger := auth.Secrets{Current: "a third secret of another house", Old: "and the one before it, of there"}
	for _, of := range []struct {
		name     string
		from, to auth.Secrets
		want     error
	}{
		{"the old to both", old, both, nil},
		{"both to the old", both, old, nil},
		{"both to both", both, both, nil},
		{"both to the new", both, fresh, nil},
		{"the new to both", fresh, both, nil},
		{"the old to the new", old, fresh, auth.ErrToken},
		{"the new to the old", fresh, old, auth.ErrToken},
		{"a stranger to both", stranger, both, auth.ErrToken},
	} {
		token := auth.NewServices(of.from, c).Token()
		verifier := auth.NewVerifier(newIssuer("k1").source, auth.Disk{}, auth.NewServices(of.to, c), c)
		if _, err := verifier.Verify(context.Background(), token); !errors.Is(err, of.want) {
			t.Errorf("%s: %v", of.name, err)
		}
		if _, err := verifier.Verify(context.Background(), token+strings.Repeat(".AAAA", 2)); !errors.Is(err, auth.ErrToken) {
			t.Errorf("%s, with more sums than there are secrets: %v", of.name, err)
		}
	}
}

func TestAServiceTokenIsMadeAgainBeforeItEnds(t *testing.T) {
	t.Parallel()
	c := clock.NewFake(noon)
	s := auth.NewServices(auth.Secrets{Current: secretA}, c)
	first := s.Token()
	c.Advance(10 * time.Second)
	if s.Token() != first {
		t.Error("a new one for every call")
	}
	c.Advance(10 * time.Second)
	if s.Token() == first {
		t.Error("an old one is still given")
	}
}

func TestWhatTheOldSecretSealedStillOpens(t *testing.T) {
	t.Parallel()
	old := auth.NewSealer(auth.Secrets{Current: secretA}, "orders")
	changing := auth.NewSealer(auth.Secrets{Current: secretB, Old: secretA}, "orders")
	sealed := old.Seal([]byte("hush"))
	if plain, err := changing.Open(sealed); err != nil || string(plain) != "hush" {
		t.Errorf("%s %v", plain, err)
	}
	if changing.Current(sealed) || !changing.Current(changing.Seal([]byte("hush"))) {
		t.Error("it cannot tell what must be sealed again")
	}
	if _, err := old.Open(changing.Seal([]byte("hush"))); !errors.Is(err, auth.ErrSealed) {
		t.Errorf("the old secret opens what the new one sealed: %v", err)
	}
}

func TestNothingOpensThatWasChangedOrIsAnothers(t *testing.T) {
	t.Parallel()
	s := auth.NewSealer(auth.Secrets{Current: secretA}, "orders")
	sealed := s.Seal([]byte("hush"))
	if bytes.Contains(sealed, []byte("hush")) || bytes.Equal(sealed, s.Seal([]byte("hush"))) {
		t.Error("it is not hidden, or the same text looks the same twice")
	}
	for i := range sealed {
		broken := bytes.Clone(sealed)
		broken[i] ^= 1
		if _, err := s.Open(broken); !errors.Is(err, auth.ErrSealed) {
			t.Errorf("byte %d was changed: %v", i, err)
		}
	}
	for _, b := range [][]byte{nil, {}, {1}, sealed[:5]} {
		if _, err := s.Open(b); !errors.Is(err, auth.ErrSealed) {
			t.Errorf("%v: %v", b, err)
		}
	}
	if _, err := auth.NewSealer(auth.Secrets{Current: secretA}, "answers").Open(sealed); !errors.Is(err, auth.ErrSealed) {
		t.Errorf("another purpose opens it: %v", err)
	}
}

func TestDerivedKeysDependOnSecretAndPurpose(t *testing.T) {
	t.Parallel()
	a, b := auth.Secrets{Current: secretA}, auth.Secrets{Current: secretB}
	if !bytes.Equal(a.Derive("x"), a.Derive("x")) || bytes.Equal(a.Derive("x"), a.Derive("y")) || bytes.Equal(a.Derive("x"), b.Derive("x")) || len(a.Derive("x")) != 32 {
		t.Error("they do not")
	}
}

func TestAShortSecretIsRefused(t *testing.T) {
	t.Parallel()
	for _, s := range []auth.Secrets{{}, {Current: "short"}, {Current: secretA, Old: "short"}} {
		if s.Check() == nil {
			t.Errorf("%+v is accepted", s)
		}
	}
	made := auth.NewSecret()
	if (auth.Secrets{Current: made}).Check() != nil || made == auth.NewSecret() {
		t.Errorf("a made secret is %q", made)
	}
}

package auth_test

import (
	"context"
	"encoding/binary"
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/auth"
)

func TestATokenOfAnEndedSessionIsRefusedAlsoFromTheCache(t *testing.T) {
	t.Parallel()
	i := newIssuer("k1")
	v, c := newVerifier(i)
	ended := auth.NewEnded(c)
	v.Heed(ended)
	claims := good()
	claims.Session = id.Named(id.Nil, "session")
	token, without := i.token(t, "k1", claims), i.token(t, "k1", good())
	claims.Session = id.Named(id.Nil, "another")
	other := i.token(t, "k1", claims)
	verify := func(token string, want error) {
		t.Helper()
		if who, err := v.Verify(context.Background(), token); !errors.Is(err, want) || (err != nil) != who.Stranger() {
			t.Errorf("got %+v, %v, want %v", who, err, want)
		}
	}
	verify(token, nil)
	ended.End(id.Named(id.Nil, "session"), c.Now().Add(time.Hour))
	verify(token, auth.ErrEnded)
	verify(token, auth.ErrEnded)
	verify(other, nil)
	verify(without, nil) // a guest's, or one from before sessions were named
	fresh, _ := newVerifier(i)
	fresh.Heed(ended)
	if _, err := fresh.Verify(context.Background(), token); !errors.Is(err, auth.ErrEnded) {
		t.Errorf("a verifier that has not seen the token: %v", err)
	}
}

func TestEndedSessionsAreForgottenInTime(t *testing.T) {
	t.Parallel()
	c := clock.NewFake(noon)
	e := auth.NewEnded(c)
	first, second := id.Named(id.Nil, "1"), id.Named(id.Nil, "2")
	e.End(first, noon.Add(time.Minute))
	e.End(first, noon.Add(time.Second)) // an older piece of news
	e.End(second, noon)
	e.End(id.Nil, noon.Add(time.Hour))
	if !e.Has(first) || e.Has(second) || e.Has(id.Nil) || len(e.All()) != 1 {
		t.Errorf("known are %v", e.All())
	}
	c.Advance(time.Minute)
	if e.Has(first) || len(e.All()) != 0 {
		t.Errorf("kept too long: %v", e.All())
	}
	if none := (*auth.Ended)(nil); none.Has(first) {
		t.Error("nobody knows of an ended session")
	}
}

func TestEndedSessionsHaveABound(t *testing.T) {
	t.Parallel()
	c := clock.NewFake(noon)
	e := auth.NewEnded(c)
	var session id.UUID
	for i := range uint64(200_100) {
		binary.BigEndian.PutUint64(session[:], i+1)
		e.End(session, noon.Add(time.Hour))
	}
	if n := len(e.All()); n > 200_000 {
		t.Errorf("%d are kept", n)
	}
	if !e.Has(session) {
		t.Error("the newest was forgotten")
	}
}

package identitytest

import (
	"context"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Password is one that the rules accept.
const Password = "correct horse battery"

// World is the service among stand-ins.
type World struct {
	*identity.Service
	Store     identity.Store
	Clock     *clock.Fake
	IDs       *id.Seeded
	Mails     *Mailbox
	Endings   *Endings
	Passwords *Passwords
	Sealer    Sealer
	Rules     identity.Rules

	t *testing.T
}

// NewWorld makes a world on a store.
func NewWorld(t *testing.T, store identity.Store) *World {
	t.Helper()
	w := &World{
		Store:     store,
		Clock:     clock.NewFake(time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC)),
		IDs:       id.NewSeeded(7),
		Mails:     &Mailbox{},
		Endings:   &Endings{},
		Passwords: &Passwords{Strength: "v1"},
		Sealer:    Sealer{Word: "new"},
		Rules:     identity.DefaultRules(),
		t:         t,
	}
	w.Service = w.Replica(w.Sealer)
	return w
}

// Replica makes another service on the same store: another process.
func (w *World) Replica(sealer identity.Sealer) *identity.Service {
	var seed [32]byte
	copy(seed[:], id.Hex(w.IDs.New()))
	return identity.New(w.Store, identity.Ports{
		Passwords: w.Passwords, Tokens: Tokens{}, Sealer: sealer, Mails: w.Mails, Endings: w.Endings, Random: newRandom(seed),
	}, w.Rules, w.Clock, w.IDs)
}

// Registered registers an address and returns its account with its first session.
func (w *World) Registered(email string) identity.Registered {
	w.t.Helper()
	made, err := w.Register(context.Background(), identity.Register{Email: email, Password: Password})
	if err != nil {
		w.t.Fatalf("register: %v", err)
	}
	return made
}

// Admin makes an administrator and returns who they are.
func (w *World) Admin(email string) actor.Actor {
	w.t.Helper()
	user, _, err := w.CreateAdmin(context.Background(), email, Password)
	if err != nil {
		w.t.Fatalf("create an administrator: %v", err)
	}
	return actor.Actor{Customer: user.ID.UUID(), Role: actor.Admin}
}

// Guest begins a guest session and returns who that is.
func (w *World) Guest() (actor.Actor, identity.GuestSession) {
	w.t.Helper()
	session, err := w.BeginGuest(context.Background(), w.IDs.New(), "")
	if err != nil {
		w.t.Fatalf("begin a guest session: %v", err)
	}
	return actor.Actor{Customer: session.Customer, Role: actor.Guest}, session
}

// Claims reads a token by the published keys.
func (w *World) Claims(token string) identity.Claims {
	w.t.Helper()
	keys, err := w.PublicKeys(context.Background())
	if err != nil {
		w.t.Fatalf("load keys: %v", err)
	}
	claims, err := Tokens{}.Read(token, keys)
	if err != nil {
		w.t.Fatalf("read a token: %v", err)
	}
	return claims
}

// Delivered sends the mails that are waiting and returns the secret of the newest.
func (w *World) Delivered() string {
	w.t.Helper()
	if _, err := w.SendMails(context.Background()); err != nil {
		w.t.Fatalf("send mails: %v", err)
	}
	return w.Mails.Secret()
}

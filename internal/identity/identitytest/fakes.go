package identitytest

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Passwords keeps passwords as they are: quick, and of course for tests only. Hashes of another Strength count as outdated.
type Passwords struct {
	Strength string

	mu      sync.Mutex
	checked int
	hashed  int
	before  func() // runs before the verdict of a check
}

// Hash writes the password behind its strength.
func (p *Passwords) Hash(_ context.Context, password string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hashed++
	return p.Strength + ":" + password, nil
}

// Check compares.
func (p *Passwords) Check(_ context.Context, hash, password string) (ok, outdated bool, err error) {
	p.mu.Lock()
	p.checked++
	before := p.before
	p.before = nil
	p.mu.Unlock()
	if before != nil {
		before()
	}
	strength, kept, _ := strings.Cut(hash, ":")
	return hash != "" && kept == password, strength != p.Strength, nil
}

// Checked counts the checks: each costs as much as a sign-in.
func (p *Passwords) Checked() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.checked
}

// Hashed counts the hashes that were made.
func (p *Passwords) Hashed() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.hashed
}

// BeforeVerdict runs something once, while the next check is under way.
func (p *Passwords) BeforeVerdict(do func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.before = do
}

// Tokens are the claims as JSON with a signature: the least that a token must be.
type Tokens struct{}

type fakeToken struct {
	Claims    identity.Claims
	Key       string
	Signature []byte
}

// Sign writes a token.
func (Tokens) Sign(key identity.SigningKey, claims identity.Claims) (string, error) {
	body, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	token, err := json.Marshal(fakeToken{Claims: claims, Key: key.ID.String(), Signature: ed25519.Sign(key.Key, body)})
	return base64.RawURLEncoding.EncodeToString(token), err
}

// Read checks a token's signature.
func (Tokens) Read(token string, keys []identity.PublicKey) (identity.Claims, error) {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return identity.Claims{}, err
	}
	var t fakeToken
	if err := json.Unmarshal(raw, &t); err != nil {
		return identity.Claims{}, err
	}
	body, err := json.Marshal(t.Claims)
	if err != nil {
		return identity.Claims{}, err
	}
	for _, key := range keys {
		if key.ID.String() == t.Key && ed25519.Verify(key.Key, body, t.Signature) {
			return t.Claims, nil
		}
	}
	return identity.Claims{}, errors.New("no key has signed this")
}

// Sealer hides bytes behind a word; Open takes what was sealed with this word or an older one.
type Sealer struct{ Word, Old string }

// Seal hides.
func (s Sealer) Seal(plain []byte) []byte { return append([]byte(s.Word+"|"), flip(plain)...) }

// Open finds again.
func (s Sealer) Open(sealed []byte) ([]byte, error) {
	word, hidden, ok := bytes.Cut(sealed, []byte("|"))
	if !ok || string(word) != s.Word && (s.Old == "" || string(word) != s.Old) {
		return nil, errors.New("sealed with another word")
	}
	return flip(hidden), nil
}

func flip(b []byte) []byte {
	out := make([]byte, len(b))
	for i := range b {
		out[i] = ^b[i]
	}
	return out
}

// Mailbox keeps the mails that were sent. While Broken is set, sending fails.
type Mailbox struct {
	mu     sync.Mutex
	mails  []identity.Mail
	broken error
}

// Send keeps a mail.
func (m *Mailbox) Send(_ context.Context, mail identity.Mail) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		return m.broken
	}
	m.mails = append(m.mails, mail)
	return nil
}

// Break makes sending fail with the error, nil mends it.
func (m *Mailbox) Break(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.broken = err
}

// All returns the mails, oldest first.
func (m *Mailbox) All() []identity.Mail {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]identity.Mail(nil), m.mails...)
}

// Secret cuts the secret out of the newest mail's link.
func (m *Mailbox) Secret() string {
	mails := m.All()
	if len(mails) == 0 {
		return ""
	}
	_, secret, _ := strings.Cut(mails[len(mails)-1].Link, "#token=")
	return secret
}

// random is a source of bytes that repeats from run to run.
type random struct {
	mu  sync.Mutex
	rnd *rand.ChaCha8
}

func newRandom(seed [32]byte) *random { return &random{rnd: rand.NewChaCha8(seed)} }

func (r *random) Read(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.rnd.Read(b)
}

// Endings remembers which sessions it was told of. It keeps that to itself unless Answers is set, so that the store is asked.
type Endings struct {
	Answers bool

	mu   sync.Mutex
	told map[id.UUID]time.Time
}

// End remembers a session.
func (e *Endings) End(session id.UUID, lastToken time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.told == nil {
		e.told = map[id.UUID]time.Time{}
	}
	e.told[session] = lastToken
}

// Has reports whether it was told of the session.
func (e *Endings) Has(session id.UUID) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	_, told := e.told[session]
	return told && e.Answers
}

// Forget forgets everything, as who keeps news in memory may, and returns it.
func (e *Endings) Forget() map[id.UUID]time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	told := e.told
	e.told = nil
	return told
}

package identityjose

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"github.com/speckit/ticketing/internal/identity"
)

// Cost is what one hash costs (RFC 9106 §4; the least that OWASP recommends for argon2id).
type Cost struct {
	Memory  uint32 // KiB
	Passes  uint32
	Threads uint8
}

// DefaultCost takes 19 MiB and about 25 ms of one core.
func DefaultCost() Cost { return Cost{Memory: 19 * 1024, Passes: 2, Threads: 1} }

// Bounds of a hash that we are willing to compute, so that a row in the table cannot exhaust the machine.
const (
	maxMemory  = 256 * 1024
	maxPasses  = 16
	maxThreads = 16
)

const (
	saltSize = 16
	hashSize = 32

	atOnce   = 2               // hashes that are computed at the same time, each with its memory
	patience = 3 * time.Second // how long a caller waits for their turn
)

// Passwords hashes with argon2id (identity.Passwords). At most two hashes are computed at once: a crowd that signs in waits, and
// does not take the machine's memory.
type Passwords struct {
	cost  Cost
	turns chan struct{}
	wait  time.Duration
	dummy string // what an unknown address's password is compared with
}

// NewPasswords makes the hasher of a process.
func NewPasswords(cost Cost) *Passwords {
	p := &Passwords{cost: cost, turns: make(chan struct{}, atOnce), wait: patience}
	p.dummy = phc(cost, make([]byte, saltSize), make([]byte, hashSize))
	return p
}

// Hash computes the hash of a password in the PHC string format, under a fresh salt.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	done, err := p.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	salt := make([]byte, saltSize)
	_, _ = rand.Read(salt) // never fails: crypto/rand ends the process instead
	return phc(p.cost, salt, p.cost.derive(password, salt, hashSize)), nil
}

// Check compares a password with a hash, in the same time for an empty one, which belongs to no password.
func (p *Passwords) Check(ctx context.Context, hash, password string) (ok, outdated bool, err error) {
	known := hash != ""
	if !known {
		hash = p.dummy
	}
	cost, salt, want, err := parse(hash)
	if err != nil {
		return false, false, err
	}
	done, err := p.turn(ctx)
	if err != nil {
		return false, false, err
	}
	defer done()
	got := cost.derive(password, salt, uint32(len(want))) // parse bounds the length
	same := subtle.ConstantTimeCompare(got, want) == 1
	return same && known, cost != p.cost || len(salt) != saltSize || len(want) != hashSize, nil
}

// turn waits until there is room for one more hash.
func (p *Passwords) turn(ctx context.Context) (done func(), err error) {
	done = func() { <-p.turns }
	select {
	case p.turns <- struct{}{}:
		return done, nil
	default:
	}
	tooLong := time.NewTimer(p.wait)
	defer tooLong.Stop()
	select {
	case p.turns <- struct{}{}:
		return done, nil
	case <-tooLong.C:
		return nil, identity.ErrBusy.After(p.wait)
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a turn to hash: %w", ctx.Err())
	}
}

func (c Cost) derive(password string, salt []byte, size uint32) []byte {
	return argon2.IDKey([]byte(password), salt, c.Passes, c.Memory, c.Threads, size)
}

// phc writes a hash with everything that computing it again needs.
func phc(c Cost, salt, hash []byte) string {
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.Memory, c.Passes, c.Threads, encode(salt), encode(hash))
}

var errHash = errors.New("not a password hash that we can compute")

// parse reads what phc wrote.
func parse(text string) (c Cost, salt, hash []byte, err error) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return Cost{}, nil, nil, errHash
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Passes, &c.Threads); err != nil {
		return Cost{}, nil, nil, errHash
	}
	if c.Memory < 8 || c.Memory > maxMemory || c.Passes < 1 || c.Passes > maxPasses || c.Threads < 1 || c.Threads > maxThreads {
		return Cost{}, nil, nil, errHash
	}
	salt, badSalt := base64.RawStdEncoding.Strict().DecodeString(parts[4])
	hash, badHash := base64.RawStdEncoding.Strict().DecodeString(parts[5])
	if badSalt != nil || badHash != nil || len(salt) < 8 || len(salt) > 64 || len(hash) < 16 || len(hash) > 64 {
		return Cost{}, nil, nil, errHash
	}
	return c, salt, hash, nil
}

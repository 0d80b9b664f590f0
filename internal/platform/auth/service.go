package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
)

const (
	servicePrefix = "speckit-service."
	serviceLife   = time.Minute
	servicePeriod = 20 * time.Second // a made token is used again for so long
	serviceSums   = 2                // a secret and the one before
)

// Services makes and checks the tokens by which our services know each other: "speckit-service.<expiry>.<MAC>". While the secret is being
// changed a token has a MAC by each of the two, "….<MAC>.<MAC>", so that a service which does not know the new one yet believes it too.
type Services struct {
	keys  [][]byte // the current secret's first
	clock clock.Clock

	mu    sync.Mutex
	made  time.Time
	token string
}

// NewServices derives the key of service tokens from the installation's secrets.
func NewServices(secrets Secrets, c clock.Clock) *Services {
	return &Services{keys: secrets.derive("service tokens"), clock: c}
}

// Token returns a token that is good for most of a minute.
func (s *Services) Token() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	if s.token == "" || now.Sub(s.made) >= servicePeriod || now.Before(s.made) {
		expiry := strconv.FormatInt(now.Add(serviceLife).Unix(), 10)
		s.made, s.token = now, servicePrefix+expiry
		for _, key := range s.keys {
			s.token += "." + base64.RawURLEncoding.EncodeToString(mac(key, expiry))
		}
	}
	return s.token
}

func (s *Services) verify(token string) (actor.Actor, error) {
	expiry, sums, _ := strings.Cut(strings.TrimPrefix(token, servicePrefix), ".")
	if !s.signed(expiry, sums) {
		return actor.Actor{}, ErrToken
	}
	at, err := strconv.ParseInt(expiry, 10, 64)
	if err != nil {
		return actor.Actor{}, ErrToken
	}
	if !s.clock.Now().Before(time.Unix(at, 0)) {
		return actor.Actor{}, ErrExpired
	}
	return actor.Actor{Role: actor.Service}, nil
}

// signed reports whether one of a token's MACs is by one of our secrets.
func (s *Services) signed(expiry, sums string) bool {
	parts := strings.SplitN(sums, ".", serviceSums+1)
	if len(parts) > serviceSums {
		return false
	}
	for _, part := range parts {
		given, err := base64.RawURLEncoding.DecodeString(part)
		if err != nil {
			return false
		}
		for _, key := range s.keys {
			if hmac.Equal(given, mac(key, expiry)) {
				return true
			}
		}
	}
	return false
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

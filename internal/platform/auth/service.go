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
)

// Services makes and checks the tokens by which our services know each other: "speckit-service.<expiry>.<MAC>".
type Services struct {
	keys  [][]byte // the first makes, all check
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
		s.made, s.token = now, servicePrefix+expiry+"."+base64.RawURLEncoding.EncodeToString(mac(s.keys[0], expiry))
	}
	return s.token
}

func (s *Services) verify(token string) (actor.Actor, error) {
	expiry, sum, ok := strings.Cut(strings.TrimPrefix(token, servicePrefix), ".")
	given, err := base64.RawURLEncoding.DecodeString(sum)
	if !ok || err != nil || !s.signed(expiry, given) {
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

func (s *Services) signed(expiry string, given []byte) bool {
	for _, key := range s.keys {
		if hmac.Equal(given, mac(key, expiry)) {
			return true
		}
	}
	return false
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

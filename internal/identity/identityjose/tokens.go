package identityjose

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// issuer and audience of every token: they go from the house to the house.
const house = "speckit"

// Tokens signs and reads web tokens (identity.Tokens). Its zero value is ready; it is safe for concurrent use.
type Tokens struct {
	mu     sync.Mutex
	by     id.UUID
	signer jose.Signer
}

// content is what a token says, as every service reads it.
type content struct {
	Issuer   string             `json:"iss"`
	Audience string             `json:"aud"`
	Customer id.UUID            `json:"sub"`
	Kind     identity.TokenKind `json:"typ"`
	Role     string             `json:"role,omitempty"`
	Email    string             `json:"email,omitempty"`
	Verified bool               `json:"email_verified,omitempty"`
	Own      []id.UUID          `json:"own,omitempty"`
	Order    id.UUID            `json:"ord,omitzero"`
	Session  id.UUID            `json:"sid,omitzero"`
	ID       id.UUID            `json:"jti"`
	Issued   int64              `json:"iat"`
	Expires  int64              `json:"exp"`
}

// roleNames are the wire's names of the roles; the first two are the original's.
var roleNames = map[actor.Role]string{
	actor.Customer: "User", actor.Admin: "Admin", actor.Staff: "Staff", actor.Organiser: "Organiser",
}

// Sign writes a token.
func (t *Tokens) Sign(key identity.SigningKey, claims identity.Claims) (string, error) {
	signer, err := t.signerOf(key)
	if err != nil {
		return "", err
	}
	payload, err := json.Marshal(content{
		Issuer: house, Audience: house, Customer: claims.Customer, Kind: claims.Kind, Role: roleNames[claims.Role],
		Email: claims.Email, Verified: claims.Verified, Own: claims.Also, Order: claims.Order, Session: claims.Session, ID: claims.ID,
		Issued: claims.IssuedAt.Unix(), Expires: claims.ExpiresAt.Unix(),
	})
	if err != nil {
		return "", fmt.Errorf("encode claims: %w", err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	return signed.CompactSerialize()
}

// signerOf keeps the signer of the key that was used last: there is one current key.
func (t *Tokens) signerOf(key identity.SigningKey) (jose.Signer, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.signer != nil && t.by == key.ID {
		return t.signer, nil
	}
	options := (&jose.SignerOptions{}).WithType("JWT")
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.EdDSA, Key: jose.JSONWebKey{Key: key.Key, KeyID: key.ID.String()}}, options)
	if err != nil {
		return nil, fmt.Errorf("make a signer: %w", err)
	}
	t.by, t.signer = key.ID, signer
	return signer, nil
}

// errNotOurs says that a token is well-formed and signed, but for somebody else.
var errNotOurs = errors.New("not a token of this house")

// Read returns what a token says that one of the keys has signed, whatever algorithm it names itself.
func (t *Tokens) Read(token string, keys []identity.PublicKey) (identity.Claims, error) {
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.EdDSA})
	if err != nil {
		return identity.Claims{}, fmt.Errorf("read a token: %w", err)
	}
	for _, key := range keys {
		if key.ID.String() != signed.Signatures[0].Header.KeyID {
			continue
		}
		payload, err := signed.Verify(key.Key)
		if err != nil {
			return identity.Claims{}, fmt.Errorf("check a token: %w", err)
		}
		return claimsOf(payload)
	}
	return identity.Claims{}, errNotOurs
}

func claimsOf(payload []byte) (identity.Claims, error) {
	var c content
	if err := json.Unmarshal(payload, &c); err != nil {
		return identity.Claims{}, fmt.Errorf("decode claims: %w", err)
	}
	if c.Issuer != house || c.Audience != house {
		return identity.Claims{}, errNotOurs
	}
	return identity.Claims{
		ID: c.ID, Kind: c.Kind, Customer: c.Customer, Role: roleOf(c), Email: c.Email, Verified: c.Verified, Also: c.Own,
		Order: c.Order, Session: c.Session, IssuedAt: time.Unix(c.Issued, 0).UTC(), ExpiresAt: time.Unix(c.Expires, 0).UTC(),
	}, nil
}

// roleOf finds the role: only accounts' tokens name it.
func roleOf(c content) actor.Role {
	if c.Kind != identity.AccessToken {
		return actor.Guest
	}
	for role, name := range roleNames {
		if name == c.Role {
			return role
		}
	}
	return ""
}

package auth

import (
	"encoding/json"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Issuer and Audience of people's tokens.
const (
	Issuer   = "speckit"
	Audience = "speckit"
)

// Kinds of people's tokens.
const (
	KindAccess = "access" // a user's
	KindGuest  = "guest"  // a session without an account
	KindOrder  = "order"  // a session for one order
)

// Claims is the content of a person's token.
type Claims struct {
	Issuer   string    `json:"iss"`
	Audience string    `json:"aud"`
	Subject  id.UUID   `json:"sub"` // the customer
	Kind     string    `json:"typ"`
	Role     string    `json:"role,omitempty"` // of a user: User, Admin, Staff, Organiser
	Email    string    `json:"email,omitempty"`
	Verified bool      `json:"email_verified,omitempty"`
	Own      []id.UUID `json:"own,omitempty"` // further customers whose things are this person's
	Order    id.UUID   `json:"ord,omitzero"`  // of a session for one order
	Session  id.UUID   `json:"sid,omitzero"`  // of a user: the name of the session, for when it is ended
	ID       id.UUID   `json:"jti"`
	Issued   int64     `json:"iat"` // seconds since 1970
	Expires  int64     `json:"exp"`
}

// roles are the wire's names of the roles; the first two are the original's.
var roles = map[string]actor.Role{
	"User": actor.Customer, "Admin": actor.Admin, "Staff": actor.Staff, "Organiser": actor.Organiser,
}

// leeway is by how much a token may be from the future: the clocks of two machines.
const leeway = time.Minute

// read checks the content of a token whose signature is good, and turns it into who asks, in which session, until when.
func read(payload []byte, now time.Time) (cached, error) {
	var c Claims
	if err := json.Unmarshal(payload, &c); err != nil {
		return cached{}, ErrToken.Because(err)
	}
	expires := time.Unix(c.Expires, 0)
	switch {
	case c.Issuer != Issuer || c.Audience != Audience || c.Subject == id.Nil:
		return cached{}, ErrToken
	case time.Unix(c.Issued, 0).After(now.Add(leeway)):
		return cached{}, ErrToken
	case !now.Before(expires):
		return cached{}, ErrExpired
	}
	who := actor.Actor{Customer: c.Subject, Session: c.ID}
	switch c.Kind {
	case KindGuest:
		who.Role = actor.Guest
	case KindOrder:
		who.Role, who.Order = actor.Guest, c.Order
	case KindAccess:
		who.Role, who.Also, who.Email, who.Verified = roles[c.Role], c.Own, c.Email, c.Verified
	}
	if who.Stranger() || (c.Kind == KindOrder) != (who.Order != id.Nil) {
		return cached{}, ErrToken
	}
	return cached{who: who, session: c.Session, until: expires}, nil
}

package identityhttp

import (
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

type guestSession struct {
	CustomerID id.UUID   `json:"customerId" doc:"The customer to whom everything of this session belongs."`
	GuestToken string    `json:"guestToken" doc:"The bearer token."`
	ExpiresAt  time.Time `json:"expiresAt"`
}

type credentials struct {
	Email    string `json:"email" maxLength:"320"`
	Password string `json:"password" maxLength:"1024"`
}

type tokens struct {
	Token        string    `json:"token" doc:"The bearer token."`
	ExpiresAt    time.Time `json:"expiresAt" doc:"When the bearer token ends."`
	UserRole     string    `json:"userRole" enum:"User,Staff,Organiser,Admin"`
	UserEmail    string    `json:"userEmail"`
	CustomerID   id.UUID   `json:"customerId"`
	RefreshToken string    `json:"refreshToken,omitempty" doc:"Left out where the browser's cookie has it alone."`
}

type refreshBody struct {
	RefreshToken string `json:"refreshToken,omitempty" maxLength:"256"`
}

type registration struct {
	Email    string `json:"email" maxLength:"320"`
	Password string `json:"password" maxLength:"1024" doc:"8 characters to 256 bytes; not one of the common ones."`
	Role     string `json:"role,omitempty" maxLength:"32" doc:"User, Staff, Organiser or Admin; anything but User only from an admin." default:"User"`
}

type registered struct {
	UserID       id.UUID    `json:"userId"`
	Email        string     `json:"email"`
	Role         string     `json:"role" enum:"User,Staff,Organiser,Admin"`
	CustomerID   id.UUID    `json:"customerId"`
	Token        string     `json:"token,omitempty" doc:"The bearer token; only for who registers themselves."`
	ExpiresAt    *time.Time `json:"expiresAt,omitempty"`
	UserRole     string     `json:"userRole,omitempty"`
	UserEmail    string     `json:"userEmail,omitempty"`
	RefreshToken string     `json:"refreshToken,omitempty"`
}

type user struct {
	UserID        id.UUID   `json:"userId"`
	CustomerID    id.UUID   `json:"customerId"`
	Email         string    `json:"email"`
	EmailVerified bool      `json:"emailVerified"`
	Role          string    `json:"role" enum:"User,Staff,Organiser,Admin"`
	CreatedAt     time.Time `json:"createdAt"`
}

type linkToken struct {
	Token string `json:"token" maxLength:"256" doc:"What stands in the mail's link."`
}

type address struct {
	Email string `json:"email" maxLength:"320"`
}

type newPassword struct {
	Token    string `json:"token" maxLength:"256" doc:"What stands in the mail's link."`
	Password string `json:"password" maxLength:"1024" doc:"8 characters to 256 bytes; not one of the common ones."`
}

type newRole struct {
	Role string `json:"role" minLength:"1" maxLength:"32" doc:"User, Staff, Organiser or Admin."`
}

// keySet is a JSON Web Key Set (RFC 7517), its keys as RFC 8037 has them.
type keySet struct {
	Keys []key `json:"keys"`
}

// The one kind of key by which tokens are signed (RFC 8037).
const (
	keyKind  = "OKP"
	keyCurve = "Ed25519"
)

type key struct {
	Kind      string `json:"kty" enum:"OKP"`
	Curve     string `json:"crv" enum:"Ed25519"`
	Algorithm string `json:"alg" enum:"EdDSA"`
	Use       string `json:"use" enum:"sig"`
	ID        string `json:"kid"`
	X         string `json:"x" doc:"The public key, base64url."`
}

// roleNames are the wire's names of the roles; the first two are the original's.
var roleNames = map[actor.Role]string{
	actor.Customer: "User", actor.Admin: "Admin", actor.Staff: "Staff", actor.Organiser: "Organiser",
}

// roleOf reads a role, in large or small letters as the original does. None is a customer.
func roleOf(name string) (actor.Role, error) {
	if name == "" {
		return actor.Customer, nil
	}
	for role, known := range roleNames {
		if strings.EqualFold(known, name) {
			return role, nil
		}
	}
	return "", identity.ErrInvalidRole
}

func wireTokens(s identity.SignedIn) tokens {
	return tokens{
		Token: s.Token, ExpiresAt: s.ExpiresAt, UserRole: roleNames[s.User.Role], UserEmail: s.User.Email,
		CustomerID: s.User.ID.UUID(), RefreshToken: s.RefreshToken,
	}
}

func wireRegistered(r identity.Registered) registered {
	out := registered{UserID: r.User.ID.UUID(), Email: r.User.Email, Role: roleNames[r.User.Role], CustomerID: r.User.ID.UUID()}
	if s := r.Session; s != nil {
		out.Token, out.ExpiresAt, out.RefreshToken = s.Token, &s.ExpiresAt, s.RefreshToken
		out.UserRole, out.UserEmail = out.Role, out.Email
	}
	return out
}

func wireUser(u identity.User) user {
	return user{
		UserID: u.ID.UUID(), CustomerID: u.ID.UUID(), Email: u.Email, EmailVerified: u.Verified(),
		Role: roleNames[u.Role], CreatedAt: u.CreatedAt,
	}
}

package identity

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/address"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// What can be wrong with an account.
var (
	ErrInvalidEmail = fault.New(fault.Invalid, "invalid_email", "This is not an e-mail address. Check it and try again; nothing was changed.")
	ErrInvalidRole  = fault.New(fault.Invalid, "invalid_role", "There is no such role. It is one of User, Staff, Organiser and Admin.")
	ErrRoleDenied   = fault.New(fault.Forbidden, "role_not_allowed", "Only an administrator gives roles. No account was made.")
	ErrNoSuchUser   = fault.New(fault.NotFound, "no_such_user", "There is no such account.")
	ErrEmailTaken   = fault.New(fault.Conflict, "email_taken", "There is an account with this address already. Sign in, or have the password reset by mail.")
	ErrLastAdmin    = fault.New(fault.Conflict, "last_admin", "This is the only administrator. Make somebody else one first; nothing was changed.")
)

// UserID identifies an account. It is the account's customer id everywhere.
type UserID = id.ID[User]

// User is a person's account.
type User struct {
	ID           UserID
	Email        string // as it was typed
	Folded       string // as it is compared: see Fold
	PasswordHash string
	Role         actor.Role
	VerifiedAt   time.Time // zero: the address was not verified yet
	CreatedAt    time.Time
	Guests       []id.UUID // the guests that it took over, the newest first
}

// maxEmail is the longest address in bytes (RFC 5321 §4.5.3.1.3, without the angle brackets).
const maxEmail = 254

// Fold brings an address to the form in which two of them are compared: without blanks around, in lower case.
func Fold(email string) string { return address.Fold(email) }

// CheckEmail reports what is wrong with the form of an address. Only a mail can tell whether it is somebody's.
func CheckEmail(email string) error {
	email = strings.TrimSpace(email)
	local, domain, ok := strings.Cut(email, "@")
	if !ok || local == "" || len(local) > 64 || len(Fold(email)) > maxEmail || len(email) > maxEmail {
		return ErrInvalidEmail
	}
	if strings.ContainsFunc(email, notInAddresses) || strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, "..") {
		return ErrInvalidEmail
	}
	labels := strings.Split(domain, ".")
	if len(labels) < 2 || slices.ContainsFunc(labels, notALabel) {
		return ErrInvalidEmail
	}
	return nil
}

// notInAddresses finds characters that would need quotes, or that could be taken for something else in a mail's header.
func notInAddresses(r rune) bool {
	return unicode.IsSpace(r) || !unicode.IsPrint(r) || strings.ContainsRune(`"(),:;<>[\]`, r)
}

// notALabel reports whether a part of a domain between two dots cannot be one.
func notALabel(label string) bool {
	return label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
		strings.ContainsFunc(label, func(r rune) bool {
			return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
		})
}

// CheckRole reports whether accounts can have the role.
func CheckRole(role actor.Role) error {
	switch role {
	case actor.Customer, actor.Staff, actor.Organiser, actor.Admin:
		return nil
	default:
		return ErrInvalidRole
	}
}

// Verified reports whether a mail reached the account's person.
func (u User) Verified() bool { return !u.VerifiedAt.IsZero() }

// verify notes that a mail reached the person; the first time counts.
func (u *User) verify(now time.Time) {
	if !u.Verified() {
		u.VerifiedAt = now
	}
}

// customers lists the second owners that the account's tokens name: its newest guests.
func (u User) customers(most int) []id.UUID { return u.Guests[:min(most, len(u.Guests))] }

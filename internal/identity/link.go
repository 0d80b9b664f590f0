package identity

import (
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// ErrLinkExpired says that a mail's link opens nothing (any more). It does not say whether it ever did.
var ErrLinkExpired = fault.New(fault.Gone, "link_expired", "This link was used already or is too old. Nothing was changed; ask for a new one.")

// LinkKind says what a link is for.
type LinkKind string

// The kinds of links, which are the kinds of mails.
const (
	VerifyLink LinkKind = "verify"
	ResetLink  LinkKind = "reset"
)

// Link is a one-time secret in a mail: whoever brings it back can read the account's mail.
type Link struct {
	ID        id.UUID
	User      UserID
	Kind      LinkKind
	Digest    Digest
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    time.Time // zero: open
}

// MailRequest asks for a mail to an address. It waits in the store until a worker writes the mail: so the request takes as long for
// an address without an account as for one with, and no crash loses it.
type MailRequest struct {
	ID     id.UUID
	Kind   LinkKind
	Folded string
	At     time.Time
	Next   time.Time // when a process may take it on
	Sealed []byte    // the secret of its link, once there is one: the mail is the same at each try
}

// check refuses a link that is over, or of another kind.
func (l Link) check(kind LinkKind, now time.Time) error {
	if l.Kind != kind || !l.UsedAt.IsZero() || !now.Before(l.ExpiresAt) {
		return ErrLinkExpired
	}
	return nil
}

// due reports whether one more mail may go to an account that has had these, the newest first.
func due(had []Link, now time.Time, rules Rules) bool {
	today := 0
	for _, l := range had {
		if now.Before(l.CreatedAt.Add(rules.MailPause)) {
			return false
		}
		if now.Before(l.CreatedAt.Add(24 * time.Hour)) {
			today++
		}
	}
	return today < rules.MailsDaily
}

// ttl is how long a link of the kind works.
func (r Rules) ttl(kind LinkKind) time.Duration {
	if kind == ResetLink {
		return r.ResetTTL
	}
	return r.VerifyTTL
}

// address writes the link. The secret stands in the fragment, which no browser sends to a server and no server logs.
func (r Rules) address(kind LinkKind, of secret) string {
	page := "/verify-email"
	if kind == ResetLink {
		page = "/reset-password"
	}
	return strings.TrimRight(r.PublicURL, "/") + page + "#token=" + of.text()
}

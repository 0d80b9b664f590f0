package identity

import (
	"context"
	"io"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// Rules are the numbers of this part of the business.
type Rules struct {
	PublicURL string // the address that people open; links in mails begin with it

	AccessTTL  time.Duration // how long an account's access token is good
	GuestTTL   time.Duration // how long a guest's token is good
	OrderTTL   time.Duration // how long a one-order session is good
	RefreshTTL time.Duration // how long a session lasts without being used
	SessionMax time.Duration // how long a session lasts at most
	RetryGrace time.Duration // how long a refresh token that was just used gives its answer again

	VerifyTTL  time.Duration // how long the link of a verification mail works
	ResetTTL   time.Duration // how long the link of a reset mail works
	MailPause  time.Duration // the least time between two mails of one kind to one account
	MailsDaily int           // the most mails of one kind to one account in 24 hours

	FreeFailures int           // wrong passwords in a row before an address is locked
	FirstLock    time.Duration // the first lock; every further failure doubles it
	LongestLock  time.Duration // the longest lock
	FailureTTL   time.Duration // wrong passwords are forgotten when there was none for so long

	TakenGuests int           // the most guests that an account's tokens name; the newest count
	KeysFresh   time.Duration // how long a process signs by the keys that it has read
}

// DefaultRules are the rules of an installation that sets none.
func DefaultRules() Rules {
	return Rules{
		PublicURL: "http://localhost:8080",

		AccessTTL:  15 * time.Minute,
		GuestTTL:   30 * 24 * time.Hour,
		OrderTTL:   24 * time.Hour,
		RefreshTTL: 30 * 24 * time.Hour,
		SessionMax: 180 * 24 * time.Hour,
		RetryGrace: 10 * time.Second,

		VerifyTTL:  72 * time.Hour,
		ResetTTL:   time.Hour,
		MailPause:  time.Minute,
		MailsDaily: 10,

		FreeFailures: 5,
		FirstLock:    30 * time.Second,
		LongestLock:  15 * time.Minute,
		FailureTTL:   24 * time.Hour,

		TakenGuests: 50,
		KeysFresh:   time.Minute,
	}
}

// Service is the context's commands and queries. It is safe for concurrent use.
type Service struct {
	store Store
	ports Ports
	rules Rules
	clock clock.Clock
	ids   id.Source
	keys  ring
}

// New makes the service.
func New(store Store, ports Ports, rules Rules, clk clock.Clock, ids id.Source) *Service {
	if ports.Endings == nil {
		ports.Endings = noEndings{}
	}
	return &Service{store: store, ports: ports, rules: rules, clock: clk, ids: ids}
}

// Ports are what the context needs of others.
type Ports struct {
	Passwords Passwords
	Tokens    Tokens
	Sealer    Sealer
	Mails     Mails
	Endings   Endings   // nil: access tokens live until their own end
	Random    io.Reader // where secrets and keys come from: crypto/rand.Reader, or a seeded one in tests
}

// Passwords turns passwords into what may be kept. It is slow on purpose, bounds how many are worked on at once, and returns
// [ErrBusy] to whoever would wait too long.
type Passwords interface {
	Hash(ctx context.Context, password string) (string, error)
	// Check reports whether the password belongs to the hash, and whether the hash is weaker than today's. An empty hash belongs to
	// no password, and finding that out takes as long.
	Check(ctx context.Context, hash, password string) (ok, outdated bool, err error)
}

// Tokens writes and reads signed tokens.
type Tokens interface {
	Sign(key SigningKey, claims Claims) (string, error)
	// Read returns the claims of a token that one of the keys has signed. Whether its time is over is the caller's question. Anything
	// else is an error.
	Read(token string, keys []PublicKey) (Claims, error)
}

// Sealer keeps what lies in the tables from being read there.
type Sealer interface {
	Seal(plain []byte) []byte
	Open(sealed []byte) ([]byte, error)
}

// Endings tells every service which sessions ended, so that their access tokens are refused before their own end. It is told after the
// commit, perhaps more than once, and waits for nobody; what it loses it is told again by Announce. The store alone knows the truth:
// what Endings does not know is asked there.
type Endings interface {
	// End says that the session of this name ended. Its last token is over at the given time.
	End(session id.UUID, lastToken time.Time)
	// Has reports whether the session is known to have ended.
	Has(session id.UUID) bool
}

// noEndings tells nobody.
type noEndings struct{}

func (noEndings) End(id.UUID, time.Time) {}
func (noEndings) Has(id.UUID) bool       { return false }

// Mails sends what must reach a person. The mail is committed to be sent before Send returns. Of mails with one id the first is sent.
type Mails interface {
	Send(ctx context.Context, mail Mail) error
}

// Mail is a mail to an account's address.
type Mail struct {
	ID        id.UUID
	Kind      LinkKind
	To        string
	Link      string // the address to open; it holds the secret
	ExpiresAt time.Time
}

// Store keeps the context's state. Update is the only way to write; its function may run again after a conflict, so it touches
// nothing but tx. Reads see committed state and lock nothing.
type Store interface {
	Update(ctx context.Context, do func(tx Tx) error) error

	// User returns one account, or ErrNoSuchUser.
	User(ctx context.Context, user UserID) (User, error)
	// UserByEmail looks an account up by its folded address.
	UserByEmail(ctx context.Context, folded string) (User, bool, error)
	// Users lists accounts by folded address.
	Users(ctx context.Context, query UserQuery) ([]User, error)
	// Taken reports whether an account has taken the guest over.
	Taken(ctx context.Context, guest id.UUID) (bool, error)
	// Failures returns the wrong passwords of a folded address; none is the zero value with the address.
	Failures(ctx context.Context, folded string) (Failures, error)
	// MailRequests returns the oldest mails that are waiting to be written and whose time has come.
	MailRequests(ctx context.Context, now time.Time, limit int) ([]MailRequest, error)
	// Link looks a link up by the digest of its secret.
	Link(ctx context.Context, digest Digest) (Link, bool, error)
	// Ended returns sessions that ended at or after a time, in the order of their ends and ids, those past the given one.
	Ended(ctx context.Context, from time.Time, past SessionID, limit int) ([]Session, error)
	// Keys returns all signing keys.
	Keys(ctx context.Context) ([]StoredKey, error)
}

// Tx is one transaction. What it loads stays as it is until the transaction ends: rivals wait. Commands lock in one order: failures,
// account, then what belongs to the account.
type Tx interface {
	work.Unit

	// Users loads accounts, ordered by id; those that do not exist are left out.
	Users(ctx context.Context, users []UserID) ([]User, error)
	// UserByEmail loads the account of a folded address.
	UserByEmail(ctx context.Context, folded string) (User, bool, error)
	// Admins returns all administrators, ordered by id. No rival can make one of them something else meanwhile.
	Admins(ctx context.Context) ([]UserID, error)
	// PutUsers writes accounts without their guests. It returns ErrEmailTaken when another account has the folded address.
	PutUsers(ctx context.Context, users []User) error
	// TakeGuests gives guests to an account. A guest that any account has already stays where it is.
	TakeGuests(ctx context.Context, user UserID, guests []id.UUID, at time.Time) error

	// Sessions loads sessions, ordered by id; those that do not exist are left out.
	Sessions(ctx context.Context, sessions []SessionID) ([]Session, error)
	// LiveSessions loads an account's sessions that have not ended, ordered by id.
	LiveSessions(ctx context.Context, user UserID) ([]Session, error)
	PutSessions(ctx context.Context, sessions []Session) error

	// Failures loads the wrong passwords of a folded address; rivals wait even where there is none yet.
	Failures(ctx context.Context, folded string) (Failures, error)
	PutFailures(ctx context.Context, failures []Failures) error
	ForgetFailures(ctx context.Context, folded []string) error

	// Links loads links by the digests of their secrets; those that do not exist are left out.
	Links(ctx context.Context, digests []Digest) ([]Link, error)
	// LinksOf loads an account's links of a kind, the newest first.
	LinksOf(ctx context.Context, user UserID, kind LinkKind) ([]Link, error)
	PutLinks(ctx context.Context, links []Link) error

	// PutMailRequests asks for mails; a second request of a kind for an address adds nothing while the first is waiting.
	PutMailRequests(ctx context.Context, requests []MailRequest) error
	// MailRequest loads a request, if it is still waiting. TakeMailRequest writes when it may be taken on next, and its secret.
	MailRequest(ctx context.Context, request id.UUID) (MailRequest, bool, error)
	TakeMailRequest(ctx context.Context, request MailRequest) error
	DeleteMailRequests(ctx context.Context, requests []id.UUID) error

	// Keys loads all signing keys. No rival can write any meanwhile, not even the first.
	Keys(ctx context.Context) ([]StoredKey, error)
	PutKeys(ctx context.Context, keys []StoredKey) error

	// Forget removes what is over: sessions and links that expired before now, failures before the given time, keys that are retired
	// and no longer needed. It returns how many rows.
	Forget(ctx context.Context, now, failuresBefore time.Time) (int, error)
}

// ErrBusy says that too many passwords are being checked at once.
var ErrBusy = fault.New(fault.Unavailable, "sign_in_busy", "Too many people are signing in at this moment. Nothing was changed; try again in a few seconds.")

// Package identityhttp is identity's door: guests, sign-in, accounts, and the keys by which tokens are checked.
package identityhttp

import (
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// How often one client address, or one customer, may try. Guests come in crowds behind one address; passwords do not.
var (
	guestRate   = rest.Rate{Per: time.Minute, Burst: 300}
	tokenRate   = rest.Rate{Per: time.Minute, Burst: 60}
	refreshRate = rest.Rate{Per: time.Minute, Burst: 300}
	accountRate = rest.Rate{Per: 10 * time.Minute, Burst: 30}
	mailRate    = rest.Rate{Per: 10 * time.Minute, Burst: 20}
)

const (
	sessions = "Sessions"
	accounts = "Accounts"
)

// handlers answer the routes.
type handlers struct {
	svc     *identity.Service
	cookies rest.Cookies
}

// Routes adds the routes.
func Routes(api *rest.API, svc *identity.Service, cookies rest.Cookies) {
	h := &handlers{svc: svc, cookies: cookies}
	h.sessionRoutes(api)
	h.accountRoutes(api)
	h.adminRoutes(api)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/.well-known/jwks.json", ID: "listTokenKeys", Tag: sessions, Access: rest.Open,
		Summary: "The public keys by which access and guest tokens are checked",
	}, h.publicKeys)
}

func (h *handlers) sessionRoutes(api *rest.API) {
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/guests", ID: "beginGuest", Tag: sessions, Access: rest.Open, Status: http.StatusCreated, Limit: guestRate,
		Summary: "Begin a guest session",
		About:   "The token is good for 30 days. A browser's guest cookie resumes its guest.",
	}, h.beginGuest)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/token", ID: "signIn", Tag: sessions, Access: rest.Open, Limit: tokenRate,
		Summary: "Sign in",
		About:   "Sent with a guest's token, the account takes that guest over: what the guest has is the account's too.",
		Fails:   []*fault.Error{identity.ErrInvalidCredentials, identity.ErrTooManySignIns, identity.ErrBusy},
	}, h.signIn)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/token/refresh", ID: "refreshToken", Tag: sessions, Access: rest.Open, Limit: refreshRate,
		Summary: "Exchange a refresh token for the next access token",
		About:   "The refresh token comes in the body, or in a browser's cookie. It works once: the answer brings the next, in the way in which it came.",
		Fails:   []*fault.Error{identity.ErrInvalidRefresh},
	}, h.refresh)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/token/revoke", ID: "revokeToken", Tag: sessions, Access: rest.Open, Status: http.StatusNoContent, Limit: refreshRate,
		Summary: "Sign out",
		About:   "Ends the session of the refresh token, which comes in the body or in a browser's cookie. An unknown token is answered alike.",
	}, h.revoke)
}

func (h *handlers) accountRoutes(api *rest.API) {
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/users", ID: "registerUser", Tag: accounts, Access: rest.Open, Status: http.StatusCreated, Limit: accountRate,
		Summary: "Register",
		About: "Signs the new account in, takes the caller's guest over, and sends the mail that verifies the address. " +
			"Only an admin may give a role; then nobody is signed in.",
		Fails: []*fault.Error{identity.ErrInvalidEmail, identity.ErrWeakPassword, identity.ErrInvalidRole, identity.ErrRoleDenied, identity.ErrEmailTaken, identity.ErrBusy},
	}, h.register)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/users/me", ID: "readMe", Tag: accounts, Access: rest.Account,
		Summary: "My account",
	}, h.me)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/users/{id}", ID: "readUser", Tag: accounts, Access: rest.Account,
		Summary: "An account: one's own, or any for an admin", Fails: []*fault.Error{identity.ErrNoSuchUser},
	}, h.user)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/users/verify", ID: "verifyAddress", Tag: accounts, Access: rest.Open, Status: http.StatusNoContent, Limit: mailRate,
		Summary: "Verify an address by the token of its mail", Fails: []*fault.Error{identity.ErrLinkExpired},
	}, h.verify)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/users/verification", ID: "askVerification", Tag: accounts, Access: rest.Account, Status: http.StatusAccepted, Limit: mailRate,
		Summary: "Ask for the verification mail once more", About: "At most one mail a minute.",
	}, h.askVerification)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/users/password-reset", ID: "askPasswordReset", Tag: accounts, Access: rest.Open, Status: http.StatusAccepted, Limit: mailRate,
		Summary: "Ask for a mail by which the password can be set anew",
		About:   "The answer is the same whether or not there is an account. At most one mail a minute.",
		Fails:   []*fault.Error{identity.ErrInvalidEmail},
	}, h.askReset)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/users/password-reset/confirm", ID: "resetPassword", Tag: accounts, Access: rest.Open,
		Status: http.StatusNoContent, Limit: mailRate,
		Summary: "Set a new password by the token of a mail", About: "Ends all sessions of the account.",
		Fails: []*fault.Error{identity.ErrLinkExpired, identity.ErrWeakPassword, identity.ErrBusy},
	}, h.reset)
}

func (h *handlers) adminRoutes(api *rest.API) {
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/admin/users", ID: "listUsers", Tag: accounts, Access: rest.Admins,
		Summary: "List accounts by address",
	}, h.users)
	rest.Register(api, rest.Route{
		Method: http.MethodPatch, Path: "/admin/users/{id}/role", ID: "setRole", Tag: accounts, Access: rest.Admins,
		Summary: "Give an account another role",
		About:   "Ends all sessions of the account: whoever it is signs in again, with the new role.",
		Fails:   []*fault.Error{identity.ErrInvalidRole, identity.ErrNoSuchUser, identity.ErrLastAdmin},
	}, h.setRole)
}

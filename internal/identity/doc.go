// Package identity knows people: their accounts, how they prove who they are, and the tokens by which every other context
// recognises them.
//
// Owns: users and their roles, password rules, sign-in with its lockout, sessions (refresh tokens), guests, one-order sessions, the
// links of verification and reset mails, and the keys that sign tokens. Does not own: what a person may do elsewhere (each context
// checks the actor itself), what a mail looks like (notification), nor the checking of tokens at the doors (platform/auth, by the
// keys that are published here).
//
// States. A session is live until it is signed out, expires, or one of its old refresh tokens comes back, which ends it. A link is
// open until it is used or expires. A signing key is next, then current, then retired; all three are published.
//
// A guest is nothing but a signed token: there is no row until an account takes the guest over, and then the account's tokens
// name the guest's customer id as a second owner.
//
// Events in: none. Events out: none; mails are asked for through the port [Mails].
//
// Expected failures, by code:
//
//	invalid_email         400  the address has not the form of one
//	weak_password         400  too short, too long, too common, or the address itself
//	invalid_role          400  no such role
//	invalid_credentials   401  address and password do not belong together (also when there is no such account)
//	invalid_refresh_token 401  the refresh token is unknown, used up or over
//	role_not_allowed      403  only an administrator gives roles
//	no_such_user          404
//	email_taken           409  a second registration of an address
//	last_admin            409  the only administrator cannot stop being one
//	link_expired          410  the link of a mail is unknown, used or over
//	too_many_sign_ins     429  the account is locked for a while after wrong passwords
//	sign_in_busy          503  too many passwords are being checked
package identity

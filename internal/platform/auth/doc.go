// Package auth reads tokens: people's (signed by identity, checked with its public keys) and our own services' (a MAC from the
// shared secret). It also derives keys from that secret and seals what lies in the tables.
//
// Owns: who a token names. Does not own: issuing people's tokens, passwords, sessions; those are identity's.
package auth

import "github.com/speckit/ticketing/internal/kernel/fault"

// Refusals of a token.
var (
	ErrToken   = fault.New(fault.Unauthenticated, "invalid_token", "The token is not accepted. Sign in again.")
	ErrExpired = fault.New(fault.Unauthenticated, "token_expired", "The session is over. Refresh it or sign in again.")
	ErrEnded   = fault.New(fault.Unauthenticated, "token_revoked", "This session was ended. Sign in again.")
	ErrKeys    = fault.New(fault.Unavailable, "keys_unavailable", "Tokens cannot be checked at the moment. Try again in a moment.")
)

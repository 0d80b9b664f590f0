// Package identityjose is identity's cryptography: JSON web tokens signed with Ed25519 (go-jose) and password hashes by argon2id.
package identityjose

package identitypg

import (
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/identity/identitypg/identitysql"
	"github.com/speckit/ticketing/internal/kernel/actor"
)

func userOf(row identitysql.User) identity.User {
	return identity.User{
		ID: identity.UserID(row.ID), Email: row.Email, Folded: row.Folded, PasswordHash: row.PasswordHash,
		Role: actor.Role(row.Role), VerifiedAt: timeOf(row.VerifiedAt), CreatedAt: row.CreatedAt.UTC(),
	}
}

func userRow(u identity.User) identitysql.PutUsersParams {
	return identitysql.PutUsersParams{
		ID: u.ID.UUID(), Email: u.Email, Folded: u.Folded, PasswordHash: u.PasswordHash,
		Role: string(u.Role), VerifiedAt: nullTime(u.VerifiedAt), CreatedAt: u.CreatedAt,
	}
}

func sessionOf(row identitysql.Session) identity.Session {
	return identity.Session{
		ID: identity.SessionID(row.ID), User: identity.UserID(row.UserID),
		Current: identity.Digest(row.Current), Previous: identity.Digest(row.Previous), Next: row.NextSealed,
		RotatedAt: row.RotatedAt.UTC(), BeganAt: row.BeganAt.UTC(), ExpiresAt: row.ExpiresAt.UTC(), EndedAt: timeOf(row.EndedAt),
	}
}

func sessionRow(s identity.Session) identitysql.PutSessionsParams {
	return identitysql.PutSessionsParams{
		ID: s.ID.UUID(), UserID: s.User.UUID(), Current: s.Current[:], Previous: s.Previous[:], NextSealed: s.Next,
		RotatedAt: s.RotatedAt, BeganAt: s.BeganAt, ExpiresAt: s.ExpiresAt, EndedAt: nullTime(s.EndedAt),
	}
}

func failuresRow(f identity.Failures) identitysql.PutFailuresParams {
	return identitysql.PutFailuresParams{
		Folded: f.Folded, Count: int32(f.Count), LastAt: f.LastAt, LockedUntil: nullTime(f.LockedUntil), // counts sign-ins
	}
}

func linkOf(row identitysql.Link) identity.Link {
	return identity.Link{
		ID: row.ID, User: identity.UserID(row.UserID), Kind: identity.LinkKind(row.Kind), Digest: identity.Digest(row.Digest),
		CreatedAt: row.CreatedAt.UTC(), ExpiresAt: row.ExpiresAt.UTC(), UsedAt: timeOf(row.UsedAt),
	}
}

func linkRow(l identity.Link) identitysql.PutLinksParams {
	return identitysql.PutLinksParams{
		ID: l.ID, UserID: l.User.UUID(), Kind: string(l.Kind), Digest: l.Digest[:],
		CreatedAt: l.CreatedAt, ExpiresAt: l.ExpiresAt, UsedAt: nullTime(l.UsedAt),
	}
}

func requestOf(row identitysql.MailRequest) identity.MailRequest {
	return identity.MailRequest{ID: row.ID, Kind: identity.LinkKind(row.Kind), Folded: row.Folded, At: row.RequestedAt.UTC(), Next: row.Next.UTC(), Sealed: row.Sealed}
}

func requestRow(r identity.MailRequest) identitysql.PutMailRequestsParams {
	return identitysql.PutMailRequestsParams{ID: r.ID, Kind: string(r.Kind), Folded: r.Folded, RequestedAt: r.At, Next: r.Next, Sealed: r.Sealed}
}

func keyOf(row identitysql.SigningKey) identity.StoredKey {
	return identity.StoredKey{
		ID: row.ID, Public: row.Public, Sealed: row.Sealed, State: identity.KeyState(row.State),
		CreatedAt: row.CreatedAt.UTC(), Until: timeOf(row.Until),
	}
}

func keyRow(k identity.StoredKey) identitysql.PutKeysParams {
	return identitysql.PutKeysParams{
		ID: k.ID, Public: k.Public, Sealed: k.Sealed, State: string(k.State), CreatedAt: k.CreatedAt, Until: nullTime(k.Until),
	}
}

// mapped turns each element into another.
func mapped[A, B any](in []A, turn func(A) B) []B {
	out := make([]B, len(in))
	for i, v := range in {
		out[i] = turn(v)
	}
	return out
}

// nullTime writes the zero time as null.
func nullTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

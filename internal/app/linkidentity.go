package app

import (
	"context"
	"fmt"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/notification"
)

type mailsForIdentity struct{ near *Neighbours }

func (l mailsForIdentity) Send(ctx context.Context, m identity.Mail) error {
	letter := notification.Account{ID: m.ID, To: m.To, Expires: m.ExpiresAt}
	switch m.Kind {
	case identity.VerifyLink:
		letter.Kind, letter.Links = notification.VerifyMail, []notification.Link{{Label: "Confirm this address", URL: m.Link}}
	case identity.ResetLink:
		letter.Kind, letter.Links = notification.ResetMail, []notification.Link{{Label: "Set a new password", URL: m.Link}}
	default:
		return fmt.Errorf("there is no mail of kind %q", m.Kind)
	}
	return l.near.Notification.Queue(ctx, letter)
}

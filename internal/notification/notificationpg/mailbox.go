package notificationpg

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationpg/notificationsql"
	"github.com/speckit/ticketing/internal/platform/pg"
)

// Mailbox is a notification.Mailbox over the context's database.
type Mailbox struct{ q *notificationsql.Queries }

// NewMailbox returns the demo's mailbox.
func NewMailbox(db *pg.DB) *Mailbox { return &Mailbox{q: notificationsql.New(db.Pool())} }

// Send puts a letter into the mailbox, once.
func (m *Mailbox) Send(ctx context.Context, letter notification.Letter) error {
	attachments := make([]notification.Attachment, len(letter.Files))
	for i, f := range letter.Files {
		attachments[i] = notification.Attachment{Name: f.Name, Type: f.Type, Size: len(f.Content)}
	}
	list, err := json.Marshal(attachments)
	if err != nil {
		return fmt.Errorf("encode attachments: %w", err)
	}
	return wrap("put letter", m.q.PutLetter(ctx, notificationsql.PutLetterParams{
		ID: letter.ID.UUID(), Recipient: letter.To, Subject: letter.Subject, Text: letter.Text, Html: letter.HTML, Attachments: list,
	}))
}

// Letters returns the newest letters first.
func (m *Mailbox) Letters(ctx context.Context, limit int) ([]notification.Received, error) {
	rows, err := m.q.Letters(ctx, int32(limit))
	if err != nil {
		return nil, wrap("read mailbox", err)
	}
	letters := make([]notification.Received, len(rows))
	for i, r := range rows {
		letters[i] = notification.Received{To: r.Recipient, Subject: r.Subject, Text: r.Text, HTML: r.Html}
		if err := json.Unmarshal(r.Attachments, &letters[i].Attachments); err != nil {
			return nil, wrap("decode attachments", err)
		}
	}
	return letters, nil
}

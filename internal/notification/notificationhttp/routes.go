// Package notificationhttp is notification's door: the demo's mailbox, and the mails as the house sees them.
package notificationhttp

import (
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// lettersShown bounds the mailbox's page.
const lettersShown = 200

// Routes adds the routes. Mailbox is nil outside a demo: then nothing of /dev exists.
func Routes(api *rest.API, svc *notification.Service, mailbox notification.Mailbox) {
	rest.Register(api, rest.Route{
		Method: "GET", Path: "/admin/mails", ID: "listMails", Summary: "List mails and what became of them", Tag: "Mails", Access: rest.House,
	}, func(ctx context.Context, call rest.Call, in *listInput) (*rest.Page[mail], error) {
		before, err := rest.ReadCursor[id.UUID](in.Cursor)
		if err != nil {
			return nil, err
		}
		mails, err := svc.List(ctx, notification.Status(in.Status), notification.MailID(before), in.Size()+1)
		if err != nil {
			return nil, err
		}
		next := ""
		if len(mails) > in.Size() {
			mails = mails[:in.Size()]
			next = rest.Cursor(mails[len(mails)-1].ID.UUID())
		}
		return rest.NextPage(call, wireMails(mails), next), nil
	})
	if mailbox == nil {
		return
	}
	rest.Raw(api, rest.Route{
		Method: "GET", Path: "/dev/mailbox", ID: "readMailbox", Summary: "Read the demo's mails", Tag: "Mails", Access: rest.Open,
		About: "Only in a demo. A page for people; JSON by Accept.",
	}, func(w http.ResponseWriter, r *http.Request, _ rest.Call, _ *struct{}) error {
		letters, err := mailbox.Letters(r.Context(), lettersShown)
		if err != nil {
			return err
		}
		if rest.Prefers(r, "text/html", "application/json") == "application/json" {
			return rest.WriteJSON(w, http.StatusOK, wireLetters(letters))
		}
		return showLetters(w, letters)
	})
}

type listInput struct {
	rest.List
	Status string `query:"status" enum:"pending,sent,retrying,failed" required:"false" doc:"Only mails of this status."`
}

type mail struct {
	ID        id.UUID    `json:"id"`
	Kind      string     `json:"kind"`
	OrderID   *id.UUID   `json:"orderId"`
	To        string     `json:"to" doc:"Known once the mail was written."`
	Status    string     `json:"status" enum:"pending,sent,retrying,failed"`
	Reason    string     `json:"reason"`
	Attempts  int        `json:"attempts"`
	CreatedAt time.Time  `json:"createdAt"`
	SentAt    *time.Time `json:"sentAt"`
}

func wireMails(mails []notification.Mail) []mail {
	out := make([]mail, len(mails))
	for i, m := range mails {
		out[i] = mail{ID: m.ID.UUID(), Kind: string(m.Kind), To: m.To, Status: string(m.Status), Reason: m.Reason, Attempts: m.Attempts, CreatedAt: m.CreatedAt}
		if m.Order != id.Nil {
			out[i].OrderID = &m.Order
		}
		if !m.SentAt.IsZero() {
			out[i].SentAt = &m.SentAt
		}
	}
	return out
}

type letter struct {
	To          string                    `json:"to"`
	Subject     string                    `json:"subject"`
	Text        string                    `json:"text"`
	HTML        string                    `json:"html"`
	Attachments []notification.Attachment `json:"attachments"`
}

func wireLetters(letters []notification.Received) map[string][]letter {
	out := make([]letter, len(letters))
	for i, l := range letters {
		out[i] = letter{l.To, l.Subject, l.Text, l.HTML, l.Attachments}
	}
	return map[string][]letter{"messages": out}
}

//go:embed mailbox.html
var mailboxHTML string

var mailboxPage = template.Must(template.New("mailbox").Parse(mailboxHTML))

func showLetters(w http.ResponseWriter, letters []notification.Received) error {
	var page strings.Builder
	if err := mailboxPage.Execute(&page, letters); err != nil {
		return fmt.Errorf("write mailbox: %w", err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'")
	w.Header().Set("Referrer-Policy", "no-referrer")
	_, err := w.Write([]byte(page.String()))
	return err
}

package notificationpg_test

import (
	"testing"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationpg"
	"github.com/speckit/ticketing/internal/notification/notificationtest"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
)

func TestStore(t *testing.T) {
	t.Parallel()
	notificationtest.TestStore(t, func(t *testing.T) notification.Store {
		return notificationpg.New(pgtest.Open(t, notificationpg.Schema))
	})
}

func TestTheMailboxKeepsALetterOnce(t *testing.T) {
	t.Parallel()
	box := notificationpg.NewMailbox(pgtest.Open(t, notificationpg.Schema))
	older := notification.Letter{ID: notification.MailID(id.Random{}.New()), To: "a@example.com", Subject: "one", Text: "t", HTML: "<p>t</p>"}
	newer := notification.Letter{ID: notification.MailID(id.Random{}.New()), To: "b@example.com", Subject: "two", Files: []notification.File{{Name: "a.pdf", Type: "application/pdf", Content: []byte("12345")}}}
	for _, l := range []notification.Letter{older, newer, older} {
		if err := box.Send(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	got, err := box.Letters(t.Context(), 10)
	if err != nil || len(got) != 2 || got[0].Subject != "two" || got[0].Attachments[0].Size != 5 || got[1].HTML != "<p>t</p>" {
		t.Fatalf("letters %+v, %v", got, err)
	}
}

package e2e

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cucumber/godog"

	"github.com/speckit/ticketing/test/e2e/client"
)

func (w *world) mailSteps(sc *godog.ScenarioContext) {
	sc.Step(`^(\w+) receives (?:her|his) tickets by mail, with (\d+) PDFs and a calendar file$`, w.ticketsByMail)
	sc.Step(`^(\w+) receives a mail about "([^"]*)"$`, w.mailAbout)
	sc.Step(`^(\w+) receives a mail with the order's link$`, w.as(w.mailWithLink))
}

func (w *world) ticketsByMail(ctx context.Context, name string, count int) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return client.Await(ctx, soon, func(ctx context.Context) error {
		letters, err := w.house.stranger.Letters(ctx, p.email)
		if err != nil {
			return err
		}
		if err := want("mails", len(letters), 1); err != nil {
			return err
		}
		return errors.Join(
			want("PDFs", letters[0].Attached("application/pdf"), count), want("calendar files", letters[0].Attached("text/calendar"), 1),
			want("subject names the event", strings.Contains(letters[0].Subject, w.event.Name), true),
		)
	})
}

// mailAbout expects the order to say that one mail of the kind was sent, and the mailbox to have all that were sent.
func (w *world) mailAbout(ctx context.Context, name, kind string) error {
	p, err := w.who(name)
	if err != nil {
		return err
	}
	return client.Await(ctx, soon, func(ctx context.Context) error {
		order, err := p.Order(ctx, p.order.ID, "")
		if err != nil {
			return err
		}
		sent := map[string]int{}
		for _, m := range order.Mails {
			if m.Status == "sent" {
				sent[m.Kind]++
				sent["any"]++
			}
		}
		if sent[kind] != 1 {
			return fmt.Errorf("%d mails about %s were sent; all mails are %v", sent[kind], kind, order.Mails)
		}
		letters, err := w.house.stranger.Letters(ctx, p.email)
		if err != nil {
			return err
		}
		return want("mails in the mailbox", len(letters), sent["any"])
	})
}

func (w *world) mailWithLink(ctx context.Context, p *person) error {
	return client.Await(ctx, soon, func(ctx context.Context) error {
		letters, err := w.house.stranger.Letters(ctx, p.email)
		if err != nil {
			return err
		}
		for _, l := range letters {
			if strings.Contains(l.Text, "/orders/"+p.order.ID+"?secret=") && len(l.Attachments) == 0 {
				return nil
			}
		}
		return fmt.Errorf("none of %d mails has the link alone", len(letters))
	})
}

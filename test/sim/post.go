package sim

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/notification"
)

// post is the mail server and everybody's mailbox.
type post struct {
	letters []notification.Letter
	known   map[notification.MailID]bool
}

func newPost() *post { return &post{known: map[notification.MailID]bool{}} }

// find returns the newest letter to an address whose text has a word.
func (p *post) find(to, word string) (notification.Letter, bool) {
	for _, letter := range slices.Backward(p.letters) {
		if letter.To == to && strings.Contains(letter.Text, word) {
			return letter, true
		}
	}
	return notification.Letter{}, false
}

// postman brings letters, and sometimes finds the server away. The same letter again is thrown away, as mail programs do.
type postman struct{ w *World }

// Send hands a letter over.
func (p postman) Send(_ context.Context, letter notification.Letter) error {
	if p.w.strike(&p.w.trouble.mail) {
		return errMade
	}
	if !p.w.post.known[letter.ID] {
		p.w.post.known[letter.ID] = true
		p.w.post.letters = append(p.w.post.letters, letter)
	}
	p.w.passed("the mail server's answer")
	return nil
}

// pen writes letters in as few words as there can be.
type pen struct{}

// Write puts a matter into words.
func (pen) Write(m notification.Matter) (subject, text, html string, err error) {
	text = string(m.Kind)
	for _, link := range m.Links {
		text += "\n" + link.URL
	}
	if m.Place.URL != "" {
		text += "\n" + m.Place.URL
	}
	return string(m.Kind), fmt.Sprintf("%s %s %d tickets", text, m.Contact.Number, len(m.Tickets)), "", nil
}

// paper prints tickets by number.
type paper struct{}

// PDF lists the tickets.
func (paper) PDF(docs []fulfillment.Document) ([]byte, error) {
	var text []byte
	for _, d := range docs {
		text = append(text, d.Number...)
	}
	return text, nil
}

// Calendar is empty.
func (paper) Calendar([]fulfillment.Document) ([]byte, error) { return nil, nil }

// doorman is a gate that is open, and lies when that is armed: it decides nothing, so nothing may go wrong.
type doorman struct{ w *World }

// Try lets in, or pretends that a key is busy.
func (d doorman) Try(_ context.Context, keys []string, _ time.Duration) (release func(), busy []string) {
	if d.w.strike(&d.w.trouble.gate) {
		return nil, keys[:1]
	}
	return func() {}, nil
}

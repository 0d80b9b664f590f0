// Package notificationtext puts mails into words: subject, plain text and HTML of every kind, from templates.
package notificationtext

import (
	"bytes"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"strings"
	texttemplate "text/template"
	"time"

	"github.com/speckit/ticketing/internal/notification"
)

//go:embed letters
var letters embed.FS

// Writer is a notification.Writer.
type Writer struct {
	demo bool
	text *texttemplate.Template
	html *htmltemplate.Template
}

// New returns a writer; a demo's letters say that they are of a demo.
func New(demo bool) *Writer {
	functions := map[string]any{"when": when, "place": place, "until": until}
	return &Writer{
		demo: demo,
		text: texttemplate.Must(texttemplate.New("").Funcs(functions).ParseFS(letters, "letters/*.txt")),
		html: htmltemplate.Must(htmltemplate.New("").Funcs(functions).ParseFS(letters, "letters/*.html")),
	}
}

// view is what templates see.
type view struct {
	notification.Matter
	Demo bool
	Said []string // the text's paragraphs, for the HTML frame
}

// Write puts the matter into words. The HTML says what the text says, in the house's frame.
func (w *Writer) Write(matter notification.Matter) (subject, text, html string, err error) {
	var plain, framed bytes.Buffer
	v := view{Matter: matter, Demo: w.demo}
	if err := w.text.ExecuteTemplate(&plain, string(matter.Kind)+".txt", v); err != nil {
		return "", "", "", fmt.Errorf("write text: %w", err)
	}
	subject, text, _ = strings.Cut(strings.TrimSpace(plain.String()), "\n")
	subject, text = oneLine(strings.TrimPrefix(subject, "Subject: ")), strings.TrimSpace(text)
	v.Said = said(text)
	if w.demo {
		subject = "[Demo] " + subject
		text += "\n\nThis mail comes from a demo: the tickets admit nobody and no money was taken."
	}
	if err := w.html.ExecuteTemplate(&framed, "frame.html", v); err != nil {
		return "", "", "", fmt.Errorf("write HTML: %w", err)
	}
	return subject, text + "\n", framed.String(), nil
}

// said returns the paragraphs of a text that are sentences: what the frame shows in its own way (tickets, links) is left out.
func said(text string) []string {
	var out []string
	for _, p := range strings.Split(text, "\n\n") {
		p = strings.TrimSpace(p)
		if p != "" && !strings.Contains(p, "://") && !strings.HasPrefix(p, "- ") {
			out = append(out, strings.ReplaceAll(p, "\n", " "))
		}
	}
	return out
}

// oneLine keeps a subject on one line, whatever an event is called.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// when writes a time as people at the venue read it.
func when(t notification.TicketLine) string {
	zone, err := time.LoadLocation(t.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	return t.Starts.In(zone).Format("Monday 2 January 2006, 15:04") + " (" + zone.String() + ")"
}

func until(t time.Time) string { return t.Format("2 January 2006, 15:04 UTC") }

func place(t notification.TicketLine) string {
	if t.Row == "" {
		return t.Section + ", place " + t.Seat
	}
	return fmt.Sprintf("%s, row %s, seat %s", t.Section, t.Row, t.Seat)
}

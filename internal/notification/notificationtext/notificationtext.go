// Package notificationtext puts mails into words: subject, plain text and HTML of every kind, from templates.
package notificationtext

import (
	"bytes"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"slices"
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
	functions := map[string]any{"when": when, "place": place, "until": until, "occasion": occasion, "at": at}
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

// placeLabels say what the secret link of a place in line opens. A place in the line of a cancelled event has nothing to open.
var placeLabels = map[notification.Kind]string{
	notification.LineConfirmMail:   "Confirm your place in line",
	notification.LineOfferMail:     "See your seats and pay",
	notification.LinePassedMail:    "Open your waitlist page",
	notification.LineTakenBackMail: "Open your waitlist page",
}

// Write puts the matter into words. The HTML says what the text says, in the house's frame.
func (w *Writer) Write(matter notification.Matter) (subject, text, html string, err error) {
	var written, framed bytes.Buffer
	v := view{Matter: plain(matter), Demo: w.demo}
	if label, there := placeLabels[matter.Kind]; there && matter.Place.URL != "" {
		v.Links = append(slices.Clone(v.Links), notification.Link{Label: label, URL: matter.Place.URL})
	}
	if err := w.text.ExecuteTemplate(&written, string(matter.Kind)+".txt", v); err != nil {
		return "", "", "", fmt.Errorf("write text: %w", err)
	}
	subject, text, _ = strings.Cut(strings.TrimSpace(written.String()), "\n")
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
		if p != "" && !endsInLink(p) && !strings.HasPrefix(p, "- ") {
			out = append(out, strings.ReplaceAll(p, "\n", " "))
		}
	}
	return out
}

// endsInLink reports whether a paragraph's last line is an address to open and nothing else. An address inside a sentence, which may be
// an event's name, is part of the sentence.
func endsInLink(paragraph string) bool {
	last := paragraph[strings.LastIndex(paragraph, "\n")+1:]
	return strings.Contains(last, "://") && !strings.Contains(last, " ")
}

// plain puts every name on one line, so that none of them can add a paragraph.
func plain(m notification.Matter) notification.Matter {
	m.Contact.Name, m.Place.Name = oneLine(m.Contact.Name), oneLine(m.Place.Name)
	m.Place.Event, m.Place.Venue = oneLine(m.Place.Event), oneLine(m.Place.Venue)
	m.Tickets, m.Place.Seats = plainTickets(m.Tickets), plainTickets(m.Place.Seats)
	return m
}

func plainTickets(tickets []notification.TicketLine) []notification.TicketLine {
	out := slices.Clone(tickets)
	for i, t := range out {
		out[i].Event, out[i].Venue = oneLine(t.Event), oneLine(t.Venue)
		out[i].Section, out[i].Row, out[i].Seat = oneLine(t.Section), oneLine(t.Row), oneLine(t.Seat)
	}
	return out
}

// oneLine keeps on one line what is a name or a subject, whatever somebody wrote.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// when writes a time as people at the venue read it.
func when(t notification.TicketLine) string { return at(t.Starts, t.TimeZone) }

// at writes a time as people in a time zone read it, and says which zone that is.
func at(t time.Time, timeZone string) string {
	zone, err := time.LoadLocation(timeZone)
	if err != nil {
		zone = time.UTC
	}
	return t.In(zone).Format("Monday 2 January 2006, 15:04") + " (" + zone.String() + ")"
}

// occasion says what is waited for: the event, where and when.
func occasion(p notification.Place) string {
	if p.Venue == "" {
		return p.Event + ", " + at(p.Starts, p.TimeZone)
	}
	return p.Event + ", " + p.Venue + ", " + at(p.Starts, p.TimeZone)
}

func until(t time.Time) string { return t.Format("2 January 2006, 15:04 UTC") }

func place(t notification.TicketLine) string {
	if t.Row == "" {
		return t.Section + ", place " + t.Seat
	}
	return fmt.Sprintf("%s, row %s, seat %s", t.Section, t.Row, t.Seat)
}

package waitlist

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// Letter is what a mail to somebody in line speaks of, as it is when the mail is written.
type Letter struct {
	Entry    Entry
	Event    EventFacts
	URL      string // the secret link
	Position int64  // 1 for the first; 0 for who waits no more
	Offer    *Offer // an open one, or else the last
	Until    time.Time
}

// errNoFacts keeps a mail from being written without the event's name: it is tried again.
var errNoFacts = errors.New("catalog does not know the event yet")

// Letter returns it. It is for our own services.
func (s *Service) Letter(ctx context.Context, entry EntryID) (Letter, error) {
	e, err := s.store.Entry(ctx, entry)
	if err != nil {
		return Letter{}, err
	}
	l := Letter{Entry: e, Until: e.ConfirmBy}
	facts, err := s.ports.Events.Facts(ctx, []EventID{e.Event})
	if err != nil {
		return Letter{}, fmt.Errorf("look up the event: %w", err)
	}
	var known bool
	if l.Event, known = facts[e.Event]; !known {
		return Letter{}, errNoFacts
	}
	if l.URL, err = s.link(e); err != nil {
		return Letter{}, err
	}
	if e.Waiting() {
		if l.Position, err = s.rank(ctx, e); err != nil {
			return Letter{}, err
		}
	}
	if e.Status == Assigned {
		o, there, err := s.store.Offer(ctx, e.Offer)
		if err != nil {
			return Letter{}, err
		}
		if there {
			l.Offer, l.Until = &o, o.ExpiresAt
		}
	}
	return l, nil
}

// link is where the entry's mails lead.
func (s *Service) link(e Entry) (string, error) {
	secret, err := e.Secret.Text(s.ports.Sealer)
	if err != nil {
		return "", err
	}
	return s.rules.PublicURL + "/waitlist/" + e.ID.String() + "?" + url.Values{"secret": {secret}}.Encode(), nil
}

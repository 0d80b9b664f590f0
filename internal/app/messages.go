package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/shelfhttp"
)

// messagesListed bounds a list for a person.
const messagesListed = 1000

type messagesCommand struct {
	List  messagesList  `cmd:"" help:"List messages that wait for another try or are parked."`
	Show  messagesShow  `cmd:"" help:"Show one message with its reason and its content."`
	Retry messagesRetry `cmd:"" help:"Have messages tried again by the running server, or by the next one."`
	Drop  messagesDrop  `cmd:"" help:"Give messages up for good. What they would have done stays undone: look at them first, and audit after."`
}

type messagesList struct {
	Parked bool `help:"Only parked ones."`
}

// Run lists the shelves of all contexts.
func (l messagesList) Run(c call) error {
	return onShelves(c, func(ctx context.Context, g *ground) error {
		var state messaging.State
		if l.Parked {
			state = messaging.Parked
		}
		found := 0
		for _, name := range contextNames {
			shelved, err := g.dbs[name].List(ctx, messaging.Listing{State: state, Limit: messagesListed})
			if err != nil {
				return err
			}
			for _, s := range shelved {
				c.say("%s  %-7s  %-40s  %-22s  key %s  tries %d  since %s  %s", s.ID, s.State, s.Group, s.Envelope.Topic, s.Envelope.Key, s.Attempts,
					s.Since.Format(time.RFC3339), s.Reason)
			}
			found += len(shelved)
		}
		if found == 0 {
			c.say("no messages: everything that was told has been handled")
		}
		return nil
	})
}

type messagesShow struct {
	ID string `arg:"" help:"The id that list shows."`
}

// Run shows one message.
func (m messagesShow) Run(c call) error {
	return onShelves(c, func(ctx context.Context, g *ground) error {
		_, s, err := findShelved(ctx, g, m.ID)
		if err != nil {
			return err
		}
		var content bytes.Buffer
		if json.Indent(&content, s.Envelope.Payload, "", "  ") != nil {
			content.Write(s.Envelope.Payload)
		}
		c.say("group    %s\ntopic    %s\nkey      %s\nmessage  %s\nstate    %s\ntries    %d\nsince    %s\nreason   %s\n\n%s",
			s.Group, s.Envelope.Topic, s.Envelope.Key, s.Envelope.Message, s.State, s.Attempts, s.Since.Format(time.RFC3339), s.Reason, content.String())
		return nil
	})
}

type messagesRetry struct {
	IDs []string `arg:"" optional:"" name:"id" help:"Ids that list shows; none means all parked ones."`
}

// Run puts parked messages back among the waiting ones.
func (m messagesRetry) Run(c call) error {
	return onShelves(c, func(ctx context.Context, g *ground) error {
		count := 0
		for _, name := range contextNames {
			shelved, err := g.dbs[name].List(ctx, messaging.Listing{State: messaging.Parked, Limit: messagesListed})
			if err != nil {
				return err
			}
			for _, s := range shelved {
				if !named(m.IDs, s.ID) {
					continue
				}
				now := clock.System{}.Now()
				done, err := g.dbs[name].Retry(ctx, s.ID, now, shelfhttp.Deed(shelfhttp.Retried, actor.Actor{Role: "operator"}, s, now))
				if err != nil {
					return err
				}
				if done {
					count++
				}
			}
		}
		if count == 0 && len(m.IDs) > 0 {
			return fmt.Errorf("none of these messages is parked; `speckit messages list` shows what is")
		}
		c.say("%d message(s) will be tried again", count)
		return nil
	})
}

type messagesDrop struct {
	IDs []string `arg:"" name:"id" help:"Ids that list shows."`
}

// Run removes messages for good.
func (m messagesDrop) Run(c call) error {
	return onShelves(c, func(ctx context.Context, g *ground) error {
		for _, text := range m.IDs {
			name, s, err := findShelved(ctx, g, text)
			if err != nil {
				return err
			}
			deed := shelfhttp.Deed(shelfhttp.Dropped, actor.Actor{Role: "operator"}, s, clock.System{}.Now())
			if _, err := g.dbs[name].Drop(ctx, s.ID, deed); err != nil {
				return err
			}
			c.say("dropped %s of %s for %s", s.Envelope.Message, s.Envelope.Topic, s.Group)
		}
		return nil
	})
}

func onShelves(c call, do func(ctx context.Context, g *ground) error) error {
	return withGround(c, do)
}

func findShelved(ctx context.Context, g *ground, text string) (name string, s messaging.Shelved, err error) {
	wanted, err := uuid.Parse(text)
	if err != nil {
		return "", s, fmt.Errorf("%q is not a message's id; `speckit messages list` shows them", text)
	}
	for _, name := range contextNames {
		s, found, err := g.dbs[name].Find(ctx, wanted)
		if err != nil || found {
			return name, s, err
		}
	}
	return "", s, fmt.Errorf("there is no message %s; `speckit messages list` shows what is there", text)
}

func named(wanted []string, is id.UUID) bool {
	if len(wanted) == 0 {
		return true
	}
	for _, w := range wanted {
		if w == is.String() {
			return true
		}
	}
	return false
}

package shelfhttp

import (
	"context"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// handlers are the ends of one context's routes.
type handlers struct {
	context string
	shelf   messaging.Shelf
	clock   clock.Clock
}

// message is a shelved message without its content.
type message struct {
	ID       id.UUID   `json:"id" doc:"Of its place on the shelf."`
	Context  string    `json:"context"`
	Group    string    `json:"group" doc:"The consumer group that could not handle it."`
	Topic    string    `json:"topic"`
	Key      string    `json:"key" doc:"Later messages of the key wait behind it while it waits."`
	State    string    `json:"state" enum:"waiting,parked" doc:"Waiting ones are tried again by themselves, parked ones only when somebody says so."`
	Attempts int       `json:"attempts" doc:"Failures that were its own, not those while a part was away."`
	Since    time.Time `json:"since"`
	Reason   string    `json:"reason" doc:"Of the last failure."`
}

// whole is a message with its content.
type whole struct {
	message
	Payload any `json:"payload" doc:"As it was sent; a text where it is no JSON."`
}

func (h handlers) wire(s messaging.Shelved) message {
	return message{
		ID: s.ID, Context: h.context, Group: s.Group, Topic: s.Envelope.Topic, Key: strings.ToValidUTF8(s.Envelope.Key, "\uFFFD"), State: string(s.State),
		Attempts: s.Attempts, Since: s.Since.UTC(), Reason: s.Reason,
	}
}

// content is a payload for people, who may have been sent anything.
func content(payload []byte) any {
	if json.Valid(payload) && utf8.Valid(payload) {
		return json.RawMessage(payload)
	}
	return strings.ToValidUTF8(string(payload), "\uFFFD")
}

type listInput struct {
	rest.List
	State string `query:"state" enum:"waiting,parked" doc:"Only messages in this state."`
}

func (h handlers) list(ctx context.Context, call rest.Call, in *listInput) (*rest.Page[message], error) {
	after, err := rest.ReadCursor[messaging.ShelfMark](in.Cursor)
	if err != nil {
		return nil, err
	}
	found, err := h.shelf.List(ctx, messaging.Listing{State: messaging.State(in.State), After: after, Limit: in.Size() + 1})
	if err != nil {
		return nil, err
	}
	next := ""
	if len(found) > in.Size() {
		found = found[:in.Size()]
		next = rest.Cursor(found[len(found)-1].Mark())
	}
	list := make([]message, len(found))
	for i, s := range found {
		list[i] = h.wire(s)
	}
	return rest.NextPage(call, list, next), nil
}

type messageInput struct {
	ID id.UUID `path:"id"`
}

type messageOutput struct{ Body whole }

func (h handlers) show(ctx context.Context, call rest.Call, in *messageInput) (*messageOutput, error) {
	s, err := h.find(ctx, call, in)
	if err != nil {
		return nil, err
	}
	return &messageOutput{whole{h.wire(s), content(s.Envelope.Payload)}}, nil
}

func (h handlers) find(ctx context.Context, call rest.Call, in *messageInput) (messaging.Shelved, error) {
	call.Tag("message", in.ID)
	s, there, err := h.shelf.Find(ctx, in.ID)
	if err == nil && !there {
		err = ErrNoMessage
	}
	return s, err
}

func (h handlers) retry(ctx context.Context, call rest.Call, in *messageInput) (*struct{}, error) {
	s, err := h.find(ctx, call, in)
	if err != nil {
		return nil, err
	}
	now := h.clock.Now()
	done, err := h.shelf.Retry(ctx, s.ID, now, Deed(Retried, call.Actor, s, now))
	if err == nil && !done {
		err = ErrNotParked
	}
	return nil, err
}

func (h handlers) drop(ctx context.Context, call rest.Call, in *messageInput) (*struct{}, error) {
	s, err := h.find(ctx, call, in)
	if err != nil {
		return nil, err
	}
	done, err := h.shelf.Drop(ctx, s.ID, Deed(Dropped, call.Actor, s, h.clock.Now()))
	if err == nil && !done {
		err = ErrNoMessage
	}
	return nil, err
}

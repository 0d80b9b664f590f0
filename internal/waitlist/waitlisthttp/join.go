package waitlisthttp

import (
	"context"
	"errors"

	"github.com/speckit/ticketing/internal/kernel/address"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/waitlist"
)

var (
	errJoinedTooOften = fault.New(fault.Exhausted, "joined_too_often",
		"This address was sent here too often within an hour. Nothing was written; wait, or open the link in the mail that the address has got.")
	errNoEventID = fault.New(fault.Invalid, "event_id_required", "EventId is required, and is a UUID.")
)

// joinBody is the body of POST /v1/waitlist/join. What is missing or wrong is said in the original's words, so the door lets it through.
type joinBody struct {
	Email      string         `json:"email,omitempty" maxLength:"1000" doc:"Required: where the link goes, and the offer."`
	EventID    string         `json:"eventId,omitempty" maxLength:"1000" doc:"Required: a UUID."`
	Name       string         `json:"name,omitempty" maxLength:"1000" doc:"Who the tickets are for; default the address."`
	Quantity   *int           `json:"quantity,omitempty" minimum:"1" maximum:"100" doc:"Seats beside each other, up to the event's limit; default 1."`
	MaxPrice   *money.Decimal `json:"maxPrice,omitempty" doc:"Per seat; default any."`
	Sections   []string       `json:"sections,omitempty" maxItems:"50" doc:"By their codes; default anywhere."`
	Accessible bool           `json:"accessible,omitempty" doc:"Places for wheelchairs and their companions; others are not offered them."`
}

type joinInput struct{ Body joinBody }

// joined is a place in line that was taken.
type joined struct {
	EntryID  id.UUID `json:"entryId"`
	Position int64   `json:"position" doc:"The person's own rank: 1 for the first."`
}

type joinOutput struct {
	Location string `header:"Location"`
	Body     joined
}

func (h *handlers) join(ctx context.Context, call rest.Call, in *joinInput) (*joinOutput, error) {
	if err := h.limitAddress(ctx, in.Body.Email); err != nil {
		return nil, err
	}
	wish := in.Body.command()
	call.Tag("event", wish.Event.UUID())
	place, err := h.svc.Join(ctx, wish)
	if err != nil {
		return nil, listed(err)
	}
	call.Tag("entry", place.Entry.UUID())
	return &joinOutput{"/api/v1/waitlist/" + place.Entry.String(), joined{place.Entry.UUID(), place.Position}}, nil
}

// listed gives what inventory finds wrong with a wish the original's list of errors, which the core's own refusals have.
func listed(err error) error {
	known, expected := fault.As(err)
	if !expected || known.Kind != fault.Invalid || errors.Is(err, waitlist.ErrBadJoin) {
		return err
	}
	return known.With("errors", []string{known.Detail})
}

// limitAddress counts a try of a mail address. What is none is refused by whoever reads it.
func (h *handlers) limitAddress(ctx context.Context, email string) error {
	clean, ok := address.Clean(email)
	if !ok {
		return nil
	}
	if wait, ok := h.cfg.Limiter.Take(ctx, "m joinLine "+address.Fold(clean), addressRate); !ok {
		return errJoinedTooOften.After(wait)
	}
	return nil
}

// command reads the wish. An event's id that is none stays zero, which the core refuses together with whatever else is wrong.
func (b joinBody) command() waitlist.Join {
	in := waitlist.Join{Email: b.Email, Name: b.Name, Wish: waitlist.Wish{Sections: b.Sections, Accessible: b.Accessible}}
	in.Event, _ = eventID(b.EventID)
	if b.Quantity != nil {
		in.Wish.Quantity = *b.Quantity
	}
	if b.MaxPrice != nil {
		in.Wish.MaxPrice = *b.MaxPrice
	}
	return in
}

// eventID reads an id that came as text; false for what is none.
func eventID(text string) (waitlist.EventID, bool) {
	event, err := id.Parse[waitlist.Line](text)
	return event, err == nil && !event.IsZero()
}

type hasPendingInput struct {
	EventID string `query:"eventId" maxLength:"1000" doc:"Required: a UUID."`
}

// pendings is how many wait in a line.
type pendings struct {
	HasPending   bool  `json:"hasPending"`
	PendingCount int64 `json:"pendingCount"`
}

type hasPendingOutput struct{ Body pendings }

func (h *handlers) hasPending(ctx context.Context, _ rest.Call, in *hasPendingInput) (*hasPendingOutput, error) {
	event, ok := eventID(in.EventID)
	if !ok {
		return nil, errNoEventID
	}
	count, err := h.svc.Pendings(ctx, event)
	if err != nil {
		return nil, err
	}
	return &hasPendingOutput{pendings{count > 0, count}}, nil
}

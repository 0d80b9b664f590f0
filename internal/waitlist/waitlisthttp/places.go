package waitlisthttp

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/waitlist"
)

// placeInput names a place in line. What is no id names none, like an id that nobody has.
type placeInput struct {
	EntryID string `path:"entryId" maxLength:"1000" doc:"A UUID."`
	Secret  string `query:"secret" maxLength:"200" doc:"The secret of the link in the mail, instead of a token."`
}

func (in *placeInput) entry(call rest.Call) (waitlist.EntryID, error) {
	entry, err := id.Parse[waitlist.Entry](in.EntryID)
	if err != nil {
		return entry, waitlist.ErrNoEntry
	}
	call.Tag("entry", entry.UUID())
	return entry, nil
}

type placeOutput struct{ Body place }

func (h *handlers) show(ctx context.Context, call rest.Call, in *placeInput) (*placeOutput, error) {
	entry, err := in.entry(call)
	if err != nil {
		return nil, err
	}
	view, err := h.svc.Show(ctx, call.Actor, entry, call.Secret)
	if err != nil {
		return nil, err
	}
	return &placeOutput{placeOf(view, h.cfg.PublicURL)}, nil
}

func (h *handlers) confirm(ctx context.Context, call rest.Call, in *placeInput) (*struct{}, error) {
	return in.change(ctx, call, h.svc.Confirm)
}

func (h *handlers) decline(ctx context.Context, call rest.Call, in *placeInput) (*struct{}, error) {
	return in.change(ctx, call, h.svc.Decline)
}

func (h *handlers) leave(ctx context.Context, call rest.Call, in *placeInput) (*struct{}, error) {
	return in.change(ctx, call, h.svc.Leave)
}

// change does one thing to the place.
func (in *placeInput) change(
	ctx context.Context, call rest.Call, do func(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) error,
) (*struct{}, error) {
	entry, err := in.entry(call)
	if err != nil {
		return nil, err
	}
	return nil, do(ctx, call.Actor, entry, call.Secret)
}

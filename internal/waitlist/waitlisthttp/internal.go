package waitlisthttp

import (
	"context"
	"net/http"

	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/waitlist"
)

// Paths of the internal routes. A place's secret and who asks travel in bodies, which no log has.
const (
	pathLetter  = "/internal/waitlist/letter"
	pathShow    = "/internal/waitlist/show"
	pathConfirm = "/internal/waitlist/confirm"
	pathDecline = "/internal/waitlist/decline"
	pathLeave   = "/internal/waitlist/leave"
)

// InternalRoutes adds what other services ask of the waitlist: the same promises as the service's methods.
func InternalRoutes(api *rest.API, svc *waitlist.Service) {
	h := &inside{svc}
	rest.Register(api, internal(pathLetter, "entryLetter", "What a mail to somebody in line speaks of"), h.letter)
	rest.Register(api, internal(pathShow, "showEntry", "A place in line for its page"), h.show)
	rest.Register(api, internal(pathConfirm, "confirmFromPage", "Confirm a place in line"), h.confirm)
	rest.Register(api, internal(pathDecline, "declineFromPage", "Pass offered seats on"), h.decline)
	rest.Register(api, internal(pathLeave, "leaveFromPage", "Give up a place in line"), h.leave)
}

func internal(path, name, summary string) rest.Route {
	return rest.Route{Method: http.MethodPost, Path: path, ID: name, Summary: summary, Access: rest.Internal}
}

// inside are the internal routes' ends.
type inside struct{ svc *waitlist.Service }

type askedInput struct{ Body asked }

type letterOutput struct{ Body letter }

func (h *inside) letter(ctx context.Context, _ rest.Call, in *askedInput) (*letterOutput, error) {
	l, err := h.svc.Letter(ctx, waitlist.EntryID(in.Body.Entry))
	if err != nil {
		return nil, err
	}
	return &letterOutput{wireLetter(l)}, nil
}

type viewOutput struct{ Body view }

func (h *inside) show(ctx context.Context, _ rest.Call, in *askedInput) (*viewOutput, error) {
	v, err := h.svc.Show(ctx, in.Body.Who.Actor(), waitlist.EntryID(in.Body.Entry), in.Body.Secret)
	if err != nil {
		return nil, err
	}
	return &viewOutput{wireView(v)}, nil
}

func (h *inside) confirm(ctx context.Context, _ rest.Call, in *askedInput) (*struct{}, error) {
	return nil, h.svc.Confirm(ctx, in.Body.Who.Actor(), waitlist.EntryID(in.Body.Entry), in.Body.Secret)
}

func (h *inside) decline(ctx context.Context, _ rest.Call, in *askedInput) (*struct{}, error) {
	return nil, h.svc.Decline(ctx, in.Body.Who.Actor(), waitlist.EntryID(in.Body.Entry), in.Body.Secret)
}

func (h *inside) leave(ctx context.Context, _ rest.Call, in *askedInput) (*struct{}, error) {
	return nil, h.svc.Leave(ctx, in.Body.Who.Actor(), waitlist.EntryID(in.Body.Entry), in.Body.Secret)
}

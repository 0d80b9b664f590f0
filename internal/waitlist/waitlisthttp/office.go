package waitlisthttp

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/waitlist"
)

func (h *handlers) lines(ctx context.Context, call rest.Call, in *rest.List) (*rest.Page[line], error) {
	after, err := rest.ReadCursor[id.UUID](in.Cursor)
	if err != nil {
		return nil, err
	}
	found, err := h.svc.LinePage(ctx, waitlist.EventID(after), in.Size()+1)
	if err != nil {
		return nil, err
	}
	next := ""
	if len(found) > in.Size() {
		found = found[:in.Size()]
		next = rest.Cursor(found[len(found)-1].Event.UUID())
	}
	list, err := h.named(ctx, found)
	if err != nil {
		return nil, err
	}
	return rest.NextPage(call, list, next), nil
}

// named writes lines with the names of their events.
func (h *handlers) named(ctx context.Context, lines []waitlist.Line) ([]line, error) {
	events := make([]waitlist.EventID, len(lines))
	for i, l := range lines {
		events[i] = l.Event
	}
	facts, err := h.svc.Facts(ctx, events)
	if err != nil {
		return nil, err
	}
	list := make([]line, len(lines))
	for i, l := range lines {
		list[i] = lineOf(l, facts[l.Event])
	}
	return list, nil
}

type lineInput struct {
	EventID id.UUID `path:"eventId"`
}

type lineOutput struct{ Body line }

func (h *handlers) line(ctx context.Context, call rest.Call, in *lineInput) (*lineOutput, error) {
	call.Tag("event", in.EventID)
	found, err := h.svc.Line(ctx, waitlist.EventID(in.EventID))
	if err != nil {
		return nil, err
	}
	list, err := h.named(ctx, []waitlist.Line{found})
	if err != nil {
		return nil, err
	}
	return &lineOutput{list[0]}, nil
}

type entriesInput struct {
	rest.List
	EventID id.UUID `path:"eventId"`
	Status  string  `query:"status" enum:"unconfirmed,pending,assigned,completed,expired,left"`
}

func (h *handlers) entries(ctx context.Context, call rest.Call, in *entriesInput) (*rest.Page[inLine], error) {
	after, err := rest.ReadCursor[int64](in.Cursor)
	if err != nil {
		return nil, err
	}
	event := waitlist.EventID(in.EventID)
	if _, err := h.svc.Line(ctx, event); err != nil {
		return nil, err
	}
	found, err := h.svc.InLine(ctx, event, waitlist.Status(in.Status), after, in.Size()+1)
	if err != nil {
		return nil, err
	}
	next := ""
	if len(found) > in.Size() {
		found = found[:in.Size()]
		next = rest.Cursor(found[len(found)-1].Place)
	}
	ranks := make([]int64, len(found))
	if in.Status == "" {
		if ranks, err = h.ranks(ctx, found); err != nil {
			return nil, err
		}
	}
	list := make([]inLine, len(found))
	for i, e := range found {
		list[i] = inLineOf(e, ranks[i])
	}
	return rest.NextPage(call, list, next), nil
}

// ranks asks for the first rank of a stretch of the line and counts on: between two of its entries nobody waits.
func (h *handlers) ranks(ctx context.Context, stretch []waitlist.Entry) ([]int64, error) {
	ranks, last := make([]int64, len(stretch)), int64(0)
	for i, e := range stretch {
		switch {
		case !e.Waiting():
			continue
		case last > 0:
			last++
		default:
			var err error
			if last, err = h.svc.Rank(ctx, e); err != nil {
				return nil, err
			}
		}
		ranks[i] = last
	}
	return ranks, nil
}

type historyInput struct {
	EventID id.UUID   `path:"eventId"`
	From    time.Time `query:"from" doc:"Default a week before the end."`
	To      time.Time `query:"to" doc:"Default now."`
}

type historyOutput struct{ Body []moment }

func (h *handlers) history(ctx context.Context, call rest.Call, in *historyInput) (*historyOutput, error) {
	call.Tag("event", in.EventID)
	event := waitlist.EventID(in.EventID)
	if _, err := h.svc.Line(ctx, event); err != nil {
		return nil, err
	}
	found, err := h.svc.History(ctx, event, in.From, in.To)
	if err != nil {
		return nil, err
	}
	out := &historyOutput{make([]moment, len(found))}
	for i, m := range found {
		out.Body[i] = moment(m)
	}
	return out, nil
}

func (h *handlers) pause(ctx context.Context, call rest.Call, in *lineInput) (*struct{}, error) {
	call.Tag("event", in.EventID)
	return nil, h.svc.Pause(ctx, call.Actor, waitlist.EventID(in.EventID), true)
}

func (h *handlers) resume(ctx context.Context, call rest.Call, in *lineInput) (*struct{}, error) {
	call.Tag("event", in.EventID)
	return nil, h.svc.Pause(ctx, call.Actor, waitlist.EventID(in.EventID), false)
}

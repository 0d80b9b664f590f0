package cataloghttp

import (
	"context"
	"strconv"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// availability is what every seat shows.
type availability struct {
	Sequence int64  `json:"sequence"`
	Plan     string `json:"plan" doc:"Hash of the geometry; empty without seats."`
	States   []byte `json:"states" doc:"Two bits a seat in plan order."`
}

type availabilityOutput struct {
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         availability
}

func (h *handlers) availability(ctx context.Context, _ rest.Call, in *EventInput) (*availabilityOutput, error) {
	now, err := h.svc.Availability(ctx, in.event())
	if err != nil {
		return nil, err
	}
	return &availabilityOutput{
		ETag: rest.ETag(in.ID, now.Plan, now.Sequence), CacheControl: fresh,
		Body: availability{Sequence: now.Sequence, Plan: now.Plan, States: now.Packed()},
	}, nil
}

// delta is what changed: index and state of each seat.
type delta struct {
	Sequence int64    `json:"sequence"`
	Changes  [][2]int `json:"changes"`
}

func (h *handlers) live(ctx context.Context, _ rest.Call, in *EventInput, events *rest.Events) error {
	watch, err := h.svc.Watch(ctx, in.event(), seen(events.LastID))
	if err != nil {
		return err
	}
	defer watch.Close()
	if err := events.Open(); err != nil {
		return err
	}
	for {
		update, err := watch.Next(ctx)
		if err != nil {
			return err
		}
		frame, err := update.Encoded(encode)
		if err != nil {
			return err
		}
		if err := events.SendFrame(frame); err != nil {
			return err
		}
	}
}

// seen is the sequence of a Last-Event-ID; what is none begins anew.
func seen(last string) int64 {
	sequence, err := strconv.ParseInt(last, 10, 64)
	if err != nil {
		return -1
	}
	return sequence
}

// encode writes an update as all of its watchers get it.
func encode(u *catalog.Update) ([]byte, error) {
	event := rest.Event{ID: strconv.FormatInt(u.Sequence, 10), Name: "snapshot", Data: availability{Sequence: u.Sequence, Plan: u.Plan, States: u.States}}
	if !u.Snapshot {
		changes := make([][2]int, len(u.Changes))
		for i, c := range u.Changes {
			changes[i] = [2]int{c.Index, int(c.Status.Code())}
		}
		event.Name, event.Data = "delta", delta{Sequence: u.Sequence, Changes: changes}
	}
	return rest.Encode(event)
}

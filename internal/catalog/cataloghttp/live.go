package cataloghttp

import (
	"context"
	"encoding/base64"
	"strconv"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// live follows a seat map until the reader leaves. Who has seen a sequence goes on from there.
func (h *handlers) live(ctx context.Context, _ rest.Call, in *eventInput, events *rest.Events) error {
	seen, err := strconv.ParseInt(events.LastID, 10, 64)
	if err != nil || seen < 0 {
		seen = -1
	}
	watch, err := h.svc.Watch(ctx, catalog.EventID(in.ID), seen)
	if err != nil {
		return err
	}
	defer watch.Close()
	if err := events.Open(); err != nil {
		return nil // the reader is gone
	}
	for {
		update, err := watch.Next(ctx)
		if err != nil {
			return nil // the reader is gone, or the process stops: either way he comes again and goes on
		}
		frame, err := update.Encoded(encode)
		if err != nil {
			return err
		}
		if events.SendFrame(frame) != nil {
			return nil
		}
	}
}

// delta is what changed: [index, state] pairs.
type delta struct {
	Sequence int64    `json:"sequence"`
	Changes  [][2]int `json:"changes"`
}

// encode writes an update once for all who watch.
func encode(u *catalog.Update) ([]byte, error) {
	e := rest.Event{ID: strconv.FormatInt(u.Sequence, 10), Name: "delta"}
	if u.Snapshot {
		e.Name = "snapshot"
		e.Data = availability{Sequence: u.Sequence, Plan: u.Plan, States: base64.StdEncoding.EncodeToString(u.States)}
	} else {
		changes := make([][2]int, len(u.Changes))
		for i, c := range u.Changes {
			changes[i] = [2]int{c.Index, int(c.Status.Code())}
		}
		e.Data = delta{Sequence: u.Sequence, Changes: changes}
	}
	return rest.Encode(e)
}

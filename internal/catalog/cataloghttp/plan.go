package cataloghttp

import (
	"context"
	"net/http"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// forever lets everybody on the way keep what never changes.
const forever = "public, max-age=31536000, immutable"

// PlanInput names an event and a version of its geometry.
type PlanInput struct {
	EventInput
	Version string `query:"v" maxLength:"64" doc:"The hash of the geometry."`
}

func (h *handlers) plan(w http.ResponseWriter, r *http.Request, _ rest.Call, in *PlanInput) error {
	if in.Version == "" {
		return h.presentPlan(w, r, in)
	}
	geometry, err := h.svc.Geometry(r.Context(), in.event(), in.Version)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("ETag", `"`+in.Version+`"`)
	w.Header().Set("Cache-Control", forever)
	_, err = w.Write(geometry)
	return err
}

// presentPlan leads to the geometry that the event has now.
func (h *handlers) presentPlan(w http.ResponseWriter, r *http.Request, in *PlanInput) error {
	e, err := h.svc.Event(r.Context(), in.event())
	if err != nil {
		return err
	}
	if e.PlanHash == "" {
		return catalog.ErrNoPlan.Saying("This event has no seats yet.")
	}
	w.Header().Set("Location", "?v="+e.PlanHash)
	w.Header().Set("Cache-Control", "no-cache")
	w.WriteHeader(http.StatusFound)
	return nil
}

type planSeatsInput struct {
	PlanInput
	First int `query:"first" minimum:"0" maximum:"1000000" doc:"Index of the first seat."`
	Count int `query:"count" minimum:"1" maximum:"10000" default:"10000"`
}

type planSeatsOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         planSeats
}

type planSeats struct {
	Plan  string    `json:"plan"`
	First int       `json:"first"`
	IDs   []id.UUID `json:"ids"`
}

func (h *handlers) planSeats(ctx context.Context, _ rest.Call, in *planSeatsInput) (*planSeatsOutput, error) {
	seats, err := h.svc.SeatIDs(ctx, in.event(), in.Version, in.First, in.Count)
	if err != nil {
		return nil, err
	}
	return &planSeatsOutput{CacheControl: forever, Body: planSeats{Plan: in.Version, First: in.First, IDs: id.UUIDs(seats)}}, nil
}

package cataloghttp

import (
	"bytes"
	"context"
	"encoding/base64"
	"net/http"
	"strconv"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// immutable is how long what never changes may be kept.
const immutable = "public, max-age=31536000, immutable"

// planSeatsMost is more seats than any plan has.
const planSeatsMost = 1_000_000

// seat is one seat of a seat map.
type seat struct {
	ID          id.UUID            `json:"id"`
	SectionCode string             `json:"sectionCode"`
	RowNumber   int                `json:"rowNumber"`
	SeatNumber  int                `json:"seatNumber"`
	Row         string             `json:"row" doc:"The row's label."`
	Seat        string             `json:"seat" doc:"The seat's label."`
	Price       money.Decimal      `json:"price"`
	Category    string             `json:"category"`
	Accessible  bool               `json:"accessible"`
	Companion   bool               `json:"companion"`
	Standing    bool               `json:"standing"`
	Status      catalog.SeatStatus `json:"status" enum:"available,reserved,sold,unavailable"`
}

// seatMap is a seat map in the original's shape.
type seatMap struct {
	EventID          id.UUID        `json:"eventId"`
	EventName        string         `json:"eventName"`
	EventDescription string         `json:"eventDescription"`
	EventDate        time.Time      `json:"eventDate"`
	BasePrice        money.Decimal  `json:"basePrice"`
	Currency         money.Currency `json:"currency"`
	Seats            []seat         `json:"seats"`
}

type seatMapOutput struct {
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         seatMap
}

func (h *handlers) seatMap(ctx context.Context, _ rest.Call, in *eventInput) (*seatMapOutput, error) {
	e, seats, err := h.svc.SeatMap(ctx, catalog.EventID(in.ID))
	if err != nil {
		return nil, err
	}
	out := seatMap{
		EventID: in.ID, EventName: e.Name, EventDescription: e.Description, EventDate: e.EventDate, BasePrice: e.BasePrice.Decimal(),
		Currency: e.Currency(), Seats: make([]seat, len(seats)),
	}
	for i, s := range seats {
		out.Seats[i] = seat{
			ID: s.SeatID.UUID(), SectionCode: s.Section, RowNumber: s.RowNumber, SeatNumber: s.SeatNumber, Row: s.Row, Seat: s.PlanSeat.Seat,
			Price: s.PlanSeat.Price.Decimal(), Category: s.Category, Accessible: s.Accessible, Companion: s.Companion, Standing: s.PlanSeat.Standing,
			Status: s.Status,
		}
	}
	return &seatMapOutput{ETag: rest.ETag(in.ID.String(), strconv.FormatInt(e.Version, 10), strconv.FormatInt(e.Sequence, 10)), CacheControl: "no-cache", Body: out}, nil
}

type planInput struct {
	ID   id.UUID `path:"id"`
	Hash string  `query:"v" maxLength:"100" doc:"The plan's hash."`
}

func (h *handlers) plan(w http.ResponseWriter, r *http.Request, _ rest.Call, in *planInput) error {
	if in.Hash == "" {
		return h.toPresentPlan(w, r, in.ID)
	}
	geometry, err := h.svc.Geometry(r.Context(), catalog.EventID(in.ID), in.Hash)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", immutable)
	w.Header().Set("ETag", rest.ETag(in.Hash))
	_, err = w.Write(geometry)
	return err
}

func (h *handlers) planIDs(w http.ResponseWriter, r *http.Request, _ rest.Call, in *planInput) error {
	if in.Hash == "" {
		return h.toPresentPlan(w, r, in.ID)
	}
	ids, err := h.svc.SeatIDs(r.Context(), catalog.EventID(in.ID), in.Hash, 0, planSeatsMost)
	if err != nil {
		return err
	}
	var all bytes.Buffer
	for _, seat := range ids {
		all.Write(seat[:])
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Cache-Control", immutable)
	w.Header().Set("ETag", rest.ETag(in.Hash, in.ID.String()))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(all.Bytes()))
	return nil
}

// toPresentPlan sends the reader to the same path with the hash of the plan that the event has now.
func (h *handlers) toPresentPlan(w http.ResponseWriter, r *http.Request, event id.UUID) error {
	e, err := h.svc.Event(r.Context(), catalog.EventID(event))
	if err != nil {
		return err
	}
	if e.PlanHash == "" {
		return catalog.ErrNoPlan
	}
	w.Header().Set("Cache-Control", "no-cache")
	http.Redirect(w, r, r.URL.Path+"?v="+e.PlanHash, http.StatusFound)
	return nil
}

// availability is what all seats show at a sequence.
type availability struct {
	Sequence int64  `json:"sequence"`
	Plan     string `json:"plan" doc:"The hash of the plan in whose order the states stand."`
	States   string `json:"states" doc:"Base64 of two bits a seat, the first seat in the lowest bits: 0 available, 1 reserved, 2 sold, 3 unavailable."`
}

type availabilityOutput struct {
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         availability
}

func (h *handlers) availability(ctx context.Context, _ rest.Call, in *eventInput) (*availabilityOutput, error) {
	s, err := h.svc.Availability(ctx, catalog.EventID(in.ID))
	if err != nil {
		return nil, err
	}
	return &availabilityOutput{
		ETag: rest.ETag(in.ID.String(), s.Plan, strconv.FormatInt(s.Sequence, 10)), CacheControl: "no-cache",
		Body: availability{Sequence: s.Sequence, Plan: s.Plan, States: base64.StdEncoding.EncodeToString(s.Packed())},
	}, nil
}

package cataloghttp

import (
	"context"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// painting says what price categories become, and which seats move into which.
type painting struct {
	Categories []categoryPaint `json:"categories,omitempty" maxItems:"500" doc:"Made where there are none of the name, else changed. Others stay as they are."`
	Painted    []move          `json:"painted,omitempty" maxItems:"500"`
}

type categoryPaint struct {
	Name       string        `json:"name" minLength:"1" maxLength:"40"`
	Color      string        `json:"color" maxLength:"60" doc:"A CSS colour (#rrggbb or rgb()), or empty."`
	Price      money.Decimal `json:"price"`
	Accessible *bool         `json:"accessible,omitempty" doc:"Whether its seats are for people with a disability; absent: each seat as it is."`
	Companion  *bool         `json:"companion,omitempty" doc:"Whether its seats are for those who come with them; absent: each seat as it is."`
}

type move struct {
	Category string    `json:"category" minLength:"1" maxLength:"40"`
	SeatIDs  []id.UUID `json:"seatIds" maxItems:"200000"`
}

func (p painting) painting() catalog.Painting {
	var in catalog.Painting
	for _, c := range p.Categories {
		in.Categories = append(in.Categories, catalog.CategoryPaint(c))
	}
	for _, m := range p.Painted {
		in.Moves = append(in.Moves, catalog.Move{Category: m.Category, Seats: m.SeatIDs})
	}
	return in
}

type paintInput struct {
	EventInput
	Body painting
}

// painted is what the categories came to.
type painted struct {
	EventID    id.UUID    `json:"eventId"`
	Categories []category `json:"categories"`
	TotalSeats int        `json:"totalSeats"`
	KeptSeats  int        `json:"keptSeats" doc:"Seats of the categories in question that are held or sold at another price, which they keep."`
}

type paintOutput struct{ Body painted }

func (h *handlers) paint(ctx context.Context, call rest.Call, in *paintInput) (*paintOutput, error) {
	made, err := h.svc.Paint(ctx, call.Actor, call.Operation, in.event(), in.Body.painting())
	if err != nil {
		return nil, err
	}
	return &paintOutput{painted{
		EventID: in.ID, Categories: wireCategories(made.Plan), TotalSeats: len(made.Plan.Seats), KeptSeats: made.Kept,
	}}, nil
}

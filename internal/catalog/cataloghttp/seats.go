package cataloghttp

import (
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// sections asks for seats.
type sections struct {
	SectionConfigurations []section `json:"sectionConfigurations" minItems:"1" maxItems:"1000"`
}

type section struct {
	SectionCode     string         `json:"sectionCode" maxLength:"40"`
	Rows            int            `json:"rows,omitempty"`
	SeatsPerRow     int            `json:"seatsPerRow,omitempty"`
	PriceMultiplier *money.Decimal `json:"priceMultiplier,omitempty" doc:"Of the base price; 1 unless sent, 0 makes free seats."`
	Capacity        int            `json:"capacity,omitempty" doc:"Standing places, instead of rows and seats."`
}

// generated is the original's answer. A preview says beside it what the event would have.
type generated struct {
	EventID             id.UUID          `json:"eventId"`
	TotalSeatsGenerated int              `json:"totalSeatsGenerated"`
	SectionSummaries    []sectionSummary `json:"sectionSummaries"`
	TotalSeats          int              `json:"totalSeats,omitempty" doc:"Of a preview: of the whole event."`
	Categories          []category       `json:"categories,omitempty" doc:"Of a preview: of the whole event."`
	outlined
}

type sectionSummary struct {
	SectionCode    string        `json:"sectionCode"`
	SeatsGenerated int           `json:"seatsGenerated"`
	SeatPrice      money.Decimal `json:"seatPrice"`
}

type generateInput struct {
	EventInput
	PreviewInput
	Body sections
}

type generateOutput struct{ Body generated }

func (h *handlers) generate(ctx context.Context, call rest.Call, in *generateInput) (*generateOutput, error) {
	asked := make([]catalog.SectionConfiguration, len(in.Body.SectionConfigurations))
	for i, s := range in.Body.SectionConfigurations {
		asked[i] = catalog.SectionConfiguration{SectionCode: s.SectionCode, Rows: s.Rows, SeatsPerRow: s.SeatsPerRow, Capacity: s.Capacity}
		if s.PriceMultiplier != nil {
			asked[i].PriceMultiplier = *s.PriceMultiplier
		}
	}
	if in.Preview {
		more, whole, err := h.svc.PreviewSeats(ctx, in.event(), asked)
		if err != nil {
			return nil, err
		}
		body := wireGenerated(in.ID, asked, more)
		body.TotalSeats, body.Categories, body.outlined = len(whole.Seats), wireCategories(whole), outline(whole)
		return &generateOutput{body}, nil
	}
	plan, err := h.svc.Generate(ctx, call.Actor, call.Operation, in.event(), asked)
	if err != nil {
		return nil, err
	}
	return &generateOutput{wireGenerated(in.ID, asked, plan)}, nil
}

func wireGenerated(event id.UUID, asked []catalog.SectionConfiguration, plan *catalog.Plan) generated {
	body := generated{EventID: event, TotalSeatsGenerated: len(plan.Seats), SectionSummaries: make([]sectionSummary, len(asked))}
	prices := map[string]catalog.PlanCategory{}
	for _, category := range plan.Categories {
		prices[category.Name] = category
	}
	for i, s := range asked {
		made := prices[strings.TrimSpace(s.SectionCode)]
		body.SectionSummaries[i] = sectionSummary{SectionCode: made.Name, SeatsGenerated: made.Seats, SeatPrice: made.Price.Decimal()}
	}
	return body
}

type importInput struct {
	EventInput
	PreviewInput
	Prices     string   `query:"prices" maxLength:"16384" doc:"JSON: prices by category; the others cost the base price." example:"{\"VIP\": 120}"`
	Accessible []string `query:"accessible" maxItems:"100" doc:"Categories of accessible places, separated by commas; otherwise by their names."`
	Companion  []string `query:"companion" maxItems:"100" doc:"Categories of companions' places."`
}

type imported struct {
	EventID    id.UUID    `json:"eventId"`
	TotalSeats int        `json:"totalSeats"`
	Categories []category `json:"categories"`
	outlined
}

type importOutput struct {
	Status int
	Body   imported
}

func (h *handlers) importPlan(ctx context.Context, call rest.Call, in *importInput, body io.Reader) (*importOutput, error) {
	order := catalog.PlanImport{Marks: catalog.Marks{Accessible: trimmed(in.Accessible), Companion: trimmed(in.Companion)}, Body: body}
	if in.Prices != "" {
		if err := rest.DecodeJSON([]byte(in.Prices), &order.Prices); err != nil {
			return nil, catalog.ErrPricing.Saying("prices has to be a JSON object of category names and numbers. Nothing was changed.").Because(err)
		}
	}
	if in.Preview {
		plan, err := h.svc.PreviewPlan(ctx, in.event(), order)
		if err != nil {
			return nil, err
		}
		body := wireImported(in.ID, plan)
		body.outlined = outline(plan)
		return &importOutput{Status: http.StatusOK, Body: body}, nil
	}
	plan, err := h.svc.ImportPlan(ctx, call.Actor, call.Operation, in.event(), order)
	if err != nil {
		return nil, err
	}
	return &importOutput{Status: http.StatusCreated, Body: wireImported(in.ID, plan)}, nil
}

func wireImported(event id.UUID, plan *catalog.Plan) imported {
	return imported{EventID: event, TotalSeats: len(plan.Seats), Categories: wireCategories(plan)}
}

// trimmed is a list of names without space around them; none at all is nil.
func trimmed(names []string) []string {
	var out []string
	for _, name := range names {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

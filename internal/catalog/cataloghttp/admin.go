package cataloghttp

import (
	"context"
	"encoding/json"
	"io"
	"strings"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// draft is the body of POST /admin/events.
type draft struct {
	Name           string         `json:"name" maxLength:"1000"`
	Description    string         `json:"description" maxLength:"20000"`
	EventDate      time.Time      `json:"eventDate"`
	Venue          string         `json:"venue" maxLength:"1000"`
	MaxCapacity    int            `json:"maxCapacity"`
	BasePrice      money.Decimal  `json:"basePrice"`
	Currency       money.Currency `json:"currency,omitempty" maxLength:"10" doc:"ISO 4217."`
	TimeZone       string         `json:"timeZone,omitempty" maxLength:"100" doc:"IANA name."`
	SaleOpensAt    *time.Time     `json:"saleOpensAt,omitempty"`
	SaleClosesAt   *time.Time     `json:"saleClosesAt,omitempty"`
	MaxPerCustomer *int           `json:"maxPerCustomer,omitempty"`
}

type createInput struct{ Body draft }

type createOutput struct {
	Location string `header:"Location"`
	Body     event
}

func (h *handlers) create(ctx context.Context, call rest.Call, in *createInput) (*createOutput, error) {
	b := in.Body
	e, err := h.svc.Create(ctx, call.Actor, catalog.EventID(call.Operation), catalog.Draft{
		Name: b.Name, Description: b.Description, Venue: b.Venue, EventDate: b.EventDate, TimeZone: b.TimeZone, MaxCapacity: b.MaxCapacity,
		BasePrice: b.BasePrice, Currency: b.Currency, SaleOpensAt: orZero(b.SaleOpensAt), SaleClosesAt: orZero(b.SaleClosesAt),
		MaxPerCustomer: orZero(b.MaxPerCustomer),
	})
	if err != nil {
		return nil, err
	}
	return &createOutput{Location: "/events/" + e.ID.String(), Body: wire(&e, true)}, nil
}

// edit is the body of PUT /admin/events/{id}.
type edit struct {
	Name           *string         `json:"name,omitempty" maxLength:"1000"`
	Description    *string         `json:"description,omitempty" maxLength:"20000"`
	Venue          *string         `json:"venue,omitempty" maxLength:"1000"`
	EventDate      *time.Time      `json:"eventDate,omitempty"`
	TimeZone       *string         `json:"timeZone,omitempty" maxLength:"100"`
	MaxCapacity    *int            `json:"maxCapacity,omitempty"`
	BasePrice      *money.Decimal  `json:"basePrice,omitempty"`
	Currency       *money.Currency `json:"currency,omitempty" maxLength:"10"`
	SaleOpensAt    *time.Time      `json:"saleOpensAt,omitempty"`
	SaleClosesAt   *time.Time      `json:"saleClosesAt,omitempty"`
	MaxPerCustomer *int            `json:"maxPerCustomer,omitempty" doc:"0 is the house's default again."`
}

type editInput struct {
	ID   id.UUID `path:"id"`
	Body edit
}

func (h *handlers) edit(ctx context.Context, call rest.Call, in *editInput) (*eventOutput, error) {
	e, err := h.svc.Edit(ctx, call.Actor, catalog.EventID(in.ID), catalog.Edit(in.Body))
	if err != nil {
		return nil, err
	}
	return &eventOutput{wire(&e, true)}, nil
}

// statusChange is a command that changes nothing but an event's status.
type statusChange func(ctx context.Context, who actor.Actor, event catalog.EventID) (catalog.Event, error)

// changed is the answer to it, in the original's shape.
type changed struct {
	ID        id.UUID        `json:"id"`
	Name      string         `json:"name"`
	Status    catalog.Status `json:"status" enum:"active,inactive,cancelled"`
	UpdatedAt *time.Time     `json:"updatedAt"`
	Success   bool           `json:"success"`
}

type changedOutput struct{ Body changed }

func changeStatus(do statusChange) func(context.Context, rest.Call, *eventInput) (*changedOutput, error) {
	return func(ctx context.Context, call rest.Call, in *eventInput) (*changedOutput, error) {
		e, err := do(ctx, call.Actor, catalog.EventID(in.ID))
		if err != nil {
			return nil, err
		}
		return &changedOutput{changed{ID: e.ID.UUID(), Name: e.Name, Status: e.Status, UpdatedAt: unlessZero(e.UpdatedAt), Success: true}}, nil
	}
}

// section configures a section to generate.
type section struct {
	SectionCode     string         `json:"sectionCode" maxLength:"200"`
	Rows            int            `json:"rows,omitempty"`
	SeatsPerRow     int            `json:"seatsPerRow,omitempty"`
	PriceMultiplier *money.Decimal `json:"priceMultiplier,omitempty" doc:"Of the base price; none is 1, 0 makes free seats."`
	Capacity        int            `json:"capacity,omitempty" doc:"Standing places, instead of rows and seats."`
}

type generateBody struct {
	Sections []section `json:"sectionConfigurations" maxItems:"1000"`
}

type generateInput struct {
	ID   id.UUID `path:"id"`
	Body generateBody
}

type sectionSummary struct {
	SectionCode    string        `json:"sectionCode"`
	SeatsGenerated int           `json:"seatsGenerated"`
	SeatPrice      money.Decimal `json:"seatPrice"`
}

type generated struct {
	EventID             id.UUID          `json:"eventId"`
	TotalSeatsGenerated int              `json:"totalSeatsGenerated"`
	SectionSummaries    []sectionSummary `json:"sectionSummaries"`
}

type generateOutput struct{ Body generated }

func (h *handlers) generate(ctx context.Context, call rest.Call, in *generateInput) (*generateOutput, error) {
	sections := make([]catalog.SectionConfiguration, len(in.Body.Sections))
	for i, s := range in.Body.Sections {
		sections[i] = catalog.SectionConfiguration{
			SectionCode: s.SectionCode, Rows: s.Rows, SeatsPerRow: s.SeatsPerRow, PriceMultiplier: orZero(s.PriceMultiplier), Capacity: s.Capacity,
		}
	}
	plan, err := h.svc.Generate(ctx, call.Actor, call.Operation, catalog.EventID(in.ID), sections)
	if err != nil {
		return nil, err
	}
	out := generated{EventID: in.ID, TotalSeatsGenerated: len(plan.Seats)}
	for _, s := range in.Body.Sections { // in the order in which they were asked for
		summary := sectionSummary{SectionCode: strings.TrimSpace(s.SectionCode)}
		for _, seat := range plan.Seats {
			if seat.Section == summary.SectionCode {
				summary.SeatsGenerated++
				summary.SeatPrice = seat.Price.Decimal()
			}
		}
		out.SectionSummaries = append(out.SectionSummaries, summary)
	}
	return &generateOutput{out}, nil
}

type importInput struct {
	ID         id.UUID  `path:"id"`
	Prices     string   `query:"prices" maxLength:"20000" doc:"JSON: a price by category name; the others cost the base price."`
	Accessible []string `query:"accessible,explode" maxItems:"100" doc:"Categories of accessible places; default: those named so."`
	Companion  []string `query:"companion,explode" maxItems:"100" doc:"Categories of companion places; default: those named so."`
}

type category struct {
	Name  string        `json:"name"`
	Seats int           `json:"seats"`
	Price money.Decimal `json:"price"`
}

type imported struct {
	EventID    id.UUID    `json:"eventId"`
	TotalSeats int        `json:"totalSeats"`
	Categories []category `json:"categories"`
}

type importOutput struct{ Body imported }

func (h *handlers) importPlan(ctx context.Context, call rest.Call, in *importInput, body io.Reader) (*importOutput, error) {
	prices, err := readPrices(in.Prices)
	if err != nil {
		return nil, err
	}
	plan, err := h.svc.ImportPlan(ctx, call.Actor, call.Operation, catalog.EventID(in.ID), catalog.PlanImport{
		Prices: prices, Marks: catalog.Marks{Accessible: in.Accessible, Companion: in.Companion}, Body: body,
	})
	if err != nil {
		return nil, err
	}
	out := imported{EventID: in.ID, TotalSeats: len(plan.Seats)}
	for _, c := range plan.Categories {
		out.Categories = append(out.Categories, category{c.Name, c.Seats, c.Price.Decimal()})
	}
	return &importOutput{out}, nil
}

func readPrices(text string) (map[string]money.Decimal, error) {
	if text == "" {
		return nil, nil
	}
	var prices map[string]money.Decimal
	if err := json.Unmarshal([]byte(text), &prices); err != nil {
		return nil, catalog.ErrPricing.Saying(`The prices are not JSON of the form {"category": 12.50}. No seat was changed.`).Because(err)
	}
	return prices, nil
}

func orZero[T any](v *T) (zero T) {
	if v != nil {
		return *v
	}
	return zero
}

package cataloghttp

import (
	"encoding/json"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// PreviewInput asks what a call would make.
type PreviewInput struct {
	Preview bool `query:"preview" doc:"Answer what would be made, and write nothing."`
}

// category is a price category of an event's seats.
type category struct {
	Name  string        `json:"name"`
	Color string        `json:"color" doc:"A CSS colour (#rrggbb or rgb()), or empty."`
	Price money.Decimal `json:"price"`
	Seats int           `json:"seats"`
}

func wireCategories(plan *catalog.Plan) []category {
	categories := make([]category, len(plan.Categories))
	for i, c := range plan.Categories {
		categories[i] = category{Name: c.Name, Color: c.Color, Price: c.Price.Decimal(), Seats: c.Seats}
	}
	return categories
}

// outlined is what a preview says of the plan that the event would have.
type outlined struct {
	Sections []sectionSize   `json:"sections,omitempty" doc:"Of a preview: how many seats each section would have."`
	Plan     json.RawMessage `json:"plan,omitempty" doc:"Of a preview: the geometry, as GET /events/{id}/plan answers it."`
}

type sectionSize struct {
	SectionCode string `json:"sectionCode"`
	Seats       int    `json:"seats"`
}

func outline(plan *catalog.Plan) outlined {
	sections := plan.Sections()
	out := outlined{Sections: make([]sectionSize, len(sections)), Plan: plan.Geometry()}
	for i, section := range sections {
		out.Sections[i] = sectionSize{SectionCode: section.Name, Seats: len(section.Seats)}
	}
	return out
}

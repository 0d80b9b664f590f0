package demo

import (
	"math"

	"github.com/speckit/ticketing/internal/catalog"
)

// edge draws the front of a balcony: a thin curved band with its name at the middle.
func (h *hall) edge(name string, centre catalog.PlanPoint, radius, angle float64) {
	const steps, thick = 24, 6.0
	var points []catalog.PlanPoint
	for i := range steps + 1 {
		points = append(points, arc(centre, radius)(radius*angle*(2*float64(i)/steps-1)))
	}
	for i := steps; i >= 0; i-- {
		points = append(points, arc(centre, radius+thick)((radius+thick)*angle*(2*float64(i)/steps-1)))
	}
	h.polygon(name, catalog.PlanPoint{X: centre.X, Y: centre.Y + radius - 14}, grey, points...)
	h.plan.Areas[len(h.plan.Areas)-1].TextSize = 14
}

// pitch draws a football field around the origin: grass, halfway line, circle and penalty areas.
func (h *hall) pitch(width, height float64) {
	origin := catalog.PlanPoint{}
	scale := width / 105 // metres of a full-sized field
	h.rectangle("", origin, width, height, grassColor)
	h.rectangle("", origin, 2, height, "#ffffff")
	for _, side := range []float64{-1, 1} {
		h.rectangle("", catalog.PlanPoint{X: side * (width/2 - 8.25*scale)}, 16.5*scale, 40.3*scale, grassColor)
	}
	circle := 18.3 * scale
	h.plan.Areas = append(h.plan.Areas, catalog.PlanArea{
		Shape: "ellipse", Width: circle, Height: circle, Color: grassColor, Border: "#ffffff", Text: "Pitch", TextSize: math.Round(circle / 6),
	})
}

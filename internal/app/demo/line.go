package demo

import (
	"math"

	"github.com/speckit/ticketing/internal/catalog"
)

// line is where a row runs: the point at a distance along it from its middle, negative to the left as one looks at the plan.
type line func(along float64) catalog.PlanPoint

// spread puts the seats of a row on its line: a pitch apart, an aisle between blocks, the row's middle at 0.
func spread(blocks []int) []float64 {
	var offsets []float64
	at := 0.0
	for b, count := range blocks {
		if b > 0 {
			at += aisle
		}
		for range count {
			offsets = append(offsets, at)
			at += pitch
		}
	}
	middle := offsets[len(offsets)-1] / 2
	for i := range offsets {
		offsets[i] -= middle
	}
	return offsets
}

// arc runs around a centre above it, as rows do before a stage.
func arc(centre catalog.PlanPoint, radius float64) line {
	return func(along float64) catalog.PlanPoint {
		sin, cos := math.Sincos(along / radius)
		return catalog.PlanPoint{X: centre.X + radius*sin, Y: centre.Y + radius*cos}
	}
}

// bowl runs straight down on the left, half around a centre, and straight up again on the right.
func bowl(centre catalog.PlanPoint, radius float64) line {
	return func(along float64) catalog.PlanPoint {
		bend := radius * math.Pi / 2
		if math.Abs(along) <= bend {
			return arc(centre, radius)(along)
		}
		return catalog.PlanPoint{X: centre.X + math.Copysign(radius, along), Y: centre.Y - (math.Abs(along) - bend)}
	}
}

// chevron runs straight before the stage for a width, and forward at an angle on both sides.
func chevron(y, width, angle float64) line {
	sin, cos := math.Sincos(angle)
	return func(along float64) catalog.PlanPoint {
		side := math.Abs(along) - width/2
		if side <= 0 {
			return catalog.PlanPoint{X: along, Y: y}
		}
		return catalog.PlanPoint{X: math.Copysign(width/2+side*cos, along), Y: y - side*sin}
	}
}

// from moves a line's middle along itself.
func (l line) from(start float64) line {
	return func(along float64) catalog.PlanPoint { return l(start + along) }
}

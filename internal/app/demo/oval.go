package demo

import (
	"math"

	"github.com/speckit/ticketing/internal/catalog"
)

// oval is the inner edge of a stadium: gently bowed sides and ends joined by tight corners, eight arcs that meet without a
// kink. Rings further out have the same centres and larger radii, so that rows and stairs stay parallel.
type oval [8]sector

// sector is one arc; directions are angles of the outward normal, 0 downwards (south in the plan) and rising to the east.
type sector struct {
	centre   catalog.PlanPoint
	radius   float64
	from, to float64
}

// The four directions in which a stand can be.
const (
	south = 0.0
	east  = math.Pi / 2
	north = math.Pi
	west  = 3 * math.Pi / 2
)

// newOval makes the edge with the given half axes around the origin. The sides turn by twice bow and the corners have the given
// radius; both radii of sides and ends follow from the condition that the arcs meet smoothly.
func newOval(halfWidth, halfHeight, corner, bow float64) oval {
	sin, cos := math.Sincos(bow)
	// (side-corner)·sin + end·(1-cos) = halfWidth - corner·cos
	// side·(1-cos) + (end-corner)·sin = halfHeight - corner·cos
	p, q := halfWidth-corner*cos+corner*sin, halfHeight-corner*cos+corner*sin
	rest := 1 - cos
	det := sin*sin - rest*rest
	side, end := (p*sin-q*rest)/det, (q*sin-p*rest)/det
	sideCentre := catalog.PlanPoint{Y: halfHeight - side}
	endCentre := catalog.PlanPoint{X: halfWidth - end}
	cornerCentre := catalog.PlanPoint{X: (side - corner) * sin, Y: sideCentre.Y + (side-corner)*cos}
	quarter := func(turn float64, mirrorX, mirrorY float64) sector {
		return sector{
			centre: catalog.PlanPoint{X: cornerCentre.X * mirrorX, Y: cornerCentre.Y * mirrorY},
			radius: corner, from: turn + bow, to: turn + math.Pi/2 - bow,
		}
	}
	return oval{
		{centre: sideCentre, radius: side, from: south - bow, to: south + bow},
		quarter(south, 1, 1),
		{centre: endCentre, radius: end, from: east - bow, to: east + bow},
		quarter(east, 1, -1),
		{centre: catalog.PlanPoint{Y: -sideCentre.Y}, radius: side, from: north - bow, to: north + bow},
		quarter(north, -1, -1),
		{centre: catalog.PlanPoint{X: -endCentre.X}, radius: end, from: west - bow, to: west + bow},
		quarter(west, -1, 1),
	}
}

// at is the point of a sector in a direction, out from the inner edge.
func (s sector) at(direction, out float64) catalog.PlanPoint {
	sin, cos := math.Sincos(direction)
	return catalog.PlanPoint{X: s.centre.X + (s.radius+out)*sin, Y: s.centre.Y + (s.radius+out)*cos}
}

// length of the sector's arc, out from the inner edge.
func (s sector) length(out float64) float64 { return (s.to - s.from) * (s.radius + out) }

// stand is the line of a row whose middle is on the axis in a direction, out from the inner edge.
func (o oval) stand(direction, out float64) line {
	start := int(math.Round(direction/(math.Pi/2))) * 2
	return func(along float64) catalog.PlanPoint {
		left := math.Abs(along) - o[start].length(out)/2
		if left <= 0 {
			return o[start].at(direction+along/(o[start].radius+out), out)
		}
		turn := 1
		if along < 0 {
			turn = len(o) - 1
		}
		next := (start + turn) % len(o)
		for next != start && left > o[next].length(out) {
			left -= o[next].length(out)
			next = (next + turn) % len(o)
		}
		s := o[next]
		if along > 0 {
			return s.at(s.from+left/(s.radius+out), out)
		}
		return s.at(s.to-left/(s.radius+out), out)
	}
}

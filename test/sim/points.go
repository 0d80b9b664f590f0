package sim

import (
	"slices"

	"github.com/speckit/ticketing/internal/app"
)

// point is a place in the middle of something, or any if it has no name, and how often it is passed until something happens there.
type point struct {
	name string
	left int
}

// points are the places where a process can die and others can come in between. The busiest ones stand at the end.
var points = slices.Concat([]string{
	"the bank's answer to charge", "the bank's answer to lookup", "the bank's answer to close", "the bank's answer to refund",
	"the bank's page", "payment's commit", "payment's commit", "fulfillment's commit", "notification's commit", "ordering's commit",
	"ordering's commit", "catalog's commit", "inventory's commit",
}, app.Points, app.LinePoints)

// aPoint picks one, and one of its next times.
func (w *World) aPoint() point {
	return point{points[w.rnd.IntN(len(points))], 1 + w.rnd.IntN(4)}
}

// passed reports whether it is time for what happens at the point.
func (p *point) passed(name string) bool {
	if p.left == 0 || p.name != "" && p.name != name {
		return false
	}
	p.left--
	return p.left == 0
}

package waitlist

import (
	"slices"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/money"
)

// Wish is what somebody in line wants.
type Wish struct {
	Quantity   int           // seats beside each other
	MaxPrice   money.Decimal // per seat; empty: any
	Sections   []string      // empty: anywhere
	Accessible bool          // one place for a wheelchair at least, and the others with it; nobody else is offered such places
}

// Limits of a wish.
const (
	sectionsMost = 50
	sectionMax   = 200 // bytes
	quantityMost = 100
)

// tidy fills in what is not said, and reports what is wrong.
func (w *Wish) tidy() (problems []string) {
	if w.Quantity == 0 {
		w.Quantity = 1
	}
	if w.Quantity < 0 || w.Quantity > quantityMost {
		problems = append(problems, "Quantity is between 1 and the event's limit.")
	}
	if w.MaxPrice != "" && w.MaxPrice.Check() != nil {
		problems = append(problems, "MaxPrice is a price that is not negative.")
	}
	tooLong := func(s string) bool { return len(s) > sectionMax || strings.TrimSpace(s) == "" }
	if len(w.Sections) > sectionsMost || slices.ContainsFunc(w.Sections, tooLong) {
		problems = append(problems, "Sections names up to 50 sections of the event.")
	}
	return problems
}

// suits reports whether a seat can be one of those that are wanted.
func (w Wish) suits(v Vacancy) bool {
	kind := !v.Accessible
	if w.Accessible {
		kind = v.Accessible || w.Quantity > 1
	}
	return kind && (len(w.Sections) == 0 || slices.Contains(w.Sections, v.Section)) && (w.MaxPrice == "" || w.MaxPrice.Covers(v.Price))
}

// suitedBy reports whether seats that each suit are, as many as are wanted, what is wanted.
func (w Wish) suitedBy(seats []Vacancy) bool {
	return !w.Accessible || slices.ContainsFunc(seats, func(v Vacancy) bool { return v.Accessible })
}

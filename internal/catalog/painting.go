package catalog

import (
	"slices"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// ErrPainting refuses categories that cannot be, and seats that cannot be of them.
var ErrPainting = fault.New(fault.Invalid, "invalid_categories", "The categories do not fit the seat plan. Nothing was changed.")

// Painting says what price categories become, and which seats move into which.
type Painting struct {
	Categories []CategoryPaint // made where there are none of the name, else changed
	Moves      []Move
}

// CategoryPaint is a category as it is to be.
type CategoryPaint struct {
	Name, Color string // the colour of CSS, or none
	Price       money.Decimal
	// Whether its seats are for people with a disability, and for those who come with them; nil leaves each seat as it is.
	Accessible, Companion *bool
}

// Move brings seats into a category.
type Move struct {
	Category string
	Seats    []id.UUID
}

// paint is the plan after a painting. Seats keep their places and their order; a category without seats goes; the dearest category
// is the best, and of equal prices the one that was before.
func (p *Plan) paint(in Painting, currency money.Currency) (*Plan, error) {
	q := *p
	q.Categories, q.Seats = slices.Clone(p.Categories), slices.Clone(p.Seats)
	if err := q.mix(in, currency); err != nil {
		return nil, err
	}
	moved, err := q.move(in.Moves)
	if err != nil {
		return nil, err
	}
	q.coat(in.Categories, moved)
	q.settle()
	q.Categories = slices.DeleteFunc(q.Categories, func(c PlanCategory) bool { return c.Seats == 0 })
	if len(q.Categories) > maxCategories {
		return nil, ErrPainting.Saying("The plan would have more than %d categories. Nothing was changed.", maxCategories)
	}
	q.dearestFirst()
	return &q, nil
}

// mix makes and changes the categories that the painting names.
func (p *Plan) mix(in Painting, currency money.Currency) error {
	at := p.Ranks()
	seen := map[string]bool{}
	for _, paint := range in.Categories {
		if err := paint.check(seen[paint.Name]); err != nil {
			return err
		}
		seen[paint.Name] = true
		price, err := paint.Price.In(currency)
		if err != nil || price.Minor < 0 || price.Minor > maxPrice {
			return ErrPainting.Saying("The price of the category %.40s is not an amount of %s that can be charged. Nothing was changed.", paint.Name, currency).Because(err)
		}
		made := PlanCategory{Name: paint.Name, Color: cssColor(paint.Color), Price: price}
		if i, there := at[paint.Name]; there {
			p.Categories[i] = made
			continue
		}
		at[paint.Name] = len(p.Categories)
		p.Categories = append(p.Categories, made)
	}
	return nil
}

func (c CategoryPaint) check(again bool) error {
	switch {
	case c.Name == "" || strings.TrimSpace(c.Name) != c.Name:
		return ErrPainting.Saying("A category's name is empty, or has space around it. Nothing was changed.")
	case again:
		return ErrPainting.Saying("The category %.40s is named twice. Nothing was changed.", c.Name)
	case strings.TrimSpace(c.Color) != "" && cssColor(c.Color) == "":
		return ErrPainting.Saying("The colour of the category %.40s is none; #1d9e75 is one. Nothing was changed.", c.Name)
	case isTrue(c.Accessible) && isTrue(c.Companion):
		return ErrPainting.Saying("The category %.40s is marked both accessible and companion. Nothing was changed.", c.Name)
	}
	return checkLabel(ErrPainting, "The name of a category", c.Name, maxLabel)
}

func isTrue(mark *bool) bool { return mark != nil && *mark }

// move brings seats into their categories, and returns which they are, by index.
func (p *Plan) move(moves []Move) (moved map[int]bool, err error) {
	moved = map[int]bool{}
	if len(moves) == 0 {
		return moved, nil
	}
	ranks, index := p.Ranks(), make(map[id.UUID]int, len(p.Seats))
	for i := range p.Seats {
		index[p.Seats[i].ID] = i
	}
	for _, move := range moves {
		if _, there := ranks[move.Category]; !there {
			return nil, ErrPainting.Saying("Seats are painted with the category %.40s, which the plan does not have. Nothing was changed.", move.Category)
		}
		for _, seat := range move.Seats {
			i, there := index[seat]
			if !there {
				return nil, ErrPainting.Saying("The plan has no seat %s; perhaps its seats were replaced. Nothing was changed; look at the plan again.", seat)
			}
			if moved[i] && p.Seats[i].Category != move.Category {
				return nil, ErrPainting.Saying("Seat %s is painted with two categories. Nothing was changed.", seat)
			}
			moved[i], p.Seats[i].Category = true, move.Category
		}
	}
	return moved, nil
}

// coat gives the seats of categories that were named, and those that moved, what their category has.
func (p *Plan) coat(paints []CategoryPaint, moved map[int]bool) {
	named, prices := make(map[string]CategoryPaint, len(paints)), make(map[string]money.Amount, len(p.Categories))
	for _, paint := range paints {
		named[paint.Name] = paint
	}
	for _, category := range p.Categories {
		prices[category.Name] = category.Price
	}
	for i := range p.Seats {
		seat := &p.Seats[i]
		paint, mine := named[seat.Category]
		if mine || moved[i] {
			seat.Price = prices[seat.Category]
		}
		if mine {
			seat.mark(paint)
		}
	}
}

// mark says for whom a seat is. It is for one or the other, if for either.
func (s *PlanSeat) mark(paint CategoryPaint) {
	if paint.Accessible != nil {
		s.Accessible = *paint.Accessible
		s.Companion = s.Companion && !s.Accessible
	}
	if paint.Companion != nil {
		s.Companion = *paint.Companion
		s.Accessible = s.Accessible && !s.Companion
	}
}

// same reports whether two plans of one event are the same in all that is kept of them.
func (p *Plan) same(q *Plan) bool { return p.Hash() == q.Hash() && slices.Equal(p.Seats, q.Seats) }

package inventory

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Place is what the search for seats knows of one seat, as the layout's message brought it.
type Place struct {
	ID                              id.UUID
	Section, Row, Seat              string // labels
	Index                           int    // in the plan's order
	X, Y                            float64
	Category                        string
	Rank                            int // of the category, 0 for the best
	Accessible, Companion, Standing bool
	Price                           money.Amount
}

// Layout is all of an event's places, arranged so that the best free ones are found after a look at a few rows. It never
// changes after [NewLayout] and may be shared. Its places are numbered 0 … Len()-1, row by row and along each row from one end
// to the other.
type Layout struct {
	places   []Place
	at       []point
	distance []int64 // to the stage's middle
	kind     []placeKind
	category []int32
	stretch  []int32 // the stretch of each place

	stretches []stretch
	order     []int32            // stretches, the best first
	sections  map[string][]int32 // the same per section
	byID      []int32            // places in the order of their ids
}

// point is a position in whole hundredths of a plan unit, so that equal distances are equal everywhere.
type point struct{ x, y int64 }

func (p point) to(q point) int64 {
	dx, dy := p.x-q.x, p.y-q.y
	return int64(math.Round(math.Sqrt(float64(dx*dx + dy*dy))))
}

// placeKind is for whom a place is.
type placeKind uint8

const (
	ordinary placeKind = iota
	accessible
	companion
)

// stretch is a part of a row without an aisle: its seats are beside each other. A standing section is one stretch.
type stretch struct {
	first, end int // places first … end-1
	standing   bool
	mixed      bool  // of several categories
	rank       int32 // of its best category
	near       int64 // distance of its nearest place
	row        int32
	cheapest   int64 // minor units
	dearest    int64
	middle     point
	radius     int64 // no place is further from the middle
}

// farthest is the largest coordinate, in hundredths, that the arithmetic of distances is meant for; plans are far smaller.
const farthest = 100_000_000

// NewLayout arranges places around a stage. If all places are in one point there is no geometry: rows are then imagined one
// behind the other, the first before the stage.
func NewLayout(stageX, stageY float64, places []Place) *Layout {
	l := &Layout{places: slices.Clone(places)}
	slices.SortFunc(l.places, func(a, b Place) int {
		return cmp.Or(
			strings.Compare(a.Section, b.Section), cmp.Compare(a.Index, b.Index), strings.Compare(a.Row, b.Row),
			cmp.Compare(a.number(), b.number()), strings.Compare(a.Seat, b.Seat), id.Compare(a.ID, b.ID),
		)
	})
	rows := l.rows()
	stage := l.locate(hundredths(stageX, stageY), rows)
	l.describe(stage)
	for _, row := range rows {
		l.cut(row)
	}
	l.rank()
	return l
}

// Len is the number of places.
func (l *Layout) Len() int { return len(l.places) }

// Place returns the place of a number.
func (l *Layout) Place(i int) Place { return l.places[i] }

// Number finds the place with an id.
func (l *Layout) Number(seat id.UUID) (int, bool) {
	at, ok := slices.BinarySearchFunc(l.byID, seat, func(i int32, seat id.UUID) int { return id.Compare(l.places[i].ID, seat) })
	if !ok {
		return 0, false
	}
	return int(l.byID[at]), true
}

// seatRow is one row before it is cut at its aisles.
type seatRow struct{ first, end, number, ordinal int }

// rows cuts the sorted places into rows and numbers them.
func (l *Layout) rows() []seatRow {
	var rows []seatRow
	for i, place := range l.places {
		if i > 0 && place.follows(l.places[i-1]) {
			rows[len(rows)-1].end++
			continue
		}
		rows = append(rows, seatRow{first: i, end: i + 1})
	}
	for first := 0; first < len(rows); {
		end := first
		for end < len(rows) && l.places[rows[end].first].Section == l.places[rows[first].first].Section {
			end++
		}
		l.number(rows[first:end])
		first = end
	}
	return rows
}

// follows reports whether a place is of the same row as the one before it in the plan's order. Two rows may share a label:
// then the second begins where the numbers do.
func (p Place) follows(before Place) bool {
	if p.Section != before.Section || p.Row != before.Row || p.Standing != before.Standing {
		return false
	}
	return p.Standing || p.number() == 0 || p.number() > before.number()
}

// number is the seat's label if that is a number, else 0.
func (p Place) number() int { return labelNumber(p.Seat) }

func labelNumber(label string) int {
	n, err := strconv.ParseUint(label, 10, 31)
	if err != nil {
		return 0
	}
	return int(n)
}

// number gives a section's rows their labels as numbers if those are distinct positive integers, else 1, 2, 3 …
func (l *Layout) number(rows []seatRow) {
	seen := make(map[int]bool, len(rows))
	labelled := true
	for i := range rows {
		n := labelNumber(l.places[rows[i].first].Row)
		labelled = labelled && n > 0 && !seen[n]
		seen[n] = true
		rows[i].number, rows[i].ordinal = n, i+1
	}
	for i := range rows {
		if !labelled {
			rows[i].number = rows[i].ordinal
		}
	}
}

// locate gives every place its point, brings the places of each row into their order along it, and returns the stage.
func (l *Layout) locate(stage point, rows []seatRow) point {
	l.at = make([]point, len(l.places))
	flat := true
	for i, place := range l.places {
		l.at[i] = hundredths(place.X, place.Y)
		flat = flat && l.at[i] == l.at[0]
	}
	if flat {
		l.imagine(rows)
		stage = point{}
	}
	for _, row := range rows {
		if l.places[row.first].Standing {
			continue
		}
		places, at := slices.Clone(l.places[row.first:row.end]), slices.Clone(l.at[row.first:row.end])
		for to, from := range alongRow(at) {
			l.places[row.first+to], l.at[row.first+to] = places[from], at[from]
		}
	}
	return stage
}

// imagine places rows one behind the other, each around the middle, before a stage at the origin.
func (l *Layout) imagine(rows []seatRow) {
	const step = 1000
	for _, row := range rows {
		for i := row.first; i < row.end; i++ {
			l.at[i] = point{x: int64(2*(i-row.first)-(row.end-row.first-1)) * step / 2, y: int64(row.ordinal) * step}
		}
	}
}

func hundredths(x, y float64) point {
	whole := func(v float64) int64 { return int64(math.Round(max(-farthest, min(farthest, v*100)))) }
	return point{x: whole(x), y: whole(y)}
}

func (l *Layout) describe(stage point) {
	l.distance, l.kind = make([]int64, len(l.places)), make([]placeKind, len(l.places))
	l.category, l.stretch, l.byID = make([]int32, len(l.places)), make([]int32, len(l.places)), make([]int32, len(l.places))
	categories := map[string]int32{}
	for i, place := range l.places {
		l.distance[i] = l.at[i].to(stage)
		switch {
		case place.Accessible:
			l.kind[i] = accessible
		case place.Companion:
			l.kind[i] = companion
		}
		if _, known := categories[place.Category]; !known {
			categories[place.Category] = int32(len(categories))
		}
		l.category[i] = categories[place.Category]
		l.byID[i] = int32(i)
	}
	slices.SortFunc(l.byID, func(a, b int32) int { return id.Compare(l.places[a].ID, l.places[b].ID) })
}

// rank puts the stretches into the order of the search. No group in a later stretch of that order can have a better category,
// or in the same category a smaller distance, than the stretch itself promises.
func (l *Layout) rank() {
	l.order = make([]int32, len(l.stretches))
	for i := range l.order {
		l.order[i] = int32(i)
	}
	slices.SortStableFunc(l.order, func(a, b int32) int {
		s, t := &l.stretches[a], &l.stretches[b]
		return cmp.Or(cmp.Compare(s.rank, t.rank), cmp.Compare(s.near, t.near), cmp.Compare(s.row, t.row))
	})
	l.sections = map[string][]int32{}
	for _, i := range l.order {
		section := l.places[l.stretches[i].first].Section
		l.sections[section] = append(l.sections[section], i)
	}
}

package demo

import (
	"strconv"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// stadiumSeats is how many places the stadium has; the last rows of its upper tier end where the number is reached.
const stadiumSeats = 60_000

// tier is one ring of blocks, from its first row outwards.
type tier struct {
	name  string
	base  int // blocks are base+1, base+2 …
	rows  int
	out   float64 // of the first row from the inner edge
	grade func(block) string
}

// block is one section of a tier between two stairs, inside one arc of the oval.
type block struct {
	number   int
	sector   sector
	side     int // 0 … 7 as in oval: even ones are the stands, odd ones the corners
	from, to float64
}

// final is played in a stadium for 60,000: three tiers of numbered blocks all around the pitch, rows 80 cm apart and seats half
// a metre wide at the field's own scale.
func final() Event {
	event := id.UUID{0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66}
	h := &hall{name: "Estadio Monumental", seatID: func(section string, row, seat int) id.UUID {
		return id.Named(event, guid(section, row, seat))
	}}
	h.category("Club", gold, 180)
	h.category("Category 1", violet, 120)
	h.category("Category 2", blue, 85)
	h.category("Category 3", green, 60)
	h.category("Category 4", grey, 35)
	h.plan.Seats = make([]catalog.PlanSeat, 0, stadiumSeats)
	edge := newOval(1330, 960, 480, 0.2)
	for _, t := range stadiumTiers() {
		h.tier(edge, t)
	}
	h.pitch(2100, 1360)
	return Event{
		ID: event, Name: "Gran Final Continental", Venue: "Estadio Monumental", City: "Lima", Days: 60, Hour: 18, TimeZone: zone,
		Description: "The last match of the season decides who holds the cup. Sixty thousand seats, one evening.",
		BasePrice:   dollars(60), Capacity: stadiumSeats, Plan: h.finish(catalog.PlanPoint{}),
	}
}

func stadiumTiers() []tier {
	return []tier{
		{name: "Lower", base: 100, rows: 28, out: 0, grade: func(b block) string {
			if b.side%4 == 0 { // along the touch lines
				return "Category 1"
			}
			return "Category 2"
		}},
		{name: "Club", base: 200, rows: 9, out: 560, grade: func(block) string { return "Club" }},
		{name: "Upper", base: 300, rows: 40, out: 790, grade: func(b block) string {
			if b.side%4 == 0 {
				return "Category 3"
			}
			return "Category 4"
		}},
	}
}

// tier seats a ring until the stadium is full. Step-free rows are those along the concourse: the last of the lower tier and of
// the club, the first of the upper tier.
func (h *hall) tier(edge oval, t tier) {
	stepFree := t.rows
	if t.name == "Upper" {
		stepFree = 1
	}
	for r := 1; r <= t.rows; r++ {
		out := t.out + float64(r-1)*16
		for _, b := range edge.blocks(t.base) {
			count := int((b.sector.radius+out)*(b.to-b.from)/pitch) - 2 // two seats' width for the stairs
			if count = min(count, stadiumSeats-len(h.plan.Seats)); count <= 0 {
				continue
			}
			category := t.grade(b)
			h.row(row{
				section: t.name + " " + strconv.Itoa(b.number), category: category, number: r,
				line: b.line(out), blocks: []int{count}, stepFree: pairs(2, r == stepFree),
			})
		}
	}
}

// blocks cuts the oval into blocks of about equal width, clockwise from the west end of the south stand.
func (o oval) blocks(base int) []block {
	var blocks []block
	for side, s := range o {
		cuts := [4]int{8, 4, 5, 4}[side%4]
		for i := range cuts {
			step := (s.to - s.from) / float64(cuts)
			blocks = append(blocks, block{
				number: base + len(blocks) + 1, sector: s, side: side,
				from: s.from + float64(i)*step, to: s.from + float64(i+1)*step,
			})
		}
	}
	return blocks
}

// line is a row of the block, out from the inner edge.
func (b block) line(out float64) line {
	middle, radius := (b.from+b.to)/2, b.sector.radius+out
	return func(along float64) catalog.PlanPoint { return b.sector.at(middle+along/radius, out) }
}

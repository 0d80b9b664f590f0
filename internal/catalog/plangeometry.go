package catalog

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/speckit/ticketing/internal/kernel/money"
)

// geometryScale is how many steps of the geometry make one plan unit: positions are whole numbers of hundredths.
const geometryScale = 100

// The geometry document: everything that a map needs to be drawn and read out, and nothing that changes while seats are sold or
// that differs between two events of one plan. Seats are numbered through in the order of sections and rows: that number is
// the plan order. Along a row the first x and y are absolute and each further one is the step from the seat before.
type (
	geometry struct {
		Format     int                `json:"format"`
		Name       string             `json:"name,omitempty"`
		Scale      int                `json:"scale"`
		Width      int                `json:"width"`
		Height     int                `json:"height"`
		Stage      [2]int             `json:"stage"`
		Currency   money.Currency     `json:"currency"`
		Categories []geometryCategory `json:"categories"`
		Areas      []geometryArea     `json:"areas"`
		Sections   []geometrySection  `json:"sections"`
		Accessible []int              `json:"accessible"` // seats by number
		Companion  []int              `json:"companion"`
	}
	geometryCategory struct {
		Name  string        `json:"name"`
		Color string        `json:"color,omitempty"`
		Price money.Decimal `json:"price"`
		Seats int           `json:"seats"`
	}
	geometrySection struct {
		Name     string        `json:"name"`
		Standing bool          `json:"standing,omitempty"`
		First    int           `json:"first"`
		Seats    int           `json:"seats"`
		Bounds   [4]int        `json:"bounds"` // left, top, right, bottom
		Rows     []geometryRow `json:"rows"`
	}
	geometryRow struct {
		Label    string   `json:"label"`
		Number   int      `json:"number"`
		First    int      `json:"first"`
		X        []int    `json:"x"`
		Y        []int    `json:"y"`
		Seats    []string `json:"seats,omitempty"`    // labels; left out where they are the numbers from "from" on
		From     int      `json:"from,omitempty"`     // the first seat's label
		Category []int    `json:"category,omitempty"` // one per seat, or a single one for the whole row
	}
	geometryArea struct {
		Shape    string   `json:"shape"`
		X        int      `json:"x"`
		Y        int      `json:"y"`
		Width    int      `json:"width,omitempty"`
		Height   int      `json:"height,omitempty"`
		Rotation float64  `json:"rotation,omitempty"`
		Points   [][2]int `json:"points,omitempty"`
		Color    string   `json:"color,omitempty"`
		Border   string   `json:"border,omitempty"`
		Text     string   `json:"text,omitempty"`
		TextAt   *[2]int  `json:"textAt,omitempty"`
		TextSize float64  `json:"textSize,omitempty"`
	}
)

// Geometry writes the document of GET /events/{id}/plan. It is immutable and canonical: equal plans give equal bytes.
func (p *Plan) Geometry() []byte {
	doc := geometry{
		Format: 1, Name: p.Name, Scale: geometryScale, Width: steps(p.Size.Width), Height: steps(p.Size.Height),
		Stage:      p.Stage.steps(),
		Categories: make([]geometryCategory, 0, len(p.Categories)),
		Areas:      make([]geometryArea, 0, len(p.Areas)),
		Accessible: []int{}, Companion: []int{},
	}
	if len(p.Categories) > 0 {
		doc.Currency = p.Categories[0].Price.Currency
	}
	ranks := p.Ranks()
	for _, c := range p.Categories {
		doc.Categories = append(doc.Categories, geometryCategory{Name: c.Name, Color: c.Color, Price: c.Price.Decimal(), Seats: c.Seats})
	}
	for _, area := range p.Areas {
		doc.Areas = append(doc.Areas, area.geometry())
	}
	for _, section := range p.Sections() {
		doc.Sections = append(doc.Sections, section.geometry(ranks))
	}
	for i, seat := range p.Seats {
		if seat.Accessible {
			doc.Accessible = append(doc.Accessible, i)
		}
		if seat.Companion {
			doc.Companion = append(doc.Companion, i)
		}
	}
	written, err := json.Marshal(doc)
	if err != nil {
		panic(fmt.Errorf("write geometry: %w", err)) // whole numbers and text only: it cannot fail
	}
	return written
}

func (s PlanSection) geometry(ranks map[string]int) geometrySection {
	first := PlanPoint{X: s.Seats[0].X, Y: s.Seats[0].Y}.steps()
	g := geometrySection{
		Name: s.Name, Standing: s.Standing, First: s.First, Seats: len(s.Seats),
		Bounds: [4]int{first[0], first[1], first[0], first[1]},
		Rows:   make([]geometryRow, 0, len(s.Rows)),
	}
	for _, seat := range s.Seats {
		x, y := steps(seat.X), steps(seat.Y)
		g.Bounds = [4]int{min(g.Bounds[0], x), min(g.Bounds[1], y), max(g.Bounds[2], x), max(g.Bounds[3], y)}
	}
	for _, row := range s.Rows {
		g.Rows = append(g.Rows, row.geometry(ranks))
	}
	return g
}

func (r PlanRow) geometry(ranks map[string]int) geometryRow {
	g := geometryRow{Label: r.Label, Number: r.Number, First: r.First, X: make([]int, len(r.Seats)), Y: make([]int, len(r.Seats))}
	var x, y int
	labels, category := make([]string, len(r.Seats)), make([]int, len(r.Seats))
	counted, uniform := true, true
	for i, seat := range r.Seats {
		g.X[i], g.Y[i] = steps(seat.X)-x, steps(seat.Y)-y
		x, y = steps(seat.X), steps(seat.Y)
		labels[i], category[i] = seat.Seat, ranks[seat.Category]
		number, ok := positive(seat.Seat)
		counted = counted && ok && number == seat.SeatNumber && number == r.Seats[0].SeatNumber+i && seat.Seat[0] != '0'
		uniform = uniform && category[i] == category[0]
	}
	if counted {
		g.From = r.Seats[0].SeatNumber
	} else {
		g.Seats = labels
	}
	if g.Category = category; uniform {
		g.Category = category[:1]
	}
	return g
}

func (a PlanArea) geometry() geometryArea {
	g := geometryArea{
		Shape: a.Shape, X: steps(a.X), Y: steps(a.Y), Width: steps(a.Width), Height: steps(a.Height), Rotation: a.Rotation,
		Color: a.Color, Border: a.Border, Text: a.Text, TextSize: a.TextSize,
	}
	for _, point := range a.Points {
		g.Points = append(g.Points, point.steps())
	}
	if a.Text != "" {
		at := a.TextAt.steps()
		g.TextAt = &at
	}
	return g
}

func (p PlanPoint) steps() [2]int { return [2]int{steps(p.X), steps(p.Y)} }

func steps(v float64) int { return int(math.Round(v * geometryScale)) }

// IDs writes the seats' ids in plan order, 16 bytes each: seat n stands at byte 16n. It is as immutable as the geometry, but an
// event's own, and large: a map asks for the stretch that it needs.
func (p *Plan) IDs() []byte {
	ids := make([]byte, 0, 16*len(p.Seats))
	for _, seat := range p.Seats {
		ids = append(ids, seat.ID[:]...)
	}
	return ids
}

package demo

import (
	"math"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// zone is the time zone of the demo's venues.
const zone = "America/Lima"

// The colours of categories, from the best to the least.
const (
	gold   = "#c9a227"
	violet = "#7b3fe4"
	blue   = "#2f80ed"
	green  = "#27ae60"
	grey   = "#6b7a90"
)

const (
	stageColor = "#d9d9d9"
	grassColor = "#7fb77e"
)

// jazz plays in a theatre of the Italian kind: shallow curves, a cross aisle, and a balcony that is set back.
func jazz() Event {
	event := id.UUID{0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11}
	h := newHall("Teatro Nacional", event)
	h.category("VIP", gold, 250_000)
	h.category("FRONT", blue, 180_000)
	h.category("BACK", green, 120_000)
	centre, front := catalog.PlanPoint{Y: -900}, 900.0
	for r := 1; r <= 8; r++ {
		out := float64(r-1) * depth
		switch {
		case r <= 2:
			h.row(row{section: "VIP", category: "VIP", number: r, line: arc(centre, front+out), blocks: []int{30, 40, 30}, stepFree: pairs(1, r == 2)})
		case r <= 5:
			h.row(row{section: "FRONT", category: "FRONT", number: r, line: arc(centre, front+out+20), blocks: []int{30, 40, 30}, stepFree: pairs(1, r == 5)})
		default:
			h.row(row{section: "BACK", category: "BACK", number: r, line: arc(centre, front+out+95), blocks: []int{16, 17, 34, 17, 16}, stepFree: pairs(1, r == 8)})
		}
	}
	stage := catalog.PlanPoint{Y: -150}
	h.polygon("Stage", stage, stageColor,
		catalog.PlanPoint{X: -260, Y: -220}, catalog.PlanPoint{X: 260, Y: -220}, catalog.PlanPoint{X: 340, Y: -90}, catalog.PlanPoint{Y: -60}, catalog.PlanPoint{X: -340, Y: -90})
	h.edge("Balcony", centre, front+5*depth+70, 0.62)
	return Event{
		ID: event, Name: "Concierto Jazz Noche", Venue: "Teatro Nacional", City: "Lima", Days: 7, Hour: 20, TimeZone: zone,
		Description: "An evening of jazz standards and new pieces by a quintet, in a theatre small enough to hear every brush on the snare.",
		BasePrice:   dollars(200_000), Capacity: 800, Plan: h.finish(stage),
	}
}

// theatre is played in a fan: strongly curved rows close around an open stage, and an upper circle in five wedges.
func theatre() Event {
	event := id.UUID{0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22}
	h := newHall("Centro Cultural", event)
	h.category("VIPFRONT", gold, 200_000)
	h.category("PREMIUM", violet, 150_000)
	h.category("GENERAL", green, 100_000)
	centre, front := catalog.PlanPoint{}, 440.0
	for r := 1; r <= 12; r++ {
		out := front + float64(r-1)*depth
		switch {
		case r <= 3:
			h.row(row{section: "VIPFRONT", category: "VIPFRONT", number: r, line: arc(centre, out), blocks: []int{22, 18, 20, 18, 22}, stepFree: pairs(1, r == 3)})
		case r <= 6:
			h.row(row{section: "PREMIUM", category: "PREMIUM", number: r, line: arc(centre, out+22), blocks: []int{22, 18, 20, 18, 22}, stepFree: pairs(1, r == 6)})
		default:
			h.row(row{section: "GENERAL", category: "GENERAL", number: r, line: arc(centre, out+110), blocks: []int{12, 12, 12, 28, 12, 12, 12}, stepFree: pairs(1, r == 12)})
		}
	}
	stage := catalog.PlanPoint{Y: 110}
	h.plan.Areas = append(h.plan.Areas, catalog.PlanArea{
		Shape: "ellipse", X: stage.X, Y: stage.Y, Width: 520, Height: 300, Color: stageColor, Border: "#444444",
		Text: "Stage", TextAt: stage, TextSize: 34,
	})
	h.edge("Circle", centre, front+5*depth+22+70, 1.0)
	return Event{
		ID: event, Name: "Teatro: La Vida es Bella", Venue: "Centro Cultural", City: "Lima", Days: 14, Hour: 19, Minute: 30, TimeZone: zone,
		Description: "A father turns the worst of places into a game, so that his son can go on laughing. The stage version, with live music.",
		BasePrice:   dollars(150_000), Capacity: 1_200, Plan: h.finish(stage),
	}
}

// football is watched from stands that run round the corners of a pitch: main stand, opposite stand and both ends.
func football() Event {
	event := id.UUID{0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33}
	h := newHall("Estadio Central", event)
	h.category("PLATEA_VIP", gold, 250_000)
	h.category("PLATEA", blue, 180_000)
	h.category("BALCON", green, 120_000)
	edge := newOval(730, 520, 260, 0.16)
	stands := []struct {
		section     string
		first, last int
		direction   float64
		out         float64
	}{
		{"PLATEA_VIP", 1, 5, south, 0},
		{"PLATEA", 6, 10, north, 0},
		{"PLATEA", 11, 15, south, 5*depth + 40},
		{"BALCON", 16, 18, east, 30},
		{"BALCON", 19, 21, west, 30},
		{"BALCON", 22, 25, north, 5*depth + 40},
	}
	for _, stand := range stands {
		for r := stand.first; r <= stand.last; r++ {
			out := stand.out + float64(r-stand.first)*depth
			h.row(row{
				section: stand.section, category: stand.section, number: r, line: edge.stand(stand.direction, out),
				blocks: []int{20, 20, 20, 20, 20}, stepFree: pairs(1, r == stand.last),
			})
		}
	}
	h.pitch(1050, 680)
	return Event{
		ID: event, Name: "Match de Fútbol: Local vs Internacional", //nolint:misspell // Spanish
		Venue: "Estadio Central", City: "Lima", Days: 21, Hour: 16, TimeZone: zone,
		Description: "The home side against its guests from abroad. Gates open two hours before kick-off.",
		BasePrice:   dollars(180_000), Capacity: 2_500, Plan: h.finish(catalog.PlanPoint{}),
	}
}

// conference is held in a flat hall: straight rows whose wings are turned towards the podium.
func conference() Event {
	event := id.UUID{0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44}
	h := newHall("Convention Center", event)
	h.category("MAIN", blue, 150_000)
	for r := 1; r <= 5; r++ {
		h.row(row{
			section: "MAIN", category: "MAIN", number: r, line: chevron(float64(r-1)*(depth+8), 520, math.Pi/9),
			blocks: []int{26, 24, 24, 26}, stepFree: pairs(1, r == 5),
		})
	}
	stage := catalog.PlanPoint{Y: -170}
	h.rectangle("Stage", stage, 420, 90, stageColor)
	h.rectangle("", catalog.PlanPoint{Y: -245}, 640, 16, grey)
	return Event{
		ID: event, Name: "Conferencia Tecnología 2026", Venue: "Convention Center", City: "Lima", Days: 30, Hour: 9, TimeZone: zone,
		Description: "One day, one track: twelve talks about software that people depend on, and the long coffee breaks in between.",
		BasePrice:   dollars(120_000), Capacity: 500, Plan: h.finish(stage),
	}
}

// rock fills an arena: seats on the floor before the stage, and two tiers of a bowl around it, each in banks of 100 seats.
func rock() Event {
	event := id.UUID{0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55}
	h := newHall("Arena Metropolitana", event)
	h.category("TRIBUNA_A", gold, 300_000)
	h.category("TRIBUNA_B", violet, 250_000)
	h.category("GENERAL", green, 200_000)
	centre := catalog.PlanPoint{}
	blocks := []int{20, 20, 20, 20, 20}
	for r := 1; r <= 10; r++ {
		h.row(row{
			section: "TRIBUNA_A", category: "TRIBUNA_A", number: r, line: arc(catalog.PlanPoint{Y: -1000}, 1000+float64(r-1)*(depth+4)),
			blocks: blocks, stepFree: pairs(1, r == 10),
		})
	}
	banks := []struct {
		section       string
		first, last   int
		radius, start float64
	}{
		{"TRIBUNA_B", 11, 18, 650, -570},
		{"TRIBUNA_B", 19, 25, 650, 570},
		{"GENERAL", 26, 33, 850, -1140},
		{"GENERAL", 34, 42, 850, 0},
		{"GENERAL", 43, 50, 850, 1140},
	}
	for _, bank := range banks {
		for r := bank.first; r <= bank.last; r++ {
			radius := bank.radius + float64(r-bank.first)*depth
			start := bank.start * radius / bank.radius // banks stay on their radius as rows get longer
			h.row(row{
				section: bank.section, category: bank.section, number: r, line: bowl(centre, radius).from(start),
				blocks: blocks, stepFree: pairs(1, r == bank.last),
			})
		}
	}
	stage := catalog.PlanPoint{Y: -300}
	h.rectangle("Stage", stage, 760, 200, stageColor)
	return Event{
		ID: event, Name: "Concierto Rock Nacional", Venue: "Arena Metropolitana", City: "Lima", Days: 45, Hour: 21, TimeZone: zone,
		Description: "Four bands that every radio in the country has played, on one night and one stage.",
		BasePrice:   dollars(250_000), Capacity: 5_000, Plan: h.finish(stage),
	}
}

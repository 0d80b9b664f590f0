package fulfillmentpdf

import "github.com/speckit/ticketing/internal/fulfillment"

// The card in points. The symbol's side holds the quiet zone too: of the smallest symbol (29 modules with it) 21 are code,
// 43 mm, and of a larger one more, so that the code is never under 30 mm.
const (
	cardHeight = 252.0
	cardPad    = 28.0
	stubWidth  = 214.0
	symbolSide = 170.0
)

// drawCard draws the place in large letters and, beyond the perforation, the stub with the code. It returns the card's lower edge.
func drawCard(c *canvas, doc fulfillment.Document, modules [][]bool, y float64) float64 {
	const notch = 9.0
	c.panel(surface, left, y, right-left, cardHeight, 12)
	c.disc(white, middle, y, notch)
	c.disc(white, middle, y+cardHeight, notch)
	c.stroke(line, 1, 4, middle, y+notch+7, middle, y+cardHeight-notch-7)
	drawPlace(c, doc, left+cardPad, y)
	drawStub(c, doc, modules, y)
	return y + cardHeight
}

// drawPlace says where to go, largest what one looks for last.
func drawPlace(c *canvas, doc fulfillment.Document, x, y float64) {
	const width = middle - left - 2*cardPad
	bold := c.faces.bold
	c.text(c.faces.regular, 9.5, muted, x, y+40, "Section")
	section := bold.fit(orDash(bold.plain(doc.Section)), box{width: width, lines: 3, from: 24, min: 11})
	c.block(bold, section, ink, x, y+46+section.size, 1.18)
	if doc.Standing {
		standing := bold.fit("Standing", box{width: width, lines: 1, from: 42, min: 20})
		c.block(bold, standing, ink, x, y+cardHeight-52, 1)
		c.text(c.faces.regular, 9.5, muted, x, y+cardHeight-28, "No numbered place: stand where you like.")
		return
	}
	drawRowAndSeat(c, doc, x, y+cardHeight, width)
}

// drawRowAndSeat writes both at the size at which the longer one fits; bottom is the card's lower edge.
func drawRowAndSeat(c *canvas, doc fulfillment.Document, x, bottom, width float64) {
	const gap = 24.0
	bold := c.faces.bold
	column := (width - gap) / 2
	row, seat := orDash(bold.plain(doc.Row)), orDash(bold.plain(doc.Seat))
	room := box{width: column, lines: 1, from: 52, min: 10}
	room.from = min(bold.fit(row, room).size, bold.fit(seat, room).size)
	for i, part := range []struct{ label, value string }{{"Row", row}, {"Seat", seat}} {
		at := x + float64(i)*(column+gap)
		c.text(c.faces.regular, 9.5, muted, at, bottom-44-room.from, part.label)
		c.block(bold, bold.fit(part.value, room), ink, at, bottom-34, 1)
	}
}

// drawStub draws the code on white with the ticket's number under it.
func drawStub(c *canvas, doc fulfillment.Document, modules [][]bool, y float64) {
	const margin = (stubWidth - symbolSide) / 2
	bold := c.faces.bold
	c.panel(white, middle+margin, y+margin, symbolSide, symbolSide, 8)
	c.symbol(modules, middle+margin, y+margin, symbolSide)
	number := bold.fit(orDash(bold.plain(doc.Number)), box{width: stubWidth - 2*margin, lines: 1, from: 14, min: 7})
	const centre = middle + stubWidth/2
	c.textCentre(bold, number.size, ink, centre, y+cardHeight-36, number.lines[0])
	c.textCentre(c.faces.regular, 9.5, muted, centre, y+cardHeight-20, "Ticket number")
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

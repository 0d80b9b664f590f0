package fulfillmentpdf

import (
	"fmt"

	"github.com/signintech/gopdf"

	"github.com/speckit/ticketing/internal/fulfillment"
)

// The page in points: A4 with equal margins. Everything between header and footer flows downwards.
const (
	left   = 56.0
	right  = 595.28 - left
	middle = right - stubWidth // where the stub is torn off; the details below keep to it
)

// The sentences on every ticket.
const (
	termsText = "Admits one. Keep the code to yourself: the first scan counts."
	hintText  = "Paper or screen, both are fine. If the code cannot be read, staff find the ticket by its number."
	demoText  = "Demo: a ticket to try things out. The event does not take place and no money was taken."
)

// pageOf says which page of how many.
type pageOf struct{ number, count int }

// drawTicket lays one ticket out on a new page.
func drawTicket(c *canvas, doc fulfillment.Document, page pageOf) error {
	modules, err := matrix(doc.Code)
	if err != nil {
		return err
	}
	c.pdf.AddPage()
	drawHeader(c, doc)
	y := drawEvent(c, doc)
	y = drawCard(c, doc, modules, y+34)
	y = drawDetails(c, doc, y+42)
	drawTerms(c, doc, y+40)
	if page.count > 1 {
		text := fmt.Sprintf("Ticket %d of %d", page.number, page.count)
		c.textRight(c.faces.regular, 9, muted, right, gopdf.PageSizeA4.H-40, text)
	}
	return c.err
}

func drawHeader(c *canvas, doc fulfillment.Document) {
	const y = 52.0
	c.panel(mint, left, y, 20, 20, 5)
	c.stroke(white, 2, 0, left+5.5, y+10.5, left+8.8, y+13.8)
	c.stroke(white, 2, 0, left+8.1, y+13.8, left+14.8, y+6.9)
	c.text(c.faces.bold, 12, ink, left+29, y+14.3, brand)
	if doc.Demo {
		const width = 48.0
		c.panel(mint, right-width, y+1, width, 18, 9)
		c.textCentre(c.faces.bold, 10, white, right-width/2, y+13.5, "Demo")
	}
}

// drawEvent writes what, when and where, and returns the last baseline.
func drawEvent(c *canvas, doc fulfillment.Document) float64 {
	regular, bold := c.faces.regular, c.faces.bold
	const width = right - left
	name := bold.fit(bold.plain(doc.EventName), box{width: width, lines: 3, from: 32, min: 17})
	y := c.block(bold, name, ink, left, 112+name.size, 1.16)

	y += 34
	local, zoneText := when(doc.Starts, doc.TimeZone)
	c.text(bold, 13, mint, left, y, local)
	taken := bold.width(local+" ") * 13
	rest := regular.fit("("+zoneText+")", box{width: width - taken, lines: 1, from: 11, min: 6})
	c.block(regular, rest, muted, left+taken, y, 1)

	venue := regular.fit(regular.plain(doc.Venue), box{width: width, lines: 2, from: 13, min: 9})
	return c.block(regular, venue, ink, left, y+21, 1.3)
}

// drawDetails writes the buyer's side in two columns and returns the last baseline.
func drawDetails(c *canvas, doc fulfillment.Document, y float64) float64 {
	issued := doc.IssuedAt.In(zone(doc.TimeZone)).Format("2 January 2006")
	c.field("Holder", doc.Holder, left, y, middle-left-28)
	c.field("Price", doc.Price.String(), middle, y, right-middle)
	y += 54
	c.field("Order", doc.OrderNumber, left, y, middle-left-28)
	c.field("Issued", issued, middle, y, right-middle)
	return y + fieldDrop
}

// fieldDrop is the distance from a label to its value.
const fieldDrop = 18.0

// field writes a label with its value below; nothing to say shows as a dash.
func (c *canvas) field(label, value string, x, y, width float64) {
	f := c.faces.regular
	if value = f.plain(value); value == "" {
		value = "–"
	}
	c.text(f, 9.5, muted, x, y, label)
	c.block(f, f.fit(value, box{width: width, lines: 2, from: 13, min: 8}), ink, x, y+fieldDrop, 1.25)
}

func drawTerms(c *canvas, doc fulfillment.Document, y float64) {
	c.stroke(line, 0.75, 0, left, y, right, y)
	c.text(c.faces.bold, 11, ink, left, y+30, termsText)
	c.text(c.faces.regular, 9.5, muted, left, y+47, hintText)
	if doc.Demo {
		c.text(c.faces.regular, 9.5, mint, left, y+62, demoText)
	}
}

package fulfillmentpdf

import (
	"fmt"
	"math"

	"github.com/signintech/gopdf"
)

// rgb is a colour of the page.
type rgb struct{ r, g, b uint8 }

// The palette: the web's light theme, with an accent dark enough to be read on white.
var (
	ink     = rgb{0x10, 0x16, 0x14}
	muted   = rgb{0x5B, 0x66, 0x62}
	line    = rgb{0xD5, 0xDD, 0xD9}
	surface = rgb{0xF3, 0xF7, 0xF5}
	white   = rgb{0xFF, 0xFF, 0xFF}
	mint    = rgb{0x0A, 0x82, 0x62}
)

// canvas draws on the pages of one file. The first failure stays in err and stops the drawing, so that a layout reads as one.
type canvas struct {
	pdf   *gopdf.GoPdf
	faces *faces
	err   error
}

func newCanvas(set *faces) (*canvas, error) {
	c := &canvas{pdf: &gopdf.GoPdf{}, faces: set}
	c.pdf.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4})
	for _, f := range []*face{set.regular, set.bold} {
		if err := c.pdf.AddTTFFontFromFontContainer(f.family, &set.container); err != nil {
			return nil, fmt.Errorf("embed font %s: %w", f.family, err)
		}
	}
	return c, nil
}

// text writes one plain line with its baseline at y.
func (c *canvas) text(f *face, size float64, colour rgb, x, y float64, text string) {
	if c.err != nil || text == "" {
		return
	}
	if c.err = c.pdf.SetFontWithStyle(f.family, gopdf.Regular, size); c.err != nil {
		return
	}
	c.pdf.SetTextColor(colour.r, colour.g, colour.b)
	c.pdf.SetXY(x, y)
	c.err = c.pdf.Text(text)
}

// textRight writes a line that ends at x.
func (c *canvas) textRight(f *face, size float64, colour rgb, x, y float64, text string) {
	c.text(f, size, colour, x-f.width(text)*size, y, text)
}

// textCentre writes a line around x.
func (c *canvas) textCentre(f *face, size float64, colour rgb, x, y float64, text string) {
	c.text(f, size, colour, x-f.width(text)*size/2, y, text)
}

// block writes fitted lines from a first baseline downwards and returns the last one.
func (c *canvas) block(f *face, t fitted, colour rgb, x, y, leading float64) float64 {
	for i, row := range t.lines {
		if i > 0 {
			y += t.size * leading
		}
		c.text(f, t.size, colour, x, y, row)
	}
	return y
}

// panel fills a rectangle with rounded corners.
func (c *canvas) panel(colour rgb, x, y, w, h, radius float64) {
	if c.err != nil {
		return
	}
	c.pdf.SetFillColor(colour.r, colour.g, colour.b)
	c.err = c.pdf.Rectangle(x, y, x+w, y+h, "F", radius, 12)
}

// disc fills a circle.
func (c *canvas) disc(colour rgb, x, y, radius float64) {
	c.pdf.SetFillColor(colour.r, colour.g, colour.b)
	points := make([]gopdf.Point, 48)
	for i := range points {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(len(points)))
		points[i] = gopdf.Point{X: x + radius*cos, Y: y + radius*sin}
	}
	c.pdf.Polygon(points, "F")
}

// stroke draws a line; a dash of 0 is solid.
func (c *canvas) stroke(colour rgb, thick, dash, x0, y0, x1, y1 float64) {
	c.pdf.SetStrokeColor(colour.r, colour.g, colour.b)
	c.pdf.SetLineWidth(thick)
	if dash > 0 {
		c.pdf.SetCustomLineType([]float64{dash}, 0)
	} else {
		c.pdf.SetCustomLineType([]float64{}, 0)
	}
	c.pdf.Line(x0, y0, x1, y1)
}

// symbol draws a QR code, quiet zone included, as sharp rectangles in a square of the given side.
func (c *canvas) symbol(modules [][]bool, x, y, side float64) {
	const bleed = 0.04 // joins stacked bars, which viewers would else part by a hair of white
	c.pdf.SetFillColor(0, 0, 0)
	unit := side / float64(len(modules))
	for _, b := range bars(modules) {
		c.pdf.RectFromUpperLeftWithStyle(x+float64(b.x)*unit, y+float64(b.y)*unit, float64(b.w)*unit, float64(b.h)*unit+bleed, "F")
	}
}

// Package catalogcard draws the picture of an event that previews of its page show, as PNG: its name, date and venue before a stand of
// seats. It owns no data.
package catalogcard

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"time"

	"golang.org/x/image/font/opentype"

	"github.com/speckit/ticketing/internal/catalog"
)

// The picture's size and margins, in pixels.
const (
	Width  = 1200
	Height = 630
	margin = 72
)

var (
	night = color.RGBA{0x0d, 0x0e, 0x14, 0xff}
	white = color.RGBA{0xf1, 0xf3, 0xf5, 0xff}
	grey  = color.RGBA{0xa6, 0xad, 0xb5, 0xff}
	mint  = color.RGBA{0x4b, 0xd6, 0xa8, 0xff}
	dim   = color.RGBA{0x1d, 0x20, 0x29, 0xff}
)

// Draw draws the event, with the name of who sells it.
func Draw(e catalog.Event, brand string) ([]byte, error) {
	set, err := fonts()
	if err != nil {
		return nil, err
	}
	c := canvas{image.NewRGBA(image.Rect(0, 0, Width, Height))}
	draw.Draw(c, c.Bounds(), image.NewUniform(night), image.Point{}, draw.Src)
	c.stand()
	when := e.EventDate.In(zoneOf(e.TimeZone)).Format("Monday 2 January 2006, 15:04")
	if e.Status == catalog.Cancelled {
		when = "Cancelled · " + when
	}
	for _, t := range []struct {
		font   *opentype.Font
		text   string
		lines  int
		sizes  []int
		bottom int // the last line's baseline
		ink    color.RGBA
	}{
		{set.bold, brand, 1, []int{34}, margin + 24, mint},
		{set.bold, e.Name, 3, []int{80, 70, 60}, Height - margin - 138, white},
		{set.bold, when, 1, []int{38}, Height - margin - 58, white},
		{set.regular, e.Venue, 1, []int{38}, Height - margin, grey},
	} {
		b, err := fit(t.font, t.text, Width-2*margin, t.lines, t.sizes...)
		if err != nil {
			return nil, err
		}
		b.write(c, margin, t.bottom, t.ink)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, c.RGBA); err != nil {
		return nil, fmt.Errorf("write the picture: %w", err)
	}
	return out.Bytes(), nil
}

// zoneOf is where the event's clocks are; what is no zone is UTC.
func zoneOf(name string) *time.Location {
	if zone, err := time.LoadLocation(name); err == nil && name != "" && name != "Local" {
		return zone
	}
	return time.UTC
}

type canvas struct{ *image.RGBA }

// stand draws rows of seats across the right upper corner, some of them taken.
func (c canvas) stand() {
	const pitch, radius = 42, 13
	for row := range 4 {
		for seat := range 12 - 2*row { // the stand narrows
			shade := dim
			if (seat*7+row*5)%11 == 0 {
				shade = mint
			}
			c.disc(Width-36-seat*pitch, 40+row*pitch, radius, shade)
		}
	}
}

// disc draws a filled circle with soft edges.
func (c canvas) disc(cx, cy, radius int, fill color.RGBA) {
	for y := cy - radius - 1; y <= cy+radius+1; y++ {
		for x := cx - radius - 1; x <= cx+radius+1; x++ {
			inside := 0 // of sixteen points of the pixel
			for i := range 16 {
				dx, dy := 8*(x-cx)+2*(i%4)+1, 8*(y-cy)+2*(i/4)+1
				if dx*dx+dy*dy <= 64*radius*radius {
					inside++
				}
			}
			if inside > 0 {
				c.SetRGBA(x, y, mix(night, fill, inside))
			}
		}
	}
}

// mix is a colour between two, in sixteenths of the second.
func mix(a, b color.RGBA, sixteenths int) color.RGBA {
	between := func(from, to uint8) uint8 { return uint8((int(from)*(16-sixteenths) + int(to)*sixteenths) / 16) }
	return color.RGBA{between(a.R, b.R), between(a.G, b.G), between(a.B, b.B), 0xff}
}

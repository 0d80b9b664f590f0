package catalogcard

import (
	"fmt"
	"image"
	"image/color"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// fonts are the Go fonts, which cover Latin with its diacritics, Greek and Cyrillic (WGL4). They are only read.
var fonts = sync.OnceValues(func() (set struct{ regular, bold *opentype.Font }, err error) {
	if set.regular, err = opentype.Parse(goregular.TTF); err != nil {
		return set, fmt.Errorf("parse font: %w", err)
	}
	if set.bold, err = opentype.Parse(gobold.TTF); err != nil {
		return set, fmt.Errorf("parse font: %w", err)
	}
	return set, nil
})

// pen writes in one font and size, for one picture.
type pen struct {
	font *opentype.Font
	face font.Face
	size int // pixels
}

func newPen(f *opentype.Font, size int) (pen, error) {
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return pen{}, fmt.Errorf("font of %d pixels: %w", size, err)
	}
	return pen{f, face, size}, nil
}

func (p pen) width(text string) int { return font.MeasureString(p.face, text).Ceil() }

// write puts a text down with its baseline's beginning at a point.
func (p pen) write(on canvas, text string, x, y int, ink color.Color) {
	d := font.Drawer{Dst: on, Src: image.NewUniform(ink), Face: p.face, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// textMost is how much of a text is looked at, in bytes: more than a picture can show.
const textMost = 1000

// plain is the text as the font can write it, on one line: letters with rare marks lose them, and what cannot be written at all is left out.
func plain(f *opentype.Font, text string) string {
	var out strings.Builder
	text = text[:min(len(text), textMost)]
	for _, r := range norm.NFC.String(strings.ToValidUTF8(text, "")) {
		switch {
		case unicode.IsSpace(r):
			out.WriteByte(' ')
		case covers(f, r):
			out.WriteRune(r)
		default:
			for _, part := range norm.NFKD.String(string(r)) {
				if !unicode.Is(unicode.Mn, part) && covers(f, part) {
					out.WriteRune(part)
				}
			}
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

func covers(f *opentype.Font, r rune) bool {
	index, err := f.GlyphIndex(nil, r)
	return err == nil && index != 0 && unicode.IsPrint(r)
}

// block is a text in lines that found a size.
type block struct {
	pen   pen
	lines []string
}

// fit writes the text as large as it goes into the width without breaking a word; at the smallest size it ends in an ellipsis where it
// must. Sizes are in pixels, the largest first.
func fit(f *opentype.Font, text string, width, lines int, sizes ...int) (b block, err error) {
	text = plain(f, text)
	for _, size := range sizes {
		if b.pen, err = newPen(f, size); err != nil {
			return b, err
		}
		if b.lines = b.pen.wrap(text, width); len(b.lines) <= lines && b.pen.widest(b.lines) <= width {
			return b, nil
		}
	}
	if len(b.lines) > lines {
		b.lines = b.lines[:lines]
		b.lines[lines-1] += "…"
	}
	for i := range b.lines {
		b.lines[i] = b.pen.cut(b.lines[i], width)
	}
	return b, nil
}

// wrap breaks the text at spaces into lines of at most the width, but for words that are longer.
func (p pen) wrap(text string, width int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && p.width(line+" "+word) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

func (p pen) widest(lines []string) (widest int) {
	for _, line := range lines {
		widest = max(widest, p.width(line))
	}
	return widest
}

// cut shortens a line to the width, with an ellipsis.
func (p pen) cut(line string, width int) string {
	if p.width(line) <= width {
		return line
	}
	runes := []rune(strings.TrimSuffix(line, "…"))
	for len(runes) > 0 && p.width(string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ") + "…"
}

// leading is the distance between two lines.
func (b block) leading() int { return b.pen.size * 9 / 8 }

// write puts the block down with the baseline of its last line at y.
func (b block) write(on canvas, x, y int, ink color.Color) {
	for i, line := range b.lines {
		b.pen.write(on, line, x, y-(len(b.lines)-1-i)*b.leading(), ink)
	}
}

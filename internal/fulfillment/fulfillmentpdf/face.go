package fulfillmentpdf

import (
	"fmt"
	"sync"

	"github.com/signintech/gopdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// face is one weight of the type family. It knows which characters it can draw and how wide they are, without a document;
// it is only read after it was made.
type face struct {
	family string
	font   gopdf.SubsetFontObj
}

// faces are the weights in use: the Go fonts, which cover Latin with its diacritics, Greek and Cyrillic (WGL4).
type faces struct {
	regular, bold *face
	container     gopdf.FontContainer
}

// loadFaces parses the fonts once for all documents.
var loadFaces = sync.OnceValues(func() (*faces, error) {
	set := &faces{regular: &face{family: "Go-Regular"}, bold: &face{family: "Go-Bold"}}
	for _, f := range []struct {
		*face
		data []byte
	}{{set.regular, goregular.TTF}, {set.bold, gobold.TTF}} {
		if err := f.font.SetTTFData(f.data); err != nil {
			return nil, fmt.Errorf("parse font %s: %w", f.family, err)
		}
		if err := set.container.AddTTFFontData(f.family, f.data); err != nil {
			return nil, fmt.Errorf("parse font %s: %w", f.family, err)
		}
	}
	return set, nil
})

// covers reports whether the face can draw the character.
func (f *face) covers(r rune) bool {
	_, ok := f.glyph(r)
	return ok
}

func (f *face) glyph(r rune) (uint, bool) {
	if r < ' ' || r >= 0xFFFF { // the font has no more than the basic plane
		return 0, false
	}
	index, err := f.font.CharCodeToGlyphIndex(r)
	return index, err == nil && index != 0
}

// width is the text's width at a size of one point. Kerning is not used, so widths add up.
func (f *face) width(text string) float64 {
	sum := uint(0)
	for _, r := range text {
		if index, ok := f.glyph(r); ok {
			sum += f.font.GlyphIndexToPdfWidth(index)
		}
	}
	return float64(sum) / 1000
}

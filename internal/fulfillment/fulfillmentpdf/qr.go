package fulfillmentpdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/skip2/go-qrcode"
)

const (
	// qrLevel survives the loss of 15 % of the symbol: level M.
	qrLevel = qrcode.Medium
	// quiet is the white margin around a symbol in modules (ISO/IEC 18004); it is part of every matrix here.
	quiet = 4
	// scaleMax bounds a picture's size.
	scaleMax = 64
)

// matrix returns the QR symbol of the text with its quiet zone; true is dark.
func matrix(text string) ([][]bool, error) {
	code, err := qrcode.New(text, qrLevel)
	if err != nil {
		return nil, fmt.Errorf("encode QR: %w", err)
	}
	return code.Bitmap(), nil
}

// QRPNG draws the text as a QR code with its quiet zone into a PNG of one bit per pixel; a module is scale pixels wide.
func QRPNG(text string, scale int) ([]byte, error) {
	if scale < 1 || scale > scaleMax {
		return nil, fmt.Errorf("QR scale %d is not between 1 and %d", scale, scaleMax)
	}
	modules, err := matrix(text)
	if err != nil {
		return nil, err
	}
	side := len(modules) * scale
	picture := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range side {
		for x := range side {
			if modules[y/scale][x/scale] {
				picture.Pix[y*picture.Stride+x] = 1
			}
		}
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, picture); err != nil {
		return nil, fmt.Errorf("write QR picture: %w", err)
	}
	return out.Bytes(), nil
}

// bar is a dark rectangle of a symbol, in modules.
type bar struct{ x, y, w, h int }

// bars covers the dark modules with few rectangles: runs along a row, joined downwards while the next row repeats them.
func bars(modules [][]bool) []bar {
	var done []bar
	open := map[[2]int]int{} // start and width of a run in the row above → its bar
	for y, row := range modules {
		next := make(map[[2]int]int, len(open))
		for x := 0; x < len(row); x++ {
			if !row[x] {
				continue
			}
			start := x
			for x < len(row) && row[x] {
				x++
			}
			run := [2]int{start, x - start}
			index, above := open[run]
			if !above {
				index = len(done)
				done = append(done, bar{start, y, x - start, 0})
			}
			done[index].h++
			next[run] = index
		}
		open = next
	}
	return done
}

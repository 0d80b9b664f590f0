package fulfillmentpdf

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAPictureOfACodeHasOneBitPerPixelAndAQuietZone(t *testing.T) {
	t.Parallel()
	const scale = 3
	content, err := QRPNG(codeText, scale)
	if err != nil {
		t.Fatal(err)
	}
	const bitDepth = 24 // place of the depth in a PNG's header
	if content[bitDepth] != 1 || len(content) > 4000 {
		t.Errorf("depth %d, %d bytes", content[bitDepth], len(content))
	}
	picture, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	modules, err := matrix(codeText)
	if err != nil {
		t.Fatal(err)
	}
	if side := picture.Bounds().Dx(); side != len(modules)*scale {
		t.Fatalf("%d pixels for %d modules", side, len(modules))
	}
	for y, row := range modules {
		for x, dark := range row {
			if red, _, _, _ := picture.At(x*scale+1, y*scale+1).RGBA(); (red == 0) != dark {
				t.Fatalf("module %d,%d is wrong", x, y)
			}
			edge := min(x, y, len(row)-1-x, len(modules)-1-y)
			if dark && edge < quiet {
				t.Fatalf("the quiet zone is broken at %d,%d", x, y)
			}
		}
	}
}

func TestOddPicturesAreRefused(t *testing.T) {
	t.Parallel()
	for _, scale := range []int{-1, 0, scaleMax + 1} {
		if _, err := QRPNG(codeText, scale); err == nil {
			t.Errorf("scale %d was drawn", scale)
		}
	}
	if _, err := QRPNG("", 1); err == nil {
		t.Error("an empty code was drawn")
	}
}

func TestEverySymbolIsPrintedAtLeast30MillimetresWide(t *testing.T) {
	t.Parallel()
	for length := 1; length < 3000; length += 97 {
		modules, err := matrix(strings.Repeat("A", length))
		if err != nil {
			t.Fatal(err)
		}
		code := symbolSide * float64(len(modules)-2*quiet) / float64(len(modules))
		if millimetres := code / 72 * 25.4; millimetres < 30 {
			t.Errorf("a code of %d characters is %.1f mm wide", length, millimetres)
		}
	}
}

func TestBarsCoverTheDarkModulesAndNothingElse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.IntRange(1, 12).Draw(t, "side")
		row := rapid.SliceOfN(rapid.Bool(), side, side)
		modules := rapid.SliceOfN(row, side, side).Draw(t, "modules")
		covered := make([][]int, side)
		for y := range covered {
			covered[y] = make([]int, side)
		}
		for _, b := range bars(modules) {
			for y := b.y; y < b.y+b.h; y++ {
				for x := b.x; x < b.x+b.w; x++ {
					covered[y][x]++
				}
			}
		}
		for y, row := range modules {
			for x, dark := range row {
				want := 0
				if dark {
					want = 1
				}
				if covered[y][x] != want {
					t.Fatalf("module %d,%d is covered %d times, want %d", x, y, covered[y][x], want)
				}
			}
		}
	})
}

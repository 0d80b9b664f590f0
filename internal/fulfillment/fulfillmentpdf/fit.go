package fulfillmentpdf

import (
	"strings"
	"unicode/utf8"
)

// box is the room that a text has: its width, its lines, and the sizes between which it may shrink, all in points.
type box struct {
	width     float64
	lines     int
	from, min float64
}

// fitted is a text that has found its size.
type fitted struct {
	size  float64
	lines []string
}

// fit finds the largest size at which the text goes into the box without breaking a word. At the smallest size words
// may break, and what is still too long ends in an ellipsis. The text must be plain.
func (f *face) fit(text string, b box) fitted {
	for size := b.from; size > b.min; size -= 0.5 {
		if lines, broke := f.wrap(text, b.width/size); !broke && len(lines) <= b.lines {
			return fitted{size, lines}
		}
	}
	lines, _ := f.wrap(text, b.width/b.min)
	if len(lines) > b.lines {
		lines = lines[:b.lines]
		lines[b.lines-1] = f.ellipsis(lines[b.lines-1], b.width/b.min)
	}
	return fitted{b.min, lines}
}

// wrap breaks the text at spaces into lines of at most the width at one point, and inside a word where it must (broke).
func (f *face) wrap(text string, width float64) (lines []string, broke bool) {
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && f.width(line+" "+word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for f.width(word) > width {
			head := f.head(word, width)
			lines, word, broke = append(lines, head), word[len(head):], true
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines, broke
}

// head is the longest beginning of the word within the width, and never less than a character.
func (f *face) head(word string, width float64) string {
	_, end := utf8.DecodeRuneInString(word)
	for end < len(word) {
		_, size := utf8.DecodeRuneInString(word[end:])
		if f.width(word[:end+size]) > width {
			break
		}
		end += size
	}
	return word[:end]
}

func (f *face) ellipsis(line string, width float64) string {
	for line != "" && f.width(line+"…") > width {
		_, size := utf8.DecodeLastRuneInString(line)
		line = line[:len(line)-size]
	}
	return strings.TrimRight(line, " ") + "…"
}

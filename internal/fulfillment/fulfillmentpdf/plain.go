package fulfillmentpdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// textMax bounds every text that a page takes, in characters: more than a page can show, less than would cost time.
const textMax = 300

// spelled writes out signs that the fonts lack and that have a name everybody knows.
var spelled = map[rune]string{
	'₹': "INR", '₺': "TRY", '₽': "RUB", '₴': "UAH", '₩': "KRW", '₪': "ILS", '₦': "NGN", 'ẞ': "SS",
}

// plain returns the text as the face can draw it, on one line: white space becomes single spaces, control and
// invisible characters go, letters with rare marks lose the marks, and what cannot be drawn at all shows as a question mark.
func (f *face) plain(text string) string {
	var out strings.Builder
	count := 0
	for _, r := range norm.NFC.String(strings.ToValidUTF8(cut(text), "?")) {
		if count++; count > textMax {
			break
		}
		switch {
		case unicode.IsSpace(r):
			out.WriteByte(' ')
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Variation_Selector):
		case f.covers(r):
			out.WriteRune(r)
		default:
			out.WriteString(f.nearest(r))
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// cut drops what can no longer matter before the text is looked at in earnest.
func cut(text string) string {
	if len(text) > 8*textMax {
		return text[:8*textMax]
	}
	return text
}

// nearest stands in for a character that the face lacks: its spelling, its letter with as many marks as can be had,
// nothing for a lone mark, else a question mark.
func (f *face) nearest(r rune) string {
	if text, ok := spelled[r]; ok {
		return text
	}
	if unicode.Is(unicode.Mn, r) {
		return ""
	}
	var out []rune
	for _, part := range norm.NFKD.String(string(r)) {
		if unicode.Is(unicode.Mn, part) && len(out) > 0 {
			if whole := []rune(norm.NFC.String(string([]rune{out[len(out)-1], part}))); len(whole) == 1 && f.covers(whole[0]) {
				out[len(out)-1] = whole[0]
			}
			continue
		}
		if !f.covers(part) {
			return "?"
		}
		out = append(out, part)
	}
	return string(out)
}

// clean is plain for texts that no font limits: one line of valid, visible Unicode.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cs):
			return -1
		}
		return r
	}, strings.ToValidUTF8(cut(text), "?"))
	return strings.Join(strings.Fields(text), " ")
}

package fulfillmentpdf

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestTheFontsCoverLatinGreekAndCyrillic(t *testing.T) {
	t.Parallel()
	set := testFaces(t)
	for _, text := range []string{
		"The quick brown fox 0123456789 €£¥ –—“”„…№", "Ñandú Győr Łódź Şişli İzmir Ærø Þór Žižek Côté Brașov Reykjavík",
		"Ταξίδι στην Αθήνα, Μέγαρο Μουσικής ΆΈΉΊΌΎΏ ϊϋΐΰ ς", "Съешь ещё этих мягких французских булок, Київ, Ґанок, Єва, Їжак, Ђорђе, Ўсё",
	} {
		for _, f := range []*face{set.regular, set.bold} {
			if got := f.plain(text); got != text {
				t.Errorf("%s shows %q for %q", f.family, got, text)
			}
		}
	}
}

func TestWhatAFontLacksIsReplacedVisibly(t *testing.T) {
	t.Parallel()
	f := testFaces(t).regular
	for text, want := range map[string]string{
		"Rock 🎸 東京":                     "Rock ? ??",
		"Nguyễn Thế Vượng":              "Nguyên Thê Vuong",
		"e\u0301cole":                   "école",
		"x\u0301\u0302":                 "x",
		"Louis ⅩⅣ ﬀ":                    "Louis XIV ff",
		"500 ₽, 10 ₺":                   "500 RUB, 10 TRY",
		"a\x00b\x1bc\u200bd\u202e":      "abcd",
		"  two\r\nlines\u00a0and\ttab ": "two lines and tab",
		"\xff\xfe":                      "?",
		"👩‍🚀":                           "??",
		"":                              "",
	} {
		if got := f.plain(text); got != want {
			t.Errorf("%q shows as %q, want %q", text, got, want)
		}
	}
}

func TestATextShrinksBeforeItWrapsBadlyAndIsCutOnlyAtTheEnd(t *testing.T) {
	t.Parallel()
	f := testFaces(t).bold
	room := box{width: 200, lines: 2, from: 24, min: 10}
	short := f.fit("Stalls", room)
	if short.size != 24 || len(short.lines) != 1 {
		t.Errorf("a short text became %+v", short)
	}
	longer := f.fit("Upper balcony on the left side of the house", room)
	if longer.size <= 10 || longer.size >= 24 || strings.Join(longer.lines, " ") != "Upper balcony on the left side of the house" {
		t.Errorf("a longer text became %+v", longer)
	}
	endless := f.fit(strings.Repeat("Donaudampfschifffahrt", 10), room)
	if endless.size != 10 || len(endless.lines) != 2 || !strings.HasSuffix(endless.lines[1], "…") {
		t.Errorf("an endless word became %+v", endless)
	}
}

func TestAFittedTextIsAlwaysInsideItsBox(t *testing.T) {
	t.Parallel()
	f := testFaces(t).regular
	rapid.Check(t, func(t *rapid.T) {
		text := f.plain(rapid.String().Draw(t, "text"))
		room := box{
			width: rapid.Float64Range(30, 400).Draw(t, "width"), lines: rapid.IntRange(1, 3).Draw(t, "lines"),
			from: rapid.Float64Range(8, 60).Draw(t, "from"), min: 8,
		}
		got := f.fit(text, room)
		if len(got.lines) > room.lines {
			t.Fatalf("%d lines in a box of %d", len(got.lines), room.lines)
		}
		for _, row := range got.lines {
			if width := f.width(row) * got.size; width > room.width+0.001 {
				t.Fatalf("%q is %.1f wide in a box of %.1f", row, width, room.width)
			}
		}
	})
}

func TestAStartIsToldInTheVenuesOwnTime(t *testing.T) {
	t.Parallel()
	starts := time.Date(2026, 12, 13, 1, 0, 0, 0, time.UTC)
	for zoneName, want := range map[string][2]string{
		"America/Bogota":   {"Sat 12 December 2026, 20:00", "America/Bogota, UTC-5"},
		"Asia/Kolkata":     {"Sun 13 December 2026, 06:30", "Asia/Kolkata, UTC+5:30"},
		"Europe/London":    {"Sun 13 December 2026, 01:00", "Europe/London, UTC+0"},
		"America/St_Johns": {"Sat 12 December 2026, 21:30", "America/St_Johns, UTC-3:30"},
		"UTC":              {"Sun 13 December 2026, 01:00", "UTC"},
		"":                 {"Sun 13 December 2026, 01:00", "UTC"},
		"Local":            {"Sun 13 December 2026, 01:00", "UTC"},
		"../etc/passwd":    {"Sun 13 December 2026, 01:00", "UTC"},
	} {
		if local, zoneText := when(starts, zoneName); local != want[0] || zoneText != want[1] {
			t.Errorf("%q: %s (%s), want %s (%s)", zoneName, local, zoneText, want[0], want[1])
		}
	}
	if _, summer := when(time.Date(2026, 7, 1, 18, 0, 0, 0, time.UTC), "Europe/London"); summer != "Europe/London, UTC+1" {
		t.Errorf("summer time is told as %s", summer)
	}
}

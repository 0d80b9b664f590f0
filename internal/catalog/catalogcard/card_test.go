package catalogcard_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogcard"
)

func event(name string) catalog.Event {
	return catalog.Event{
		Name: name, Venue: "Teatro Nacional", EventDate: time.Date(2030, 1, 9, 20, 0, 0, 0, time.UTC), TimeZone: "Europe/Madrid", Status: catalog.Active,
	}
}

func drawn(t *testing.T, e catalog.Event) image.Image {
	t.Helper()
	data, err := catalogcard.Draw(e, "SpecKit Ticketing")
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 100_000 {
		t.Errorf("%d bytes", len(data))
	}
	return picture
}

// inked are the rows and columns between which a picture has something bright, below the stand.
func inked(picture image.Image) image.Rectangle {
	found := image.Rectangle{}
	for y := 200; y < catalogcard.Height; y++ {
		for x := range catalogcard.Width {
			if r, _, _, _ := picture.At(x, y).RGBA(); r > 0x8000 {
				found = found.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return found
}

func TestEveryNameFitsThePicture(t *testing.T) {
	t.Parallel()
	for what, name := range map[string]string{
		"short": "Jazz", "usual": "Jazz Night with the Quintet of the Teatro Nacional", "long": strings.Repeat("An evening of everything ", 40),
		"one word": strings.Repeat("Donaudampfschifffahrt", 20), "empty": "", "marks": "Żółć ǖ ﬁn", "unwritable": "東京ジャズ 🎷", "hostile": "<b>\x00\u202e\xff</b>",
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			picture := drawn(t, event(name))
			if got := picture.Bounds().Size(); got != image.Pt(catalogcard.Width, catalogcard.Height) {
				t.Errorf("it is %v", got)
			}
			if got := inked(picture); got.Min.X < 60 || got.Max.X > catalogcard.Width-60 || got.Max.Y > catalogcard.Height-50 || got.Empty() {
				t.Errorf("text stands at %v", got)
			}
		})
	}
}

func TestThePictureTellsNameDateVenueAndThatAnEventIsCancelled(t *testing.T) {
	t.Parallel()
	first := event("Jazz")
	seen := map[string]string{}
	for what, change := range map[string]func(*catalog.Event){
		"as it is": func(*catalog.Event) {}, "name": func(e *catalog.Event) { e.Name = "Jozz" }, "venue": func(e *catalog.Event) { e.Venue = "Elsewhere" },
		"date": func(e *catalog.Event) { e.EventDate = e.EventDate.Add(time.Minute) }, "zone": func(e *catalog.Event) { e.TimeZone = "America/Bogota" },
		"cancelled": func(e *catalog.Event) { e.Status = catalog.Cancelled },
	} {
		e := first
		change(&e)
		data, err := catalogcard.Draw(e, "SpecKit Ticketing")
		if err != nil {
			t.Fatal(err)
		}
		if other, twice := seen[string(data)]; twice {
			t.Errorf("%s looks like %s", what, other)
		}
		seen[string(data)] = what
	}
}

func BenchmarkDraw(b *testing.B) {
	for b.Loop() {
		if _, err := catalogcard.Draw(event("Jazz Night with the Quintet"), "SpecKit Ticketing"); err != nil {
			b.Fatal(err)
		}
	}
}

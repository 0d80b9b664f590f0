package catalog

import (
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// fileArea is a shape as editors write it. It is drawn, never sold: what we cannot read of it is left out instead of refused.
type fileArea struct {
	Shape     string    `json:"shape"`
	Position  PlanPoint `json:"position"`
	Rotation  float64   `json:"rotation"`
	Color     string    `json:"color"`
	Border    string    `json:"border_color"`
	Rectangle PlanSize  `json:"rectangle"`
	Circle    struct {
		Radius float64 `json:"radius"`
	} `json:"circle"`
	Ellipse struct {
		Radius PlanPoint `json:"radius"`
	} `json:"ellipse"`
	Polygon struct {
		Points []PlanPoint `json:"points"`
	} `json:"polygon"`
	Text struct {
		Position PlanPoint `json:"position"`
		Text     string    `json:"text"`
		Size     float64   `json:"size"`
	} `json:"text"`
}

// area reads the next shape of a zone, and leaves it out if it is of a form that we do not know.
func (r *planReader) area(zone *fileZone) error {
	var raw json.RawMessage
	if err := r.value("An area", &raw); err != nil {
		return err
	}
	var area fileArea
	if json.Unmarshal(raw, &area) == nil {
		zone.areas = append(zone.areas, area)
	}
	return nil
}

// addArea puts a shape of a zone at its place in the plan.
func (r *planReader) addArea(file fileArea, zone PlanPoint) {
	area := file.placed(zone)
	r.points += len(area.Points)
	if !area.drawable() || len(r.plan.Areas) >= maxAreas || r.points > maxPoints {
		return
	}
	r.plan.Areas = append(r.plan.Areas, area)
}

func (f fileArea) placed(zone PlanPoint) PlanArea {
	at := f.Position.plus(zone)
	area := PlanArea{
		Shape: f.Shape, X: hundredth(at.X), Y: hundredth(at.Y), Rotation: hundredth(f.Rotation),
		Color: cssColor(f.Color), Border: cssColor(f.Border), Text: drawnText(f.Text.Text),
	}
	if area.Text != "" {
		area.TextAt, area.TextSize = at.plus(f.Text.Position).rounded(), hundredth(f.Text.Size)
	}
	switch f.Shape {
	case "rectangle":
		area.Width, area.Height = hundredth(f.Rectangle.Width), hundredth(f.Rectangle.Height)
	case "circle":
		area.Shape, area.Width, area.Height = "ellipse", hundredth(2*f.Circle.Radius), hundredth(2*f.Circle.Radius)
	case "ellipse":
		area.Width, area.Height = hundredth(2*f.Ellipse.Radius.X), hundredth(2*f.Ellipse.Radius.Y)
	case "polygon":
		for _, point := range f.Polygon.Points {
			area.Points = append(area.Points, at.plus(point).rounded())
		}
	}
	return area
}

func (p PlanPoint) rounded() PlanPoint { return PlanPoint{X: hundredth(p.X), Y: hundredth(p.Y)} }

func (a PlanArea) drawable() bool {
	switch a.Shape {
	case "rectangle", "ellipse":
		if a.Width <= 0 || a.Height <= 0 {
			return false
		}
	case "polygon":
		if len(a.Points) < 3 {
			return false
		}
	case "text":
		if a.Text == "" {
			return false
		}
	default:
		return false
	}
	far := func(p PlanPoint) bool { return math.Abs(p.X) > maxPosition || math.Abs(p.Y) > maxPosition }
	rest := []PlanPoint{{a.X, a.Y}, {a.Width, a.Height}, a.TextAt, {a.Rotation, a.TextSize}}
	return !slices.ContainsFunc(a.Points, far) && !slices.ContainsFunc(rest, far)
}

// middle is the point that people look at when the area is a stage.
func (a PlanArea) middle() PlanPoint {
	switch a.Shape {
	case "rectangle":
		sin, cos := math.Sincos(a.Rotation * math.Pi / 180)
		w, h := a.Width/2, a.Height/2
		return PlanPoint{X: a.X + w*cos - h*sin, Y: a.Y + w*sin + h*cos}
	case "polygon":
		low, high := a.Points[0], a.Points[0]
		for _, p := range a.Points {
			low = PlanPoint{X: min(low.X, p.X), Y: min(low.Y, p.Y)}
			high = PlanPoint{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
		}
		return PlanPoint{X: (low.X + high.X) / 2, Y: (low.Y + high.Y) / 2}
	case "text":
		return a.TextAt
	default:
		return PlanPoint{X: a.X, Y: a.Y}
	}
}

// saysStage reports whether the area's text names it a stage: as a word, so that a backstage bar is none.
func (a PlanArea) saysStage() bool {
	for _, word := range strings.FieldsFunc(a.Text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if strings.EqualFold(word, "stage") {
			return true
		}
	}
	return false
}

var colorForm = regexp.MustCompile(`^(#[0-9a-fA-F]{3,8}|rgba?\([0-9., %]{5,40}\))$`)

// cssColor lets plain colours through and nothing else: the text ends up in people's browsers.
func cssColor(text string) string {
	if text = strings.TrimSpace(text); colorForm.MatchString(text) {
		return text
	}
	return ""
}

func drawnText(text string) string {
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unprintable(r) {
			return ' '
		}
		return r
	}, text))
	if runes := []rune(text); len(runes) > maxPlanText {
		return string(runes[:maxPlanText])
	}
	return text
}

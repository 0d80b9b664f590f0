package catalog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/speckit/ticketing/internal/kernel/fault"
)

const concertHall = "../../test/data/concert-hall.json"

func readConcertHall(t *testing.T) *RawPlan {
	t.Helper()
	file, err := os.ReadFile(concertHall)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := ReadPlan(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestReadPlanReadsAPlanOfRealSize(t *testing.T) {
	t.Parallel()
	raw := readConcertHall(t)
	if raw.Name != "Concert Hall" || raw.Size != (PlanSize{Width: 2000, Height: 1800}) || raw.Count() != 1811 {
		t.Errorf("read %q of %v with %d seats", raw.Name, raw.Size, raw.Count())
	}
	if len(raw.Categories) != 8 || raw.Categories[0] != (RawCategory{Name: "Cat. 1", Color: "#7b3fe4"}) {
		t.Errorf("categories are %v", raw.Categories)
	}
	var sections []string
	for _, section := range raw.Sections {
		sections = append(sections, fmt.Sprintf("%s %d", section.Name, len(section.Rows)))
	}
	if got := strings.Join(sections, ", "); got != "Stalls 26, Balcony 9, Boxes left 3, Boxes right 3" {
		t.Errorf("sections are %s", got)
	}
	if len(raw.Areas) != 1 || raw.Areas[0].Text != "Stage" || raw.Areas[0].middle() != (PlanPoint{X: 1000, Y: 105}) {
		t.Errorf("areas are %+v", raw.Areas)
	}
}

func TestThePlanBesideTheSchemaObeysIt(t *testing.T) {
	t.Parallel()
	schema, err := jsonschema.NewCompiler().Compile("../../contracts/seating-plan.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(concertHall)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	plan, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(plan); err != nil {
		t.Error(err)
	}
}

// planOf writes a plan of one zone with the given rows, as JSON.
func planOf(rows string) string {
	return `{"name":"P","categories":[{"name":"A"},{"name":"B"}],"zones":[{"name":"Z","position":{"x":100,"y":10},"rows":[` + rows + `]}]}`
}

func seatJSON(guid, number, category string) string {
	return fmt.Sprintf(`{"seat_guid":%q,"seat_number":%q,"position":{"x":1,"y":2},"category":%q}`, guid, number, category)
}

func TestReadPlanAddsUpPositions(t *testing.T) {
	t.Parallel()
	zone := `{"rows":[{"seats":[` + seatJSON("g", "1", "A") + `],"position":{"x":20,"y":30},"row_number":"1","uuid":{"new":[1,{}]}}],
		"future":[[]],"name":"Late name","position":{"x":100,"y":200},
		"areas":[{"shape":"circle","circle":{"radius":5},"position":{"x":1,"y":1},"color":"red;background:url(//evil)"},
		         {"shape":"rectangle","rectangle":"wide"},{"shape":"hexagon"},
		         {"shape":"polygon","polygon":{"points":[{"x":0,"y":0},{"x":9,"y":0},{"x":0,"y":9}]},"position":{"x":0,"y":0},"text":{"text":"Main stage"}}]}`
	raw, err := ReadPlan(strings.NewReader(`{"zones":[` + zone + `],"more":null,"categories":[{"name":" A "}],"name":" P "}`))
	if err != nil {
		t.Fatal(err)
	}
	if seat := raw.Sections[0].Rows[0].Seats[0]; seat.At != (PlanPoint{X: 121, Y: 232}) || raw.Sections[0].Name != "Late name" || raw.Name != "P" {
		t.Errorf("the seat is at %v in %s of %s", seat.At, raw.Sections[0].Name, raw.Name)
	}
	if len(raw.Areas) != 2 || raw.Areas[0].X != 101 || raw.Areas[0].Width != 10 || raw.Areas[0].Color != "" {
		t.Errorf("areas are %+v", raw.Areas)
	}
	if !raw.Areas[1].saysStage() || raw.Areas[1].middle() != (PlanPoint{X: 104.5, Y: 204.5}) {
		t.Errorf("the stage is %+v", raw.Areas[1])
	}
}

func TestReadPlanJoinsZonesOfOneName(t *testing.T) {
	t.Parallel()
	zone := func(row, guid string) string {
		return `{"name":"Balcony","position":{"x":0,"y":0},"rows":[{"row_number":"` + row + `","seats":[` + seatJSON(guid, "1", "A") + `]}]}`
	}
	raw, err := ReadPlan(strings.NewReader(`{"name":"P","categories":[{"name":"A"}],"zones":[` + zone("1", "a") + `,` + zone("2", "b") + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(raw.Sections) != 1 || len(raw.Sections[0].Rows) != 2 {
		t.Errorf("sections are %+v", raw.Sections)
	}
}

func TestReadPlanRefusesWhatCannotBecomeTickets(t *testing.T) {
	t.Parallel()
	row := func(label string, seats ...string) string {
		return fmt.Sprintf(`{"row_number":%q,"position":{"x":0,"y":0},"seats":[%s]}`, label, strings.Join(seats, ","))
	}
	good := seatJSON("g1", "1", "A")
	long := strings.Repeat("x", maxLabel+1)
	for _, c := range []struct{ input, says string }{
		{``, "empty or was cut off"},
		{`[]`, "The seat plan must be an object"},
		{`nonsense`, "not JSON"},
		{`{"zones":{}}`, "must be a list"},
		{`{"zones":[null]}`, "must be an object"},
		{`{"zones":[{"rows":[3]}]}`, "wrong type"},
		{planOf(row("1", good)) + `{}`, "follows after"},
		{planOf(row("1", good))[:150], "cut off"},
		{planOf(""), "no seats"},
		{planOf(row("1", `{"seat_number":"1","position":{"x":1,"y":2},"category":"A"}`)), "no seat_guid"},
		{planOf(row("1", `{"seat_guid":"g","position":{"x":1,"y":2},"category":"A"}`)), "no seat_number"},
		{planOf(row("1", `{"seat_guid":"g","seat_number":"1","position":{"x":1,"y":2}}`)), "no category"},
		{planOf(row("1", `{"seat_guid":"g","seat_number":"1","position":{"x":1},"category":"A"}`)), "needs x and y"},
		{planOf(row("1", `{"seat_guid":"g","seat_number":"1","position":{"x":"NaN","y":1},"category":"A"}`)), "wrong type"},
		{planOf(row("1", `{"seat_guid":"g","seat_number":"1","position":{"x":1e999,"y":1},"category":"A"}`)), "wrong type"},
		{planOf(row("1", `{"seat_guid":"g","seat_number":"1","position":{"x":1e300,"y":1},"category":"A"}`)), "further out"},
		{planOf(row("1", `{"seat_guid":"g","seat_number":1,"position":{"x":1,"y":1},"category":"A"}`)), "wrong type: number"},
		{planOf(row("1", good, `{"seat_guid":"g2","seat_number":"2","category":"A"}`)), "has no position, though other seats have one"},
		{planOf(row("1", good, seatJSON("g1", "2", "A"))), "seat_guid of another seat"},
		{planOf(row("1", good, seatJSON("g2", "1", "A"))), "Two seats are both called section Z, row 1, seat 1"},
		{planOf(row("1", good) + "," + row("1", seatJSON("g2", "1", "A"))), "Two seats are both called"},
		{planOf(row("1", seatJSON("g1", "1", "Gold"))), "category Gold, which the plan does not list"},
		{planOf(row(long, good)), "longer than 40"},
		{planOf(row("1", seatJSON("g1", long, "A"))), "longer than 40"},
		{planOf(row("a\x00b", good)), "not JSON"},
		{planOf(`{"row_number":"a\u0000b","seats":[]}`), "control characters"},
		{planOf(row("1", `{"seat_guid":"g","seat_number":"`+"\xff"+`","position":{"x":1,"y":1},"category":"A"}`)), "not text"},
		{planOf(`{"seats":[` + good + `]}`), "no row_number"},
		{strings.Replace(planOf(row("1", good)), `"name":"Z"`, `"name":"`+long+`"`, 1), "longer than 40"},
		{strings.Replace(planOf(row("1", good)), `{"name":"B"}`, `{}`, 1), "has no name"},
		{strings.Replace(planOf(row("1", good)), `"name":"P"`, `"name":"P","size":{"width":-1,"height":1}`, 1), "between 0 and"},
	} {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			_, err := ReadPlan(strings.NewReader(c.input))
			if f, ok := fault.As(err); !ok || !errors.Is(err, ErrPlan) || f.Kind != fault.Invalid || !strings.Contains(f.Detail, c.says) {
				t.Errorf("%.80s: %v, want one that says %q", c.input, err, c.says)
			}
		})
	}
}

func TestReadPlanStopsAtTheFirstSeatTooMany(t *testing.T) {
	t.Parallel()
	const perRow = 5_000
	var rows strings.Builder
	for i := range maxPlanSeats {
		if i%perRow == 0 {
			rows.WriteString(`{"row_number":"1","seats":[`)
		}
		fmt.Fprintf(&rows, `{"seat_guid":"%d","seat_number":"%d","category":"A"}`, i, i)
		switch {
		case i == maxPlanSeats-1:
			rows.WriteString("]}")
		case i%perRow == perRow-1:
			rows.WriteString("]},")
		default:
			rows.WriteByte(',')
		}
	}
	full := rows.String()
	more := `,{"row_number":"2","seats":[` + seatJSON("one more", "1", "A") + `]}`
	_, err := ReadPlan(strings.NewReader(`{"zones":[{"rows":[` + full + more + " and nothing after it is read"))
	if f, ok := fault.As(err); !ok || !strings.Contains(f.Detail, "more than 200000 seats") {
		t.Errorf("one more: %v", err)
	}
}

func TestReadPlanPassesOnWhatTheReaderSays(t *testing.T) {
	t.Parallel()
	tooLarge := errors.New("body is too large")
	_, err := ReadPlan(iotest.ErrReader(tooLarge))
	if _, ok := fault.As(err); ok || !errors.Is(err, tooLarge) {
		t.Errorf("%v", err)
	}
}

func FuzzReadPlan(f *testing.F) {
	f.Add([]byte(planOf(`{"row_number":"1","seats":[` + seatJSON("g", "1", "A") + `]}`)))
	f.Add([]byte(`{"zones":[{"areas":[{"shape":"polygon","polygon":{"points":[]}}]}]}`))
	f.Fuzz(func(t *testing.T, input []byte) {
		raw, err := ReadPlan(bytes.NewReader(input))
		if err != nil {
			return
		}
		if !json.Valid(input) || raw.Count() == 0 {
			t.Errorf("read %d seats from %q", raw.Count(), input)
		}
	})
}

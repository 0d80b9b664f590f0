package cataloghttp_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/catalog"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestTheWireIsAsItWas compares answers, headers included, with those that clients rely on.
func TestTheWireIsAsItWas(t *testing.T) {
	t.Parallel()
	h := open(t)
	var script strings.Builder
	show := func(a ask) answer {
		got := h.do(a)
		if a.method == "" {
			a.method = "GET"
		}
		fmt.Fprintf(&script, "%s %s %s\n%d\n", a.method, a.path, a.body, got.Code)
		for _, name := range []string{"Location", "Link", "Cache-Control", "ETag"} {
			if value := got.Header().Get(name); value != "" {
				fmt.Fprintf(&script, "%s: %s\n", name, value)
			}
		}
		var pretty bytes.Buffer
		if json.Indent(&pretty, got.Body.Bytes(), "", "  ") == nil {
			script.Write(append(bytes.TrimSpace(pretty.Bytes()), '\n'))
		}
		script.WriteString("\n")
		return got
	}
	made := show(ask{method: "POST", path: "/api/admin/events", token: "organiser", body: newEvent})
	event := made.Header().Get("Location")
	show(ask{method: "POST", path: admin(event) + "/seats", token: "organiser", body: `{"sectionConfigurations":[` +
		`{"sectionCode":"Stalls","rows":1,"seatsPerRow":2,"priceMultiplier":1.5},{"sectionCode":"Floor","capacity":1,"priceMultiplier":0}]}`})
	seats := catalog.EventID{}
	if err := seats.UnmarshalText([]byte(made.body["id"].(string))); err != nil {
		t.Fatal(err)
	}
	h.OpenSale(seats)
	h.Become(seats, catalog.Sold, 1)
	show(ask{path: "/api/events"})
	show(ask{path: event, token: "staff"})
	show(ask{path: event + "/seatmap"})
	plan := show(ask{path: event + "/plan"}).Header().Get("Location")
	show(ask{path: event + "/plan" + plan})
	show(ask{path: event + "/plan/seats" + plan + "&first=1&count=1"})
	show(ask{path: event + "/availability"})
	show(ask{path: "/api/venues"})
	show(ask{path: "/api/admin/events?status=active&q=jazz", token: "staff"})
	show(ask{method: "PUT", path: admin(event), token: "organiser", body: `{"name":"Late Jazz","maxPerCustomer":4,"saleOpensAt":"2030-01-03T10:00:00+01:00"}`})
	show(ask{method: "PUT", path: admin(event), token: "organiser", body: `{"maxCapacity":2}`})
	show(ask{method: "POST", path: admin(event) + "/deactivate", token: "organiser"})
	show(ask{method: "POST", path: admin(event) + "/reactivate", token: "organiser"})
	show(ask{method: "POST", path: admin(event) + "/cancel", token: "organiser"})
	show(ask{path: event})
	show(ask{path: "/api/events/00000000-0000-0000-0000-000000000009"})

	const file = "testdata/wire.golden"
	if *update {
		if err := os.WriteFile(file, []byte(script.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), script.String()); diff != "" {
		t.Errorf("the wire has changed (-was +is; -update accepts it):\n%s", diff)
	}
}

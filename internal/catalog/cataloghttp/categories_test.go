package cataloghttp_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

func TestCategoriesArePaintedAndShownByThePlan(t *testing.T) {
	t.Parallel()
	h := open(t)
	e := h.Seated(2)
	h.OpenSale(e.ID)
	h.Become(e.ID, catalog.Sold, 1)
	seats := h.Map(e.ID)
	path := "/api/admin/events/" + e.ID.String() + "/categories"
	paint := ask{method: "PUT", path: path, token: "organiser", body: fmt.Sprintf(
		`{"categories":[{"name":"Gold","color":"#ffcc00","price":80.5,"accessible":true}],"painted":[{"category":"Gold","seatIds":[%q,%q]}]}`, seats[0].ID, seats[1].ID)}
	want := `{"eventId":"` + e.ID.String() + `","categories":[{"name":"Gold","color":"#ffcc00","price":80.50,"seats":2},` +
		`{"name":"A","color":"","price":50.00,"seats":18}],"totalSeats":20,"keptSeats":1}`
	for range 2 {
		if got := h.must(paint, http.StatusOK); strings.TrimSpace(got.Body.String()) != want {
			t.Errorf("answered %s, not %s", got.Body, want)
		}
	}
	base := "/api/events/" + e.ID.String()
	plan := h.must(ask{path: base + "/plan" + h.must(ask{path: base + "/plan"}, http.StatusFound).Header().Get("Location")}, 200)
	if first := plan.body["categories"].([]any)[0].(map[string]any); first["name"] != "Gold" || first["price"] != 80.5 || first["seats"] != 2.0 {
		t.Errorf("the plan has %.400s", plan.Body)
	}
	shown := h.must(ask{path: base + "/seatmap"}, 200).body["seats"].([]any)
	for i, price := range []float64{80.5, 50, 50} { // the second is sold
		if seat := shown[i].(map[string]any); seat["price"] != price {
			t.Errorf("seat %d is shown as %v", i, seat)
		}
	}
	if got := h.must(ask{path: base, token: "staff"}, 200); got.body["revenue"] != 50.0 || got.body["maxPrice"] != 80.5 {
		t.Errorf("%s", got.Body)
	}
	if got := h.must(ask{method: "PUT", path: path, token: "organiser", body: `{}`}, 200); got.body["totalSeats"] != 20.0 || got.body["keptSeats"] != 0.0 {
		t.Errorf("nothing painted: %s", got.Body)
	}
}

func TestAPaintingThatCannotBeIsRefusedAndChangesNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	e := h.Seated(1)
	path := "/api/admin/events/" + e.ID.String() + "/categories"
	put := func(body string) ask { return ask{method: "PUT", path: path, token: "organiser", body: body} }
	for body, code := range map[string]string{
		`[]`:                            "invalid_request",
		`{"categories":[{"name":"A"}]}`: "invalid_request",
		`{"categories":[{"name":"A","color":"","price":"x"}]}`:                     "invalid_request",
		`{"categories":[{"name":"A","color":"","price":-1}]}`:                      "invalid_categories",
		`{"categories":[{"name":"A","color":"expression(1)","price":1}]}`:          "invalid_categories",
		`{"painted":[{"category":"A","seatIds":["seven"]}]}`:                       "invalid_request",
		`{"painted":[{"category":"B","seatIds":[]}]}`:                              "invalid_categories",
		`{"painted":[{"category":"A","seatIds":["` + id.UUID{9}.String() + `"]}]}`: "invalid_categories",
	} {
		h.refused(put(body), http.StatusBadRequest, code)
	}
	h.refused(ask{method: "PUT", path: admin(h.made()) + "/categories", token: "organiser", body: `{}`}, http.StatusNotFound, "plan_not_found")
	h.Inventory.RefuseLayout = func(catalog.Relay) error { return fault.New(fault.Unavailable, "try_again", "Inventory is away.") }
	h.refused(put(`{"categories":[{"name":"A","color":"","price":1}]}`), http.StatusServiceUnavailable, "try_again")
	if h.Now(e.ID) != e {
		t.Errorf("became %+v", h.Now(e.ID))
	}
}

func TestAWholeStadiumIsPaintedAtOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	event := h.made()
	h.must(ask{method: "PUT", path: admin(event), token: "organiser", body: `{"maxCapacity":60000}`}, 200)
	h.must(ask{method: "POST", path: admin(event) + "/seats", token: "organiser", body: `{"sectionConfigurations":[{"sectionCode":"A","rows":200,"seatsPerRow":300}]}`}, 200)
	var e catalog.EventID
	if err := e.UnmarshalText([]byte(strings.TrimPrefix(event, "/api/events/"))); err != nil {
		t.Fatal(err)
	}
	ids := make([]id.UUID, 0, 60_000)
	for _, seat := range h.Map(e) {
		ids = append(ids, seat.ID)
	}
	body, err := json.Marshal(map[string]any{
		"categories": []any{map[string]any{"name": "All", "color": "", "price": 10}}, "painted": []any{map[string]any{"category": "All", "seatIds": ids}},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := h.must(ask{method: "PUT", path: admin(event) + "/categories", token: "organiser", body: string(body)}, 200)
	if !strings.Contains(got.Body.String(), `[{"name":"All","color":"","price":10.00,"seats":60000}]`) {
		t.Errorf("%.300s", got.Body)
	}
}

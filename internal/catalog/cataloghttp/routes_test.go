package cataloghttp_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/kernel/fault"
)

func TestOnlyWhoManagesChangesEvents(t *testing.T) {
	t.Parallel()
	h := open(t)
	event := h.made()
	for _, a := range []ask{
		{method: "POST", path: "/api/admin/events", body: newEvent},
		{method: "PUT", path: admin(event), body: `{"name":"Mine"}`},
		{method: "POST", path: admin(event) + "/deactivate"},
		{method: "POST", path: admin(event) + "/reactivate"},
		{method: "POST", path: admin(event) + "/cancel"},
		{method: "POST", path: admin(event) + "/seats", body: `{"sectionConfigurations":[{"sectionCode":"A","capacity":1}]}`},
		{method: "POST", path: admin(event) + "/plan", body: `{}`},
		{method: "PUT", path: admin(event) + "/categories", body: `{}`},
	} {
		for token, status := range map[string]int{"": 401, "nobody": 401, "guest": 403, "customer": 403, "staff": 403} {
			a.token = token
			h.must(a, status)
		}
	}
	for token, status := range map[string]int{"": 401, "guest": 403, "customer": 403, "staff": 200, "organiser": 200, "admin": 200} {
		h.must(ask{path: "/api/admin/events", token: token}, status)
	}
	if got := h.must(ask{path: event}, 200); got.body["name"] != "Jazz Night" || got.body["isActive"] != true || got.body["totalSeats"] != 0.0 {
		t.Errorf("strangers made it %s", got.Body)
	}
}

func TestBadInputIsRefusedWithASentenceAndNothingIsWritten(t *testing.T) {
	t.Parallel()
	h := open(t)
	event := h.made()
	post := func(path, body string) ask { return ask{method: "POST", path: path, token: "organiser", body: body} }
	created := func(change string) ask {
		var fields map[string]any
		_ = json.Unmarshal([]byte(newEvent), &fields)
		_ = json.Unmarshal([]byte(change), &fields)
		body, _ := json.Marshal(fields)
		return post("/api/admin/events", string(body))
	}
	section := func(fields string) ask {
		return post(admin(event)+"/seats", `{"sectionConfigurations":[{`+fields+`}]}`)
	}
	for name, c := range map[string]struct {
		ask  ask
		code string
	}{
		"no JSON":                       {post("/api/admin/events", `{`), "invalid_json"},
		"invalid UTF-8":                 {post("/api/admin/events", "{\"name\":\"\xff\"}"), "invalid_json"},
		"a NUL":                         {post("/api/admin/events", `{"name":"\u0000"}`), "invalid_json"},
		"a missing field":               {post("/api/admin/events", `{"name":"x"}`), "invalid_request"},
		"a number for a name":           {created(`{"name":7}`), "invalid_request"},
		"a blank name":                  {created(`{"name":"  "}`), "invalid_event"},
		"a name that is too long":       {created(`{"name":"` + strings.Repeat("x", 201) + `"}`), "invalid_request"},
		"a past date":                   {created(`{"eventDate":"2029-12-31T00:00:00Z"}`), "invalid_event"},
		"no date":                       {created(`{"eventDate":"tomorrow"}`), "invalid_time"},
		"a date of another millennium":  {created(`{"eventDate":"9999-12-31T23:59:59-12:00"}`), "invalid_event"},
		"no capacity":                   {created(`{"maxCapacity":0}`), "invalid_event"},
		"half a seat":                   {created(`{"maxCapacity":1.5}`), "invalid_request"},
		"a capacity beyond all numbers": {created(`{"maxCapacity":1e30}`), "invalid_request"},
		"a negative price":              {created(`{"basePrice":-1}`), "invalid_event"},
		"a price beyond all numbers":    {created(`{"basePrice":1e300}`), "invalid_event"},
		"a price in words":              {created(`{"basePrice":"fifty"}`), "invalid_request"},
		"a currency of four letters":    {created(`{"currency":"EURO"}`), "invalid_request"},
		"a time zone of the sea":        {created(`{"timeZone":"Europe/Atlantis"}`), "invalid_event"},
		"an edit to the past":           {ask{method: "PUT", path: admin(event), token: "organiser", body: `{"eventDate":"2020-01-01T00:00:00Z"}`}, "invalid_event"},
		"no sections":                   {post(admin(event)+"/seats", `{"sectionConfigurations":[]}`), "invalid_request"},
		"negative rows":                 {section(`"sectionCode":"A","rows":-1,"seatsPerRow":5`), "invalid_sections"},
		"huge rows":                     {section(`"sectionCode":"A","rows":9223372036854775807,"seatsPerRow":9223372036854775807`), "invalid_sections"},
		"rows and a capacity":           {section(`"sectionCode":"A","rows":1,"seatsPerRow":5,"capacity":5`), "invalid_sections"},
		"a negative multiplier":         {section(`"sectionCode":"A","capacity":5,"priceMultiplier":-1`), "invalid_sections"},
		"a section without a name":      {section(`"sectionCode":" ","capacity":5`), "invalid_sections"},
		"a plan that is none":           {post(admin(event)+"/plan", `[]`), "invalid_plan"},
		"a plan that was cut off":       {post(admin(event)+"/plan", concertHall(t)[:5000]), "invalid_plan"},
		"prices that are none":          {post(admin(event)+"/plan?prices=7", concertHall(t)), "invalid_prices"},
		"a price in words for a plan":   {post(admin(event)+"/plan?prices="+url.QueryEscape(`{"Cat. 1":"x"}`), concertHall(t)), "invalid_prices"},
		"a price of no category":        {post(admin(event)+"/plan?prices="+url.QueryEscape(`{"Gold":5}`), concertHall(t)), "invalid_prices"},
		"a day that is none":            {ask{path: "/api/events?from=someday"}, "invalid_time"},
		"a price to search in words":    {ask{path: "/api/events?minPrice=cheap"}, "invalid_request"},
		"a cursor of somebody else":     {ask{path: "/api/events?cursor=abc"}, "invalid_cursor"},
		"a status that is none":         {ask{path: "/api/admin/events?status=sold", token: "staff"}, "invalid_request"},
		"an id that is none":            {ask{path: "/api/events/seven"}, "invalid_request"},
	} {
		t.Run(name, func(t *testing.T) {
			got := h.do(c.ask)
			if got.Code != http.StatusBadRequest || got.body["code"] != c.code || got.body["detail"] == "" || got.body["message"] != got.body["detail"] {
				t.Errorf("%d %s", got.Code, got.Body)
			}
		})
	}
	all := h.must(ask{path: "/api/admin/events", token: "staff"}, 200)
	if n := strings.Count(all.Body.String(), `"createdAt"`); n != 1 || strings.Contains(all.Body.String(), `"updatedAt":"`) {
		t.Errorf("there are %d events: %s", n, all.Body)
	}
}

func TestRefusalsOfInventoryReachTheOrganiser(t *testing.T) {
	t.Parallel()
	h := open(t)
	event := h.made()
	h.Inventory.Refuse = func(catalog.Terms) error {
		return fault.New(fault.Invalid, "has_reservations", "Seats of this event are held.")
	}
	h.refused(ask{method: "POST", path: admin(event) + "/deactivate", token: "organiser"}, http.StatusBadRequest, "has_reservations")
	h.Inventory.Refuse = nil
	h.Inventory.RefuseLayout = func(catalog.Relay) error { return fault.New(fault.Conflict, "seats_claimed", "Seats are sold.") }
	h.must(ask{method: "PUT", path: admin(event), token: "organiser", body: `{"maxCapacity":2000}`}, 200)
	h.refused(ask{method: "POST", path: admin(event) + "/plan", token: "organiser", body: concertHall(t)}, http.StatusConflict, "seats_claimed")
	h.refused(ask{method: "POST", path: admin(event) + "/seats", token: "organiser", body: `{"sectionConfigurations":[{"sectionCode":"A","capacity":2001}]}`},
		http.StatusConflict, "over_capacity")
}

func TestAPlanIsImportedWithPricesByCategory(t *testing.T) {
	t.Parallel()
	h := open(t)
	event := h.made()
	h.must(ask{method: "PUT", path: admin(event), token: "organiser", body: `{"maxCapacity":2000}`}, 200)
	got := h.must(ask{
		method: "POST", token: "organiser", body: concertHall(t),
		path: admin(event) + "/plan?prices=" + url.QueryEscape(`{"Cat. 1": 120.5, "Cat. 2": 0}`) + "&accessible=" + url.QueryEscape("Cat. 3,Cat. 4"),
	}, http.StatusCreated)
	if got.body["totalSeats"] != 1811.0 || !strings.Contains(got.Body.String(), `"price":120.50`) || !strings.HasSuffix(event, got.body["eventId"].(string)) {
		t.Errorf("%s", got.Body)
	}
	var seats struct {
		Seats []struct {
			Category, Status string
			Price            float64
			Accessible       bool
		}
	}
	if err := json.Unmarshal(h.must(ask{path: event + "/seatmap"}, 200).Body.Bytes(), &seats); err != nil || len(seats.Seats) != 1811 {
		t.Fatalf("%d seats, %v", len(seats.Seats), err)
	}
	prices := map[string]float64{"Cat. 1": 120.5, "Cat. 2": 0}
	for _, s := range seats.Seats {
		price, own := prices[s.Category]
		if !own {
			price = 50
		}
		if s.Price != price || s.Accessible != (s.Category == "Cat. 3" || s.Category == "Cat. 4") || s.Status != "unavailable" {
			t.Fatalf("%+v", s)
		}
	}
}

func TestARepeatedRequestMakesOneEvent(t *testing.T) {
	t.Parallel()
	h := open(t)
	one := ask{method: "POST", path: "/api/admin/events", token: "organiser", key: "k", body: newEvent}
	first, second := h.must(one, 201), h.must(one, 201)
	if first.body["id"] != second.body["id"] {
		t.Error("two events")
	}
	one.body = strings.Replace(newEvent, "Jazz", "Rock", 1)
	h.must(one, http.StatusUnprocessableEntity)
}

func TestTheListGoesOnByItsLink(t *testing.T) {
	t.Parallel()
	h := open(t)
	for n := range 5 {
		draft := catalogtest.Draft()
		draft.Name, draft.EventDate = fmt.Sprint(n), draft.EventDate.Add(time.Duration(n/2)*time.Hour) // two of one date
		if _, err := h.Create(t.Context(), catalogtest.Organiser, catalog.EventID(h.IDs.New()), draft); err != nil {
			t.Fatal(err)
		}
	}
	var names string
	for path := "/api/events?limit=2&q=quintet"; path != ""; {
		got := h.must(ask{path: path}, 200)
		var page []struct{ Name string }
		if err := json.Unmarshal(got.Body.Bytes(), &page); err != nil || len(page) > 2 {
			t.Fatal(got.Body, err)
		}
		for _, e := range page {
			names += e.Name
		}
		path, _, _ = strings.Cut(strings.TrimPrefix(got.Header().Get("Link"), "<"), ">")
	}
	if names != "43210" {
		t.Errorf("listed %s", names)
	}
	if got := h.must(ask{path: "/api/events?from=2030-01-10&to=2030-01-10"}, 200); got.Body.String() != "[]\n" && got.Body.String() != "[]" {
		t.Errorf("on another day: %s", got.Body)
	}
	if got := h.must(ask{path: "/api/events?from=2030-01-09&to=2030-01-09"}, 200); strings.Count(got.Body.String(), `"id"`) != 5 {
		t.Errorf("on the day: %s", got.Body)
	}
}

func TestWhatDidNotChangeIsNotSentAgain(t *testing.T) {
	t.Parallel()
	h := open(t)
	e := h.Seated(1)
	base := "/api/events/" + e.ID.String()
	for _, path := range []string{"/api/events", base, base + "/seatmap", base + "/availability"} {
		tag := h.must(ask{path: path}, 200).Header().Get("ETag")
		known := ask{path: path, header: map[string]string{"If-None-Match": tag}}
		if got := h.must(known, http.StatusNotModified); got.Body.Len() != 0 {
			t.Errorf("%s: %s", path, got.Body)
		}
	}
	tags := map[string]string{}
	for _, path := range []string{"/api/events", base, base + "/seatmap", base + "/availability"} {
		tags[path] = h.must(ask{path: path}, 200).Header().Get("ETag")
	}
	h.Become(e.ID, catalog.Available, 0)
	for path, tag := range tags {
		h.must(ask{path: path, header: map[string]string{"If-None-Match": tag}}, 200)
	}
	staff := h.must(ask{path: base, token: "staff"}, 200)
	if staff.Header().Get("ETag") == h.must(ask{path: base}, 200).Header().Get("ETag") || staff.body["revenue"] == nil {
		t.Error("revenue is kept for strangers")
	}
}

func TestAnEventWithoutSeatsHasAnEmptyMapAndNoPlan(t *testing.T) {
	t.Parallel()
	h := open(t)
	event := h.made()
	if got := h.must(ask{path: event + "/seatmap"}, 200); len(got.body["seats"].([]any)) != 0 {
		t.Errorf("%s", got.Body)
	}
	if got := h.must(ask{path: event + "/availability"}, 200); got.body["states"] != "" || got.body["plan"] != "" {
		t.Errorf("%s", got.Body)
	}
	h.refused(ask{path: event + "/plan"}, 404, "plan_not_found")
	h.refused(ask{path: event + "/plan?v=x"}, 404, "plan_not_found")
	h.refused(ask{path: "/api/events/00000000-0000-0000-0000-000000000009/live"}, 404, "event_not_found")
}

func TestTimesWithoutAZoneAreUTC(t *testing.T) {
	t.Parallel()
	h := open(t)
	for sent, want := range map[string]string{"2030-02-01T20:00": "2030-02-01T20:00:00Z", "2030-02-01T20:00:30.5": "2030-02-01T20:00:30.5Z", "2030-02-01T20:00:00-05:00": "2030-02-02T01:00:00Z"} {
		body := strings.Replace(newEvent, "2030-01-09T20:00:00Z", sent, 1)
		if got := h.must(ask{method: "POST", path: "/api/admin/events", token: "organiser", body: body}, 201); got.body["eventDate"] != want {
			t.Errorf("%s became %v", sent, got.body["eventDate"])
		}
	}
}

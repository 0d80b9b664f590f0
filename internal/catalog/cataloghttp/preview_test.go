package cataloghttp_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestAPreviewAnswersWhatWouldBeMadeWithThePlanToDraw(t *testing.T) {
	t.Parallel()
	h := open(t)
	event := h.made()
	h.must(ask{method: "PUT", path: admin(event), token: "organiser", body: `{"maxCapacity":2000}`}, 200)
	hall := ask{method: "POST", token: "organiser", body: concertHall(t), path: admin(event) + "/plan?preview=true&prices=" + url.QueryEscape(`{"Cat. 1": 120.5}`)}
	seats := ask{
		method: "POST", token: "organiser", path: admin(event) + "/seats?preview=true",
		body: `{"sectionConfigurations":[{"sectionCode":"Stalls","rows":2,"seatsPerRow":3},{"sectionCode":"Floor","capacity":4}]}`,
	}
	preview := h.must(seats, http.StatusOK)
	if preview.body["totalSeats"] != 10.0 || preview.body["totalSeatsGenerated"] != 10.0 || len(preview.body["sections"].([]any)) != 2 {
		t.Errorf("%s", preview.Body)
	}
	if n := len(h.must(ask{path: event + "/seatmap"}, 200).body["seats"].([]any)); n != 0 {
		t.Errorf("a preview made %d seats", n)
	}
	h.sameAsMade(preview, seats, event, http.StatusOK)
	preview = h.must(hall, http.StatusOK)
	if preview.body["totalSeats"] != 1811.0 || !strings.Contains(preview.Body.String(), `"price":120.50`) {
		t.Errorf("%.300s", preview.Body)
	}
	made := h.sameAsMade(preview, hall, event, http.StatusCreated)
	if made.body["sections"] != nil || made.body["plan"] != nil {
		t.Errorf("the import itself answers %.300s", made.Body)
	}
	hall.token = "staff"
	h.must(hall, http.StatusForbidden)
}

// sameAsMade makes what was previewed and compares the plan that the event has then.
func (h *house) sameAsMade(preview answer, a ask, event string, status int) answer {
	h.t.Helper()
	a.path = strings.Replace(a.path, "preview=true", "preview=false", 1)
	made := h.must(a, status)
	plan := h.must(ask{path: event + "/plan" + h.must(ask{path: event + "/plan"}, http.StatusFound).Header().Get("Location")}, 200)
	shown, err := json.Marshal(preview.body["plan"])
	if err != nil {
		h.t.Fatal(err)
	}
	is, err := json.Marshal(plan.body)
	if err != nil {
		h.t.Fatal(err)
	}
	if string(shown) != string(is) {
		h.t.Errorf("previewed %.300s, made %.300s", shown, is)
	}
	return made
}

package waitlisthttp_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/waitlist"
)

func joinBody(event waitlist.EventID, email, more string) string {
	return fmt.Sprintf(`{"eventId":"%s","email":"%s"%s}`, event, email, more)
}

func TestALineOverTheWire(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	event := h.event("opera")
	h.want(t, 200, "", "", "GET", "/v1/waitlist/has-pending?eventId="+event.String(), "")
	first := h.want(t, 201, "", "", "POST", "/v1/waitlist/join", joinBody(event, "ann@example.com", ""))
	second := h.want(t, 201, "", "", "POST", "/v1/waitlist/join",
		joinBody(event, "bob@example.com", `,"name":"Bob","quantity":2,"maxPrice":45.50,"sections":["Stalls"],"accessible":true,"unheardOf":1`))
	ann, bob := h.find(t, entryOf(t, first)), h.find(t, entryOf(t, second))
	h.want(t, 200, "", "", "GET", bob.path+bob.query, "")
	for range 2 {
		h.want(t, 204, "", "", "POST", ann.path+"/confirm"+ann.query, "")
	}
	h.want(t, 204, "", "", "POST", bob.path+"/confirm"+bob.query, "")
	h.want(t, 200, "", "", "GET", "/v1/waitlist/has-pending?eventId="+event.String(), "")
	h.clock.Advance(2 * time.Hour)
	h.offer(t, ann, false)
	h.want(t, 200, "", "ann", "GET", ann.path, "")
	h.want(t, 200, "", "", "GET", bob.path+bob.query, "")
	h.want(t, 200, "", "clerk", "GET", "/v1/waitlist/lines", "")
	h.want(t, 200, "", "clerk", "GET", "/v1/waitlist/lines/"+event.String()+"/entries", "")
	h.want(t, 204, "", "", "POST", ann.path+"/decline"+ann.query, "")
	for range 2 {
		h.want(t, 204, "", "", "DELETE", bob.path+bob.query, "")
	}
	h.want(t, 200, "", "", "GET", ann.path+ann.query, "")
	h.want(t, 200, "", "", "GET", bob.path+bob.query, "")
	h.want(t, 200, "", "clerk", "GET", "/v1/waitlist/lines/"+event.String(), "")
	h.want(t, 200, "", "clerk", "GET", "/v1/waitlist/lines/"+event.String()+"/entries?status=left", "")
	h.want(t, 200, "", "clerk", "GET", "/v1/waitlist/lines/"+event.String()+"/history", "")
	h.golden(t, "line")
}

func entryOf(t *testing.T, doc map[string]any) waitlist.EntryID {
	t.Helper()
	text, _ := doc["entryId"].(string)
	entry, err := id.Parse[waitlist.Entry](text)
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

func TestAJoinIsRefusedInTheOriginalsWords(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	event := h.event("opera")
	for body, errs := range map[string]string{
		`{}`:                                       "[Email is required. EventId is required.]",
		`{"email":"","eventId":""}`:                "[Email is required. EventId is required.]",
		joinBody(event, " ", ""):                   "[Email is required.]",
		joinBody(event, "nobody", ""):              "[Email format is invalid.]",
		`{"email":"a@c.de","eventId":"17"}`:        "[EventId is required.]",
		joinBody(waitlist.EventID{}, "a@c.de", ""): "[EventId is required.]",
	} {
		doc := h.want(t, 400, "invalid_join", "", "POST", "/v1/waitlist/join", body)
		if got := fmt.Sprint(doc["errors"]); got != errs {
			t.Errorf("%s: errors %s, want %s", body, got, errs)
		}
	}
	h.refuse = fault.New(fault.Invalid, "section_not_found", "The event has no such section. You were not put in line.")
	nowhere := h.want(t, 400, "section_not_found", "", "POST", "/v1/waitlist/join", joinBody(event, "ann@example.com", ""))
	if got := fmt.Sprint(nowhere["errors"]); got != "[The event has no such section. You were not put in line.]" {
		t.Errorf("what inventory finds wrong is listed as %s", got)
	}
	h.refuse = errSeatsFree
	free := h.want(t, 409, "seats_available", "", "POST", "/v1/waitlist/join", joinBody(event, "ann@example.com", ""))
	h.refuse = waitlist.ErrNotNow
	away := h.want(t, 503, "line_unavailable", "", "POST", "/v1/waitlist/join", joinBody(event, "ann@example.com", ""))
	h.refuse = nil
	h.place(t, "ann@example.com", event)
	again := h.want(t, 409, "already_in_line", "", "POST", "/v1/waitlist/join", joinBody(event, "ANN@Example.Com", ""))
	for _, doc := range []map[string]any{free, away, again} {
		if doc["message"] == nil || doc["message"] != doc["detail"] {
			t.Errorf("the message is %v", doc["message"])
		}
	}
}

// nonsense are joins that nobody can mean.
func nonsense(event waitlist.EventID) []string {
	var bodies []string
	for _, email := range []string{
		"nobody", "@", "a@b", "a b@c.de", "a@c.de\\r\\nBcc: e@v.il", "a@c.de\\u0000", "a@c.de, e@v.il", "<a@c.de>", strings.Repeat("a", 400) + "@c.de",
		"a@" + strings.Repeat("c", 396) + ".de", strings.Repeat("x", 70_000), "ä@c.de",
	} {
		bodies = append(bodies, joinBody(event, email, ""))
	}
	for _, more := range []string{
		`"quantity":0`, `"quantity":-1`, `"quantity":1e9`, `"quantity":1000000000`, `"quantity":1.5`, `"quantity":"2"`, `"quantity":101`,
		`"maxPrice":-1`, `"maxPrice":NaN`, `"maxPrice":"NaN"`, `"maxPrice":1e999999`, `"maxPrice":"45"`, `"maxPrice":Infinity`,
		`"maxPrice":9999999999999999999999999999999999999999999999`,
		`"sections":"Stalls"`, `"sections":[1]`, `"sections":[null]`, `"sections":[""]`, `"sections":["` + strings.Repeat("x", 300) + `"]`,
		`"sections":[` + strings.Repeat(`"A",`, 60) + `"A"]`, `"sections":{}`, `"accessible":"yes"`, `"accessible":1`,
		`"name":"Ann\r\nBcc: e@v.il"`, `"name":"` + strings.Repeat("x", 300) + `"`, `"name":17`,
	} {
		bodies = append(bodies, joinBody(event, "ann@example.com", ","+more))
	}
	return append(bodies, ``, `{`, `[]`, `null`, `17`, `"x"`, `{"email":17,"eventId":true}`, `{"email":["a@c.de"],"eventId":"`+event.String()+`"}`,
		`{"email":"a@c.de","Email":"b@c.de","eventId":"`+event.String()+`"}`, "{\"email\":\"\xff\"}",
		joinBody(event, "ann@example.com", "")[:40], strings.Repeat(`{"a":`, 100)+`1`+strings.Repeat(`}`, 100))
}

func TestMisshapenJoinsWriteNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	event := h.event("opera")
	for _, body := range nonsense(event) {
		answer := h.ask(t, "", "POST", "/v1/waitlist/join", body)
		if answer.Code != 400 || answer.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%.120s: %d %s", body, answer.Code, answer.Body)
		}
		if !strings.Contains(answer.Body.String(), `"errors":[`) && !strings.Contains(answer.Body.String(), `"invalid_json"`) {
			t.Errorf("%.120s: does not say what is wrong: %s", body, answer.Body)
		}
	}
	if lines, err := h.store.Lines(t.Context(), []waitlist.EventID{event}); err != nil || len(lines) > 0 && lines[0].Joined > 0 {
		t.Errorf("somebody joined: %+v, %v", lines, err)
	}
}

func TestAPlaceOpensForItsOwnerAlone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	event := h.event("opera")
	ann, bob := h.confirmed(t, "ann@example.com", event), h.confirmed(t, "bob@example.com", event)
	h.offer(t, ann, false)
	verbs := map[string]string{"GET": "", "DELETE": "", "POST /confirm": "", "POST /decline": ""}
	for verb := range verbs {
		method, suffix, _ := strings.Cut(verb, " ")
		for _, secret := range []string{
			"guessed", bob.query[len("?secret="):], strings.Repeat("x", 200), "secret-of-the-order", "%20", url.QueryEscape("a\r\nb"), url.QueryEscape("'; drop table entries --"),
		} {
			h.want(t, 404, "entry_not_found", "", method, ann.path+suffix+"?secret="+secret, "")
		}
		for _, token := range []string{"guest", "clerk", "organiser", "unverified"} {
			h.want(t, 404, "entry_not_found", token, method, ann.path+suffix, "")
		}
		h.want(t, 404, "entry_not_found", "ann", method, bob.path+suffix, "")
		h.want(t, 404, "entry_not_found", "", method, ann.path+suffix, "")
		h.want(t, 404, "entry_not_found", "", method, ann.path+suffix+"?secret=", "")
		for _, entry := range []string{"seventeen", id.Named(id.Nil, "x").String(), id.Nil.String(), ann.Event.String(), "%00", strings.Repeat("7", 400), "..%2f"} {
			answer := h.ask(t, "", method, "/v1/waitlist/"+entry+suffix+ann.query, "")
			if answer.Code != 404 && answer.Code != 400 || answer.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s %.50s: %d %s", verb, entry, answer.Code, answer.Body)
			}
		}
		h.want(t, 404, "entry_not_found", "", method, "/v1/waitlist/seventeen"+suffix+ann.query, "")
	}
	if now := h.find(t, ann.ID); now.Status != waitlist.Assigned || len(h.cancelled) > 0 {
		t.Errorf("a stranger changed the place: %+v", now.Entry)
	}
	shown := h.ask(t, "", "GET", ann.path+ann.query, "")
	if shown.Code != 200 || shown.Header().Get("Cache-Control") != "no-store" || shown.Header().Get("Referrer-Policy") != "no-referrer" || strings.Contains(shown.Body.String(), "@") {
		t.Errorf("%d %v %s", shown.Code, shown.Header(), shown.Body)
	}
	h.want(t, 204, "", "ann", "POST", ann.path+"/decline", "")
}

func TestWhatCannotBeDoneToAPlaceSaysWhy(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	event := h.event("opera")
	waits, offered, late := h.confirmed(t, "waits@example.com", event), h.confirmed(t, "offered@example.com", event), h.place(t, "late@example.com", event)
	h.offer(t, offered, true)
	h.want(t, 409, "no_offer", "", "POST", waits.path+"/decline"+waits.query, "")
	h.paying = true
	h.want(t, 409, "payment_in_progress", "", "POST", offered.path+"/decline"+offered.query, "")
	h.want(t, 409, "payment_in_progress", "", "DELETE", offered.path+offered.query, "")
	h.paying = false
	h.want(t, 204, "", "", "POST", offered.path+"/decline"+offered.query, "")
	if doc := h.want(t, 200, "", "", "GET", offered.path+offered.query, ""); doc["status"] != "pending" || doc["offer"] != nil {
		t.Errorf("seats apart were declined: %v", doc)
	}
	h.clock.Advance(25 * time.Hour)
	h.want(t, 410, "entry_over", "", "POST", late.path+"/confirm"+late.query, "")
	h.want(t, 204, "", "", "DELETE", waits.path+waits.query, "")
	h.want(t, 410, "entry_over", "", "POST", waits.path+"/confirm"+waits.query, "")
	h.want(t, 410, "entry_over", "", "POST", waits.path+"/decline"+waits.query, "")
}

func TestAPlaceIsShownWithoutWhatCannotBeTold(t *testing.T) {
	t.Parallel()
	for _, bring := range []func(h *house){func(h *house) { h.away = true }, func(h *house) { h.unknown = true }} {
		h := newHouse(t)
		ann := h.place(t, "ann@example.com", h.event("opera"))
		bring(h)
		if doc := h.want(t, 200, "", "", "GET", ann.path+ann.query, ""); doc["event"] != nil || doc["position"] != 1.0 {
			t.Errorf("%v", doc)
		}
		if doc := h.want(t, 200, "", "clerk", "GET", "/v1/waitlist/lines/"+ann.Event.String(), ""); doc["eventName"] != nil || doc["waiting"] != 1.0 {
			t.Errorf("%v", doc)
		}
	}
}

func TestHasPendingSaysWhichEventsIdIsMissing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, query := range []string{"", "?eventId=", "?eventId=seventeen", "?eventId=" + id.Nil.String(), "?eventId=" + strings.Repeat("7", 5000), "?eventId=%0d%0a"} {
		answer := h.ask(t, "", "GET", "/v1/waitlist/has-pending"+query, "")
		if answer.Code != 400 || !strings.Contains(answer.Body.String(), `"message":"`) {
			t.Errorf("%.40s: %d %s", query, answer.Code, answer.Body)
		}
	}
	if doc := h.want(t, 200, "", "", "GET", "/v1/waitlist/has-pending?eventId="+h.event("nobody waits for it").String(), ""); doc["hasPending"] != false {
		t.Errorf("%v", doc)
	}
}

func TestAnAddressIsTriedTenTimesAnHour(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	event := h.event("opera")
	h.want(t, 201, "", "", "POST", "/v1/waitlist/join", joinBody(event, "ann@example.com", ""))
	for i := range 9 {
		h.want(t, 409, "already_in_line", "", "POST", "/v1/waitlist/join", joinBody(event, []string{"ann@example.com", " ANN@EXAMPLE.COM "}[i%2], ""))
	}
	answer := h.ask(t, "", "POST", "/v1/waitlist/join", joinBody(h.event("another"), "Ann@example.com", ""))
	if answer.Code != 429 || answer.Header().Get("Retry-After") != "360" || !strings.Contains(answer.Body.String(), "joined_too_often") {
		t.Errorf("%d %v %s", answer.Code, answer.Header(), answer.Body)
	}
	h.want(t, 201, "", "", "POST", "/v1/waitlist/join", joinBody(event, "bob@example.com", ""))
	h.clock.Advance(6 * time.Minute)
	h.want(t, 409, "already_in_line", "", "POST", "/v1/waitlist/join", joinBody(event, "ann@example.com", ""))
}

func TestTheOfficeIsForTheHouse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	line := "/v1/waitlist/lines/" + h.place(t, "ann@example.com", h.event("opera")).Event.String()
	for _, path := range []string{"/v1/waitlist/lines", line, line + "/entries", line + "/history"} {
		h.want(t, 401, "unauthenticated", "", "GET", path, "")
		for _, token := range []string{"guest", "ann", "service"} {
			h.want(t, 403, "forbidden", token, "GET", path, "")
		}
		for _, token := range []string{"clerk", "organiser"} {
			if answer := h.ask(t, token, "GET", path, ""); answer.Code != 200 {
				t.Errorf("%s as %s: %d %s", path, token, answer.Code, answer.Body)
			}
		}
	}
	for _, verb := range []string{"/pause", "/resume"} {
		h.want(t, 401, "unauthenticated", "", "POST", line+verb, "")
		for _, token := range []string{"guest", "ann", "clerk", "service"} {
			h.want(t, 403, "forbidden", token, "POST", line+verb, "")
		}
	}
}

func TestALineIsPausedAndResumed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	line := "/v1/waitlist/lines/" + h.place(t, "ann@example.com", h.event("opera")).Event.String()
	for verb, paused := range map[string]bool{"/pause": true, "/resume": false} {
		for range 2 {
			h.want(t, 204, "", "organiser", "POST", line+verb, "")
		}
		if doc := h.want(t, 200, "", "clerk", "GET", line, ""); doc["paused"] != paused {
			t.Errorf("after %s: %v", verb, doc)
		}
	}
	for _, event := range []string{h.event("without a line").String(), id.Nil.String()} {
		for _, suffix := range []string{"GET ", "GET /entries", "GET /history", "POST /pause", "POST /resume"} {
			method, suffix, _ := strings.Cut(suffix, " ")
			h.want(t, 404, "line_not_found", "organiser", method, "/v1/waitlist/lines/"+event+suffix, "")
		}
	}
	for _, query := range []string{"?status=sleeping", "?cursor=x", "?limit=0", "?limit=x"} {
		if answer := h.ask(t, "clerk", "GET", line+"/entries"+query, ""); answer.Code != 400 {
			t.Errorf("%s: %d %s", query, answer.Code, answer.Body)
		}
	}
	for _, query := range []string{"?from=yesterday", "?to=-1"} {
		h.want(t, 400, "invalid_request", "clerk", "GET", line+"/history"+query, "")
	}
	h.want(t, 400, "invalid_request", "clerk", "GET", "/v1/waitlist/lines/seventeen", "")
}

func TestTheOfficesListsGoOnByTheirLink(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, event := range []string{"opera", "jazz", "circus"} {
		h.place(t, "ann@example.com", h.event(event))
	}
	bob := h.confirmed(t, "bob@example.com", h.event("opera"))
	h.offer(t, bob, false)
	for i := range 3 {
		h.place(t, fmt.Sprintf("guest%d@example.com", i), h.event("opera"))
	}
	line := "/v1/waitlist/lines/" + h.event("opera").String()
	for path, want := range map[string]string{
		"/v1/waitlist/lines?limit=2":                 "2 1",
		line + "/entries?limit=2":                    "2 2 1",
		line + "/entries?limit=2&status=unconfirmed": "2 2",
	} {
		var sizes []string
		for next := path; next != ""; {
			answer := h.ask(t, "clerk", "GET", next, "")
			sizes = append(sizes, fmt.Sprint(strings.Count(answer.Body.String(), `"eventName"`)+strings.Count(answer.Body.String(), `"entryId"`)))
			next = strings.TrimSuffix(strings.TrimPrefix(answer.Header().Get("Link"), "</api"), `>; rel="next"`)
		}
		if got := strings.Join(sizes, " "); got != want {
			t.Errorf("%s: pages of %s, want %s", path, got, want)
		}
	}
	second := h.ask(t, "clerk", "GET", line+"/entries?limit=3", "").Header().Get("Link")
	h.ask(t, "clerk", "GET", line+"/entries", "")
	list := h.ask(t, "clerk", "GET", strings.TrimSuffix(strings.TrimPrefix(second, "</api"), `>; rel="next"`), "").Body.String()
	if !strings.Contains(list, `"place":4,"position":3`) || !strings.Contains(list, `"place":5,"position":4`) {
		t.Errorf("ranks of the second page: %s", list)
	}
}

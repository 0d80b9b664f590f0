package fulfillmenthttp_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

func checkIn(who, body string) ask {
	return ask{who: who, method: "POST", path: "/check-ins", body: body}
}

func TestACheckInAdmitsOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	ticket := h.issued("A", 1)[0]
	body := fmt.Sprintf(`{"code":%q,"eventId":%q,"gate":"North"}`, ticket.Code, ticket.Event)
	h.answers(checkIn("sam", body), 201, fmt.Sprintf(`{"ticketId":%q,"ticketNumber":"NRA-1","eventId":%q,"sectionCode":"Platea","row":"C",
		"seat":"14","holder":"Ana Muñoz","admittedAt":"2026-11-24T12:00:00Z","gate":"North"}`, ticket.ID, ticket.Event))
	h.Clock.Advance(time.Minute)
	h.answers(checkIn("sam", body), 409, `{"code":"already_admitted","admittedAt":"2026-11-24T12:00:00Z","gate":"North"}`)
	undo := ask{who: "sam", method: "DELETE", path: "/check-ins/" + ticket.ID.String()}
	if w := h.do(undo); w.Code != 204 || w.Body.Len() != 0 {
		t.Errorf("undone: %d %s", w.Code, w.Body)
	}
	h.refuses(undo, 404, "not_admitted")
	h.refuses(ask{who: "ana", method: "DELETE", path: "/check-ins/" + ticket.ID.String()}, 403, "forbidden")
	if w := h.do(checkIn("sam", fmt.Sprintf(`{"code":%q,"at":"2026-11-24T11:30:00Z"}`, ticket.Code))); w.Code != 201 || !strings.Contains(w.Body.String(), `"admittedAt":"2026-11-24T11:30:00Z"`) {
		t.Errorf("an offline scan: %d %s", w.Code, w.Body)
	}
}

func TestACheckInWithOneKeyIsOneCheckIn(t *testing.T) {
	t.Parallel()
	h := open(t)
	a := checkIn("sam", fmt.Sprintf(`{"code":%q}`, h.issued("A", 1)[0].Code))
	a.key = "scan-1"
	first, second := h.do(a), h.do(a)
	if first.Code != 201 || second.Code != 201 || first.Body.String() != second.Body.String() {
		t.Errorf("%d %s, then %d %s", first.Code, first.Body, second.Code, second.Body)
	}
}

func TestACheckInRefusesWhatIsNoTicketOfTheDoor(t *testing.T) {
	t.Parallel()
	h := open(t)
	ticket := h.issued("A", 1)[0]
	quoted, err := json.Marshal(ticket.Code)
	if err != nil {
		t.Fatal(err)
	}
	good := `"code":` + string(quoted)
	for body, c := range map[string]struct {
		status int
		code   string
	}{
		`{"code":"https://example.com/"}`:                          {422, "invalid_code"},
		`{"code":"` + strings.Repeat("7", 7089) + `"}`:             {422, "invalid_code"},
		`{` + good + `,"eventId":"` + h.IDs.New().String() + `"}`:  {422, "wrong_event"},
		`{"ticketNumber":"NRA-9"}`:                                 {404, "ticket_not_found"},
		`{}`:                                                       {400, "code_required"},
		`{` + good + `,"ticketNumber":"NRA-1"}`:                    {400, "code_required"},
		`{` + good + `,"at":"2036-01-01T00:00:00Z"}`:               {400, "scan_in_future"},
		`{` + good + `,"at":"yesterday"}`:                          {400, "invalid_request"},
		`{` + good + `,"eventId":"concert"}`:                       {400, "invalid_request"},
		`{` + good + `,"gate":"` + strings.Repeat("g", 101) + `"}`: {400, "invalid_request"},
		`{"code":12}`:                                              {400, "invalid_request"},
		`{"code":"a\u0000b"}`:                                      {400, "invalid_json"},
		`{"code":"` + strings.Repeat("A", 8193) + `"}`:             {400, "invalid_request"},
		`[]`:       {400, "invalid_request"},
		`{"code":`: {400, "invalid_json"},
	} {
		h.refuses(checkIn("sam", body), c.status, c.code)
	}
	h.refuses(checkIn("ana", `{`+good+`}`), 403, "forbidden")
	h.refuses(checkIn("", `{`+good+`}`), 401, "unauthenticated")
	if w := h.do(checkIn("sam", `{`+good+`}`)); w.Code != 201 {
		t.Errorf("after all that a good code: %d %s", w.Code, w.Body)
	}
}

func TestADoorListsWhatDoesNotAdmit(t *testing.T) {
	t.Parallel()
	h := open(t)
	tickets := h.issued("A", 3)
	void := h.issued("B", 1)[0]
	list := ask{who: "sam", method: "GET", path: "/check-ins?eventId=" + tickets[0].Event.String()}
	h.answers(list, 200, `[]`)
	h.do(checkIn("sam", fmt.Sprintf(`{"code":%q,"gate":"North"}`, tickets[0].Code)))
	h.Clock.Advance(time.Minute)
	if err := h.Void(t.Context(), void.Order.UUID()); err != nil {
		t.Fatal(err)
	}
	used := fmt.Sprintf(`{"ticketId":%q,"ticketNumber":"NRA-1","eventId":%q,"sectionCode":"Platea","row":"C","seat":"14","status":"used",
		"revision":1,"admittedAt":"2026-11-24T12:00:00Z","gate":"North","changedAt":"2026-11-24T12:00:00Z"}`, tickets[0].ID, void.Event)
	cancelled := fmt.Sprintf(`{"ticketId":%q,"ticketNumber":"NRB-1","eventId":%q,"sectionCode":"Platea","row":"C","seat":"14",
		"status":"cancelled","revision":1,"changedAt":"2026-11-24T12:01:00Z"}`, void.ID, void.Event)
	h.answers(list, 200, "["+used+","+cancelled+"]")
	list.path += "&since=2026-11-24T12:00:30Z"
	h.answers(list, 200, "["+cancelled+"]")
	list.path = "/check-ins?limit=1&eventId=" + void.Event.String()
	h.answers(list, 200, "["+used+"]")
	next, _, _ := strings.Cut(strings.TrimPrefix(h.do(list).Header().Get("Link"), "</api"), ">")
	list.path = next
	h.answers(list, 200, "["+cancelled+"]")
	if link := h.do(list).Header().Get("Link"); link != "" {
		t.Errorf("the last page goes on at %s", link)
	}
	h.refuses(ask{who: "sam", method: "GET", path: "/check-ins"}, 400, "invalid_request")
	h.refuses(ask{who: "ana", method: "GET", path: list.path}, 403, "forbidden")
}

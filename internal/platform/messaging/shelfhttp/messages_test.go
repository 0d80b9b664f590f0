package shelfhttp_test

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/platform/messaging"
	"github.com/speckit/ticketing/internal/platform/messaging/shelfhttp"
	"github.com/speckit/ticketing/internal/platform/messaging/shelfmem"
	"github.com/speckit/ticketing/internal/platform/rest"
)

var noon = time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC)

// people are whom the tokens of these tests name.
var people = map[string]actor.Actor{
	"ada": {Customer: id.Named(id.Nil, "ada"), Role: actor.Admin}, "org": {Customer: id.Named(id.Nil, "org"), Role: actor.Organiser},
}

// watched is a shelf that shows what was done to it.
type watched struct {
	*shelfmem.Shelf
	deeds []work.Deed
}

func (w *watched) Retry(ctx context.Context, shelved id.UUID, at time.Time, deed work.Deed) (bool, error) {
	w.deeds = append(w.deeds, deed)
	return w.Shelf.Retry(ctx, shelved, at, deed)
}

func (w *watched) Drop(ctx context.Context, shelved id.UUID, deed work.Deed) (bool, error) {
	w.deeds = append(w.deeds, deed)
	return w.Shelf.Drop(ctx, shelved, deed)
}

type house struct {
	t     *testing.T
	api   *rest.API
	shelf *watched
}

// open is two contexts behind one door, the second of which has nothing on its shelf.
func open(t *testing.T) *house {
	t.Helper()
	api := rest.New(rest.Config{
		Title: "Test", Version: "1", Prefixes: []string{"/api"}, Clock: clock.NewFake(noon), IDs: id.NewSeeded(1),
		Auth: rest.VerifierFunc(func(_ context.Context, token string) (actor.Actor, error) { return people[token], nil }),
	})
	h := &house{t, api, &watched{Shelf: shelfmem.New()}}
	shelfhttp.Routes(api.For("ordering"), "ordering", h.shelf, clock.NewFake(noon))
	shelfhttp.Routes(api.For("payment"), "payment", shelfmem.New(), clock.NewFake(noon))
	return h
}

// put shelves a message that is so many minutes old.
func (h *house) put(name string, state messaging.State, minutes int, payload string) id.UUID {
	h.t.Helper()
	s := messaging.Shelved{
		ID: id.Named(id.Nil, name), Group: "ordering-service", State: state, Attempts: 12, Reason: "because", Since: noon.Add(time.Duration(-minutes) * time.Minute), Next: noon,
		Envelope: work.Envelope{Topic: "payment-succeeded", Key: "k-" + name, Message: id.Named(id.Nil, "message "+name), Payload: []byte(payload)},
	}
	if err := h.shelf.Put(h.t.Context(), s); err != nil {
		h.t.Fatal(err)
	}
	return s.ID
}

func (h *house) ask(token, method, path string) *httptest.ResponseRecorder {
	h.t.Helper()
	r := httptest.NewRequest(method, "/api"+path, strings.NewReader(""))
	r.Header.Set("Authorization", "Bearer "+token)
	w := httptest.NewRecorder()
	h.api.Handler().ServeHTTP(w, r)
	return w
}

func (h *house) answers(method, path string, status int, want string) {
	h.t.Helper()
	w := h.ask("ada", method, path)
	var got, wanted any
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		h.t.Fatal(err)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != status {
		h.t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		h.t.Errorf("%s %s (-want +got):\n%s", method, path, diff)
	}
}

func (h *house) refuses(token, method, path string, status int, code string) {
	h.t.Helper()
	if w := h.ask(token, method, path); w.Code != status || !strings.Contains(w.Body.String(), `"code":"`+code+`"`) {
		h.t.Errorf("%s %s as %s: %d %s, want %d %s", method, path, token, w.Code, w.Body, status, code)
	}
}

func entry(shelved id.UUID, name, state, since, more string) string {
	return `{"id":"` + shelved.String() + `","context":"ordering","group":"ordering-service","topic":"payment-succeeded","key":"k-` + name +
		`","state":"` + state + `","attempts":12,"since":"` + since + `","reason":"because"` + more + `}`
}

func TestMessagesAreListedAndShown(t *testing.T) {
	t.Parallel()
	h := open(t)
	waiting, parked := h.put("a", messaging.Waiting, 1, `{"amount": 12.50}`), h.put("b", messaging.Parked, 2, "\xffno json")
	first, second := entry(parked, "b", "parked", "2030-05-01T11:58:00Z", ""), entry(waiting, "a", "waiting", "2030-05-01T11:59:00Z", "")
	h.answers("GET", "/admin/messages/ordering", 200, "["+first+","+second+"]")
	h.answers("GET", "/admin/messages/ordering?state=waiting", 200, "["+second+"]")
	h.answers("GET", "/admin/messages/payment", 200, "[]")
	next := regexp.MustCompile(`^</api([^>]+)>; rel="next"$`).FindStringSubmatch(h.ask("ada", "GET", "/admin/messages/ordering?limit=1").Header().Get("Link"))
	if next == nil {
		t.Fatal("the first page has no next one")
	}
	h.answers("GET", next[1], 200, "["+second+"]")
	h.answers("GET", "/admin/messages/ordering/"+waiting.String(), 200, entry(waiting, "a", "waiting", "2030-05-01T11:59:00Z", `,"payload":{"amount":12.50}`))
	h.answers("GET", "/admin/messages/ordering/"+parked.String(), 200, entry(parked, "b", "parked", "2030-05-01T11:58:00Z", `,"payload":"\ufffdno json"`))
	h.refuses("ada", "GET", "/admin/messages/payment/"+parked.String(), 404, "message_not_found")
	h.refuses("ada", "GET", "/admin/messages/ordering?state=lost", 400, "invalid_request")
	for method, path := range map[string]string{"GET": "", "POST": "/" + parked.String() + "/retry", "DELETE": "/" + parked.String()} {
		h.refuses("org", method, "/admin/messages/ordering"+path, 403, "forbidden")
	}
}

func TestAParkedMessageIsTriedAgainOnceAndGivenUpOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	parked := h.put("b", messaging.Parked, 2, "{}")
	path := "/admin/messages/ordering/" + parked.String()
	if w := h.ask("ada", "POST", path+"/retry"); w.Code != 204 || w.Body.Len() != 0 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if s, there, err := h.shelf.Find(t.Context(), parked); err != nil || !there || s.State != messaging.Waiting || s.Attempts != 0 || !s.Next.Equal(noon) {
		t.Errorf("after the retry: %+v, %v", s, err)
	}
	h.refuses("ada", "POST", path+"/retry", 409, "message_not_parked")
	if w := h.ask("ada", "DELETE", path); w.Code != 204 || w.Body.Len() != 0 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	h.refuses("ada", "DELETE", path, 404, "message_not_found")
	h.refuses("ada", "POST", path+"/retry", 404, "message_not_found")
	want := work.Deed{At: noon, Actor: people["ada"].Customer, Role: "admin", Action: shelfhttp.Retried, Subject: parked, Detail: "payment-succeeded for ordering-service"}
	last := want
	last.Action = shelfhttp.Dropped
	if diff := cmp.Diff([]work.Deed{want, want, last}, h.shelf.deeds); diff != "" {
		t.Errorf("deeds (-want +got):\n%s", diff)
	}
}

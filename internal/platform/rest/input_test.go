package rest_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
)

var goodID = `"id":"` + anna.String() + `"`

func TestBadBodiesAreRefusedBeforeTheHandler(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body   string
		status int
		code   string
	}{
		"no body":                 {"", 400, "invalid_request"},
		"only spaces":             {"  \n", 400, "invalid_request"},
		"broken JSON":             {`{"id":`, 400, "invalid_json"},
		"garbage behind":          {`{` + goodID + `,"label":"A"} {}`, 400, "invalid_json"},
		"not an object":           {`[1]`, 400, "invalid_request"},
		"null":                    {`null`, 400, "invalid_request"},
		"a missing field":         {`{` + goodID + `}`, 400, "invalid_request"},
		"null for a field":        {`{` + goodID + `,"label":null}`, 400, "invalid_request"},
		"a number for text":       {`{` + goodID + `,"label":7}`, 400, "invalid_request"},
		"text for a number":       {`{` + goodID + `,"label":"A","rank":"7"}`, 400, "invalid_request"},
		"half a number":           {`{` + goodID + `,"label":"A","rank":1.5}`, 400, "invalid_request"},
		"a negative number":       {`{` + goodID + `,"label":"A","rank":-1}`, 400, "invalid_request"},
		"a number out of range":   {`{` + goodID + `,"label":"A","rank":4294967296}`, 400, "invalid_request"},
		"an endless number":       {`{` + goodID + `,"label":"A","price":` + strings.Repeat("9", 41) + `}`, 400, "invalid_json"},
		"an exponent like a bomb": {`{` + goodID + `,"label":"A","price":1e999999}`, 400, "invalid_request"},
		"text for money":          {`{` + goodID + `,"label":"A","price":"12.50"}`, 400, "invalid_request"},
		"no uuid":                 {`{"id":"seat-7","label":"A"}`, 400, "invalid_request"},
		"text too long":           {`{` + goodID + `,"label":"` + strings.Repeat("ä", 21) + `"}`, 400, "invalid_request"},
		"too many in a list":      {`{` + goodID + `,"label":"A","friends":[` + strings.Repeat(`"`+anna.String()+`",`, 3) + `"` + anna.String() + `"]}`, 400, "invalid_request"},
		"no time":                 {`{` + goodID + `,"label":"A","at":"yesterday"}`, 400, "invalid_request"},
		"invalid UTF-8":           {`{` + goodID + `,"label":"` + "\xff\xfe" + `"}`, 400, "invalid_json"},
		"NUL as an escape":        {`{` + goodID + `,"label":"A\u0000"}`, 400, "invalid_json"},
		"NUL in an ignored field": {`{` + goodID + `,"label":"A","other":["\u0000"]}`, 400, "invalid_json"},
		"half a surrogate":        {`{` + goodID + `,"label":"\ud800"}`, 400, "invalid_json"},
		"the wrong half":          {`{` + goodID + `,"label":"\udc00\ud800"}`, 400, "invalid_json"},
		"two first halves":        {`{` + goodID + `,"label":"\ud800\ud800"}`, 400, "invalid_json"},
		"a key twice":             {`{` + goodID + `,"label":"A","label":"B"}`, 400, "invalid_json"},
		"a key in two cases":      {`{` + goodID + `,"label":"A","LABEL":"` + strings.Repeat("x", 30) + `"}`, 400, "invalid_json"},
		"a key twice by escapes":  {`{` + goodID + `,"label":"A","l\u0061bel":"B"}`, 400, "invalid_json"},
		"a key twice by folding":  {`{` + goodID + `,"label":"A","rank":1,"ran` + "\u212a" + `":2}`, 400, "invalid_json"},
		"nested deep":             {`{` + goodID + `,"label":"A","extra":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`, 400, "invalid_json"},
		"too large":               {`{` + goodID + `,"label":"` + strings.Repeat("x", 5000) + `"}`, 413, "body_too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, nil).echo()
			problem(t, h.do(ask{method: "POST", path: "/api/seats", token: "anna", body: c.body}), c.status, c.code)
		})
	}
}

func TestARefusedBodyIsToldInWordsOfWhoeverSentIt(t *testing.T) {
	t.Parallel()
	h := open(t, nil).echo()
	for body, says := range map[string]string{
		`{"id":"seat-7","label":"A"}`:            "The request is not valid: id: expected a UUID. Nothing was changed.",
		`{"price":1e400}`:                        "The request is not valid: byte 15: expected a number of usual size. Nothing was changed.",
		`{` + goodID + `,"label":"A","Label":0}`: `The body is not acceptable: the key "Label" stands twice in one object. Nothing was changed.`,
	} {
		w := h.do(ask{method: "POST", path: "/api/seats", token: "anna", body: body})
		var doc struct{ Detail string }
		decode(t, w.Body.Bytes(), &doc)
		if doc.Detail != says {
			t.Errorf("%s is refused with %q", body, doc.Detail)
		}
	}
}

func TestGoodBodiesComeThroughAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"unknown fields":       `{` + goodID + `,"label":"A1","colour":{"a":[1,2]}}`,
		"null for an optional": `{` + goodID + `,"label":"A1","price":null,"friends":null,"at":null,"rank":null}`,
		"spaces around":        " \n{" + goodID + `,"label":"A1"}` + "\n ",
		"a field in capitals":  `{` + goodID + `,"Label":"A1"}`,
		"a whole surrogate":    `{` + goodID + `,"label":"A1","extra":"\ud83c\udfab"}`,
		"equal keys apart":     `{` + goodID + `,"label":"A1","extra":[{"a":1},{"a":{"a":2}}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, nil).echo()
			w := h.do(ask{method: "POST", path: "/api/seats", token: "anna", body: body})
			var got seat
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 201 || got.Label != "A1" || got.ID != anna {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
}

func TestMoneyKeepsItsDigits(t *testing.T) {
	t.Parallel()
	h := open(t, nil).echo()
	for _, digits := range []string{"12.50", "0.10", "9007199254740993.01"} {
		w := h.do(ask{method: "POST", path: "/api/seats", token: "anna", body: `{` + goodID + `,"label":"A","price":` + digits + `}`})
		if !strings.Contains(w.Body.String(), `"price":`+digits) {
			t.Errorf("%s came back as %s", digits, w.Body)
		}
	}
}

func TestOnlyJSONInUTF8IsTaken(t *testing.T) {
	t.Parallel()
	h := open(t, nil).echo()
	body := `{` + goodID + `,"label":"A"}`
	for kind, status := range map[string]int{
		"application/json": 201, "application/json; charset=UTF-8": 201, "application/vnd.api+json": 201, "": 201,
		"text/plain": 415, "application/x-www-form-urlencoded": 415, "application/json; charset=utf-16": 415, "nonsense;;": 415,
	} {
		w := h.do(ask{method: "POST", path: "/api/seats", token: "anna", body: body, header: http.Header{"Content-Type": {kind}}})
		if kind == "" {
			continue // the test's own default
		}
		if w.Code != status {
			t.Errorf("%q: %d", kind, w.Code)
		}
		if status == 415 {
			problem(t, w, 415, "unsupported_media_type")
		}
	}
}

func TestBadAddressesAreRefused(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	type input struct {
		ID       id.UUID       `path:"id"`
		Limit    int           `query:"limit" minimum:"1"`
		MaxPrice money.Decimal `query:"maxPrice"`
		Text     string        `query:"q" maxLength:"10"`
	}
	type output struct{ Body map[string]string }
	rest.Register(h.For("catalog"), rest.Route{Method: "GET", Path: "/events/{id}", ID: "event", Summary: "Event", Access: rest.Open},
		func(_ context.Context, _ rest.Call, in *input) (*output, error) {
			return &output{Body: map[string]string{"maxPrice": string(in.MaxPrice)}}, nil
		})
	base := "/api/events/" + anna.String()
	for _, path := range []string{
		"/api/events/7", "/api/events/" + anna.String() + "x", base + "?limit=0", base + "?limit=many", base + "?limit=99999999999999999999",
		base + "?q=" + strings.Repeat("x", 11), base + "?q=%ff", base + "?q=%00", base + "?q=%zz", base + "?maxPrice=1e9", base + "?maxPrice=cheap",
		"/api/events/\x00", "/api/events/\xff",
	} {
		problem(t, h.do(ask{method: "GET", path: path}), 400, "invalid_request")
	}
	if w := h.do(ask{method: "GET", path: base + "?maxPrice=12.50&limit=3&unknown=1"}); w.Code != 200 || !strings.Contains(w.Body.String(), "12.50") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestAnOptionalBodyMayBeAbsentButNotWrong(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	type wish struct {
		Amount int `json:"amount,omitempty"`
	}
	type output struct{ Body map[string]bool }
	rest.Register(h.For("payment"), rest.Route{Method: "POST", Path: "/refunds", ID: "refund", Summary: "Refund", Access: rest.Session},
		func(_ context.Context, _ rest.Call, in *struct{ Body *wish }) (*output, error) {
			return &output{Body: map[string]bool{"given": in.Body != nil}}, nil
		})
	for body, want := range map[string]string{"": `{"given":false}`, " ": `{"given":false}`, "{}": `{"given":true}`} {
		if w := h.do(ask{method: "POST", path: "/api/refunds", token: "anna", body: body}); w.Body.String() != want {
			t.Errorf("%q: %s", body, w.Body)
		}
	}
	problem(t, h.do(ask{method: "POST", path: "/api/refunds", token: "anna", body: `{"amount":"all"}`}), 400, "invalid_request")
}

func TestAFindingNamesThePlaceAndNotTheValue(t *testing.T) {
	t.Parallel()
	h := open(t, nil).echo()
	w := h.do(ask{method: "POST", path: "/api/seats", token: "anna", body: `{"id":"hunter2","label":7}`})
	doc := problem(t, w, 400, "invalid_request")
	findings := fmt.Sprint(doc["errors"])
	if !strings.Contains(findings, "id: ") || !strings.Contains(findings, "label: ") || strings.Contains(w.Body.String(), "hunter2") {
		t.Errorf("got %s", w.Body)
	}
}

func TestUploadsAreReadByTheHandlerWithinTheLimit(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	type output struct{ Body map[string]int }
	rest.Upload(h.For("catalog"), rest.Route{Method: "POST", Path: "/plan", ID: "plan", Summary: "Plan", Access: rest.Session, MaxBody: 2 << 20},
		func(_ context.Context, _ rest.Call, in *struct {
			Name string `query:"name"`
		}, body io.Reader,
		) (*output, error) {
			data, err := io.ReadAll(body)
			if err != nil {
				return nil, fmt.Errorf("read plan: %w", err)
			}
			return &output{Body: map[string]int{in.Name: len(data)}}, nil
		})
	body := strings.Repeat("x", 1_500_000)
	for _, key := range []string{"", "k1", "k1"} {
		if w := h.do(ask{method: "POST", path: "/api/plan?name=hall", token: "anna", key: key, body: body}); w.Body.String() != `{"hall":1500000}` {
			t.Errorf("key %q: %s", key, w.Body)
		}
	}
	problem(t, h.do(ask{method: "POST", path: "/api/plan", token: "anna", body: body + body}), 413, "body_too_large")
	problem(t, h.do(ask{method: "POST", path: "/api/plan?name=hall", token: "anna", key: "k1", body: body + "y"}), 422, "idempotency_key_reused")
}

func TestABodyThatDoesNotArriveIsNotWaitedForForEver(t *testing.T) {
	t.Parallel()
	h := open(t, func(cfg *rest.Config) { cfg.BodyTimeout = 20 * time.Millisecond }).echo()
	server := httptest.NewServer(h.Handler())
	defer server.Close()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := fmt.Fprint(conn, "POST /api/seats HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer anna\r\nContent-Length: 100\r\n\r\n{"); err != nil {
		t.Fatal(err)
	}
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusRequestTimeout || answer.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("got %d %v", answer.StatusCode, answer.Header)
	}
}

func TestDecodeJSONIsAsStrictAsTheDoor(t *testing.T) {
	t.Parallel()
	var into struct{ Name string }
	for _, body := range []string{`{"name":1}`, `{"name":"a","NAME":"b"}`, `{"name":"\u0000"}`, `{} {}`, ``} {
		var refused *fault.Error
		if err := rest.DecodeJSON([]byte(body), &into); !errors.As(err, &refused) || refused.Kind != fault.Invalid {
			t.Errorf("%s: %v", body, err)
		}
	}
	if err := rest.DecodeJSON([]byte(`{"name":"Hall","more":[]}`), &into); err != nil || into.Name != "Hall" {
		t.Errorf("%v %v", into, err)
	}
}

func FuzzNoBodyIsEverA5xx(f *testing.F) {
	for _, body := range []string{`{` + goodID + `,"label":"A"}`, `{"id":{"a":"\ud83c\udfab"}}`, `[[[]]]`, `"\u`, `{"a":1e400,"a":-0}`, "\xff", `{"friends":[1,null,"x"]}`} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		h := open(t, nil).echo()
		w := h.do(ask{method: "POST", path: "/api/seats", token: "anna", body: body})
		if w.Code >= 500 || w.Code < 200 {
			t.Fatalf("%q: %d %s", body, w.Code, w.Body)
		}
		if w.Code == 201 && (!utf8.ValidString(body) || !json.Valid([]byte(body))) {
			t.Fatalf("%q was taken", body)
		}
	})
}

func FuzzNoAddressIsEverA5xx(f *testing.F) {
	f.Add("/api/orders/1", "secret=1&limit=2")
	f.Add("/api/%2e%2e/x", "%zz")
	f.Fuzz(func(t *testing.T, path, query string) {
		h := open(t, nil)
		h.get("/orders/{id}", said("order"))
		if w := h.do(ask{method: "GET", path: "/" + strings.ReplaceAll(path, "?", "") + "?" + query}); w.Code >= 500 {
			t.Fatalf("%q ? %q: %d %s", path, query, w.Code, w.Body)
		}
	})
}

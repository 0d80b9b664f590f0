package rest_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/platform/rest"
)

// place is where the list of this test goes on.
type place struct {
	After int `json:"after"`
}

func numbers(h *house) {
	rest.Register(h.For("catalog"), rest.Route{Method: "GET", Path: "/numbers", ID: "numbers", Summary: "Numbers", Access: rest.Open},
		func(_ context.Context, call rest.Call, in *struct {
			rest.List
			Kind string `query:"kind"`
		},
		) (*rest.Page[int], error) {
			at, err := rest.ReadCursor[place](in.Cursor)
			if err != nil {
				return nil, err
			}
			var items []int
			for n := at.After + 1; n <= 120 && len(items) < in.Size(); n++ {
				items = append(items, n)
			}
			next := ""
			if last := at.After + len(items); last < 120 {
				next = rest.Cursor(place{last})
			}
			return rest.NextPage(call, items, next), nil
		})
}

func TestAListIsReadToItsEndByItsLinks(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	numbers(h)
	link := regexp.MustCompile(`^<(/api/numbers\?[^>]+kind=all[^>]*)>; rel="next"$`)
	sizes := ""
	for path := "/api/numbers?kind=all&secret=hush"; path != ""; {
		w := h.do(ask{method: "GET", path: path})
		if w.Code != 200 {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
		var items []int
		decode(t, w.Body.Bytes(), &items)
		sizes += fmt.Sprint(len(items), " ")
		path = ""
		if next := w.Header().Get("Link"); next != "" {
			found := link.FindStringSubmatch(next)
			if found == nil || regexp.MustCompile("hush").MatchString(next) {
				t.Fatalf("link %q", next)
			}
			path = found[1]
		}
	}
	if sizes != "50 50 20 " {
		t.Errorf("pages of %s", sizes)
	}
}

func TestALimitOverTheMostIsClamped(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	numbers(h)
	for query, want := range map[string]int{"limit=100": 100, "limit=5000": 100, "limit=1": 1, "": 50} {
		var items []int
		decode(t, h.do(ask{method: "GET", path: "/api/numbers?" + query}).Body.Bytes(), &items)
		if len(items) != want {
			t.Errorf("%s: %d", query, len(items))
		}
	}
	for _, cursor := range []string{"x", "bm9uc2Vuc2U", "eyJhZnRlciI6IngifQ"} {
		problem(t, h.do(ask{method: "GET", path: "/api/numbers?cursor=" + cursor}), 400, "invalid_cursor")
	}
}

func TestAnEmptyListIsAnArray(t *testing.T) {
	t.Parallel()
	if page := rest.NextPage[int](rest.Call{}, nil, ""); page.Body == nil || page.Link != "" {
		t.Errorf("got %+v", page)
	}
}

func TestCookiesAreOutOfReachForScriptsAndOtherSites(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{false, true} {
		cookies := rest.Cookies{Secure: secure}
		for _, c := range []http.Cookie{cookies.Refresh("r", noon), cookies.Guest("g", noon), cookies.Clear(rest.GuestCookie)} {
			if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/api" || c.Secure != secure {
				t.Errorf("got %s", c.String())
			}
		}
	}
	if gone := (rest.Cookies{}).Clear(rest.RefreshCookie); gone.MaxAge >= 0 || gone.Expires.After(time.Now()) {
		t.Errorf("got %s", gone.String())
	}
}

func TestCookiesTravelThroughARoute(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	type output struct {
		SetCookie []http.Cookie `header:"Set-Cookie"`
		Body      map[string]string
	}
	rest.Register(h.For("identity"), rest.Route{Method: "POST", Path: "/guests", ID: "guest", Summary: "Guest", Access: rest.Open, Status: 201},
		func(_ context.Context, _ rest.Call, in *struct {
			Guest string `cookie:"speckit_guest"`
		},
		) (*output, error) {
			return &output{SetCookie: []http.Cookie{rest.Cookies{}.Guest("new", noon)}, Body: map[string]string{"old": in.Guest}}, nil
		})
	w := h.do(ask{method: "POST", path: "/api/guests", header: http.Header{"Cookie": {"speckit_guest=before"}}})
	if w.Code != 201 || w.Body.String() != `{"old":"before"}` || w.Result().Cookies()[0].Value != "new" { //nolint:bodyclose // recorded
		t.Errorf("%d %s %v", w.Code, w.Body, w.Header())
	}
}

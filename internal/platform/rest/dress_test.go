package rest_test

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/platform/rest"
)

type tagged struct {
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         []string
}

func withTag(h *house, words int) {
	rest.Register(h.For("catalog"), rest.Route{Method: "GET", Path: "/map", ID: "map", Summary: "Map", Access: rest.Open},
		func(context.Context, rest.Call, *struct{}) (*tagged, error) {
			return &tagged{ETag: rest.ETag("map", 7), CacheControl: "max-age=5", Body: make([]string, words)}, nil
		})
}

func TestWhoHasTheAnswerAlreadyGets304(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	withTag(h, 1)
	first := h.do(ask{method: "GET", path: "/api/map"})
	tag := first.Header().Get("ETag")
	if first.Code != 200 || tag == "" || first.Header().Get("Cache-Control") != "max-age=5" {
		t.Fatalf("%d %v", first.Code, first.Header())
	}
	for given, want := range map[string]int{tag: 304, "W/" + tag: 304, `"other", ` + tag: 304, "*": 304, `"other"`: 200, "": 200} {
		w := h.do(ask{method: "GET", path: "/api/map", header: http.Header{"If-None-Match": {given}}})
		if w.Code != want || want == 304 && w.Body.Len() > 0 {
			t.Errorf("If-None-Match %s: %d %s", given, w.Code, w.Body)
		}
	}
	if rest.ETag("a", "bc") == rest.ETag("ab", "c") {
		t.Error("two things have one tag")
	}
}

func TestLargeTextIsCompressedForWhoTakesIt(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	withTag(h, 2000)
	for accept, want := range map[string]string{"gzip": "gzip", "br, GZIP;q=0.5": "gzip", "gzip;q=0": "", "br": "", "": ""} {
		w := h.do(ask{method: "GET", path: "/api/map", header: http.Header{"Accept-Encoding": {accept}}})
		if got := w.Header().Get("Content-Encoding"); got != want {
			t.Errorf("%q: encoding %q", accept, got)
		}
		if !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept-Encoding") {
			t.Errorf("%q: caches are not told", accept)
		}
		var body io.Reader = w.Body
		if want == "gzip" {
			if w.Body.Len() > 1000 {
				t.Errorf("%d bytes", w.Body.Len())
			}
			var err error
			if body, err = gzip.NewReader(body); err != nil {
				t.Fatal(err)
			}
		}
		if text, err := io.ReadAll(body); err != nil || !strings.HasPrefix(string(text), `["","",`) || len(text) != 2000*3+1 {
			t.Errorf("%q: %d bytes, %v", accept, len(text), err)
		}
	}
}

func TestSmallAnswersAreNotCompressed(t *testing.T) {
	t.Parallel()
	h := open(t, nil)
	withTag(h, 3)
	w := h.do(ask{method: "GET", path: "/api/map", header: http.Header{"Accept-Encoding": {"gzip"}}})
	if w.Header().Get("Content-Encoding") != "" {
		t.Error("it is")
	}
}

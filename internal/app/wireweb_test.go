package app

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/speckit/ticketing/internal/catalog/catalogmem"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering/orderingmem"
	"github.com/speckit/ticketing/internal/platform/gate/localgate"
	"github.com/speckit/ticketing/internal/waitlist/waitlistmem"
)

// pagesForTest serves a site before contexts that know of nothing. The names of its pages are their texts.
func pagesForTest(t *testing.T, pages ...string) http.Handler {
	t.Helper()
	files := fstest.MapFS{"index.html": {Data: []byte("first page")}}
	for _, name := range pages {
		files[name+".html"] = &fstest.MapFile{Data: []byte("<html><head></head><body>" + name + "</body></html>")}
	}
	p := &process{
		Contexts: Assemble(Stores{Catalog: catalogmem.New(), Ordering: orderingmem.New(), Waitlist: waitlistmem.New()},
			Tools{Clock: clock.System{}, IDs: id.Random{}, Gate: &localgate.Gate{}, Sealers: func(string) Sealer { return nil }}, Figures{}),
		ground: &ground{settings: Settings{PublicURL: "https://tickets.example"}, log: slog.New(slog.DiscardHandler)}, clock: clock.System{}, ids: id.Random{},
	}
	h, err := p.pages(files)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func visit(t *testing.T, h http.Handler, method, address string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, address, bytes.NewReader(nil)))
	return w
}

const nobodys = "0190b1c2-0000-7000-8000-000000000001"

func TestTheExportsPagesHaveOurOwnInThemAsSoonAsThereIsAnExport(t *testing.T) {
	t.Parallel()
	before, after := pagesForTest(t), pagesForTest(t, "404", "orders/_", "waitlist/_")
	for _, address := range []string{"/orders/" + nobodys + "?secret=x", "/waitlist/" + nobodys + "?secret=x"} {
		own := visit(t, before, "GET", address)
		if own.Code != 404 || !strings.Contains(own.Body.String(), "not found") {
			t.Errorf("%s without an export: %d %s", address, own.Code, own.Body)
		}
		exported := visit(t, after, "GET", address)
		shell, text := strings.Split(address, "/")[1]+"/_", exported.Body.String()
		if _, plain, found := strings.Cut(text, "<body><noscript>"); exported.Code != 404 || !found || !strings.Contains(plain, "cannot be shown") || !strings.Contains(plain, shell) {
			t.Errorf("%s with an export: %d %s", address, exported.Code, text)
		}
		bare, _, _ := strings.Cut(address, "?")
		if mine := visit(t, after, "GET", bare); mine.Code != 200 || !strings.Contains(mine.Body.String(), shell) || strings.Contains(mine.Body.String(), "noscript") {
			t.Errorf("%s, which a session may open: %d %s", bare, mine.Code, mine.Body)
		}
		for name, want := range map[string]string{"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"} {
			if own.Header().Get(name) != want || exported.Header().Get(name) != want {
				t.Errorf("%s: %s is %q and %q", address, name, own.Header().Get(name), exported.Header().Get(name))
			}
		}
		if form := visit(t, after, "POST", address); form.Code == 405 || form.Code == 200 {
			t.Errorf("the form at %s went: %d", address, form.Code)
		}
		if bad := visit(t, after, "GET", strings.Replace(address, nobodys, "nonsense", 1)); bad.Code != 404 {
			t.Errorf("%s with an id that is none: %d", address, bad.Code)
		}
	}
}

func TestEventPagesAreWhereTheExportHasTheShell(t *testing.T) {
	t.Parallel()
	before, after := pagesForTest(t), pagesForTest(t, "404", "events/_")
	for address, want := range map[string]int{
		"/events/" + nobodys: 404, "/events/" + nobodys + "/og.png": 404, "/sitemap.xml": 200, "/events": 404, "/events/_": 404, "/robots.txt": 200, "/": 200, "/nothing": 404,
	} {
		if w := visit(t, after, "GET", address); w.Code != want {
			t.Errorf("%s: %d %s", address, w.Code, w.Body)
		}
		if w := visit(t, before, "GET", address); strings.Contains(address, "/events/") && w.Code != 404 {
			t.Errorf("%s without the shell: %d", address, w.Code)
		}
	}
	if text := visit(t, after, "GET", "/robots.txt").Body.String(); !strings.Contains(text, "\nDisallow: /orders/\n") || !strings.HasSuffix(text, "\nSitemap: https://tickets.example/sitemap.xml\n") {
		t.Errorf("robots.txt: %s", text)
	}
}

func TestWhateverWasBuiltInIsServed(t *testing.T) {
	t.Parallel()
	h, err := (&process{
		Contexts: Assemble(Stores{}, Tools{Clock: clock.System{}, IDs: id.Random{}, Gate: &localgate.Gate{}, Sealers: func(string) Sealer { return nil }}, Figures{}),
		ground:   &ground{settings: Settings{PublicURL: "https://tickets.example"}, log: slog.New(slog.DiscardHandler)}, clock: clock.System{}, ids: id.Random{},
	}).web()
	if err != nil {
		t.Fatal(err)
	}
	w := visit(t, h, "GET", "/")
	if w.Code != 200 || !strings.Contains(w.Header().Get("Content-Security-Policy"), "script-src 'self'") {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
}

func TestOnlyTheDoorsPageMayAskForTheCamera(t *testing.T) {
	t.Parallel()
	h := pagesForTest(t, "404", "scan", "me")
	for address, camera := range map[string]string{"/scan": "camera=(self)", "/me": "camera=()", "/": "camera=()"} {
		if got := visit(t, h, "GET", address).Header().Get("Permissions-Policy"); !strings.HasPrefix(got, camera+",") {
			t.Errorf("%s: %q", address, got)
		}
	}
}

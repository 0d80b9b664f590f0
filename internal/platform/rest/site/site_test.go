package site_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/speckit/ticketing/internal/platform/rest/site"
)

// load reads the tests' export. An id is what begins with id-.
func load(t *testing.T) *site.Site {
	t.Helper()
	s, err := site.Load(os.DirFS("testdata/export"), site.Config{
		IsID: func(segment string) bool { return strings.HasPrefix(segment, "id-") }, Private: []string{"orders/_"}, FormsTo: []string{"https://tickets.example"},
		Camera: []string{"scan"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func exported(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/export/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// ask sends a request with headers by name and value.
func ask(t *testing.T, h http.Handler, method, address string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, address, http.NoBody)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestAnAddressHasItsFileOrPage(t *testing.T) {
	t.Parallel()
	s := load(t)
	for address, want := range map[string]struct{ name, media string }{
		"/":                             {"index.html", "text/html; charset=utf-8"},
		"/me":                           {"me.html", "text/html; charset=utf-8"},
		"/index.txt":                    {"index.txt", "text/plain; charset=utf-8"},
		"/icon.png":                     {"icon.png", "image/png"},
		"/events/id-7":                  {"events/_.html", "text/html; charset=utf-8"},
		"/events/id-7.txt?_rsc=1":       {"events/_.txt", "text/plain; charset=utf-8"},
		"/events/id-7/__next._tree.txt": {"events/_/__next._tree.txt", "text/plain; charset=utf-8"},
		"/admin/events/id-7/edit":       {"admin/events/_/edit.html", "text/html; charset=utf-8"},
		"/admin/events/new":             {"admin/events/new.html", "text/html; charset=utf-8"},
		"/_next/static/chunks/a1.js":    {"_next/static/chunks/a1.js", "text/javascript; charset=utf-8"},
	} {
		w := ask(t, s, "GET", address)
		if w.Code != 200 || w.Body.String() != exported(t, want.name) || w.Header().Get("Content-Type") != want.media {
			t.Errorf("%s: %d %s %.60q", address, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Referrer-Policy") != "strict-origin-when-cross-origin" {
			t.Errorf("%s: %v", address, w.Header())
		}
		head := ask(t, s, "HEAD", address)
		if head.Body.Len() != 0 || head.Code != 200 || head.Header().Get("Content-Length") != w.Header().Get("Content-Length") {
			t.Errorf("HEAD %s: %d, %d bytes, %v", address, head.Code, head.Body.Len(), head.Header())
		}
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	t.Parallel()
	s := load(t)
	for address, page := range map[string]bool{
		"/nothing": true, "/events": true, "/events/jazz": true, "/events/id-7/nothing": true, "/events/_": true, "/orders/_": true, "/404": true, "/index": true,
		"/nothing/": true, "/../site.go": false, "/me.html": false, "/_next/static/chunks/gone.js": false, "/_next/static/chunks/a1.js.br": false,
		"/events/jazz.txt": false,
	} {
		w := ask(t, s, "GET", address)
		if w.Code != 404 || (w.Body.String() == exported(t, "404.html")) != page {
			t.Errorf("%s: %d %q", address, w.Code, w.Body)
		}
		if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("ETag") != "" || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s may be kept: %v", address, w.Header())
		}
	}
}

func TestASlashAtTheEndLeadsToTheSameAddressWithoutIt(t *testing.T) {
	t.Parallel()
	s := load(t)
	for address, want := range map[string]string{
		"/me/": "/me", "/me//": "/me", "/events/id-7/?a=b%20c": "/events/id-7?a=b%20c", "/orders/id-7/?secret=x": "/orders/id-7?secret=x",
	} {
		w := ask(t, s, "GET", address)
		if w.Code != http.StatusPermanentRedirect || w.Header().Get("Location") != want {
			t.Errorf("%s: %d to %q", address, w.Code, w.Header().Get("Location"))
		}
	}
	if w := ask(t, s, "GET", "//evil.example/"); w.Code != 404 {
		t.Errorf("it leads elsewhere: %d %v", w.Code, w.Header())
	}
}

func TestPagesAreOnlyRead(t *testing.T) {
	t.Parallel()
	if w := ask(t, load(t), "POST", "/me"); w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

func TestFilesNamedByTheirHashAreKeptForEverAndOthersAreAskedFor(t *testing.T) {
	t.Parallel()
	s := load(t)
	for address, want := range map[string]string{
		"/_next/static/chunks/a1.js": "public, max-age=31536000, immutable", "/": "no-cache", "/icon.png": "no-cache", "/events/id-7": "no-cache", "/index.txt": "no-cache",
	} {
		first := ask(t, s, "GET", address, "Accept-Encoding", "gzip")
		tag := first.Header().Get("ETag")
		if got := first.Header().Get("Cache-Control"); got != want || tag == "" {
			t.Errorf("%s: %q, tag %q", address, got, tag)
		}
		for _, has := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
			if w := ask(t, s, "GET", address, "If-None-Match", has); w.Code != 304 || w.Body.Len() > 0 || w.Header().Get("Cache-Control") != want {
				t.Errorf("%s for who has %s: %d", address, has, w.Code)
			}
		}
		if w := ask(t, s, "GET", address, "If-None-Match", `"other"`); w.Code != 200 {
			t.Errorf("%s for who has another: %d", address, w.Code)
		}
	}
}

func TestAFileGoesOutInTheBestFormThatTheCallerTakes(t *testing.T) {
	t.Parallel()
	s := load(t)
	const script = "/_next/static/chunks/a1.js"
	tags := map[string]bool{}
	for accept, want := range map[string]string{
		"": "", "gzip": "gzip", "br": "br", "gzip, deflate, br, zstd": "br", "*": "br", "br;q=0.5, gzip": "gzip", "br;q=0, *": "gzip", "gzip;q=0": "", "identity": "",
		"identity, br;q=0.5": "", "*;q=0": "", "BR": "br",
	} {
		w := ask(t, s, "GET", script, "Accept-Encoding", accept)
		body := exported(t, script+map[string]string{"br": ".br", "gzip": ".gz"}[want])
		if got := w.Header().Get("Content-Encoding"); got != want || w.Body.String() != body {
			t.Errorf("%q: got %q, %d bytes", accept, got, w.Body.Len())
		}
		if w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: a cache would give it to others: %v", accept, w.Header())
		}
		tags[w.Header().Get("ETag")] = true
	}
	if len(tags) != 3 {
		t.Errorf("three forms have the tags %v", tags)
	}
}

func TestTextThatCameUnpackedIsPackedHere(t *testing.T) {
	t.Parallel()
	s := load(t)
	w := ask(t, s, "GET", "/", "Accept-Encoding", "br, gzip")
	unpacked, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(unpacked)
	if err != nil || string(text) != exported(t, "index.html") || w.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("%v %v %q", err, w.Header(), text)
	}
	for _, address := range []string{"/icon.png", "/_next/static/chunks/a1.css"} {
		if w := ask(t, s, "GET", address, "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" || w.Header().Get("Vary") != "" {
			t.Errorf("%s is packed although it only grows: %v", address, w.Header())
		}
	}
}

func TestWhatIsPrivateIsKeptAndToldNowhere(t *testing.T) {
	t.Parallel()
	s := load(t)
	tag := ask(t, s, "GET", "/me").Header().Get("ETag")
	for _, address := range []string{"/orders/id-7", "/orders/id-7?secret=x", "/me?secret=x", "/index.txt?secret=x", "/me/?secret=x", "/nothing?secret=x"} {
		w := ask(t, s, "GET", address, "If-None-Match", tag)
		header := w.Header()
		if header.Get("Cache-Control") != "no-store" || header.Get("Referrer-Policy") != "no-referrer" || header.Get("X-Robots-Tag") != "noindex" || header.Get("ETag") != "" {
			t.Errorf("%s: %v", address, header)
		}
		if w.Code == 304 {
			t.Errorf("%s: 304", address)
		}
	}
}

func TestAPageIsWrittenIntoWhereItKeepsAPlaceForThat(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{}
	for name, body := range map[string]string{
		"events/_": `<main><div id="written" class="wide"></div>…</main><p id="written">another</p>`, "404": `<div id="other"></div>`,
	} {
		files[name+".html"] = &fstest.MapFile{Data: []byte(`<html><head><meta id="written"></head><body>` + body + `</body></html>`)}
	}
	s, err := site.Load(files, site.Config{IsID: func(string) bool { return false }})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"events/_": `<body><main><div id="written" class="wide"><p>Jazz</p></div>…</main><p id="written">another</p></body>`,
		"404":      `<body><p>Jazz</p><div id="other"></div></body>`,
	} {
		w := ask(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.Page(name).Write(w, r, site.Insert{Body: []byte("<p>Jazz</p>")})
		}), "GET", "/")
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %s", name, w.Body)
		}
	}
}

func TestWhatIsWrittenIntoAPageTakesThePlaceOfWhatItSaidOfItself(t *testing.T) {
	t.Parallel()
	p := load(t).Page("events/_")
	write := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.Write(w, r, site.Insert{Head: []byte("<title>Jazz</title>"), Body: []byte("\n<noscript>Jazz</noscript>\n")})
	})
	w := ask(t, write, "GET", "/events/id-7")
	got := w.Body.String()
	for _, once := range []string{
		"<title>Jazz</title></head><body class=\"page\"><noscript>Jazz</noscript><svg><title>kept</title></svg>", `charSet="utf-8"`, `name="viewport"`, "<style>body{margin:0}</style>",
	} {
		if strings.Count(got, once) != 1 {
			t.Errorf("not once %s:\n%s", once, got)
		}
	}
	for _, gone := range []string{"shell", "canonical", "og:", "twitter:"} {
		if strings.Contains(strings.Split(got, "</head>")[0], gone) {
			t.Errorf("still there: %s:\n%s", gone, got)
		}
	}
	if w.Header().Get("Content-Security-Policy") != ask(t, load(t), "GET", "/events/id-7").Header().Get("Content-Security-Policy") {
		t.Error("the policy is another than the page's")
	}
	if again := ask(t, write, "GET", "/events/id-7", "If-None-Match", w.Header().Get("ETag")); again.Code != 304 {
		t.Errorf("asked again: %d", again.Code)
	}
	packed := ask(t, write, "GET", "/events/id-7", "Accept-Encoding", "br, gzip")
	if packed.Header().Get("Content-Encoding") != "gzip" || !bytes.HasPrefix(packed.Body.Bytes(), []byte{0x1f, 0x8b}) {
		t.Errorf("packed: %v", packed.Header())
	}
	failed := ask(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.Write(w, r, site.Insert{Status: 503}) }), "GET", "/")
	if failed.Code != 503 || failed.Header().Get("Cache-Control") != "no-store" || failed.Header().Get("ETag") != "" {
		t.Errorf("failed: %d %v", failed.Code, failed.Header())
	}
}

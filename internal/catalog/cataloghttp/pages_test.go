package cataloghttp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogcard"
	"github.com/speckit/ticketing/internal/catalog/cataloghttp"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest/site"
)

const publicURL = "https://tickets.example"

// pagesOf serves the pages of a catalogue out of a shell with one script in it.
func pagesOf(t *testing.T, events cataloghttp.Shown) http.Handler {
	t.Helper()
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	exported, err := site.Load(fstest.MapFS{
		"events/_.html": file("<!DOCTYPE html><html><head><title>Shell</title></head><body><main><div id=\"written\"></div>…</main><script>start()</script></body></html>"),
		"events/_.txt":  file("payload"), "404.html": file("<!DOCTYPE html><p>Nothing here</p>"),
	}, site.Config{IsID: func(s string) bool { _, err := id.Parse[any](s); return err == nil }})
	if err != nil {
		t.Fatal(err)
	}
	return cataloghttp.Pages(events, exported, cataloghttp.PagesConfig{
		PublicURL: publicURL, Brand: "SpecKit", Clock: clock.NewFake(catalogtest.Noon),
		Draw: func(e catalog.Event) ([]byte, error) { return catalogcard.Draw(e, "SpecKit") },
	})
}

func visit(t *testing.T, pages http.Handler, address string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	pages.ServeHTTP(w, r)
	return w
}

// fixed is a catalogue of one event, or of a failure.
type fixed struct {
	event catalog.Event
	err   error
}

func (f fixed) Event(context.Context, catalog.EventID) (catalog.Event, error) { return f.event, f.err }

func (f fixed) Listed(context.Context, catalog.Place, int) ([]catalog.Listing, error) {
	return []catalog.Listing{{Place: catalog.Place{ID: f.event.ID}}}, f.err
}

func jazz() catalog.Event {
	return catalog.Event{
		ID: catalog.EventID(id.Named(id.Nil, "jazz")), Version: 3, Name: "Jazz Night", Description: "A quintet.", Venue: "Teatro Nacional",
		EventDate: catalogtest.Noon.AddDate(0, 6, 0), TimeZone: "Europe/Madrid", Status: catalog.Active, BasePrice: money.Of(5000, "EUR"), Lowest: 3750, Highest: 7500,
		Tally: catalog.Tally{Available: 2, Sold: 1},
	}
}

func addressOf(e catalog.Event) string { return "/events/" + e.ID.String() }

// document is what a reader without script makes of a page.
type document struct {
	t    *testing.T
	root *html.Node
}

func read(t *testing.T, page []byte) document {
	t.Helper()
	root, err := html.ParseWithOptions(bytes.NewReader(page), html.ParseOptionEnableScripting(false))
	if err != nil {
		t.Fatal(err)
	}
	return document{t, root}
}

// all are the elements of a kind with an attribute; empty is any.
func (d document) all(kind, name, value string) (found []*html.Node) {
	for n := range d.root.Descendants() {
		if n.Type != html.ElementNode || n.Data != kind {
			continue
		}
		if name == "" || attr(n, name) == value {
			found = append(found, n)
		}
	}
	return found
}

func (d document) one(kind, name, value string) *html.Node {
	d.t.Helper()
	found := d.all(kind, name, value)
	if len(found) != 1 {
		d.t.Fatalf("%d elements %s with %s=%s", len(found), kind, name, value)
	}
	return found[0]
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var out strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			out.WriteString(c.Data)
		}
	}
	return out.String()
}

func TestAnEventsPageTellsEverythingWithoutScript(t *testing.T) {
	t.Parallel()
	e := jazz()
	w := visit(t, pagesOf(t, fixed{event: e}), addressOf(e))
	d := read(t, w.Body.Bytes())
	address := publicURL + addressOf(e)
	if got := text(d.one("title", "", "")); got != "Jazz Night · SpecKit" {
		t.Errorf("title %q", got)
	}
	if got := attr(d.one("link", "rel", "canonical"), "href"); got != address {
		t.Errorf("canonical %q", got)
	}
	const description = "Tue 2 July 2030, 14:00, Teatro Nacional. A quintet."
	for name, want := range map[string]string{
		"og:type": "website", "og:site_name": "SpecKit", "og:title": "Jazz Night", "og:description": description, "og:url": address, "og:image": address + "/og.png",
		"og:image:width": "1200", "og:image:height": "630", "og:image:alt": "Jazz Night, Tue 2 July 2030, 14:00, Teatro Nacional",
	} {
		if got := attr(d.one("meta", "property", name), "content"); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	for name, want := range map[string]string{
		"description": description, "twitter:card": "summary_large_image", "twitter:title": "Jazz Night", "twitter:image": address + "/og.png",
	} {
		if got := attr(d.one("meta", "name", name), "content"); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	plain := text(d.one("div", "id", site.Written))
	for _, want := range []string{"Jazz Night", "Tue 2 July 2030, 14:00 (Europe/Madrid)", "Teatro Nacional", "A quintet.", "Seats from 37.50 to 75.00 EUR.", "2 of 3 seats are free.", "JavaScript"} {
		if !strings.Contains(plain, want) {
			t.Errorf("without script nobody reads %q:\n%s", want, plain)
		}
	}
	if len(d.all("meta", "name", "robots")) > 0 || w.Header().Get("ETag") == "" || w.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("headers %v", w.Header())
	}
	if policy := w.Header().Get("Content-Security-Policy"); strings.Count(policy, "'sha256-") != 1 {
		t.Errorf("data needs no hash, and the shell has one script: %s", policy)
	}
}

func TestTheLinkedDataSaysHowTheSaleStands(t *testing.T) {
	t.Parallel()
	for what, test := range map[string]struct {
		change       func(*catalog.Event)
		status, sale string
		plain        string
		unlisted     bool
	}{
		"on sale":   {func(*catalog.Event) {}, "EventScheduled", "InStock", "2 of 3 seats are free.", false},
		"full":      {func(e *catalog.Event) { e.Tally = catalog.Tally{Sold: 3} }, "EventScheduled", "SoldOut", "No seat is free", false},
		"later":     {func(e *catalog.Event) { e.SaleOpensAt = catalogtest.Noon.Add(time.Hour) }, "EventScheduled", "PreOrder", "begins on Wed 2 January 2030, 14:00.", false},
		"over":      {func(e *catalog.Event) { e.SaleClosesAt = catalogtest.Noon }, "EventScheduled", "Discontinued", "The sale is over.", false},
		"off":       {func(e *catalog.Event) { e.Status = catalog.Inactive }, "EventScheduled", "OutOfStock", "not on sale", true},
		"cancelled": {func(e *catalog.Event) { e.Status = catalog.Cancelled }, "EventCancelled", "Discontinued", "cancelled", false},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			e := jazz()
			test.change(&e)
			d := read(t, visit(t, pagesOf(t, fixed{event: e}), addressOf(e)).Body.Bytes())
			var linked struct {
				Type     string `json:"@type"`
				Start    string `json:"startDate"`
				Status   string `json:"eventStatus"`
				Location struct{ Name string }
				Offers   struct {
					Currency     string `json:"priceCurrency"`
					LowPrice     json.Number
					HighPrice    json.Number
					Availability string
					ValidFrom    string
				}
			}
			decode(t, text(d.one("script", "type", "application/ld+json")), &linked)
			if linked.Type != "Event" || linked.Start != "2030-07-02T14:00:00+02:00" || linked.Location.Name != e.Venue {
				t.Errorf("linked %+v", linked)
			}
			if linked.Status != "https://schema.org/"+test.status || linked.Offers.Availability != "https://schema.org/"+test.sale {
				t.Errorf("status %s, %s", linked.Status, linked.Offers.Availability)
			}
			if linked.Offers.LowPrice != "37.50" || linked.Offers.HighPrice != "75.00" || linked.Offers.Currency != "EUR" {
				t.Errorf("offers %+v", linked.Offers)
			}
			if plain := text(d.one("div", "id", site.Written)); !strings.Contains(plain, test.plain) || strings.Contains(plain, "JavaScript") != (test.sale == "InStock") {
				t.Errorf("without script: %s", plain)
			}
			if unlisted := len(d.all("meta", "name", "robots")) == 1; unlisted != test.unlisted {
				t.Errorf("unlisted %t", unlisted)
			}
		})
	}
}

func decode(t *testing.T, data string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(data), into); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
}

func TestWhatAnOrganiserTypesStaysText(t *testing.T) {
	t.Parallel()
	for _, hostile := range []string{
		`</title><script>alert(1)</script>`, `</script><script>alert(1)</script>`, `</noscript><img src=x onerror=alert(1)>`, `"><meta http-equiv=refresh content=0>`,
		`<!--<script>`, `-->]]>`, "a\u2028b\u2029c", `'"&lt;&amp;`, `{{.Secret}} ${1} \u003c`, `Tom & Jerry's "Show" <3`,
	} {
		e := jazz()
		e.Name, e.Venue, e.Description = hostile, hostile, hostile
		d := read(t, visit(t, pagesOf(t, fixed{event: e}), addressOf(e)).Body.Bytes())
		if got := text(d.one("title", "", "")); got != hostile+" · SpecKit" {
			t.Errorf("%q: title %q", hostile, got)
		}
		if got := text(d.one("h1", "", "")); got != hostile {
			t.Errorf("%q: heading %q", hostile, got)
		}
		for _, meta := range []*html.Node{d.one("meta", "property", "og:title"), d.one("meta", "name", "twitter:title")} {
			if attr(meta, "content") != hostile {
				t.Errorf("%q: %v", hostile, meta.Attr)
			}
		}
		for _, data := range []*html.Node{d.one("script", "type", "application/ld+json"), d.one("script", "id", "first-data")} {
			var said struct{ Name, Description string }
			decode(t, text(data), &said)
			if said.Name != hostile || said.Description != hostile || strings.ContainsAny(text(data), "<>&") {
				t.Errorf("%q: %s", hostile, text(data))
			}
		}
		if scripts, pictures, metas := len(d.all("script", "", "")), len(d.all("img", "", "")), len(d.all("meta", "http-equiv", "refresh")); scripts != 3 || pictures+metas != 0 {
			t.Errorf("%q: %d scripts, %d pictures, %d metas", hostile, scripts, pictures, metas)
		}
	}
}

func TestTheFirstDataAreWhatTheAPIAnswers(t *testing.T) {
	t.Parallel()
	h := open(t)
	e := h.Seated(2)
	h.Become(e.ID, catalog.Available, 0, 1, 2)
	d := read(t, visit(t, pagesOf(t, h.Service), addressOf(e)).Body.Bytes())
	var page, api any
	decode(t, text(d.one("script", "id", "first-data")), &page)
	decode(t, h.must(ask{path: "/api" + addressOf(e)}, 200).Body.String(), &api)
	if diff := cmp.Diff(api, page); diff != "" {
		t.Errorf("(-API +page):\n%s", diff)
	}
}

func TestAnEventThatIsNotThereIsNotFound(t *testing.T) {
	t.Parallel()
	h := open(t)
	pages := pagesOf(t, h.Service)
	for _, address := range []string{addressOf(jazz()), addressOf(jazz()) + "/og.png", "/events/nonsense", "/events/_"} {
		if w := visit(t, pages, address); w.Code != 404 || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %v", address, w.Code, w.Header())
		}
	}
	if w := visit(t, pages, addressOf(jazz())); !strings.Contains(w.Body.String(), "Nothing here") {
		t.Errorf("not the site's page: %s", w.Body)
	}
	if w := visit(t, pages, addressOf(jazz())+".txt"); w.Code != 200 || w.Body.String() != "payload" {
		t.Errorf("what the router asks for: %d %s", w.Code, w.Body)
	}
}

func TestWhileTheCatalogueIsAwayThePageAsksForItself(t *testing.T) {
	t.Parallel()
	pages := pagesOf(t, fixed{err: errors.New("connection refused")})
	w := visit(t, pages, addressOf(jazz()))
	if w.Code != 503 || !strings.Contains(w.Body.String(), "start()") || strings.Contains(w.Body.String(), "refused") || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if w := visit(t, pages, "/sitemap.xml"); w.Code != 503 || strings.Contains(w.Body.String(), "refused") {
		t.Errorf("sitemap: %d %s", w.Code, w.Body)
	}
}

func TestAPageIsAskedForAgainAndSentAgainWhenItChanged(t *testing.T) {
	t.Parallel()
	e := jazz()
	tag := visit(t, pagesOf(t, fixed{event: e}), addressOf(e)).Header().Get("ETag")
	if w := visit(t, pagesOf(t, fixed{event: e}), addressOf(e), "If-None-Match", tag); w.Code != 304 || w.Body.Len() > 0 {
		t.Errorf("unchanged: %d", w.Code)
	}
	e.Tally.Available--
	if w := visit(t, pagesOf(t, fixed{event: e}), addressOf(e), "If-None-Match", tag); w.Code != 200 {
		t.Errorf("a seat went: %d", w.Code)
	}
}

func TestAnEventHasAPictureThatFollowsItsVersions(t *testing.T) {
	t.Parallel()
	events := &fixed{event: jazz()}
	pages := pagesOf(t, events)
	address := addressOf(jazz()) + "/og.png"
	first := visit(t, pages, address)
	picture, err := png.Decode(bytes.NewReader(first.Body.Bytes()))
	if err != nil || picture.Bounds().Dx() != 1200 || picture.Bounds().Dy() != 630 || first.Header().Get("Content-Type") != "image/png" {
		t.Fatalf("%v %v", err, first.Header())
	}
	tag := first.Header().Get("ETag")
	if w := visit(t, pages, address, "If-None-Match", tag); w.Code != 304 || w.Body.Len() > 0 {
		t.Errorf("again: %d", w.Code)
	}
	events.event.Name = "Another" // not a change until the version says so
	if w := visit(t, pages, address); w.Header().Get("ETag") != tag {
		t.Error("it was drawn again for the same version")
	}
	events.event.Version++
	if w := visit(t, pages, address, "If-None-Match", tag); w.Code != 200 || w.Header().Get("ETag") == tag {
		t.Errorf("the next version: %d", w.Code)
	}
}

func TestPicturesAreKeptUpToABound(t *testing.T) {
	t.Parallel()
	drawn := 0
	exported, err := site.Load(fstest.MapFS{"events/_.html": {Data: []byte("<head></head>")}}, site.Config{})
	if err != nil {
		t.Fatal(err)
	}
	events := &fixed{event: jazz()}
	pages := cataloghttp.Pages(events, exported, cataloghttp.PagesConfig{Draw: func(catalog.Event) ([]byte, error) { drawn++; return []byte{1}, nil }})
	look := func(n int) {
		events.event.ID = catalog.EventID(id.Named(id.Nil, fmt.Sprint(n)))
		visit(t, pages, addressOf(events.event)+"/og.png")
	}
	for n := range 201 {
		look(n)
	}
	for _, again := range []struct{ event, drawn int }{{200, 201}, {1, 201}, {0, 202}} {
		if look(again.event); drawn != again.drawn {
			t.Errorf("after event %d: %d drawn, want %d", again.event, drawn, again.drawn)
		}
	}
}

func TestTheSitemapListsWhatThePublicFinds(t *testing.T) {
	t.Parallel()
	h := open(t)
	var want []string
	for range 3 {
		want = append([]string{publicURL + addressOf(h.Event())}, want...) // of one date: the latest made first
	}
	off := h.Event()
	if _, err := h.Deactivate(t.Context(), catalogtest.Organiser, off.ID); err != nil {
		t.Fatal(err)
	}
	w := visit(t, pagesOf(t, h.Service), "/sitemap.xml")
	var set struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []struct {
			Loc     string    `xml:"loc"`
			LastMod time.Time `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(w.Body.Bytes(), &set); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	var got []string
	for _, u := range set.URLs {
		got = append(got, u.Loc)
	}
	if diff := cmp.Diff(append([]string{publicURL + "/"}, want...), got); diff != "" || w.Header().Get("Content-Type") != "application/xml" {
		t.Errorf("%v %s", w.Header(), diff)
	}
	if set.URLs[1].LastMod.IsZero() {
		t.Errorf("nobody learns when it changed: %s", w.Body)
	}
}

// many is a catalogue of more events than are asked for at once.
type many struct {
	fixed
	left int
}

func (m *many) Listed(_ context.Context, _ catalog.Place, most int) ([]catalog.Listing, error) {
	n := min(most, m.left)
	m.left -= n
	return make([]catalog.Listing, n), nil
}

func TestTheSitemapIsNeverLongerThanItMayBe(t *testing.T) {
	t.Parallel()
	for events, want := range map[int]int{0: 1, 999: 1000, 1000: 1001, 2500: 2501, 80_000: 50_000} {
		w := visit(t, pagesOf(t, &many{left: events}), "/sitemap.xml")
		if got := strings.Count(w.Body.String(), "<loc>"); got != want {
			t.Errorf("of %d events: %d addresses, want %d", events, got, want)
		}
	}
}

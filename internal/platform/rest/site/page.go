package site

import (
	"bytes"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Page is a page of the site.
type Page struct {
	whole   *file
	policy  string
	devices string // its Permissions-Policy
	private bool
	// The page in pieces, to write into: up to the end of its head, without what tells of the page as a whole; up to the beginning of
	// its body, or of the element in it that is there to be written into; the rest.
	head, between, body []byte
}

// Insert is what is written into a page for one address.
type Insert struct {
	Status int    // 0 is 200
	Head   []byte // elements for the head. The page's own title, description, canonical address and the like give way to them
	Body   []byte // elements for the page's element [Written], or for the beginning of the body where there is none
}

// Written is the id of the element that a page keeps for what is written into it: empty in the export, it is shown until the page's
// script has more to show.
const Written = "written"

// rights are what a page may be and do beside the rest.
type rights struct {
	private, camera bool
	formsTo         []string
}

func newPage(f *file, may rights) *Page {
	p := &Page{whole: f, devices: devices(may.camera), private: may.private}
	rules := policy{formsTo: may.formsTo}
	var cut []span
	headEnd, bodyStart, placed := -1, -1, false
	tokens, at, titled := html.NewTokenizer(bytes.NewReader(f.plain)), 0, -1
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken { // the end: reading memory does not fail
			break
		}
		begin := at
		at += len(tokens.Raw())
		token := tokens.Token()
		rules.see(token)
		switch {
		case headEnd < 0 && kind == html.EndTagToken && token.Data == "head":
			headEnd = begin
		case headEnd < 0 && kind == html.StartTagToken && token.Data == "title":
			titled = begin
		case headEnd < 0 && kind == html.EndTagToken && token.Data == "title":
			cut = append(cut, span{titled, at})
		case headEnd < 0 && tellsOfPage(token):
			cut = append(cut, span{begin, at})
		case bodyStart < 0 && kind == html.StartTagToken && token.Data == "body":
			bodyStart = at
		case bodyStart >= 0 && !placed && kind == html.StartTagToken && attribute(token, "id") == Written:
			bodyStart, placed = at, true
		}
	}
	p.policy = rules.String()
	headEnd = max(headEnd, 0)
	bodyStart = max(bodyStart, headEnd)
	p.head, p.between, p.body = without(f.plain[:headEnd], cut), f.plain[headEnd:bodyStart], f.plain[bodyStart:]
	return p
}

// span is a piece of a text, in bytes.
type span struct{ from, to int }

func without(text []byte, cut []span) []byte {
	var out []byte
	at := 0
	for _, c := range cut {
		out = append(out, text[at:c.from]...)
		at = c.to
	}
	return append(out, text[at:]...)
}

// tellsOfPage reports whether an element of the head tells others what the page is about.
func tellsOfPage(token html.Token) bool {
	switch token.Data {
	case "meta":
		name := attribute(token, "name")
		return slices.Contains([]string{"description", "robots"}, name) || strings.HasPrefix(name, "twitter:") ||
			strings.HasPrefix(attribute(token, "property"), "og:")
	case "link":
		return attribute(token, "rel") == "canonical"
	}
	return false
}

func attribute(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Serve answers with the page as it was exported.
func (p *Page) Serve(w http.ResponseWriter, r *http.Request) {
	p.guard(w, r)
	p.whole.serve(w, r)
}

// Write answers with the page and what is written into it.
func (p *Page) Write(w http.ResponseWriter, r *http.Request, in Insert) {
	// A line end after the last element would be text where the page's script expects its own first element, and it would begin anew.
	plain := bytes.TrimSpace(in.Body)
	f := newFile("page.html", slices.Concat(p.head, in.Head, p.between, plain, p.body), nil, nil)
	p.guard(w, r)
	if in.Status != 0 && in.Status != http.StatusOK {
		w.Header().Set("Cache-Control", "no-store")
		f.send(w, r, in.Status)
		return
	}
	f.serve(w, r)
}

// refuse answers with the page under another status than success.
func (p *Page) refuse(w http.ResponseWriter, r *http.Request, status int) {
	p.guard(w, r)
	w.Header().Set("Cache-Control", "no-store")
	p.whole.send(w, r, status)
}

func (p *Page) guard(w http.ResponseWriter, r *http.Request) {
	guard(w, r, p.private)
	w.Header().Set("Content-Security-Policy", p.policy)
	w.Header().Set("Permissions-Policy", p.devices)
}

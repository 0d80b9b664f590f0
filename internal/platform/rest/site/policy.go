package site

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// policy is what a page may do, gathered while the page is read: run its own scripts and those in it, and ask its own origin, no more.
type policy struct {
	formsTo                     []string
	scripts, styles, attributes []string // hashes of what stands in the page; attributes are style attributes
	inside                      string   // script or style, while its text comes next
}

// see notes a token of the page.
func (p *policy) see(token html.Token) {
	switch token.Type {
	case html.TextToken:
		switch p.inside {
		case "script":
			p.scripts = note(p.scripts, token.Data)
		case "style":
			p.styles = note(p.styles, token.Data)
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		if style := attribute(token, "style"); style != "" {
			p.attributes = note(p.attributes, style)
		}
	}
	p.inside = ""
	if token.Type == html.StartTagToken && (token.Data == "style" || token.Data == "script" && isCode(token)) {
		p.inside = token.Data
	}
}

// isCode reports whether a script element runs what stands in it: data and files beside the page need no hash.
func isCode(token html.Token) bool {
	return attribute(token, "src") == "" && !strings.HasSuffix(attribute(token, "type"), "json")
}

// note adds the hash of a text once.
func note(hashes []string, text string) []string {
	sum := sha256.Sum256([]byte(text))
	hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	if slices.Contains(hashes, hash) {
		return hashes
	}
	return append(hashes, hash)
}

// String writes the policy as its header.
func (p *policy) String() string {
	attributes := []string{"'none'"}
	if p.attributes != nil {
		attributes = append([]string{"'unsafe-hashes'"}, p.attributes...) // these attributes and no others, which CSP has no better name for
	}
	own := []string{"'self'"}
	var out []string
	for _, rule := range []struct {
		name string
		from []string
	}{
		{"default-src", []string{"'none'"}},
		{"script-src", slices.Concat(own, p.scripts)},
		{"style-src", slices.Concat(own, p.styles)},
		{"style-src-attr", attributes},
		{"connect-src", own},
		{"img-src", []string{"'self'", "data:"}},
		{"font-src", own},
		{"media-src", own},
		{"worker-src", own},
		{"manifest-src", own},
		{"form-action", slices.Concat(own, p.formsTo)},
		{"base-uri", []string{"'none'"}},
		{"frame-ancestors", []string{"'none'"}},
		{"object-src", []string{"'none'"}},
	} {
		out = append(out, rule.name+" "+strings.Join(rule.from, " "))
	}
	return strings.Join(out, "; ")
}

// devices writes which of the reader's devices a page may ask for. A page that is reached from another one without being loaded has the
// other one's leave.
func devices(camera bool) string {
	allowed := "()"
	if camera {
		allowed = "(self)"
	}
	return "camera=" + allowed + ", microphone=(), geolocation=()"
}

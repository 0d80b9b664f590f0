// Package plainpage is the pages that Go itself shows, to which links in mails lead: without script, in one look, and so that the
// secret in their address stays between us and their reader. Where the web has a page for them, they are what people without script see
// of it.
package plainpage

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/speckit/ticketing/internal/platform/rest/site"
)

//go:embed page.css
var style string

//go:embed frame.html
var frame string

// Page is one page.
type Page struct {
	template *template.Template
	policy   string
	shell    *site.Page // of the web; nil: the page stands alone
}

// Head is what is said around a page's content.
type Head struct {
	Title   string
	Demo    bool
	Refresh string // when to look again, in seconds, and where if elsewhere: "5", "5; url=…"; empty: nothing happens by itself
}

// New reads the template of a page's content. Its forms lead to the page's own origin and to those named: browsers hold a form to that also where the
// answer to it leads on. It panics if the template is none, as the programs' own files must be.
func New(name, content string, formsTo ...string) *Page {
	functions := template.FuncMap{"style": func() template.CSS { return template.CSS(style) }} // #nosec G203 -- our own file
	sum := sha256.Sum256([]byte(style))
	return &Page{
		template: template.Must(template.Must(template.New(name).Funcs(functions).Parse(frame)).New("content").Parse(content)),
		policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; form-action " +
			strings.TrimSpace("'self' "+strings.Join(formsTo, " ")) + "; base-uri 'none'; frame-ancestors 'none'",
	}
}

// Within makes the page what people without script see of a page of the web, which shows the same and more. Nil leaves it alone.
func (p *Page) Within(shell *site.Page) *Page {
	p.shell = shell
	return p
}

// Write answers with the page, whole or not at all: after an error a short text was sent instead.
func (p *Page) Write(w http.ResponseWriter, r *http.Request, status int, head Head, story any) error {
	all := struct {
		Head  Head
		Story any
	}{head, story}
	parts := []string{"whole"}
	if p.shell != nil {
		parts = []string{"inhead", "inbody"}
	}
	written := make([]bytes.Buffer, len(parts))
	for i, part := range parts {
		if err := p.template.ExecuteTemplate(&written[i], part, all); err != nil {
			http.Error(w, "Something went wrong on our side. Please reload the page.", http.StatusInternalServerError)
			return fmt.Errorf("write page: %w", err)
		}
	}
	if p.shell != nil {
		keepSecret(w)
		p.shell.Write(w, r, site.Insert{Status: status, Head: written[0].Bytes(), Body: written[1].Bytes()})
		return nil
	}
	p.dress(w)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(written[0].Bytes()) // the reader may be gone
	return nil
}

// GoTo answers a form by leading on.
func (p *Page) GoTo(w http.ResponseWriter, r *http.Request, address string) {
	p.dress(w)
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// dress sets the headers of a page that stands alone: they keep scripts out and the secret in.
func (p *Page) dress(w http.ResponseWriter) {
	w.Header().Set("Content-Security-Policy", p.policy)
	keepSecret(w)
}

// keepSecret sets the headers that keep a page's address and content between us and its reader.
func keepSecret(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("X-Robots-Tag", "noindex")
}

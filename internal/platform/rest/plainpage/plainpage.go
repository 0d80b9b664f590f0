// Package plainpage is the pages that Go itself shows, to which links in mails lead: without script, in one look, and so that the
// secret in their address stays between us and their reader.
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
)

//go:embed page.css
var style string

// Page is one page: its template has {{style}} for the look.
type Page struct {
	template *template.Template
	policy   string
}

// New reads a page's template. Its forms lead to the page's own origin and to those named: browsers hold a form to that also where the
// answer to it leads on. It panics if the template is none, as the programs' own files must be.
func New(name, html string, formsTo ...string) *Page {
	functions := template.FuncMap{"style": func() template.CSS { return template.CSS(style) }} // #nosec G203 -- our own file
	sum := sha256.Sum256([]byte(style))
	return &Page{
		template: template.Must(template.New(name).Funcs(functions).Parse(html)),
		policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; form-action " +
			strings.TrimSpace("'self' "+strings.Join(formsTo, " ")) + "; base-uri 'none'; frame-ancestors 'none'",
	}
}

// Write answers with the page, whole or not at all: after an error a short text was sent instead.
func (p *Page) Write(w http.ResponseWriter, status int, story any) error {
	var body bytes.Buffer
	if err := p.template.Execute(&body, story); err != nil {
		http.Error(w, "Something went wrong on our side. Please reload the page.", http.StatusInternalServerError)
		return fmt.Errorf("write page: %w", err)
	}
	p.dress(w)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // the reader may be gone
	return nil
}

// GoTo answers a form by leading on.
func (p *Page) GoTo(w http.ResponseWriter, r *http.Request, address string) {
	p.dress(w)
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// dress sets the headers that keep scripts out and the secret in.
func (p *Page) dress(w http.ResponseWriter) {
	w.Header().Set("Content-Security-Policy", p.policy)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("X-Robots-Tag", "noindex")
}

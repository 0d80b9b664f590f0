package orderinghttp

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/ordering"
)

// PageConfig is what the page needs beside the service.
type PageConfig struct {
	Demo bool         // mark the page
	Log  *slog.Logger // of failures; nil logs nothing
}

// pageTimeout bounds one call of the page.
const pageTimeout = 10 * time.Second

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

var (
	pageTemplate = template.Must(template.New("order").Parse(pageHTML))
	// pagePolicy lets nothing in but the page's own style: no script, no picture, nothing from elsewhere.
	pagePolicy = "default-src 'none'; style-src 'sha256-" + styleHash() + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

func styleHash() string {
	sum := sha256.Sum256([]byte(pageCSS))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// Orders is ordering as the page needs it: the service, or a client of it.
type Orders interface {
	Show(ctx context.Context, who actor.Actor, order ordering.OrderID, secret string) (ordering.View, error)
	Resend(ctx context.Context, who actor.Actor, order ordering.OrderID, secret string) error
}

// Page is the one page that Go itself shows: where the link in a mail leads. It answers at the public address, outside the API, under
// GET /orders/{id}?secret= and POST /orders/{id}?secret=, which sends the mail again.
func Page(orders Orders, cfg PageConfig) http.Handler {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	p := &page{orders, cfg}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders/{id}", p.show)
	mux.HandleFunc("POST /orders/{id}", p.resend)
	return http.TimeoutHandler(mux, pageTimeout, "This took too long. Please reload the page.")
}

type page struct {
	orders Orders
	cfg    PageConfig
}

func (p *page) show(w http.ResponseWriter, r *http.Request) {
	var order ordering.OrderID
	view, err := ordering.View{}, order.UnmarshalText([]byte(r.PathValue("id")))
	secret := r.URL.Query().Get("secret")
	if err == nil {
		view, err = p.orders.Show(r.Context(), actor.Actor{}, order, secret)
	}
	known, expected := fault.As(err)
	switch {
	case err == nil:
		p.write(w, http.StatusOK, storyOf(view, secret, r.URL.Query().Get("mail"), p.cfg.Demo))
	case expected && known.Kind != fault.NotFound:
		http.Error(w, known.Detail, http.StatusServiceUnavailable)
	case expected || order.IsZero():
		p.write(w, http.StatusNotFound, story{Title: "Order not found", Missing: true, Demo: p.cfg.Demo})
	default:
		p.cfg.Log.ErrorContext(r.Context(), "order page failed", "error", err)
		http.Error(w, "Something went wrong on our side. Your order is not touched by it; please reload the page.", http.StatusInternalServerError)
	}
}

// resend asks for the mail again and shows the page anew, so that a reload does not ask once more.
func (p *page) resend(w http.ResponseWriter, r *http.Request) {
	var order ordering.OrderID
	said, secret := "sent", r.URL.Query().Get("secret")
	if err := order.UnmarshalText([]byte(r.PathValue("id"))); err != nil {
		p.write(w, http.StatusNotFound, story{Title: "Order not found", Missing: true, Demo: p.cfg.Demo})
		return
	}
	if err := p.orders.Resend(r.Context(), actor.Actor{}, order, secret); err != nil {
		said = "failed"
		if known, expected := fault.As(err); expected {
			said = known.Code
		} else {
			p.cfg.Log.ErrorContext(r.Context(), "resend from the order page failed", "error", err)
		}
	}
	dress(w)
	http.Redirect(w, r, "/orders/"+order.String()+"?"+url.Values{"secret": {secret}, "mail": {said}}.Encode(), http.StatusSeeOther)
}

// write answers whole or not at all.
func (p *page) write(w http.ResponseWriter, status int, s story) {
	s.Style = template.CSS(pageCSS) // #nosec G203 -- our own file
	var body bytes.Buffer
	if err := pageTemplate.Execute(&body, s); err != nil {
		p.cfg.Log.Error("order page cannot be written", "error", err)
		http.Error(w, "Something went wrong on our side. Please reload the page.", http.StatusInternalServerError)
		return
	}
	dress(w)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // the reader may be gone
}

// dress sets the headers that keep the secret in the address between us and its reader.
func dress(w http.ResponseWriter) {
	w.Header().Set("Content-Security-Policy", pagePolicy)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("X-Robots-Tag", "noindex")
}

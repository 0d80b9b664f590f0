package cataloghttp

import (
	"bytes"
	"context"
	_ "embed" // for the template
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest/site"
)

// Shell is what the web's export calls the page that shows any event.
const Shell = "events/_"

// pagesTimeout bounds what a page asks of the catalogue.
const pagesTimeout = 10 * time.Second

//go:embed page.html
var pageHTML string

var pageForm = template.Must(template.New("event").Parse(pageHTML))

// Shown is the catalogue as pages need it: the service, or a client of it.
type Shown interface {
	Event(ctx context.Context, event catalog.EventID) (catalog.Event, error)
	Listed(ctx context.Context, after catalog.Place, most int) ([]catalog.Listing, error)
}

// PagesConfig is what the pages need beside the catalogue and the site that they belong to.
type PagesConfig struct {
	PublicURL string                              // where addresses begin, without a slash at the end
	Brand     string                              // who sells
	Draw      func(catalog.Event) ([]byte, error) // an event's picture, as PNG of [cardWidth] × [cardHeight]
	Clock     clock.Clock                         // nil is the real one
	Log       *slog.Logger                        // of failures; nil logs nothing
}

// The size of an event's picture, in pixels.
const (
	cardWidth  = 1200
	cardHeight = 630
)

// Pages serves the pages of events out of the site's shell for them, with everything written in that search engines, previews and people
// without script read. It answers at the public address, outside the API, under GET /events/{id}, GET /events/{id}/og.png and
// GET /sitemap.xml. The site must have the shell.
func Pages(events Shown, exported *site.Site, cfg PagesConfig) http.Handler {
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	p := &pages{events: events, site: exported, shell: exported.Page(Shell), cfg: cfg, cards: newCards(cfg.Draw)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /events/{id}", p.about(p.show))
	mux.HandleFunc("GET /events/{id}/og.png", p.about(p.card))
	mux.Handle("GET /sitemap.xml", &sitemap{events: events, base: cfg.PublicURL, clock: cfg.Clock, log: cfg.Log})
	mux.Handle("/", exported)
	return mux
}

type pages struct {
	events Shown
	site   *site.Site
	shell  *site.Page
	cfg    PagesConfig
	cards  *cards
}

// about finds the event of a path for a handler.
func (p *pages) about(handle func(w http.ResponseWriter, r *http.Request, e catalog.Event) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		event, err := id.Parse[catalog.Event](r.PathValue("id"))
		if err != nil {
			p.site.ServeHTTP(w, r) // what the page's router asks for, or nothing
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), pagesTimeout)
		defer cancel()
		e, err := p.events.Event(ctx, event)
		if err == nil {
			err = handle(w, r.WithContext(ctx), e)
		}
		switch {
		case err == nil:
		case fault.Is(err, fault.NotFound):
			p.site.NotFound(w, r)
		default:
			p.cfg.Log.ErrorContext(r.Context(), "event page failed", "error", err)
			p.shell.Write(w, r, site.Insert{Status: http.StatusServiceUnavailable}) // its script asks again, and says what is wrong
		}
	}
}

// show answers with the page. Nothing was sent when it returns an error.
func (p *pages) show(w http.ResponseWriter, r *http.Request, e catalog.Event) error {
	told := p.tell(&e)
	var head, body bytes.Buffer
	if err := pageForm.ExecuteTemplate(&head, "head", told); err != nil {
		return fmt.Errorf("write the page's head: %w", err)
	}
	if err := pageForm.ExecuteTemplate(&body, "body", told); err != nil {
		return fmt.Errorf("write the page's body: %w", err)
	}
	p.shell.Write(w, r, site.Insert{Head: head.Bytes(), Body: body.Bytes()})
	return nil
}

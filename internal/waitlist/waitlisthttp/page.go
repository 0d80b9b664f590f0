package waitlisthttp

import (
	"context"
	_ "embed"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/rest/plainpage"
	"github.com/speckit/ticketing/internal/platform/rest/site"
	"github.com/speckit/ticketing/internal/waitlist"
)

// PageConfig is what the page needs beside the service.
type PageConfig struct {
	Demo  bool         // mark the page
	Log   *slog.Logger // of failures; nil logs nothing
	Clock clock.Clock  // says how much time is left; nil is the real one
	Shell *site.Page   // of the web's page for places; nil: there is none
}

const (
	pageTimeout = 10 * time.Second // of one call of the page
	formMost    = 4 << 10          // bytes of a form
)

//go:embed page.html
var pageHTML string

// Places is the waitlist as the page needs it: the service, or a client of it.
type Places interface {
	Show(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) (waitlist.View, error)
	Confirm(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) error
	Decline(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) error
	Leave(ctx context.Context, who actor.Actor, entry waitlist.EntryID, secret string) error
}

// Page is where the links in the waitlist's mails lead. It answers at the public address, outside the API, under
// GET /waitlist/{entryId}?secret=, which changes nothing, since mail programs open links by themselves, and
// POST /waitlist/{entryId}?secret= with a form's do=confirm, decline or leave.
func Page(places Places, cfg PageConfig) http.Handler {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	p := &page{places, cfg, plainpage.New("place", pageHTML).Within(cfg.Shell)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /waitlist/{entryId}", p.show)
	mux.HandleFunc("POST /waitlist/{entryId}", p.change)
	return http.TimeoutHandler(mux, pageTimeout, "This took too long. Please reload the page.")
}

type page struct {
	places Places
	cfg    PageConfig
	plain  *plainpage.Page
}

func (p *page) show(w http.ResponseWriter, r *http.Request) {
	var entry waitlist.EntryID
	if entry.UnmarshalText([]byte(r.PathValue("entryId"))) != nil {
		p.missing(w, r)
		return
	}
	secret := r.URL.Query().Get("secret")
	view, err := p.places.Show(r.Context(), actor.Actor{}, entry, secret)
	known, expected := fault.As(err)
	switch {
	case err == nil:
		p.write(w, r, http.StatusOK, storyOf(view, secret, r.URL.Query().Get("said"), p.cfg.Clock.Now(), p.cfg.Demo))
	case expected && known.Kind == fault.NotFound:
		p.missing(w, r)
	case expected:
		http.Error(w, known.Detail, http.StatusServiceUnavailable)
	default:
		p.cfg.Log.ErrorContext(r.Context(), "waitlist page failed", "error", err)
		http.Error(w, "Something went wrong on our side. Your place in line is not touched by it; please reload the page.", http.StatusInternalServerError)
	}
}

// change does what a button says and shows the page anew, so that a reload does not do it once more.
func (p *page) change(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, formMost)
	do := r.PostFormValue("do")
	act, known := map[string]func(context.Context, actor.Actor, waitlist.EntryID, string) error{
		"confirm": p.places.Confirm, "decline": p.places.Decline, "leave": p.places.Leave,
	}[do]
	if !known {
		http.Error(w, "This page has no such button. Nothing was changed.", http.StatusBadRequest)
		return
	}
	var entry waitlist.EntryID
	if entry.UnmarshalText([]byte(r.PathValue("entryId"))) != nil {
		p.missing(w, r)
		return
	}
	secret := r.URL.Query().Get("secret")
	said, err := do, act(r.Context(), actor.Actor{}, entry, secret)
	if fault.Is(err, fault.NotFound) {
		p.missing(w, r)
		return
	}
	if err != nil {
		said = p.refusal(r.Context(), err)
	}
	p.plain.GoTo(w, r, "/waitlist/"+entry.String()+"?"+url.Values{"secret": {secret}, "said": {said}}.Encode())
}

// refusal is the word by which the page knows why nothing was changed.
func (p *page) refusal(ctx context.Context, err error) string {
	known, expected := fault.As(err)
	if !expected {
		p.cfg.Log.ErrorContext(ctx, "change from the waitlist page failed", "error", err)
		return saidFailed
	}
	if _, told := saidOf[known.Code]; !told {
		return saidFailed
	}
	return known.Code
}

func (p *page) missing(w http.ResponseWriter, r *http.Request) {
	p.write(w, r, http.StatusNotFound, story{Title: "Place in line not found", Missing: true, Demo: p.cfg.Demo})
}

// write shows the page.
func (p *page) write(w http.ResponseWriter, r *http.Request, status int, s story) {
	if err := p.plain.Write(w, r, status, plainpage.Head{Title: s.Title, Demo: s.Demo, Refresh: s.Refresh}, s); err != nil {
		p.cfg.Log.ErrorContext(r.Context(), "waitlist page cannot be written", "error", err)
	}
}

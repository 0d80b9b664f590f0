package app

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"strings"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogcard"
	"github.com/speckit/ticketing/internal/catalog/cataloghttp"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderinghttp"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/platform/rest/site"
	"github.com/speckit/ticketing/internal/waitlist/waitlisthttp"
	"github.com/speckit/ticketing/web"
)

// The pages of the export that show what only their reader may see. Without script, or without the export, Go's own pages stand in.
const (
	orderShell = "orders/_"
	placeShell = "waitlist/_"
)

// doorPage is where staff scan tickets with the camera of their phone.
const doorPage = "scan"

// web serves pages: the export's, and those that work without script, to which mails link.
func (p *process) web() (http.Handler, error) {
	files, _ := web.Site()
	return p.pages(files)
}

// pages serves an exported site.
func (p *process) pages(files fs.FS) (http.Handler, error) {
	s := p.ground.settings
	exported, err := site.Load(files, site.Config{
		IsID: isID, Private: []string{orderShell, placeShell}, FormsTo: []string{s.PublicURL}, Camera: []string{doorPage},
	})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", exported)
	mux.Handle("GET /robots.txt", robots(s.PublicURL))
	if exported.Page(cataloghttp.Shell) != nil {
		events := cataloghttp.Pages(p.near.Catalog, exported, cataloghttp.PagesConfig{PublicURL: s.PublicURL, Brand: title, Draw: drawCard, Clock: p.clock, Log: p.ground.log})
		for _, address := range []string{"GET /events/{id}", "GET /events/{id}/og.png", "GET /sitemap.xml"} {
			mux.Handle(address, events)
		}
	}
	order := orderinghttp.Page(p.near.Ordering, orderinghttp.PageConfig{
		Demo: s.Demo, Log: p.ground.log, Pay: p.near.payFromPage, PublicURL: s.PublicURL, IDs: p.ids, Shell: exported.Page(orderShell),
	})
	place := waitlisthttp.Page(p.near.Waitlist, waitlisthttp.PageConfig{Demo: s.Demo, Log: p.ground.log, Shell: exported.Page(placeShell)})
	mux.Handle("/orders/{id}", order)
	mux.Handle("/orders/{id}/pay", order)
	mux.Handle("/waitlist/{entryId}", place)
	if exported.Page(orderShell) != nil {
		mux.Handle("GET /orders/{id}", bySecret(order, exported))
	}
	if exported.Page(placeShell) != nil {
		mux.Handle("GET /waitlist/{entryId}", bySecret(place, exported))
	}
	return mux, nil
}

// bySecret answers with the page of somebody's own where the address has its secret. Who has none is known to the web alone, by the session.
func bySecret(page, exported http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("secret") == "" || strings.HasSuffix(r.URL.Path, ".txt") { // what the web's router asks for by itself
			exported.ServeHTTP(w, r)
			return
		}
		page.ServeHTTP(w, r)
	})
}

// isID reports whether a segment of an address names something of ours.
func isID(segment string) bool {
	_, err := id.Parse[any](segment)
	return err == nil
}

func drawCard(e catalog.Event) ([]byte, error) { return catalogcard.Draw(e, title) }

// robots tells search engines where the events are, and to leave alone what is somebody's own.
func robots(publicURL string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "public, max-age=3600")
		text := "User-agent: *\n"
		for _, own := range []string{"/admin", "/checkout", "/dev/", "/me", "/orders/", "/scan", "/waitlist/"} {
			text += "Disallow: " + own + "\n"
		}
		_, _ = io.WriteString(w, text+"\nSitemap: "+publicURL+"/sitemap.xml\n") // the reader may be gone
	}
}

// payFromPage pays an order whose buyer is on its page.
func (n *Neighbours) payFromPage(ctx context.Context, who actor.Actor, order ordering.OrderID, operation id.UUID, method string) (orderinghttp.Paying, error) {
	p, err := n.Payment.Pay(ctx, who, payment.Pay{Payment: payment.ID(operation), Order: order.UUID(), Method: method})
	switch {
	case err != nil:
		return orderinghttp.Paying{}, err
	case p.Status == payment.Succeeded:
		return orderinghttp.Paying{Taken: true}, nil
	case p.Status == payment.Pending:
		return orderinghttp.Paying{Next: p.NextAction}, nil
	default:
		return orderinghttp.Paying{Declined: orElse(p.FailureReason, payment.ReasonProcessor)}, nil
	}
}

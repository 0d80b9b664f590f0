package orderinghttp

import (
	"context"
	_ "embed"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/platform/rest/plainpage"
	"github.com/speckit/ticketing/internal/platform/rest/site"
)

// PageConfig is what the page needs beside the service.
type PageConfig struct {
	Demo      bool         // mark the page, and offer the simulated bank's test cards
	Log       *slog.Logger // of failures; nil logs nothing
	Pay       Pay          // nil: the page has no form to pay
	PublicURL string       // where the bank's page sends and is; its visitor may see ours under another name
	IDs       id.Source    // of the forms to pay; nil is random
	Shell     *site.Page   // of the web's page for orders; nil: there is none
}

// pageTimeout bounds one call of the page.
const pageTimeout = 10 * time.Second

//go:embed page.html
var pageHTML string

// Orders is ordering as the page needs it: the service, or a client of it.
type Orders interface {
	Show(ctx context.Context, who actor.Actor, order ordering.OrderID, secret string) (ordering.View, error)
	Resend(ctx context.Context, who actor.Actor, order ordering.OrderID, secret string) error
}

// Page is the one page that Go itself shows: where the link in a mail leads. It answers at the public address, outside the API, under
// GET /orders/{id}?secret=, POST /orders/{id}?secret=, which sends the mail again, and POST /orders/{id}/pay?secret=.
func Page(orders Orders, cfg PageConfig) http.Handler {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.IDs == nil {
		cfg.IDs = id.Random{}
	}
	p := &page{orders, cfg, plainpage.New("order", pageHTML, cfg.PublicURL).Within(cfg.Shell)}
	mux := http.NewServeMux()
	limited := func(pattern string, handle http.HandlerFunc, most time.Duration, late string) {
		mux.Handle(pattern, http.TimeoutHandler(handle, most, late))
	}
	limited("GET /orders/{id}", p.show, pageTimeout, "This took too long. Please reload the page.")
	limited("POST /orders/{id}", p.resend, pageTimeout, "This took too long. Please reload the page.")
	if cfg.Pay != nil {
		limited("POST /orders/{id}/pay", p.pay, payTimeout, "This took too long. Look at your order's page before you pay again: it shows whether money was taken.")
	}
	return mux
}

type page struct {
	orders Orders
	cfg    PageConfig
	plain  *plainpage.Page
}

func (p *page) show(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	secret, last := query.Get("secret"), attemptOf(query)
	view, err := p.look(r.Context(), orderOfPath(r), secret)
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	s := storyOf(view, secret, query.Get("mail"), last)
	if s.Pay = p.formFor(view.Order, secret, last); s.Pay != nil {
		s.Refresh = refreshLater // a choice that somebody is making is not to be lost at once
	}
	p.write(w, r, http.StatusOK, s)
}

// orderOfPath reads the order's id; what is none names no order.
func orderOfPath(r *http.Request) (order ordering.OrderID) {
	if order.UnmarshalText([]byte(r.PathValue("id"))) != nil {
		return ordering.OrderID{}
	}
	return order
}

// look finds the order that the secret opens.
func (p *page) look(ctx context.Context, order ordering.OrderID, secret string) (ordering.View, error) {
	if order.IsZero() {
		return ordering.View{}, ordering.ErrOrderNotFound
	}
	return p.orders.Show(ctx, actor.Actor{}, order, secret)
}

// refuse answers where no order can be shown.
func (p *page) refuse(w http.ResponseWriter, r *http.Request, err error) {
	known, expected := fault.As(err)
	switch {
	case expected && known.Kind != fault.NotFound:
		http.Error(w, known.Detail, http.StatusServiceUnavailable)
	case expected:
		p.write(w, r, http.StatusNotFound, story{Title: "Order not found", Missing: true})
	default:
		p.cfg.Log.ErrorContext(r.Context(), "order page failed", "error", err)
		http.Error(w, "Something went wrong on our side. Your order is not touched by it; please reload the page.", http.StatusInternalServerError)
	}
}

// resend asks for the mail again and shows the page anew, so that a reload does not ask once more.
func (p *page) resend(w http.ResponseWriter, r *http.Request) {
	order, said, secret := orderOfPath(r), "sent", r.URL.Query().Get("secret")
	if order.IsZero() {
		p.refuse(w, r, ordering.ErrOrderNotFound)
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
	p.plain.GoTo(w, r, "/orders/"+order.String()+"?"+url.Values{"secret": {secret}, "mail": {said}}.Encode())
}

// write shows the page.
func (p *page) write(w http.ResponseWriter, r *http.Request, status int, s story) {
	s.Demo = p.cfg.Demo
	head := plainpage.Head{Title: s.Title, Demo: s.Demo}
	if s.Refresh > 0 {
		head.Refresh = strconv.Itoa(s.Refresh)
	}
	if err := p.plain.Write(w, r, status, head, s); err != nil {
		p.cfg.Log.ErrorContext(r.Context(), "order page cannot be written", "error", err)
	}
}

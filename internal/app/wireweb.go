package app

import (
	"net/http"

	"github.com/speckit/ticketing/internal/ordering/orderinghttp"
)

// web serves pages: until there is more of it, one that says what runs here, and the page of an order to which its mail links.
func (p *process) web() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/orders/{id}", orderinghttp.Page(p.near.Ordering, orderinghttp.PageConfig{Demo: p.ground.settings.Demo, Log: p.ground.log}))
	mux.HandleFunc("GET /{$}", p.home)
	return mux
}

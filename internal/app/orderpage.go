package app

import (
	"net/http"

	"github.com/speckit/ticketing/internal/ordering/orderinghttp"
)

// orderPage is the page to which an order's mail links.
func (p *process) orderPage() http.Handler {
	return orderinghttp.Page(p.Ordering, orderinghttp.PageConfig{Demo: p.ground.settings.Demo, Log: p.ground.log})
}

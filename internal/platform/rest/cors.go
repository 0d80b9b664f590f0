package rest

import (
	"net/http"
	"slices"
)

const (
	corsMethods = "GET, POST, PUT, PATCH, DELETE"
	corsHeaders = "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, X-Request-Id, Traceparent"
	corsExposed = "Location, Link, ETag, Retry-After, X-Request-Id, Idempotent-Replayed"
)

// preflight answers a browser's question whether a page of another origin may call us.
func (d *door) preflight(x *exchange) bool {
	if x.r.Method != http.MethodOptions || x.r.Header.Get("Access-Control-Request-Method") == "" {
		return false
	}
	header := x.answer.Header()
	if d.allowsOrigin(x.r) {
		header.Set("Access-Control-Allow-Methods", corsMethods)
		header.Set("Access-Control-Allow-Headers", corsHeaders)
		header.Set("Access-Control-Max-Age", "600")
	}
	x.answer.WriteHeader(http.StatusNoContent)
	return true
}

// allowOrigin lets the page read the answer when its origin is one of ours. Cookies are never shared: ours are same-site.
func (d *door) allowOrigin(x *exchange) {
	if len(d.cfg.Origins) == 0 {
		return
	}
	header := x.answer.Header()
	header.Add("Vary", "Origin")
	if d.allowsOrigin(x.r) {
		header.Set("Access-Control-Allow-Origin", x.r.Header.Get("Origin"))
		header.Set("Access-Control-Expose-Headers", corsExposed)
	}
}

func (d *door) allowsOrigin(r *http.Request) bool {
	return slices.Contains(d.cfg.Origins, r.Header.Get("Origin"))
}

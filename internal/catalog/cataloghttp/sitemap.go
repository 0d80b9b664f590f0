package cataloghttp

import (
	"context"
	"encoding/xml"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Figures of the sitemap.
const (
	sitemapMost = 50_000 // addresses; sitemaps.org allows no more in a file
	sitemapStep = 1000   // events asked for at once
	sitemapAge  = time.Minute
)

// sitemap lists the addresses of all events that the public finds, for search engines. It is written at most once a minute.
type sitemap struct {
	events Shown
	base   string
	clock  clock.Clock
	log    *slog.Logger

	mu      sync.Mutex
	text    []byte
	written time.Time
}

type (
	sitemapSet struct {
		XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []sitemapURL `xml:"url"`
	}
	sitemapURL struct {
		Address string `xml:"loc"`
		Changed string `xml:"lastmod,omitempty"`
	}
)

// ServeHTTP answers with the list.
func (s *sitemap) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, err := s.fresh(r.Context())
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if err != nil {
		s.log.ErrorContext(r.Context(), "sitemap failed", "error", err)
		http.Error(w, "The events cannot be listed at the moment. Try again shortly.", http.StatusServiceUnavailable)
		return
	}
	tag := rest.ETag(string(text))
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", tag)
	if rest.Matches(r, tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/xml")
	_, _ = w.Write(text) // the reader may be gone
}

// fresh returns the list as it was at most [sitemapAge] ago.
func (s *sitemap) fresh(ctx context.Context) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	if s.text != nil && now.Before(s.written.Add(sitemapAge)) {
		return s.text, nil
	}
	ctx, cancel := context.WithTimeout(ctx, pagesTimeout)
	defer cancel()
	set := sitemapSet{URLs: []sitemapURL{{Address: s.base + "/"}}}
	for after := (catalog.Place{}); len(set.URLs) < sitemapMost; {
		listed, err := s.events.Listed(ctx, after, min(sitemapStep, sitemapMost-len(set.URLs)))
		if err != nil {
			return nil, fmt.Errorf("list events: %w", err)
		}
		for _, l := range listed {
			set.URLs = append(set.URLs, sitemapURL{s.base + "/events/" + l.ID.String(), l.Changed.UTC().Format(time.RFC3339)})
			after = l.Place
		}
		if len(listed) < sitemapStep {
			break
		}
	}
	text, err := xml.Marshal(set)
	if err != nil {
		return nil, fmt.Errorf("write the sitemap: %w", err)
	}
	s.text, s.written = append([]byte(xml.Header), text...), now
	return s.text, nil
}

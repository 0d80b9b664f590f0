package cataloghttp

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// cardsKept is how many pictures stay in memory; one has some 40 kB.
const cardsKept = 200

// cards draws the pictures of events, one at a time, since drawing takes a core for a while; and keeps the latest.
type cards struct {
	draw  func(catalog.Event) ([]byte, error)
	turn  chan struct{} // whoever has put its token in may use what follows
	kept  map[catalog.EventID]card
	order []catalog.EventID // the oldest first
}

// card is a picture of an event as it was at a version.
type card struct {
	version int64
	png     []byte
	tag     string
}

func newCards(draw func(catalog.Event) ([]byte, error)) *cards {
	return &cards{draw: draw, turn: make(chan struct{}, 1), kept: map[catalog.EventID]card{}}
}

// of returns the event's picture.
func (c *cards) of(ctx context.Context, e catalog.Event) (card, error) {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return card{}, fmt.Errorf("wait to draw: %w", ctx.Err())
	}
	found, known := c.kept[e.ID]
	if known && found.version == e.Version {
		return found, nil
	}
	png, err := c.draw(e)
	if err != nil {
		return card{}, fmt.Errorf("draw the event: %w", err)
	}
	if !known {
		c.order = append(c.order, e.ID)
		if len(c.order) > cardsKept {
			delete(c.kept, c.order[0])
			c.order = c.order[1:]
		}
	}
	c.kept[e.ID] = card{e.Version, png, rest.ETag(string(png))}
	return c.kept[e.ID], nil
}

// card answers with the picture that previews of the event's page show.
func (p *pages) card(w http.ResponseWriter, r *http.Request, e catalog.Event) error {
	c, err := p.cards.of(r.Context(), e)
	if err != nil {
		return err
	}
	header := w.Header()
	header.Set("Cache-Control", "public, max-age=300") // long enough for a crowd, short enough for a change of date
	header.Set("ETag", c.tag)
	header.Set("X-Content-Type-Options", "nosniff")
	if rest.Matches(r, c.tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	header.Set("Content-Type", "image/png")
	header.Set("Content-Length", strconv.Itoa(len(c.png)))
	if r.Method != http.MethodHead {
		_, _ = bytes.NewReader(c.png).WriteTo(w) // the reader may be gone
	}
	return nil
}

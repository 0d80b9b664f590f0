package cataloghttp_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
)

// line is a caller's end of a stream.
type line struct {
	t      *testing.T
	events *bufio.Scanner
}

// listen opens the live map of an event over a real connection.
func (h *house) listen(event catalog.EventID, last string) *line {
	h.t.Helper()
	server := httptest.NewServer(h.door)
	h.t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	h.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/api/events/"+event.String()+"/live", nil)
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Last-Event-ID", last)
	answer, err := server.Client().Do(r)
	if err != nil || answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "text/event-stream" {
		h.t.Fatal(answer, err)
	}
	h.t.Cleanup(func() { _ = answer.Body.Close() })
	return &line{h.t, bufio.NewScanner(answer.Body)}
}

// next is the next event: its id, name and data.
func (l *line) next() string {
	l.t.Helper()
	var parts []string
	for l.events.Scan() {
		text := l.events.Text()
		switch name, value, _ := strings.Cut(text, ": "); {
		case text == "" && len(parts) > 0:
			return strings.Join(parts, " ")
		case name == "id" || name == "event" || name == "data":
			parts = append(parts, value)
		}
	}
	l.t.Fatal("the stream ended")
	return ""
}

func TestTheLiveMapTellsASnapshotAndThenChanges(t *testing.T) {
	t.Parallel()
	h := open(t)
	e := h.Seated(1)
	h.OpenSale(e.ID)
	live := h.listen(e.ID, "")
	if got, want := live.next(), fmt.Sprintf(`2 snapshot {"sequence":2,"plan":"%s","states":"AAAA"}`, e.PlanHash); got != want {
		t.Errorf("%s, not %s", got, want)
	}
	h.Become(e.ID, catalog.Reserved, 3, 7)
	if got := live.next(); got != `3 delta {"sequence":3,"changes":[[3,1],[7,1]]}` {
		t.Error(got)
	}
	h.Become(e.ID, catalog.Sold, 3)
	if got := live.next(); got != `4 delta {"sequence":4,"changes":[[3,2]]}` {
		t.Error(got)
	}
}

func TestTheLiveMapGoesOnAfterTheLastEventThatTheCallerSaw(t *testing.T) {
	t.Parallel()
	h := open(t)
	e := h.Seated(1)
	h.OpenSale(e.ID)
	h.Become(e.ID, catalog.Reserved, 3)
	h.Become(e.ID, catalog.Reserved, 4)
	if got := h.listen(e.ID, "3").next(); got != `4 delta {"sequence":4,"changes":[[4,1]]}` {
		t.Error(got)
	}
	for _, last := range []string{"nonsense", "99", "-5", "0"} {
		if got := h.listen(e.ID, last).next(); !strings.HasPrefix(got, "4 snapshot") {
			t.Errorf("after %s: %s", last, got)
		}
	}
}

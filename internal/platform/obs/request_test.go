package obs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/platform/obs"
)

const trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

func TestARequestKeepsTheIdentityThatItCameWith(t *testing.T) {
	t.Parallel()
	in := http.Header{"X-Request-Id": {"shop-7.a_B"}, "Traceparent": {trace}}
	r := obs.RequestFrom(in)
	out := http.Header{}
	obs.RequestOf(obs.WithRequest(context.Background(), r)).Set(out)
	if r.ID != "shop-7.a_B" || r.TraceID() != "4bf92f3577b34da6a3ce929d0e0e4736" || out.Get("X-Request-Id") != r.ID || out.Get("Traceparent") != trace {
		t.Errorf("%+v %v", r, out)
	}
}

func TestAnIdentityThatIsNoneIsReplaced(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, given := range []string{"", "a b", "a\nb", strings.Repeat("a", 65), "<script>", "ä"} {
		r := obs.RequestFrom(http.Header{"X-Request-Id": {given}})
		if r.ID == given || len(r.ID) != 24 || seen[r.ID] {
			t.Errorf("%q became %q", given, r.ID)
		}
		seen[r.ID] = true
	}
	for _, given := range []string{
		"", "00-zz", trace[:54], "01" + trace[2:], strings.Repeat("0", 55), "00-" + strings.Repeat("0", 32) + trace[35:], strings.ToUpper(trace),
		trace[:36] + strings.Repeat("0", 16) + trace[52:], strings.ToUpper(strings.Replace(trace, "4bf9", "xyz!", 1)),
	} {
		if r := obs.RequestFrom(http.Header{"Traceparent": {given}}); r.Trace != "" || r.TraceID() != "" {
			t.Errorf("%q was believed", given)
		}
	}
}

func TestEveryLineOfTheLogNamesItsRequest(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log := obs.NewLog(&out, slog.LevelInfo).With("service", "inventory")
	log.InfoContext(obs.WithRequest(context.Background(), obs.Request{ID: "r-1", Trace: trace}), "held", "seats", 3)
	log.DebugContext(context.Background(), "not shown")
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatalf("%v: %s", err, &out)
	}
	if line["request"] != "r-1" || line["trace"] != "4bf92f3577b34da6a3ce929d0e0e4736" || line["service"] != "inventory" || line["seats"] != 3.0 {
		t.Errorf("got %v", line)
	}
	out.Reset()
	log.WithGroup("g").Info("outside of a request")
	if strings.Contains(out.String(), "request") && strings.Contains(out.String(), `"request":`) {
		t.Errorf("got %s", &out)
	}
}

package obs

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// Check looks at one part that we need. Only a required one's failure makes the process unready; the others are shown.
type Check struct {
	Name     string
	Required bool
	Run      func(ctx context.Context) error
}

// Health answers whether this process lives and whether it can serve.
type Health struct {
	body   []byte
	mu     sync.Mutex
	checks []Check
	asked  time.Time
	last   Readiness
	fresh  time.Duration
}

// Readiness is the answer of /health/ready.
type Readiness struct {
	Status string                 `json:"status"`
	Checks map[string]CheckResult `json:"checks"`
}

// Statuses of a process's readiness. Degraded serves: slower or with something undone, never wrong.
const (
	Ready    = "ready"
	Degraded = "degraded"
	Unready  = "unready"
)

// CheckResult is what one check found.
type CheckResult struct {
	Status   string `json:"status"` // ok, warning or failed
	Required bool   `json:"required"`
	Detail   string `json:"detail,omitempty"`
}

const (
	checkTimeout = 2 * time.Second
	checkFresh   = time.Second // one probe a second is enough, whoever asks
)

// NewHealth returns health with the body of GET /health, which the original fixed for each service.
func NewHealth(body map[string]string) *Health {
	encoded, err := json.Marshal(body)
	if err != nil {
		panic(err) // a map of texts always can be written
	}
	return &Health{body: encoded, fresh: checkFresh}
}

// originals are the bodies of the original's services.
var originals = map[string]map[string]string{
	"identity":     {"status": "healthy", "service": "identity"},
	"catalog":      {"status": "healthy"},
	"inventory":    {"status": "ok"},
	"ordering":     {"status": "Healthy", "service": "Ordering"},
	"payment":      {"status": "Healthy", "service": "Payment"},
	"notification": {"status": "healthy", "service": "Notification"},
}

// HealthBody is the body of GET /health for the services of a process: the original's for one alone, speckit's for several.
func HealthBody(services ...string) map[string]string {
	if len(services) != 1 {
		return map[string]string{"status": "healthy", "service": "speckit"}
	}
	if body, ok := originals[services[0]]; ok {
		return body
	}
	return map[string]string{"status": "healthy", "service": services[0]}
}

// Add adds checks.
func (h *Health) Add(checks ...Check) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.checks = append(h.checks, checks...)
}

// Warning is a check's finding that something is not as it should be although all works. Of a required check too.
type Warning string

// Error makes the warning an error.
func (w Warning) Error() string { return string(w) }

// Ready runs the checks, all at once, or returns what was found less than a second ago.
func (h *Health) Ready(ctx context.Context) Readiness {
	h.mu.Lock()
	defer h.mu.Unlock()
	if time.Since(h.asked) < h.fresh && !h.asked.IsZero() {
		return h.last
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), checkTimeout)
	defer cancel()
	results := make([]CheckResult, len(h.checks))
	var all sync.WaitGroup
	for i, check := range h.checks {
		all.Go(func() { results[i] = check.result(ctx) })
	}
	all.Wait()
	ready := Readiness{Status: Ready, Checks: make(map[string]CheckResult, len(results))}
	for i, result := range results {
		ready.Checks[h.checks[i].Name] = result
		switch {
		case result.Status == "failed" && result.Required:
			ready.Status = Unready
		case result.Status != "ok" && ready.Status == Ready:
			ready.Status = Degraded
		}
	}
	h.asked, h.last = time.Now(), ready
	return ready
}

func (c Check) result(ctx context.Context) CheckResult {
	result := CheckResult{Status: "ok", Required: c.Required}
	err := c.Run(ctx)
	if warning, ok := err.(Warning); ok { //nolint:errorlint // a wrapped warning is an error
		result.Status, result.Detail = "warning", string(warning)
	} else if err != nil {
		result.Status, result.Detail = "failed", err.Error()
	}
	return result
}

// ServeHTTP answers GET /health: the process lives and answers.
func (h *Health) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(h.body) // the caller may be gone
}

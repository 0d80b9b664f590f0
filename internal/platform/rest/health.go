package rest

import (
	"net/http"

	"github.com/speckit/ticketing/internal/platform/obs"
)

// Health adds the routes by which others see whether this process lives and can serve.
func Health(api *API, health *obs.Health) {
	type nothing struct{}
	Raw(api, Route{
		Method: "GET", Path: "/health", ID: "health", Summary: "Does it answer", Tag: "Health", Access: Open, Answer: map[string]string{},
	}, func(w http.ResponseWriter, r *http.Request, _ Call, _ *nothing) error {
		health.ServeHTTP(w, r)
		return nil
	})
	Raw(api, Route{
		Method: "GET", Path: "/health/live", ID: "healthLive", Summary: "Does the process live", Tag: "Health", Access: Open, Answer: map[string]string{},
	}, func(w http.ResponseWriter, _ *http.Request, _ Call, _ *nothing) error {
		return WriteJSON(w, http.StatusOK, map[string]string{"status": "live"})
	})
	Raw(api, Route{
		Method: "GET", Path: "/health/ready", ID: "healthReady", Summary: "Can it serve",
		About: "503 when a part is away without which nothing can be served; the details name every part.",
		Tag:   "Health", Access: Open, Answer: obs.Readiness{},
	}, func(w http.ResponseWriter, r *http.Request, _ Call, _ *nothing) error {
		ready := health.Ready(r.Context())
		status := http.StatusOK
		if ready.Status == obs.Unready {
			status = http.StatusServiceUnavailable
			w.Header().Set("Retry-After", "1")
		}
		return WriteJSON(w, status, ready)
	})
}

package app

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/speckit/ticketing/internal/platform/obs"
)

// healthPatience is how long the server may take to answer.
const healthPatience = 5 * time.Second

type healthCommand struct {
	Names []string `arg:"" optional:"" name:"name" help:"What the server was told to run: its port follows from that, unless PORT is set."`
	URL   string   `name:"url" help:"Where to ask instead, e.g. http://127.0.0.1:5003/health/ready."`
}

// Run asks once, for whoever watches over the server without tools of its own.
func (h healthCommand) Run(c call) error {
	address := h.URL
	if address == "" {
		host := c.settings.Host
		if host == "" || host == "0.0.0.0" || host == "::" {
			host = "127.0.0.1"
		}
		address = "http://" + net.JoinHostPort(host, strconv.Itoa(c.settings.Port)) + "/health/ready"
	}
	client := http.Client{Timeout: healthPatience}
	request, err := http.NewRequestWithContext(c.ctx, http.MethodGet, address, nil)
	if err != nil {
		return fmt.Errorf("ask %s: %w", address, err)
	}
	answer, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("no answer: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	var ready obs.Readiness
	if err := json.NewDecoder(answer.Body).Decode(&ready); err != nil {
		return fmt.Errorf("%s answers with status %d and no readiness", address, answer.StatusCode)
	}
	c.say("%s", ready.Status)
	for name, check := range ready.Checks {
		if check.Status != "ok" {
			c.say("  %s: %s %s", name, check.Status, check.Detail)
		}
	}
	if answer.StatusCode != http.StatusOK {
		return errFound
	}
	return nil
}

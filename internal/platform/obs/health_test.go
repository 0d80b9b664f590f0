package obs_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/speckit/ticketing/internal/platform/obs"
)

func check(name string, required bool, err error) obs.Check {
	return obs.Check{Name: name, Required: required, Run: func(context.Context) error { return err }}
}

func TestOnlyARequiredPartMakesAProcessUnready(t *testing.T) {
	t.Parallel()
	away := errors.New("connection refused")
	for name, c := range map[string]struct {
		checks []obs.Check
		want   string
	}{
		"nothing to check":         {nil, "ready"},
		"all well":                 {[]obs.Check{check("database", true, nil), check("broker", false, nil)}, "ready"},
		"the broker is away":       {[]obs.Check{check("database", true, nil), check("broker", false, away)}, "degraded"},
		"the database is away":     {[]obs.Check{check("database", true, away), check("broker", false, nil)}, "unready"},
		"both are away":            {[]obs.Check{check("database", true, away), check("broker", false, away)}, "unready"},
		"mails wait for a setting": {[]obs.Check{check("mail", true, obs.Warning("SMTP_URL is not set"))}, "degraded"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := obs.NewHealth(nil)
			h.Add(c.checks...)
			got := h.Ready(context.Background())
			if got.Status != c.want || len(got.Checks) != len(c.checks) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestADetailSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	h := obs.NewHealth(nil)
	h.Add(check("broker", false, errors.New("connection refused")), check("mail", false, obs.Warning("SMTP_URL is not set")))
	got := h.Ready(context.Background()).Checks
	if got["broker"] != (obs.CheckResult{Status: "failed", Detail: "connection refused"}) || got["mail"] != (obs.CheckResult{Status: "warning", Detail: "SMTP_URL is not set"}) {
		t.Errorf("got %+v", got)
	}
}

func TestPartsAreLookedAtOnceASecondAndGivenUpAfterTwo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var runs atomic.Int32
		h := obs.NewHealth(nil)
		h.Add(obs.Check{Name: "database", Required: true, Run: func(ctx context.Context) error {
			runs.Add(1)
			<-ctx.Done()
			return ctx.Err()
		}})
		began := time.Now()
		if got := h.Ready(t.Context()); got.Status != "unready" || time.Since(began) != 2*time.Second {
			t.Errorf("%+v after %v", got, time.Since(began))
		}
		h.Ready(t.Context())
		if runs.Load() != 1 {
			t.Errorf("%d runs in a second", runs.Load())
		}
		<-time.After(time.Second) // simulated
		h.Ready(t.Context())
		if runs.Load() != 2 {
			t.Errorf("%d runs after a second", runs.Load())
		}
	})
}

func TestHealthHasTheOriginalsBodyForAServiceOnItsOwn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		want     string
		services []string
	}{
		{`{"service":"identity","status":"healthy"}`, []string{"identity"}},
		{`{"status":"healthy"}`, []string{"catalog"}},
		{`{"status":"ok"}`, []string{"inventory"}},
		{`{"service":"Ordering","status":"Healthy"}`, []string{"ordering"}},
		{`{"service":"Payment","status":"Healthy"}`, []string{"payment"}},
		{`{"service":"fulfillment","status":"healthy"}`, []string{"fulfillment"}},
		{`{"service":"Notification","status":"healthy"}`, []string{"notification"}},
		{`{"service":"waitlist","status":"healthy"}`, []string{"waitlist"}},
		{`{"service":"speckit","status":"healthy"}`, []string{"inventory", "payment"}},
		{`{"service":"speckit","status":"healthy"}`, nil},
	} {
		w := httptest.NewRecorder()
		obs.NewHealth(obs.HealthBody(c.services...)).ServeHTTP(w, nil)
		if w.Code != 200 || w.Body.String() != c.want {
			t.Errorf("%v: %s", c.services, w.Body)
		}
	}
}

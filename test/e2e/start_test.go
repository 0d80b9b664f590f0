package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/speckit/ticketing/test/e2e/client"
	"github.com/speckit/ticketing/test/e2e/estate"
)

// TestServicesStartBeforeWhatTheyNeed starts services while the database is empty, Kafka away and identity down. They say what they wait
// for, and come up by themselves once it is there.
func TestServicesStartBeforeWhatTheyNeed(t *testing.T) {
	t.Parallel()
	e := layEstate(t, estate.Plan{})
	ctx := t.Context()
	e.Kafka.Stop(t, 0)
	for _, s := range e.Services {
		if s.Name != "identity" {
			must(t, s.Start())
		}
	}
	for _, s := range e.Services {
		if s.Name != "identity" && s.Name != "web" {
			lacks(t, s, "database "+s.Name, "failed", "migrate")
		}
	}
	must(t, e.Operate(ctx, "migrate", "up"))
	for _, s := range e.Services {
		if s.Name != "identity" && s.Name != "web" {
			lacks(t, s, "database "+s.Name, "ok", "")
			lacks(t, s, "broker", "failed", "")
		}
	}
	for _, s := range e.Of("identity") {
		must(t, s.Start())
	}
	e.Kafka.Restart(t, 0)
	must(t, e.Ready(ctx))

	made, err := e.Run(ctx, "admin", "create", "boss@example.com")
	must(t, err)
	words := strings.Fields(made.Out)
	h := &crashHouse{house: &house{Installation: e.Installation, stranger: client.New(e.API(), nil)}, t: t, ends: map[string]int{}}
	session, err := h.stranger.SignIn(ctx, "boss@example.com", words[len(words)-1])
	must(t, err)
	h.organiser = h.stranger.As(session.Token)
	h.stock(40)
	h.purchase(ctx, "first")
	must(t, want("purchases that came through", h.ends["fulfilled"], 1))
	must(t, h.audit(ctx))
}

// lacks waits until a service says of one thing that it needs how it stands, in words that have a part.
func lacks(t *testing.T, s *estate.Service, check, status, part string) {
	t.Helper()
	must(t, client.Await(t.Context(), soon, func(ctx context.Context) error {
		answer, err := client.New(s.URL(), nil).Send(ctx, client.Request{Method: http.MethodGet, Path: "/health/ready"})
		if err != nil {
			return err
		}
		var said struct {
			Checks map[string]struct{ Status, Detail string }
		}
		if err := json.Unmarshal(answer.Body, &said); err != nil {
			return err
		}
		if found := said.Checks[check]; found.Status != status || !strings.Contains(found.Detail, part) {
			return fmt.Errorf("%s says %s", s.Name, answer.Body)
		}
		return nil
	}))
}

// TestAServiceAloneRefusesWhatCannotWork tries a service without what it shares with the others.
func TestAServiceAloneRefusesWhatCannotWork(t *testing.T) {
	t.Parallel()
	const secret, brokers, database = "SPECKIT_SECRET=" + estate.Secret, "KAFKA_BROKERS=127.0.0.1:1", "DATABASE_URL=postgres://nobody@127.0.0.1:1/none"
	for missing, settings := range map[string][]string{"SPECKIT_SECRET": {brokers, database}, "KAFKA_BROKERS": {secret, database}} {
		i := newPlain(t, place(), settings...)
		refused, err := i.Run(t.Context(), "serve", "inventory")
		must(t, err)
		if refused.Exit == 0 {
			t.Error("it has served")
		}
		says(t, refused.ErrOut, missing+" is not set")
	}
}

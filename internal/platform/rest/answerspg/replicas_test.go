package answerspg_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/pg"
	"github.com/speckit/ticketing/internal/platform/pg/pgtest"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/answerspg"
)

// replica is the door of one process: its own pools, on the database that all share.
type replica struct {
	api   *rest.API
	did   func()      // what the route does beside answering
	saw   []id.UUID   // the operations that it executed
	ran   *sync.Mutex // guards saw
	clock *clock.Fake
}

type output struct {
	Body struct {
		Operation id.UUID `json:"operation"`
	}
}

// replicaOf opens a process that serves the contexts.
func replicaOf(t *testing.T, url string, now *clock.Fake, contexts ...string) *replica {
	t.Helper()
	r := &replica{ran: &sync.Mutex{}, clock: now}
	answers := rest.ByContext{}
	for _, name := range contexts {
		answers[name] = answerspg.New(pgtest.Pool(t, url, "bc_"+name).Pool())
	}
	r.api = rest.New(rest.Config{
		Title: "Test", Version: "1", Answers: answers, Clock: now,
		Auth: rest.VerifierFunc(func(_ context.Context, token string) (actor.Actor, error) {
			return actor.Actor{Customer: id.Named(id.Nil, token), Role: actor.Customer}, nil
		}),
	})
	for _, name := range contexts {
		rest.Register(r.api.For(name), rest.Route{Method: "POST", Path: "/" + name, ID: name, Summary: "Do", Access: rest.Session, Status: 201},
			func(_ context.Context, call rest.Call, _ *struct{}) (*output, error) {
				r.ran.Lock()
				r.saw = append(r.saw, call.Operation)
				r.ran.Unlock()
				if r.did != nil {
					r.did()
				}
				out := &output{}
				out.Body.Operation = call.Operation
				return out, nil
			})
	}
	return r
}

func (r *replica) post(path, key string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, "/api"+path, nil)
	request.Header.Set("Authorization", "Bearer anna")
	request.Header.Set("Idempotency-Key", key)
	w := httptest.NewRecorder()
	r.api.Handler().ServeHTTP(w, request)
	return w
}

// twoReplicas are a process with ordering alone and one with ordering and payment.
func twoReplicas(t *testing.T) (alone, both *replica, url string) {
	url = pgtest.Database(t, pg.Schema{Name: "bc_ordering"}, pg.Schema{Name: "bc_payment"})
	now := clock.NewFake(noon)
	return replicaOf(t, url, now, "ordering"), replicaOf(t, url, now, "ordering", "payment"), url
}

func TestReplicasOfOtherCompositionFindEachOthersAnswers(t *testing.T) {
	t.Parallel()
	alone, both, url := twoReplicas(t)
	first, again := alone.post("/ordering", "k"), both.post("/ordering", "k")
	if first.Code != 201 || again.Code != 201 || first.Body.String() != again.Body.String() || again.Header().Get("Idempotent-Replayed") != "true" {
		t.Fatalf("%d %s\n%d %s", first.Code, first.Body, again.Code, again.Body)
	}
	if w := both.post("/payment", "k"); w.Code != 201 || w.Header().Get("Idempotent-Replayed") != "" {
		t.Fatalf("payment: %d %s", w.Code, w.Body)
	}
	for _, schema := range []string{"bc_ordering", "bc_payment"} {
		var n int
		if err := pgtest.Pool(t, url, schema).Pool().QueryRow(t.Context(), `select count(*) from answers`).Scan(&n); err != nil || n != 1 {
			t.Errorf("%s keeps %d answers (%v), want its own one", schema, n, err)
		}
	}
}

func TestWhileOneReplicaExecutesTheOtherSaysSo(t *testing.T) {
	t.Parallel()
	first, second, _ := twoReplicas(t)
	started, release := make(chan struct{}), make(chan struct{})
	first.did = func() { close(started); <-release }
	done := make(chan *httptest.ResponseRecorder)
	go func() { done <- first.post("/ordering", "k") }()
	<-started
	if w := second.post("/ordering", "k"); w.Code != 409 || !strings.Contains(w.Body.String(), "request_in_progress") {
		t.Errorf("while it ran: %d %s", w.Code, w.Body)
	}
	close(release)
	original, again := <-done, second.post("/ordering", "k")
	if again.Code != 201 || again.Body.String() != original.Body.String() || len(second.saw) != 0 {
		t.Errorf("afterwards %d %s, first was %s; the second executed %d", again.Code, again.Body, original.Body, len(second.saw))
	}
}

func TestAfterTheLeaseAnotherReplicaTakesOverUnderTheSameOperation(t *testing.T) {
	t.Parallel()
	dead, heir, _ := twoReplicas(t)
	dead.did = func() { panic(http.ErrAbortHandler) } // the process dies in the middle
	func() {
		defer func() { _ = recover() }()
		dead.post("/ordering", "k")
	}()
	if w := heir.post("/ordering", "k"); w.Code != 409 {
		t.Fatalf("before the lease is over: %d %s", w.Code, w.Body)
	}
	heir.clock.Advance(rest.DefaultTimeout + 5*time.Second)
	if w := heir.post("/ordering", "k"); w.Code != 201 || len(heir.saw) != 1 || heir.saw[0] != dead.saw[0] {
		t.Errorf("%d %s: operations %v and %v", w.Code, w.Body, dead.saw, heir.saw)
	}
}

func TestARouteOfAContextWithoutAStoreIsNotBegun(t *testing.T) {
	t.Parallel()
	_, err := rest.ByContext{}.Begin(t.Context(), rest.Claim{Context: "ordering"})
	if err == nil || !strings.Contains(err.Error(), "ordering") {
		t.Errorf("got %v", err)
	}
}

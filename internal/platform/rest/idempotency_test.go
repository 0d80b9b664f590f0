package rest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/auth"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// shop counts what its one route does.
type shop struct {
	*house
	ran   atomic.Int32
	did   func(ctx context.Context, call rest.Call) error // what the route does beside counting
	ids   sync.Map
	store *recordingStore
	seals *changedSealer
}

// changedSealer is a sealer whose secret can be changed.
type changedSealer struct{ rest.Sealer }

// recordingStore keeps what was stored, to look at it.
type recordingStore struct {
	*rest.Answers
	mu   sync.Mutex
	kept [][]byte
}

func (s *recordingStore) Keep(ctx context.Context, claim rest.Claim, answer rest.Answer) error {
	s.mu.Lock()
	s.kept = append(s.kept, answer.Content)
	s.mu.Unlock()
	return s.Answers.Keep(ctx, claim, answer)
}

type order1 struct {
	Note string `json:"note"`
}

type shopInput struct {
	Cart string `query:"cart"`
	Body order1
}

func newShop(t *testing.T) *shop {
	s := &shop{store: &recordingStore{Answers: rest.NewAnswers()}, seals: &changedSealer{auth.NewSealer(auth.Secrets{Current: "a secret for the tests"}, "answers")}}
	s.house = open(t, func(cfg *rest.Config) {
		cfg.Answers = s.store
		cfg.Sealer = s.seals
	})
	for _, path := range []string{"/payments", "/orders/{id}/pay"} {
		rest.Register(s.For("payment"), rest.Route{Method: "POST", Path: path, ID: "pay" + path, Summary: "Pay", Access: rest.OrderSecret, Status: 201},
			func(ctx context.Context, call rest.Call, in *shopInput) (*seatOutput, error) {
				n := s.ran.Add(1)
				s.ids.Store(call.Operation, true)
				if s.did != nil {
					if err := s.did(ctx, call); err != nil {
						return nil, err
					}
				}
				return &seatOutput{Location: "/payments/" + call.Operation.String(), Body: seat{ID: call.Operation, Label: fmt.Sprint(in.Body.Note, n)}}, nil
			})
	}
	return s
}

func (s *shop) operations() (n int) {
	s.ids.Range(func(_, _ any) bool { n++; return true })
	return n
}

func pay(key string) ask {
	return ask{method: "POST", path: "/api/payments", token: "anna", key: key, body: `{"note":"n"}`}
}

func TestARepetitionGetsTheFirstAnswerAgain(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	first := s.do(pay("k"))
	s.clock.Advance(23 * time.Hour)
	again := s.do(pay("k"))
	if first.Code != 201 || again.Code != 201 || first.Body.String() != again.Body.String() || s.ran.Load() != 1 {
		t.Fatalf("%d %s\n%d %s\nran %d times", first.Code, first.Body, again.Code, again.Body, s.ran.Load())
	}
	for _, name := range []string{"Location", "Content-Type"} {
		if first.Header().Get(name) == "" || first.Header().Get(name) != again.Header().Get(name) {
			t.Errorf("%s: %q and %q", name, first.Header().Get(name), again.Header().Get(name))
		}
	}
	if first.Header().Get("Idempotent-Replayed") != "" || again.Header().Get("Idempotent-Replayed") != "true" {
		t.Error("the repetition is not marked, or the first is")
	}
}

func TestAKeyIsFreeAgainAfterADay(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.do(pay("k"))
	s.clock.Advance(24 * time.Hour)
	if w := s.do(pay("k")); w.Code != 201 || s.ran.Load() != 2 {
		t.Errorf("%d, ran %d times", w.Code, s.ran.Load())
	}
}

func TestAKeyBelongsToOneCallerRouteAndContent(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*ask)
		status int
		ran    int32
	}{
		"the same in other letters":       {func(a *ask) { a.path = "/api/PAYMENTS" }, 201, 1},
		"the same by another secret":      {func(a *ask) { a.path += "?secret=x" }, 201, 1},
		"another caller":                  {func(a *ask) { a.token = "bob" }, 201, 2},
		"another session's one order":     {func(a *ask) { a.token = "one-order" }, 201, 2},
		"another route":                   {func(a *ask) { a.path = "/api/orders/1/pay" }, 201, 2},
		"another key":                     {func(a *ask) { a.key = "k2" }, 201, 2},
		"no key":                          {func(a *ask) { a.key = "" }, 201, 2},
		"another body":                    {func(a *ask) { a.body = `{"note":"m"}` }, 422, 1},
		"another query":                   {func(a *ask) { a.path += "?cart=2" }, 422, 1},
		"no token, so the key is ignored": {func(a *ask) { a.token, a.path = "", a.path+"?secret=x" }, 201, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.do(pay("k"))
			second := pay("k")
			c.change(&second)
			w := s.do(second)
			if w.Code != c.status || s.ran.Load() != c.ran {
				t.Errorf("%d %s, ran %d times", w.Code, w.Body, s.ran.Load())
			}
			if c.status == 422 {
				problem(t, w, 422, "idempotency_key_reused")
			}
		})
	}
}

func TestTheConcretePathIsPartOfTheContent(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	at := func(order string) ask {
		a := pay("k")
		a.path = "/api/orders/" + order + "/pay"
		return a
	}
	s.do(at("a"))
	problem(t, s.do(at("b")), 422, "idempotency_key_reused")
	if w := s.do(at("A")); w.Code != 201 || s.ran.Load() != 1 {
		t.Errorf("an id in other letters is another request: %d", w.Code)
	}
}

func TestBadKeysAreRefused(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for _, key := range []string{strings.Repeat("k", 256), "k\x01", "schlüssel"} {
		problem(t, s.do(pay(key)), 400, "invalid_idempotency_key")
	}
	two := pay("")
	two.header = http.Header{"Idempotency-Key": {"a", "b"}}
	problem(t, s.do(two), 400, "invalid_idempotency_key")
	if s.ran.Load() != 0 {
		t.Error("something was executed")
	}
}

func TestAnswersThatMayBeOtherNextTimeAreNotKept(t *testing.T) {
	t.Parallel()
	for name, failure := range map[string]error{
		"a 500":   errUnknown,
		"a 503":   fault.New(fault.Unavailable, "away", "The bank is away."),
		"a 429":   fault.New(fault.Exhausted, "often", "Too often."),
		"a panic": nil,
		"a 401":   fault.New(fault.Unauthenticated, "who", "Who are you."),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.did = func(context.Context, rest.Call) error {
				if failure == nil {
					panic("a bug")
				}
				return failure
			}
			s.do(pay("k"))
			s.did = nil
			if w := s.do(pay("k")); w.Code != 201 || s.ran.Load() != 2 {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			if s.operations() != 1 {
				t.Error("the second try had another operation: it could not find what the first one did")
			}
		})
	}
}

func TestARefusalIsKeptLikeAnyAnswer(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.did = func(context.Context, rest.Call) error { return fault.New(fault.Declined, "card_declined", "Declined.") }
	s.do(pay("k"))
	s.did = nil
	w := s.do(pay("k"))
	problem(t, w, 422, "card_declined")
	if s.ran.Load() != 1 {
		t.Errorf("ran %d times", s.ran.Load())
	}
}

func TestOfManyAtOnceOneIsExecuted(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	started, release := make(chan struct{}), make(chan struct{})
	s.did = func(context.Context, rest.Call) error {
		close(started) // a second execution would panic here
		<-release
		return nil
	}
	var all sync.WaitGroup
	all.Go(func() {
		if w := s.do(pay("k")); w.Code != 201 {
			t.Errorf("the first: %d %s", w.Code, w.Body)
		}
	})
	<-started
	var rivals sync.WaitGroup
	for range 20 {
		rivals.Go(func() {
			w := s.do(pay("k"))
			if w.Code != 409 || w.Header().Get("Retry-After") != "1" || !strings.Contains(w.Body.String(), "request_in_progress") {
				t.Errorf("a rival: %d %s", w.Code, w.Body)
			}
		})
	}
	rivals.Wait()
	other := pay("k")
	other.body = `{"note":"other"}`
	problem(t, s.do(other), 422, "idempotency_key_reused")
	close(release)
	all.Wait()
	if w := s.do(pay("k")); w.Code != 201 || w.Header().Get("Idempotent-Replayed") != "true" {
		t.Errorf("afterwards: %d", w.Code)
	}
}

func TestACrashedRequestIsTakenOverUnderTheSameOperation(t *testing.T) {
	t.Parallel()
	for name, recover := range map[string]func(*shop){
		"after its lease":        func(s *shop) { s.clock.Advance(rest.DefaultTimeout + 5*time.Second) },
		"when the process is up": func(s *shop) { _ = s.store.Abandon(context.Background()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.did = func(context.Context, rest.Call) error { panic(http.ErrAbortHandler) }
			crash(func() { s.do(pay("k")) })
			s.did = nil
			problem(t, s.do(pay("k")), 409, "request_in_progress")
			recover(s)
			if w := s.do(pay("k")); w.Code != 201 || s.ran.Load() != 2 {
				t.Errorf("%d %s, ran %d times", w.Code, w.Body, s.ran.Load())
			}
			if s.operations() != 1 {
				t.Error("the take-over has another operation: it cannot find what the dead one committed")
			}
		})
	}
}

// crash lets a request die as if its process did.
func crash(request func()) {
	defer func() { _ = recover() }()
	request()
}

func TestALateHolderNeitherKeepsNorFreesWhatAnotherTookOver(t *testing.T) {
	t.Parallel()
	ctx, store := context.Background(), rest.NewAnswers()
	late := rest.Claim{Operation: id.Random{}.New(), Holder: id.Random{}.New(), Now: noon, Lease: time.Second}
	if _, err := store.Begin(ctx, late); err != nil {
		t.Fatal(err)
	}
	heir := late
	heir.Holder, heir.Now, heir.Operation = id.Random{}.New(), noon.Add(time.Second), id.Random{}.New()
	begun, _ := store.Begin(ctx, heir)
	if begun.State != rest.Mine || begun.Operation != late.Operation {
		t.Fatalf("got %+v", begun)
	}
	_ = store.Keep(ctx, late, rest.Answer{Status: 500})
	_ = store.Forget(ctx, late)
	if begun, _ := store.Begin(ctx, heir); begun.State != rest.Running {
		t.Errorf("the late one changed the claim: %+v", begun)
	}
	_ = store.Keep(ctx, heir, rest.Answer{Status: 201})
	_ = store.Forget(ctx, heir)
	if begun, _ := store.Begin(ctx, heir); begun.State != rest.Answered || begun.Answer.Status != 201 {
		t.Errorf("got %+v", begun)
	}
}

func TestWithoutAKeyEveryOperationIsFresh(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.do(pay(""))
	s.do(pay(""))
	if s.operations() != 2 {
		t.Errorf("%d operations", s.operations())
	}
}

func TestKeptAnswersCannotBeReadFromTheStore(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	w := s.do(pay("k"))
	if len(s.store.kept) != 1 || bytes.Contains(s.store.kept[0], []byte("label")) || !bytes.Contains(w.Body.Bytes(), []byte("label")) {
		t.Errorf("kept %q", s.store.kept)
	}
}

// awayStore is a store whose database is away.
type awayStore struct{ rest.AnswerStore }

func (awayStore) Begin(context.Context, rest.Claim) (rest.Begun, error) {
	return rest.Begun{}, errors.New("dial: connection refused")
}

func TestAnAnswerThatCannotBeOpenedAnyMoreIsFoundAgainByItsOperation(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	first := s.do(pay("k"))
	s.seals.Sealer = auth.NewSealer(auth.Secrets{Current: "the next secret, without the old one"}, "answers")
	again := s.do(pay("k"))
	if first.Code != 201 || again.Code != 201 || again.Header().Get("Location") != first.Header().Get("Location") || s.operations() != 1 {
		t.Errorf("%d %s\n%d %s\n%d operations", first.Code, first.Body, again.Code, again.Body, s.operations())
	}
	if another := (ask{method: "POST", path: "/api/payments", token: "anna", key: "k", body: `{"note":"m"}`}); s.do(another).Code != 422 {
		t.Error("with another body the key was taken again")
	}
}

func TestWithoutItsStoreAKeyedRequestIsNotBegun(t *testing.T) {
	t.Parallel()
	h := open(t, func(cfg *rest.Config) { cfg.Answers = awayStore{} }).echo()
	w := h.do(ask{method: "POST", path: "/api/seats", token: "anna", key: "k", body: `{` + goodID + `,"label":"A"}`})
	problem(t, w, 503, "try_again")
}

package rest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/platform/rest"
)

type token string

func (t token) Token() string { return string(t) }

// service is another service's internal door.
func service(t *testing.T, handle func(ctx context.Context, call rest.Call, in *seatInput) (*seatOutput, error)) *rest.Client {
	h := open(t, func(cfg *rest.Config) { cfg.Internal = true })
	rest.Register(h.For("inventory"), rest.Route{Method: "POST", Path: "/internal/seats", ID: "seats", Summary: "X", Access: rest.Internal}, handle)
	return caller(t, h.Handler())
}

func caller(t *testing.T, handler http.Handler) *rest.Client {
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	client := rest.NewClient(rest.ClientConfig{Base: server.URL, Tokens: token("service")})
	t.Cleanup(client.Close)
	return client
}

func TestACallBetweenServicesCarriesValuesAndIdentity(t *testing.T) {
	t.Parallel()
	var seen string
	client := service(t, func(ctx context.Context, _ rest.Call, in *seatInput) (*seatOutput, error) {
		seen = obs.RequestOf(ctx).ID
		return &seatOutput{Body: in.Body}, nil
	})
	ctx := obs.WithRequest(context.Background(), obs.Request{ID: "r-7"})
	var out seat
	err := client.Call(ctx, rest.Request{Method: "POST", Path: "/internal/seats", Body: seat{ID: anna, Label: "A1"}, Out: &out})
	if err != nil || out.Label != "A1" || out.ID != anna || seen != "r-7" {
		t.Errorf("%v %+v %q", err, out, seen)
	}
}

func TestAFaultCrossesServicesUnchanged(t *testing.T) {
	t.Parallel()
	sentinel := fault.New(fault.Conflict, "seat_taken", "That seat has just been taken.")
	client := service(t, func(context.Context, rest.Call, *seatInput) (*seatOutput, error) {
		return nil, sentinel.With("taken", []string{"A1"}).With("error", "taken!").After(3 * time.Second)
	})
	err := client.Call(context.Background(), rest.Request{Method: "POST", Path: "/internal/seats", Body: seat{ID: anna, Label: "A"}})
	got, ok := fault.As(err)
	if !ok || !errors.Is(err, sentinel) || got.Kind != fault.Conflict || got.Detail != sentinel.Detail || got.Wait != 3*time.Second {
		t.Fatalf("got %v", err)
	}
	if fmt.Sprint(got.Members["taken"]) != "[A1]" || got.Members["error"] != "taken!" || len(got.Members) != 2 {
		t.Errorf("members %v", got.Members)
	}
}

func TestAnUnexpectedErrorOfAnotherServiceStaysUnexpected(t *testing.T) {
	t.Parallel()
	client := service(t, func(context.Context, rest.Call, *seatInput) (*seatOutput, error) { return nil, errUnknown })
	err := client.Call(context.Background(), rest.Request{Method: "POST", Path: "/internal/seats", Body: seat{ID: anna, Label: "A"}, Safe: true})
	if _, ok := fault.As(err); err == nil || ok {
		t.Errorf("got %v", err)
	}
}

func TestOnlySafeCallsAreMadeAgain(t *testing.T) {
	t.Parallel()
	for _, safe := range []bool{true, false} {
		var calls atomic.Int32
		client := caller(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if calls.Add(1) < 3 {
				w.WriteHeader(http.StatusBadGateway)
				return
			}
			_ = json.NewEncoder(w).Encode("fine")
		}))
		err := client.Call(context.Background(), rest.Request{Method: "GET", Path: "/", Safe: safe})
		if want := map[bool]int32{true: 3, false: 1}[safe]; calls.Load() != want || (err == nil) != safe {
			t.Errorf("safe %v: %d calls, %v", safe, calls.Load(), err)
		}
		if err != nil && !fault.Is(err, fault.Unavailable) {
			t.Errorf("got %v", err)
		}
	}
}

func TestAServiceThatIsAwayIsUnavailable(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	client := rest.NewClient(rest.ClientConfig{Base: address})
	if err := client.Call(context.Background(), rest.Request{Method: "GET", Path: "/?secret=hush"}); !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
}

func TestAConnectionToItselfIsRefused(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	here := listener.Addr()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	conn, err := (&net.Dialer{LocalAddr: here}).Dial("tcp", here.String())
	if err != nil {
		t.Skipf("this machine does not connect to itself: %v", err)
	}
	if _, err := rest.Another(conn); err == nil {
		t.Error("it was accepted")
	}
}

package paymenthttp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymenthttp"
	"github.com/speckit/ticketing/internal/payment/paymentmem"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
	"github.com/speckit/ticketing/internal/payment/paymenttest"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
)

// house is payment behind its door, with a buyer who has an order to pay.
type house struct {
	http.Handler
	t     *testing.T
	clock *clock.Fake
	near  *paymenttest.Neighbours
	store *paymentmem.Store
	svc   *payment.Service
	bill  payment.Bill
	fault func(paymentsim.Op, paymentsim.Stage, id.UUID) error
}

var (
	buyer  = id.Named(id.Nil, "buyer")
	people = map[string]actor.Actor{
		"buyer":     {Customer: buyer, Role: actor.Guest},
		"stranger":  {Customer: id.Named(id.Nil, "stranger"), Role: actor.Customer},
		"staff":     {Customer: id.Named(id.Nil, "staff"), Role: actor.Staff},
		"organiser": {Customer: id.Named(id.Nil, "organiser"), Role: actor.Organiser},
		"one-order": {Customer: buyer, Role: actor.Guest, Order: id.Named(id.Nil, "order")},
	}
)

func open(t *testing.T) *house { return openWith(t, true) }

func openWith(t *testing.T, provider bool) *house {
	t.Helper()
	h := &house{t: t, clock: clock.NewFake(paymenttest.Noon), near: &paymenttest.Neighbours{}, store: paymentmem.New()}
	ids := id.NewSeeded(5)
	bank := paymentsim.New(paymentsim.NewMemory(), h.clock, paymentsim.Config{
		PublicURL: "http://tickets.test",
		Fault: func(op paymentsim.Op, stage paymentsim.Stage, key id.UUID) error {
			if h.fault == nil {
				return nil
			}
			return h.fault(op, stage, key)
		},
	})
	if provider {
		h.svc = payment.New(h.store, h.near, h.near, h.near, bank, payment.DefaultRules, h.clock, ids)
	} else {
		h.svc = payment.New(h.store, h.near, h.near, h.near, nil, payment.DefaultRules, h.clock, ids)
	}
	api := rest.New(rest.Config{
		Title: "test", Version: "0", Clock: h.clock, IDs: ids, Always: []string{"/dev/*"},
		Auth: rest.VerifierFunc(func(_ context.Context, token string) (actor.Actor, error) {
			who, known := people[token]
			if !known {
				return actor.Actor{}, fault.New(fault.Unauthenticated, "invalid_token", "Who are you?")
			}
			return who, nil
		}),
	})
	paymenthttp.Routes(api.For("payment"), h.svc)
	paymenthttp.BankRoutes(api.For("payment"), h.svc, bank, func(_ context.Context, order id.UUID) (string, error) {
		return "/orders/" + order.String(), nil
	})
	h.Handler = resttest.Checked(t, api)
	h.bill = payment.Bill{
		Order: id.Named(id.Nil, "order"), Number: "K7MWQ2PX", Customer: buyer, State: payment.OrderPending, Total: money.Of(2550, "USD"),
		Reservations: []id.UUID{id.Named(id.Nil, "a"), id.Named(id.Nil, "b")}, ExpiresAt: paymenttest.Noon.Add(15 * time.Minute),
	}
	h.near.SetBill(h.bill)
	return h
}

// call makes a request; a text body is sent as it is, everything else as JSON.
func (h *house) call(who, method, path string, body any) *httptest.ResponseRecorder {
	h.t.Helper()
	var content []byte
	switch b := body.(type) {
	case nil:
	case string:
		content = []byte(b)
	default:
		content, _ = json.Marshal(b)
	}
	r := httptest.NewRequestWithContext(h.t.Context(), method, path, bytes.NewReader(content))
	if len(content) > 0 {
		r.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		r.Header.Set("Authorization", "Bearer "+who)
	}
	return h.send(r)
}

func (h *house) send(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// pay pays the order and returns the answer's JSON.
func (h *house) pay(method string) (*httptest.ResponseRecorder, map[string]any) {
	h.t.Helper()
	w := h.call("buyer", "POST", "/api/payments", map[string]any{"orderId": h.bill.Order, "paymentMethod": method})
	return w, read(h.t, w)
}

func read(t *testing.T, w *httptest.ResponseRecorder) map[string]any {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatalf("answer %q: %v", w.Body, err)
	}
	return doc
}

func paymentID(doc map[string]any) string { return doc["payment"].(map[string]any)["id"].(string) }

// wantJSON compares a document with the golden one, in which <id> stands for any text.
func wantJSON(t *testing.T, got map[string]any, golden string) {
	t.Helper()
	var want map[string]any
	if err := json.Unmarshal([]byte(golden), &want); err != nil {
		t.Fatal(err)
	}
	blank(want, got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
}

func blank(want, got map[string]any) {
	for name, value := range want {
		switch v := value.(type) {
		case string:
			if text, ok := got[name].(string); ok && strings.Contains(v, "<id>") && text != "" {
				want[name] = text
			}
		case map[string]any:
			if inner, ok := got[name].(map[string]any); ok {
				blank(v, inner)
			}
		}
	}
}

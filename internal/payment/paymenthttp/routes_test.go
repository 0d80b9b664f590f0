package paymenthttp_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
)

const goldenPayment = `{
	"id": "<id>", "orderId": "<id>", "customerId": "<id>", "reservationId": "<id>",
	"reservationIds": ["70d51d0c-e31d-5ed1-92c8-d0b76a67d3c4", "b8f0b4d3-2b5c-5a8c-9e4f-f1b0c1a2d3e4"],
	"amount": 25.50, "currency": "USD", "paymentMethod": "credit_card", "testMethod": "card_ok", "status": "succeeded",
	"transactionId": "<id>", "errorCode": null, "errorMessage": null, "failureReason": null,
	"createdAt": "2030-05-01T12:00:00Z", "processedAt": "2030-05-01T12:00:00Z", "isSimulated": true, "simulatedResponse": "<id>"
}`

func TestASuccessfulPaymentAnswersAsTheOriginalDid(t *testing.T) {
	t.Parallel()
	h := open(t)
	w, doc := h.pay("card_ok")
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	if !strings.Contains(w.Body.String(), `"amount":25.50`) {
		t.Errorf("the amount lost its digits: %s", w.Body)
	}
	got := doc["payment"].(map[string]any)
	if n := len(got["reservationIds"].([]any)); n != 2 || got["reservationIds"].([]any)[0] != got["reservationId"] {
		t.Errorf("reservations are %v, first %v", got["reservationIds"], got["reservationId"])
	}
	got["reservationIds"] = []any{"70d51d0c-e31d-5ed1-92c8-d0b76a67d3c4", "b8f0b4d3-2b5c-5a8c-9e4f-f1b0c1a2d3e4"}
	wantJSON(t, doc, `{"success": true, "errorMessage": null, "payment": `+goldenPayment+`}`)
	if response := got["simulatedResponse"].(string); response != "Success - TransactionId: "+got["transactionId"].(string) {
		t.Errorf("simulated response is %q", response)
	}
	shown := h.call("buyer", "GET", "/api/payments/"+paymentID(doc), nil)
	if shown.Code != http.StatusOK || read(t, shown)["status"] != "succeeded" {
		t.Errorf("shown: %d %s", shown.Code, shown.Body)
	}
	again, second := h.pay("card_declined")
	if again.Code != http.StatusOK || paymentID(second) != paymentID(doc) {
		t.Errorf("a paid order: %d %s", again.Code, again.Body)
	}
}

func TestTheMethodsAreThoseThatCanBePaidBy(t *testing.T) {
	t.Parallel()
	h := open(t)
	w := h.call("", "GET", "/api/payments/methods", nil)
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	wantJSON(t, read(t, w), `{"isSimulated": true, "methods": ["card_ok", "card_declined", "insufficient_funds", "requires_action", "processor_timeout"]}`)
	for _, method := range read(t, w)["methods"].([]any) {
		if w, doc := open(t).pay(method.(string)); doc["code"] == "unknown_payment_method" {
			t.Errorf("%s: %d %s", method, w.Code, w.Body)
		}
	}
}

func TestADeclineIsAProblemWithThePaymentInIt(t *testing.T) {
	t.Parallel()
	h := open(t)
	w, doc := h.pay("insufficient_funds")
	if w.Code != http.StatusUnprocessableEntity || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Fatalf("status %d %s", w.Code, w.Header())
	}
	if doc["code"] != "payment_declined" || doc["success"] != false ||
		doc["errorMessage"] != "Payment failed: There is not enough money on the account." {
		t.Errorf("problem is %v", doc)
	}
	p := doc["payment"].(map[string]any)
	if p["status"] != "failed" || p["failureReason"] != "insufficient_funds" || p["errorCode"] != "INSUFFICIENT_FUNDS" ||
		p["simulatedResponse"] != "Failed - INSUFFICIENT_FUNDS: There is not enough money on the account." {
		t.Errorf("payment is %v", p)
	}
	if w, _ := h.pay("card_ok"); w.Code != http.StatusOK {
		t.Errorf("the next try: %d %s", w.Code, w.Body)
	}
}

func TestAnUndecidedPaymentIsAccepted(t *testing.T) {
	t.Parallel()
	h := open(t)
	w, doc := h.pay("processor_timeout")
	p := doc["payment"].(map[string]any)
	if w.Code != http.StatusAccepted || doc["success"] != false || p["status"] != "pending" || p["processedAt"] != nil {
		t.Errorf("status %d: %v", w.Code, doc)
	}
	w, doc = h.pay("card_ok")
	if w.Code != http.StatusConflict || doc["code"] != "payment_in_progress" || w.Header().Get("Retry-After") == "" {
		t.Errorf("a second one: %d %v", w.Code, doc)
	}
}

func TestWhatIsRefusedSaysWhyAndWritesNothing(t *testing.T) {
	t.Parallel()
	order := id.Named(id.Nil, "order").String()
	ok := fmt.Sprintf(`"orderId": %q`, order)
	for name, c := range map[string]struct {
		who, body string
		status    int
		code      string
	}{
		"no token":                   {"", "{" + ok + "}", 401, "unauthenticated"},
		"another's order":            {"stranger", "{" + ok + "}", 404, "order_not_found"},
		"an unknown order":           {"buyer", `{"orderId": "0190a000-0000-7000-8000-000000000000"}`, 404, "order_not_found"},
		"no order":                   {"buyer", `{}`, 400, "invalid_request"},
		"an order that is no id":     {"buyer", `{"orderId": "7"}`, 400, "invalid_request"},
		"no JSON":                    {"buyer", `{"orderId"`, 400, "invalid_json"},
		"an unknown method":          {"buyer", "{" + ok + `, "paymentMethod": "barter"}`, 400, "unknown_payment_method"},
		"a method that is a number":  {"buyer", "{" + ok + `, "paymentMethod": 7}`, 400, "invalid_request"},
		"a method of great length":   {"buyer", "{" + ok + `, "paymentMethod": "` + strings.Repeat("x", 51) + `"}`, 400, "invalid_request"},
		"another amount":             {"buyer", "{" + ok + `, "amount": 0.01}`, 409, "price_changed"},
		"a huge amount":              {"buyer", "{" + ok + `, "amount": 99999999999999999999}`, 409, "price_changed"},
		"an amount of absurd form":   {"buyer", "{" + ok + `, "amount": 1e999999}`, 400, "invalid_request"},
		"an amount that is text":     {"buyer", "{" + ok + `, "amount": "25.50"}`, 400, "invalid_request"},
		"a negative amount":          {"buyer", "{" + ok + `, "amount": -25.50}`, 400, "invalid_amount"},
		"another currency":           {"buyer", "{" + ok + `, "currency": "EUR"}`, 409, "price_changed"},
		"a currency of great length": {"buyer", "{" + ok + `, "currency": "EURO"}`, 400, "invalid_request"},
		"another customer":           {"buyer", "{" + ok + fmt.Sprintf(`, "customerId": %q}`, id.Named(id.Nil, "stranger")), 403, "customer_mismatch"},
		"another reservation":        {"buyer", "{" + ok + fmt.Sprintf(`, "reservationId": %q}`, id.Named(id.Nil, "z")), 400, "reservation_mismatch"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			w := h.call(c.who, "POST", "/api/payments", c.body)
			if doc := read(t, w); w.Code != c.status || doc["code"] != c.code || doc["detail"] == "" {
				t.Errorf("got %d %s, want %d %s", w.Code, w.Body, c.status, c.code)
			}
			if all, err := h.store.Payments(t.Context(), payment.ID{}, 1); err != nil || len(all) != 0 {
				t.Errorf("%d payments were written, %v", len(all), err)
			}
		})
	}
}

func TestTheOriginalsRequestIsAccepted(t *testing.T) {
	t.Parallel()
	h := open(t)
	w := h.call("buyer", "POST", "/api/payments", map[string]any{
		"orderId": h.bill.Order, "customerId": buyer, "reservationId": h.bill.Reservations[0],
		"amount": 25.5, "currency": "USD", "paymentMethod": "debit_card", "somethingElse": true,
	})
	if w.Code != http.StatusOK {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

func TestASessionOfOneOrderMayPayIt(t *testing.T) {
	t.Parallel()
	h := open(t)
	w := h.call("one-order", "POST", "/api/payments", map[string]any{"orderId": h.bill.Order})
	if w.Code != http.StatusOK {
		t.Fatalf("got %d %s", w.Code, w.Body)
	}
	if shown := h.call("one-order", "GET", "/api/payments/"+paymentID(read(t, w)), nil); shown.Code != http.StatusOK {
		t.Errorf("shown: %d %s", shown.Code, shown.Body)
	}
}

func TestHoldsThatRanOutAreGone(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.near.ProtectHook = func(context.Context, id.UUID) error { return payment.ErrHoldExpired }
	w, doc := h.pay("card_ok")
	if w.Code != http.StatusGone || doc["code"] != "hold_expired" || doc["success"] != false {
		t.Errorf("got %d %v", w.Code, doc)
	}
}

func TestWithoutAProviderPaymentIsUnavailable(t *testing.T) {
	t.Parallel()
	h := openWith(t, false)
	w, doc := h.pay("credit_card")
	if w.Code != http.StatusServiceUnavailable || doc["code"] != "no_payment_provider" || w.Header().Get("Retry-After") == "" {
		t.Errorf("got %d %v", w.Code, doc)
	}
}

func TestARepeatedKeyIsAnsweredFromTheFirst(t *testing.T) {
	t.Parallel()
	h := open(t)
	send := func(body string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), "POST", "/api/payments", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer buyer")
		r.Header.Set("Idempotency-Key", "once")
		return h.send(r)
	}
	body := fmt.Sprintf(`{"orderId": %q, "paymentMethod": "card_declined"}`, h.bill.Order)
	first, again := send(body), send(body)
	if first.Code != 422 || again.Code != 422 || first.Body.String() != again.Body.String() {
		t.Errorf("first %d %s\nagain %d %s", first.Code, first.Body, again.Code, again.Body)
	}
	other := send(strings.ReplaceAll(body, "card_declined", "card_ok"))
	if doc := read(t, other); other.Code != 422 || doc["code"] != "idempotency_key_reused" {
		t.Errorf("another body: %d %s", other.Code, other.Body)
	}
}

func TestAPaymentIsShownToItsOwnerAndTheHouseOnly(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, doc := h.pay("card_ok")
	for who, want := range map[string]int{"buyer": 200, "staff": 200, "organiser": 200, "stranger": 404, "": 401} {
		if w := h.call(who, "GET", "/api/payments/"+paymentID(doc), nil); w.Code != want {
			t.Errorf("%q got %d, want %d", who, w.Code, want)
		}
	}
	for path, want := range map[string]int{"0190a000-0000-7000-8000-000000000000": 404, "seven": 400} {
		if w := h.call("buyer", "GET", "/api/payments/"+path, nil); w.Code != want {
			t.Errorf("%s: got %d, want %d", path, w.Code, want)
		}
	}
}

func TestARefundIsCreatedOnceByManagersOnly(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, doc := h.pay("card_ok")
	path := "/api/payments/" + paymentID(doc) + "/refunds"
	for who, want := range map[string]int{"": 401, "buyer": 403, "staff": 403} {
		if w := h.call(who, "POST", path, "{}"); w.Code != want {
			t.Errorf("%q got %d, want %d", who, w.Code, want)
		}
	}
	w := h.call("organiser", "POST", path, "{}")
	if w.Code != http.StatusCreated {
		t.Fatalf("got %d %s", w.Code, w.Body)
	}
	wantJSON(t, read(t, w), fmt.Sprintf(
		`{"refundId": "<id>", "paymentId": %q, "amount": 25.50, "currency": "USD", "status": "succeeded", "reason": "requested",
		"requestedAt": "2030-05-01T12:00:00Z", "completedAt": "2030-05-01T12:00:00Z"}`, paymentID(doc)))
	w = h.call("organiser", "POST", path, nil)
	if again := read(t, w); w.Code != http.StatusConflict || again["code"] != "already_refunded" {
		t.Errorf("again: %d %s", w.Code, w.Body)
	}
	if shown := read(t, h.call("buyer", "GET", "/api/payments/"+paymentID(doc), nil)); shown["status"] != "refunded" {
		t.Errorf("the payment is %v", shown["status"])
	}
	if w := h.call("organiser", "POST", "/api/payments/0190a000-0000-7000-8000-000000000000/refunds", "{}"); w.Code != 404 {
		t.Errorf("an unknown payment: %d", w.Code)
	}
}

func TestAnUndecidedRefundIsAccepted(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, doc := h.pay("card_ok")
	h.fault = func(op paymentsim.Op, _ paymentsim.Stage, _ id.UUID) error {
		if op == paymentsim.OpRefund {
			return errors.New("away")
		}
		return nil
	}
	w := h.call("organiser", "POST", "/api/payments/"+paymentID(doc)+"/refunds", "{}")
	if got := read(t, w); w.Code != http.StatusAccepted || got["status"] != "pending" {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

func TestAPaymentTellsOfItsRefundFromTheMomentItIsAskedForUntilItIsDone(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, doc := h.pay("card_ok")
	path := "/api/payments/" + paymentID(doc)
	shown := func(status string, refund any) {
		t.Helper()
		for _, who := range []string{"buyer", "staff"} {
			if got := read(t, h.call(who, "GET", path, nil)); got["status"] != status || !cmp.Equal(got["refund"], refund) {
				t.Errorf("%s is told %v, refund %v, not %v", who, got["status"], got["refund"], refund)
			}
		}
	}
	shown("succeeded", nil)
	h.fault = func(op paymentsim.Op, _ paymentsim.Stage, _ id.UUID) error {
		if op == paymentsim.OpRefund {
			return errors.New("away")
		}
		return nil
	}
	asked := read(t, h.call("organiser", "POST", path+"/refunds", "{}"))
	if asked["status"] != "pending" || asked["completedAt"] != nil {
		t.Errorf("asked for: %v", asked)
	}
	shown("succeeded", asked)
	h.fault = nil
	h.clock.Advance(time.Minute)
	if _, err := h.svc.RunRefunds(t.Context()); err != nil {
		t.Fatal(err)
	}
	asked["status"], asked["completedAt"] = "succeeded", h.clock.Now().Format(time.RFC3339)
	shown("refunded", asked)
}

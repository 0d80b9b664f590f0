package paymenthttp_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/kernel/id"
)

func TestTheBanksPageShowsThePaymentAndTakesTheAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body, kind, want string
	}{
		"approved by form": {"approve=true", "application/x-www-form-urlencoded", "succeeded"},
		"declined by form": {"approve=false", "application/x-www-form-urlencoded; charset=UTF-8", "failed"},
		"approved by JSON": {`{"approve": true}`, "application/json", "succeeded"},
		"declined by JSON": {`{"approve": false}`, "", "failed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			w, doc := h.pay("requires_action")
			p := doc["payment"].(map[string]any)
			address := p["nextAction"].(map[string]any)["url"].(string)
			path, own := strings.CutPrefix(address, "http://tickets.test")
			if w.Code != http.StatusAccepted || !own || path != "/dev/bank/"+paymentID(doc) {
				t.Fatalf("got %d, next action %s", w.Code, address)
			}
			page := h.call("", "GET", path, nil)
			if page.Code != 200 || !strings.Contains(page.Body.String(), "25.50 USD") || !strings.Contains(page.Body.String(), "K7MWQ2PX") ||
				!strings.Contains(page.Body.String(), `name="approve" value="true"`) {
				t.Errorf("page: %d %s", page.Code, page.Body)
			}
			r := httptest.NewRequestWithContext(t.Context(), "POST", path, strings.NewReader(c.body))
			r.Header.Set("Content-Type", c.kind)
			answer := h.send(r)
			if answer.Code != http.StatusSeeOther || answer.Header().Get("Location") != "/orders/"+h.bill.Order.String() {
				t.Errorf("answer: %d %s %s", answer.Code, answer.Header(), answer.Body)
			}
			if shown := read(t, h.call("buyer", "GET", "/api/payments/"+paymentID(doc), nil)); shown["status"] != c.want || shown["nextAction"] != nil {
				t.Errorf("the payment is %v, next %v", shown["status"], shown["nextAction"])
			}
			after := h.call("", "GET", path, nil)
			if after.Code != 200 || strings.Contains(after.Body.String(), "<button") || !strings.Contains(after.Body.String(), c.want) {
				t.Errorf("the page afterwards: %d %s", after.Code, after.Body)
			}
		})
	}
}

func TestTheBanksPageRefusesNonsense(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, doc := h.pay("requires_action")
	path := "/dev/bank/" + paymentID(doc)
	for name, body := range map[string]string{"nothing": "", "no JSON": "{", "no answer": "{}", "a text": `{"approve": "yes"}`, "null": `{"approve": null}`} {
		if w := h.call("", "POST", path, body); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), "POST", path, strings.NewReader("approve=perhaps"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if w := h.send(r); w.Code != http.StatusBadRequest {
		t.Errorf("a form without an answer: %d", w.Code)
	}
	if w := h.call("", "POST", "/dev/bank/"+id.Named(id.Nil, "nobody").String(), `{"approve": true}`); w.Code != http.StatusNotFound {
		t.Errorf("an unknown payment: %d", w.Code)
	}
	if shown := read(t, h.call("buyer", "GET", "/api/payments/"+paymentID(doc), nil)); shown["status"] != "pending" {
		t.Errorf("the payment is %v, want pending", shown["status"])
	}
}

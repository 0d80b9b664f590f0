package orderinghttp_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderinghttp"
)

// till is a payment that says what the test tells it to, and keeps the first outcome of each payment.
type till struct {
	cfg     orderinghttp.PageConfig
	says    func(method string) (orderinghttp.Paying, error)
	charges []id.UUID
	known   map[id.UUID]orderinghttp.Paying
	who     actor.Actor
}

func newTill() *till {
	c := &till{known: map[id.UUID]orderinghttp.Paying{}}
	c.says = func(string) (orderinghttp.Paying, error) { return orderinghttp.Paying{Taken: true}, nil }
	c.cfg = orderinghttp.PageConfig{Demo: true, Pay: c.pay, PublicURL: "https://tickets.example"}
	return c
}

func (c *till) pay(_ context.Context, who actor.Actor, _ ordering.OrderID, payment id.UUID, method string) (orderinghttp.Paying, error) {
	c.who = who
	if known, again := c.known[payment]; again {
		return known, nil
	}
	paying, err := c.says(method)
	if err == nil {
		c.charges, c.known[payment] = append(c.charges, payment), paying
	}
	return paying, err
}

func (c *till) show(t *testing.T, h *house, path string) string {
	t.Helper()
	answer := h.page(c.cfg, httptest.NewRequestWithContext(t.Context(), "GET", path, http.NoBody))
	if answer.Code != http.StatusOK {
		t.Fatalf("status %d: %s", answer.Code, answer.Body)
	}
	return answer.Body.String()
}

var (
	formAction = regexp.MustCompile(`action="(/orders/[^"]*/pay[^"]*)"`)
	formNonce  = regexp.MustCompile(`name="nonce" value="([^"]+)"`)
)

// send sends the form that is on a page.
func (c *till) send(t *testing.T, h *house, page, method string) *httptest.ResponseRecorder {
	t.Helper()
	action, nonce := formAction.FindStringSubmatch(page), formNonce.FindStringSubmatch(page)
	if action == nil || nonce == nil {
		t.Fatalf("there is no form: %s", words(page))
	}
	return c.post(t, h, strings.ReplaceAll(action[1], "&amp;", "&"), url.Values{"method": {method}, "nonce": {nonce[1]}}.Encode())
}

func (c *till) post(t *testing.T, h *house, path, form string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), "POST", path, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return h.page(c.cfg, r)
}

// says requires a page to say some texts and not others.
func says(t *testing.T, page string, texts, not []string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("the page does not say %q:\n%s", text, words(page))
		}
	}
	for _, text := range not {
		if strings.Contains(page, text) {
			t.Errorf("the page says %q:\n%s", text, words(page))
		}
	}
}

func failed(h *house, o ordering.Order, payment id.UUID, reason string) events.PaymentFailed {
	return events.PaymentFailed{
		Meta: events.Stamp(h.IDs.New(), h.Clock.Now()), Charge: events.Charge{Order: o.ID.UUID(), Payment: payment}, FailureReason: reason,
		AttemptedAt: h.Clock.Now(),
	}
}

func TestOnlyAnOrderThatWaitsForMoneyHasAForm(t *testing.T) {
	t.Parallel()
	const form, cards = "Pay 45.50 USD</button>", `value="requires_action"`
	h, till := newHouse(), newTill()
	ann, event := h.Guest(), h.Event()
	placed := h.Place(t, ann, h.Hold(ann, event, 2000), h.Hold(ann, event, 2550))
	says(t, till.show(t, h, pagePath(placed)), []string{form, cards, "held until 1 May 2030, 14:15", `content="30"`}, []string{"<script"})
	till.cfg.Demo = false
	says(t, till.show(t, h, pagePath(placed)), []string{form}, []string{cards})
	says(t, h.look(t, "GET", pagePath(placed)).Body.String(), nil, []string{form})
	h.succeed(t, placed.Order)
	says(t, till.show(t, h, pagePath(placed)+"&pay=undecided"), nil, []string{"</button>Pay", "Pay 45", "not decided"})
	free := h.Place(t, ann, h.Hold(ann, event, 0))
	says(t, till.show(t, h, pagePath(free)), nil, []string{"Pay 0"})
}

func TestAPaymentIsOfTheOneOrderThatTheSecretOpens(t *testing.T) {
	t.Parallel()
	h, till := newHouse(), newTill()
	ann := h.Guest()
	placed := h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
	order := "/orders/" + placed.Order.ID.String() + "/pay?secret="
	for _, path := range []string{order, order + "guessed", "/orders/seventeen/pay?secret=" + placed.Secret} {
		if answer := till.post(t, h, path, "nonce=x"); answer.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.Code)
		}
	}
	if answer := till.post(t, h, order+placed.Secret, "nonce="+strings.Repeat("x", 5000)); answer.Code != http.StatusBadRequest || len(till.charges) > 0 {
		t.Errorf("a form without measure: %d, %d charges", answer.Code, len(till.charges))
	}
	answer := till.send(t, h, till.show(t, h, pagePath(placed)), "card_ok")
	if want := (actor.Actor{Role: actor.Guest, Customer: ann.Customer, Order: placed.Order.ID.UUID()}); till.who.Order != want.Order || till.who.Customer != want.Customer || till.who.Role != want.Role {
		t.Errorf("paid by %+v, want %+v", till.who, want)
	}
	if answer.Code != http.StatusSeeOther || answer.Header().Get("Referrer-Policy") != "no-referrer" || answer.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("answer %d %v", answer.Code, answer.Header())
	}
	if policy := answer.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "form-action 'self' https://tickets.example;") {
		t.Errorf("policy %q", policy)
	}
	says(t, till.show(t, h, answer.Header().Get("Location")), []string{"The bank has taken your payment", `content="5"`}, []string{"Pay 20"})
}

func TestADoubleClickIsOnePaymentAndATryAfterADeclineAnother(t *testing.T) {
	t.Parallel()
	h, till := newHouse(), newTill()
	ann := h.Guest()
	placed := h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
	till.says = func(string) (orderinghttp.Paying, error) {
		return orderinghttp.Paying{Declined: "insufficient_funds"}, nil
	}
	first := till.show(t, h, pagePath(placed))
	answer := till.send(t, h, first, "card_ok")
	if again := till.send(t, h, first, "card_ok"); again.Header().Get("Location") != answer.Header().Get("Location") || len(till.charges) != 1 {
		t.Errorf("%d charges, and %s, then %s", len(till.charges), answer.Header().Get("Location"), again.Header().Get("Location"))
	}
	second := till.show(t, h, answer.Header().Get("Location"))
	says(t, second, []string{"there is not enough money on the account, and nothing was charged", "still held until 1 May 2030, 14:15", "Payment declined", "Pay 20.00 USD"}, nil)
	h.bring(t, failed(h, placed.Order, till.charges[0], "insufficient_funds"))
	till.says = func(string) (orderinghttp.Paying, error) { return orderinghttp.Paying{Declined: "card_declined"}, nil }
	answer = till.send(t, h, second, "card_ok")
	if len(till.charges) != 2 {
		t.Errorf("%d charges", len(till.charges))
	}
	says(t, till.show(t, h, answer.Header().Get("Location")), []string{"the bank declined the card"}, []string{"not enough money"})
}

func TestAPaymentThatIsNotDecidedIsAwaited(t *testing.T) {
	t.Parallel()
	h, till := newHouse(), newTill()
	ann := h.Guest()
	placed := h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
	till.says = func(string) (orderinghttp.Paying, error) { return orderinghttp.Paying{}, nil }
	page := till.send(t, h, till.show(t, h, pagePath(placed)), "processor_timeout").Header().Get("Location")
	says(t, till.show(t, h, page), []string{"not decided yet", "do not pay again", `content="5"`}, []string{"Pay 20", "Nothing is charged until"})
	h.bring(t, failed(h, placed.Order, till.charges[0], "timeout"))
	says(t, till.show(t, h, page), []string{"the bank did not answer in time", "Pay 20.00 USD"}, []string{"not decided yet"})
}

func TestABankThatWantsAWordWithTheBuyerHasIt(t *testing.T) {
	t.Parallel()
	h, till := newHouse(), newTill()
	ann := h.Guest()
	placed := h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
	till.says = func(method string) (orderinghttp.Paying, error) {
		return orderinghttp.Paying{Next: "https://tickets.example/dev/bank/" + method}, nil
	}
	answer := till.send(t, h, till.show(t, h, pagePath(placed)), "requires_action")
	if to := answer.Header().Get("Location"); answer.Code != http.StatusSeeOther || to != "https://tickets.example/dev/bank/requires_action" {
		t.Errorf("%d to %s", answer.Code, to)
	}
}

func TestThePageSaysWhyNothingWasCharged(t *testing.T) {
	t.Parallel()
	for code, test := range map[string]struct {
		err  error
		says string
		held bool
	}{
		"hold_expired":        {fault.New(fault.Gone, "hold_expired", "x"), "they were let go. No money was taken", false},
		"no_payment_provider": {fault.New(fault.Unavailable, "no_payment_provider", "x"), "Payments are not set up here", true},
		"payment_in_progress": {fmt.Errorf("pay: %w", fault.New(fault.Conflict, "payment_in_progress", "x")), "Another payment for this order", true},
		"unknown":             {fault.New(fault.Unavailable, "service_unavailable", "x"), "not heard what became of the payment", true},
		"unknown, too":        {errors.New("broken"), "not heard what became of the payment", true},
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			h, till := newHouse(), newTill()
			ann := h.Guest()
			placed := h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
			till.says = func(string) (orderinghttp.Paying, error) { return orderinghttp.Paying{}, test.err }
			answer := till.send(t, h, till.show(t, h, pagePath(placed)), "card_ok")
			page := till.show(t, h, answer.Header().Get("Location"))
			says(t, page, []string{test.says}, nil)
			for _, text := range []string{"held until 1 May 2030, 14:15", "Pay 20.00 USD"} {
				if strings.Contains(page, text) != test.held {
					t.Errorf("%q, want it: %v\n%s", text, test.held, words(page))
				}
			}
		})
	}
}

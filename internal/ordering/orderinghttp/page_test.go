package orderinghttp_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderinghttp"
)

// look opens the page of an order.
func (h *house) look(t *testing.T, method, path string) *httptest.ResponseRecorder {
	t.Helper()
	return h.page(orderinghttp.PageConfig{Demo: true}, httptest.NewRequestWithContext(t.Context(), method, path, http.NoBody))
}

func (h *house) page(cfg orderinghttp.PageConfig, r *http.Request) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	orderinghttp.Page(h.Service, cfg).ServeHTTP(answer, r)
	return answer
}

func pagePath(p ordering.Placed) string {
	return "/orders/" + p.Order.ID.String() + "?secret=" + p.Secret
}

func TestThePageTellsHowTheOrderStands(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		bring func(t *testing.T, h *house, p ordering.Placed)
		says  []string
		not   []string
	}{
		"waiting": {
			func(*testing.T, *house, ordering.Placed) {},
			[]string{"Waiting for your payment", "held until 1 May 2030, 14:15", "Così fan tutte", "Europe/Vienna", `http-equiv="refresh"`},
			[]string{"Send the ticket mail", ".pdf"},
		},
		"declined": {
			func(t *testing.T, h *house, p ordering.Placed) {
				t.Helper()
				h.bring(t, events.PaymentFailed{
					Meta: events.Stamp(h.IDs.New(), h.Clock.Now()), Charge: events.Charge{Order: p.Order.ID.UUID()}, FailureReason: "card_declined", AttemptedAt: h.Clock.Now(),
				})
			}, []string{"the bank declined the card, and nothing was charged", "still held until", "Payment declined"}, nil,
		},
		"paid": {
			func(t *testing.T, h *house, p ordering.Placed) { t.Helper(); h.succeed(t, p.Order) },
			[]string{"Paid, your tickets are being made", "45.50 USD", "Send the ticket mail again", "in a moment"},
			[]string{".pdf"},
		},
		"fulfilled": {
			fulfil, []string{"Your tickets are ready", ".pdf?secret=", ".ics?secret=", "Mail sent"}, []string{`http-equiv="refresh"`},
		},
		"hold expired": {
			func(t *testing.T, h *house, p ordering.Placed) {
				t.Helper()
				h.bring(t, events.ReservationExpired{
					Meta: events.Stamp(h.IDs.New(), h.Clock.Now()), Reservation: p.Order.Items[0].Reservation.UUID(), Reason: events.TTLExpired,
				})
			}, []string{"The time to pay was over", "Nothing was charged"}, []string{"refund", "Send the ticket mail"},
		},
		"late money": {
			func(t *testing.T, h *house, p ordering.Placed) {
				t.Helper()
				h.Seats.Gone = true
				h.succeed(t, p.Order)
			},
			[]string{"your money is on its way back", "45.50 USD is on its way back to you, in full"},
			[]string{"Nothing was charged"},
		},
		"refunded": {
			func(t *testing.T, h *house, p ordering.Placed) {
				t.Helper()
				fulfil(t, h, p)
				h.bring(t, events.PaymentRefunded{
					Meta: events.Stamp(h.IDs.New(), h.Clock.Now()), RefundedAt: h.Clock.Now(), Reason: "requested",
					Charge: events.Charge{Order: p.Order.ID.UUID(), Payment: h.Order(t, p.Order.ID).Payment},
				})
			}, []string{"Cancelled and refunded", "45.50 USD went back the way it came, on 1 May 2030, 14:00"}, []string{"/api/tickets/", "Send the ticket mail"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse()
			ann, event := h.Guest(), h.Event()
			placed := h.Place(t, ann, h.Hold(ann, event, 2000), h.Hold(ann, event, 2550))
			test.bring(t, h, placed)
			answer := h.look(t, "GET", pagePath(placed))
			if answer.Code != http.StatusOK {
				t.Fatalf("status %d: %s", answer.Code, answer.Body)
			}
			for _, text := range test.says {
				if !strings.Contains(answer.Body.String(), text) {
					t.Errorf("the page does not say %q:\n%s", text, words(answer.Body.String()))
				}
			}
			for _, text := range test.not {
				if strings.Contains(answer.Body.String(), text) {
					t.Errorf("the page says %q:\n%s", text, words(answer.Body.String()))
				}
			}
		})
	}
}

// fulfil brings money, tickets and the mail.
func fulfil(t *testing.T, h *house, p ordering.Placed) {
	t.Helper()
	h.succeed(t, p.Order)
	for _, item := range p.Order.Items {
		h.bring(t, events.TicketIssued{
			Meta: events.Stamp(h.IDs.New(), h.Clock.Now()), Ticket: h.IDs.New(), Order: p.Order.ID.UUID(), Seat: item.Seat.UUID(),
		})
	}
	h.Mails.Known = []ordering.Mail{{Kind: "tickets", Status: "sent", At: h.Clock.Now()}}
}

var tags = regexp.MustCompile(`(?s)<style>.*</style>|<[^>]*>`)

func words(page string) string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(page, " ")), " ")
}

func TestThePageKeepsItsSecret(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.Guest()
	placed := h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
	answer := h.look(t, "GET", pagePath(placed))
	for header, want := range map[string]string{"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"} {
		if got := answer.Header().Get(header); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
	if policy := answer.Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") {
		t.Errorf("policy %q", policy)
	}
	if strings.Contains(answer.Body.String(), "<script") {
		t.Error("the page has a script")
	}
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(answer.Body.String())
	sum := sha256.Sum256([]byte(style[1]))
	if hash := base64.StdEncoding.EncodeToString(sum[:]); !strings.Contains(answer.Header().Get("Content-Security-Policy"), hash) {
		t.Error("the policy does not let the page's own style in")
	}
}

func TestAWrongSecretShowsNothing(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.Guest()
	placed := h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
	order := placed.Order.ID.String()
	for _, path := range []string{
		"/orders/" + order, "/orders/" + order + "?secret=guessed", "/orders/seventeen?secret=" + placed.Secret,
		"/orders/" + h.IDs.New().String() + "?secret=" + placed.Secret,
	} {
		answer := h.look(t, "GET", path)
		if answer.Code != http.StatusNotFound || strings.Contains(answer.Body.String(), "Ann") {
			t.Errorf("%s: %d\n%s", path, answer.Code, words(answer.Body.String()))
		}
	}
}

func TestWhatABuyerTypedIsTextOnThePage(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.Guest()
	cart := h.Add(t, ann, h.Hold(ann, h.Event(), 2000))
	placed, err := h.Checkout(t.Context(), ann, ordering.Checkout{
		Operation: h.IDs.New(), Order: cart.ID, Email: "ann@example.com", Name: `<script>alert("1")</script>`,
	})
	if err != nil {
		t.Fatal(err)
	}
	if body := h.look(t, "GET", pagePath(placed)).Body.String(); strings.Contains(body, "<script") || !strings.Contains(body, "&lt;script") {
		t.Errorf("the name is not text:\n%s", body)
	}
}

func TestTheButtonSendsTheMailAgainOnceAMinute(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.Guest()
	placed := h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
	fulfil(t, h, placed)
	for _, want := range []string{"on its way to you again", "sent again a moment ago"} {
		answer := h.look(t, "POST", pagePath(placed))
		if answer.Code != http.StatusSeeOther {
			t.Fatalf("status %d", answer.Code)
		}
		if body := h.look(t, "GET", answer.Header().Get("Location")).Body.String(); !strings.Contains(body, want) {
			t.Errorf("the page does not say %q:\n%s", want, words(body))
		}
	}
	h.look(t, "POST", "/orders/"+placed.Order.ID.String()+"?secret=guessed")
	h.look(t, "POST", "/orders/seventeen?secret=x")
	h.Clock.Advance(time.Minute)
	if err := h.Resend(t.Context(), actor.Actor{}, placed.Order.ID, placed.Secret); err != nil {
		t.Error(err)
	}
	if len(h.Mails.Resent) != 2 {
		t.Errorf("sent again %d times, want 2", len(h.Mails.Resent))
	}
}

package orderinghttp_test

import (
	"encoding/json"
	"testing"
)

func TestFiguresOverTheWire(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.as("ann", h.Guest())
	h.as("clerk", h.Clerk())
	placed := h.Place(t, ann, h.Hold(ann, h.Event(), 2000))
	answer := h.ask(t, "clerk", "GET", "/admin/orders/figures?by=hour&from=2030-05-01T11:00:00Z&to=2030-05-01T13:00:00Z&eventId="+placed.Order.Items[0].Event.String(), "")
	var got []struct {
		Currency string         `json:"currency"`
		Totals   map[string]any `json:"totals"`
		Over     []struct {
			At      string  `json:"at"`
			Carts   int     `json:"carts"`
			Revenue float64 `json:"revenue"`
		} `json:"over"`
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &got); answer.Code != 200 || err != nil || len(got) != 1 || got[0].Currency != "USD" {
		t.Fatalf("%d, %v: %s", answer.Code, err, answer.Body)
	}
	if over := got[0].Over; len(over) != 2 || over[0].At != "2030-05-01T11:00:00Z" || over[0].Carts != 0 || over[1].Carts != 1 {
		t.Errorf("over %+v", over)
	}
	for name, want := range map[string]float64{
		"carts": 1, "placed": 1, "paid": 0, "cancelled": 0, "refunded": 0, "seats": 0, "revenue": 0, "refunds": 0,
	} {
		if n, there := got[0].Totals[name].(float64); !there || n != want {
			t.Errorf("%s: %v, want %v", name, got[0].Totals[name], want)
		}
	}
	if nothing := h.ask(t, "clerk", "GET", "/admin/orders/figures?eventId="+h.IDs.New().String(), ""); nothing.Body.String() != "[]\n" && nothing.Body.String() != "[]" {
		t.Errorf("of an unknown event: %s", nothing.Body)
	}
	h.want(t, 400, "span_empty", "clerk", "GET", "/admin/orders/figures?from=2999-01-01T00:00:00Z", "")
	h.want(t, 400, "span_too_long", "clerk", "GET", "/admin/orders/figures?by=hour&from=2030-01-01T00:00:00Z", "")
	h.want(t, 400, "invalid_request", "clerk", "GET", "/admin/orders/figures?by=week", "")
	h.want(t, 403, "forbidden", "ann", "GET", "/admin/orders/figures", "")
	h.want(t, 401, "unauthenticated", "", "GET", "/admin/orders/figures", "")
}

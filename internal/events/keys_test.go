package events_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/speckit/ticketing/contracts"
	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// compact are the fields that the original writes as 32 hexadecimal characters where they are keys.
var compact = map[string]bool{"seatId": true, "paymentId": true}

func TestFactsAboutOneThingHaveItsKeyAsTheOriginalHadThem(t *testing.T) {
	t.Parallel()
	for _, c := range events.Contracts {
		raw, err := contracts.Events.ReadFile("events/examples/" + c.Topic() + ".v1.json")
		if err != nil {
			t.Fatal(err)
		}
		fact := reflect.New(reflect.TypeOf(c.Fact))
		if err := json.Unmarshal(raw, fact.Interface()); err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(raw, &fields); err != nil {
			t.Fatal(err)
		}
		want, _ := fields[c.KeyedBy].(string)
		if compact[c.KeyedBy] {
			want = strings.ReplaceAll(want, "-", "")
		}
		if got := fact.Elem().Interface().(work.Fact).Key(); got != want || want == "" {
			t.Errorf("%s has the key %q, want its %s as %q", c.Topic(), got, c.KeyedBy, want)
		}
	}
	original := map[string]string{
		"reservation-created": "seatId", "reservation-expired": "seatId", "payment-succeeded": "paymentId", "payment-failed": "paymentId",
		"ticket-issued": "orderId", "seats-generated": "eventId",
	}
	for _, c := range events.Contracts {
		if field, there := original[c.Topic()]; there && field != c.KeyedBy {
			t.Errorf("%s is keyed by %s, the original's by %s", c.Topic(), c.KeyedBy, field)
		}
		delete(original, c.Topic())
	}
	if len(original) > 0 {
		t.Errorf("topics of the original are missing: %v", original)
	}
	if key := (events.ReservationExpired{Seat: events.SeatOf(id.Nil, id.Nil, 1)}).Key(); len(key) != 32 {
		t.Errorf("a seat's key is %q, not 32 characters", key)
	}
}

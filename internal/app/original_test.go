package app

import (
	"slices"
	"testing"
	"time"
)

func TestTheOriginalsGroupsDoTheOriginalsWork(t *testing.T) {
	t.Parallel()
	listening := consumersByTopic()
	for topic, groups := range map[string][]string{
		"reservation-created": {"catalog-service-group"},
		"reservation-expired": {"catalog-service-group", "ordering-service", "waitlist-reservation-expired"},
		"payment-succeeded":   {"ordering-service", "waitlist-payment-succeeded"},
		"payment-failed":      {"inventory-payment-failed-consumer", "ordering-payment-failed-consumer"},
		"ticket-issued":       {"notification-service"},
		"seats-generated":     {"inventory-seats-consumer"},
		"order-paid":          {"fulfillment-service"},
		"order-cancelled":     {"notification-reservation-expired-consumer", "payment-service"},
	} {
		for _, group := range groups {
			if !slices.Contains(listening[topic], group) {
				t.Errorf("%s does not hear of %s; its groups are %v", group, topic, listening[topic])
			}
		}
	}
}

func TestTheTimesOfAHoldAreOneSettingEach(t *testing.T) {
	t.Parallel()
	for _, s := range describeSettings() {
		switch {
		case s.env == "RESERVATION_TTL" && s.preset != "15m", s.env == "PAYMENT_WINDOW" && s.preset != "10m",
			s.env == "WAITLIST_WINDOW" && s.preset != "30m", s.env == "WAITLIST_STALL" && s.preset != "5m":
			t.Errorf("%s is %s unless it is set", s.env, s.preset)
		}
	}
	shipped := inventoryRules(Figures{})
	if shipped.HoldTTL != 15*time.Minute || shipped.PaymentWindow != 10*time.Minute {
		t.Errorf("as it ships a hold lasts %s and a payment keeps it for %s", shipped.HoldTTL, shipped.PaymentWindow)
	}
	set := Figures{ReservationTTL: 3 * time.Minute, PaymentWindow: 4 * time.Minute}
	if got := inventoryRules(set); got.HoldTTL != set.ReservationTTL || got.PaymentWindow != set.PaymentWindow {
		t.Errorf("inventory goes by %s and %s", got.HoldTTL, got.PaymentWindow)
	}
	if got := paymentRules(set).Window; got != set.PaymentWindow {
		t.Errorf("payment goes by another window than inventory: %s", got)
	}
}

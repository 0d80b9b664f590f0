package fulfillment_test

import (
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/fulfillment/fulfillmenttest"
	"github.com/speckit/ticketing/internal/kernel/actor"
)

func TestATicketIssuedAgainIsTheSameTicketWithANewCode(t *testing.T) {
	t.Parallel()
	w := newWorld()
	before := w.issued(t, "A", 2)[0]
	w.Clock.Advance(time.Hour)
	operation := w.IDs.New()
	after, err := w.Reissue(t.Context(), fulfillmenttest.Buyer(), operation, before.ID)
	if err != nil {
		t.Fatal(err)
	}
	if after.ID != before.ID || after.Number != before.Number || after.Code == before.Code || after.Revision != 2 {
		t.Errorf("issued again: %+v", after)
	}
	again, err := w.Reissue(t.Context(), fulfillmenttest.Buyer(), operation, before.ID)
	if err != nil || again != after {
		t.Errorf("the same operation again: %+v, error %v", again, err)
	}
	facts := w.facts(t)
	if len(facts) != 3 || !facts[2].Reissue || facts[2].Revision != 2 || facts[2].Ticket != before.ID.UUID() {
		t.Errorf("the facts are %+v", facts)
	}
	if deeds := w.memory.DB.Deeds(); len(deeds) != 1 || deeds[0].Action != "ticket.reissue" || deeds[0].Detail != "revision 2" {
		t.Errorf("the audit trail has %+v", deeds)
	}
	if _, err := w.scan(t, fulfillment.CheckIn{Code: before.Code}); !errors.Is(err, fulfillment.ErrTicketVoid) {
		t.Errorf("the code before: %v", err)
	}
	w.admit(t, after, "North")
	if _, err := w.Reissue(t.Context(), fulfillmenttest.Staff(), w.IDs.New(), before.ID); !errors.Is(err, fulfillment.ErrTicketUsed) {
		t.Errorf("a used ticket: %v", err)
	}
}

func TestOnlyTheOwnerAndTheHouseIssueATicketAgain(t *testing.T) {
	t.Parallel()
	w := newWorld()
	ticket := w.issued(t, "A", 1)[0]
	oneOrder := actor.Actor{Customer: fulfillmenttest.Buyer().Customer, Role: actor.Guest, Order: ticket.Order.UUID()}
	takenOver := actor.Actor{Customer: w.IDs.New(), Role: actor.Customer, Also: fulfillmenttest.Buyer().Customers()}
	for name, c := range map[string]struct {
		who  actor.Actor
		want error
	}{
		"a stranger":                  {actor.Actor{}, fulfillment.ErrTicketNotFound},
		"somebody else":               {fulfillmenttest.Stranger(), fulfillment.ErrTicketNotFound},
		"a session of that one order": {oneOrder, fulfillment.ErrTicketNotFound},
		"staff":                       {fulfillmenttest.Staff(), nil},
		"who took the guest over":     {takenOver, nil},
	} {
		if _, err := w.Reissue(t.Context(), c.who, w.IDs.New(), ticket.ID); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.Reissue(t.Context(), fulfillmenttest.Staff(), w.IDs.New(), fulfillment.TicketID(w.IDs.New())); !errors.Is(err, fulfillment.ErrTicketNotFound) {
		t.Errorf("an unknown ticket: %v", err)
	}
}

package inventory_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorymem"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

func TestSeveralSeatsAreHeldTogetherWithOneEnd(t *testing.T) {
	t.Parallel()
	h := open(t)
	buyer := h.Buyer()
	holds := h.Hold(t, buyer, h.Row("A", 3)...)
	for i, hold := range holds {
		same(t, hold.Seat, h.Row("A", 3)[i])
		same(t, hold.Group, holds[0].Group)
		same(t, hold.Customer.UUID(), buyer.Customer)
		same(t, hold.Price, money.Of(5000, "EUR"))
		same(t, hold.ExpiresAt, inventorytest.Start.Add(15*time.Minute))
		same(t, h.Now(t, hold.ID), hold)
	}
	same(t, holds[1].String(), "Row A, seat 2 in Stalls")
	h.is(t, inventory.SeatHeld, h.Row("A", 3)...)
	h.tells(t, "reservation-created", "reservation-created", "reservation-created")
}

func TestAGroupIsHeldWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Hold(t, h.Buyer(), h.Seat("A", 2))
	h.facts()
	_, err := h.Try(t.Context(), h.Buyer(), h.Row("A", 3)...)
	refused(t, err, inventory.ErrSeatTaken)
	h.is(t, inventory.SeatFree, h.Seat("A", 1), h.Seat("A", 3))
	h.tells(t)
}

func TestARefusalNamesTheSeatsAndOffersTheNearestEqualOnes(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Hold(t, h.Buyer(), h.Seat("A", 4), h.Seat("A", 5))
	_, err := h.Try(t.Context(), h.Buyer(), h.Seat("A", 5), h.Seat("A", 6))
	got := refused(t, err, inventory.ErrSeatTaken)
	same(t, got.Detail, "Row A, seat 5 in Stalls has just been taken. Nothing was held; choose another one, or take the seats that are offered.")
	same(t, got.Members["taken"], any([]id.UUID{h.Seat("A", 5).UUID()}))
	offer, is := got.Members["offer"].(inventory.Offer)
	if !is || len(offer.Seats) != 2 {
		t.Fatalf("offer: %v", got.Members["offer"])
	}
	same(t, offer.Total, money.Decimal("100.00"))
	h.Hold(t, h.Buyer(), inventory.SeatID(offer.Seats[0]), inventory.SeatID(offer.Seats[1]))
}

func TestWithoutEqualSeatsThereIsNoOffer(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, row := range []string{"A", "B"} {
		h.Hold(t, h.Buyer(), h.Row(row, 5)...)
		h.Hold(t, h.Buyer(), h.Row(row, 10)[5:]...)
	}
	_, err := h.Try(t.Context(), h.Buyer(), h.Seat("A", 1))
	got := refused(t, err, inventory.ErrSeatTaken)
	if offer, there := got.Members["offer"]; there {
		t.Errorf("the dearer rows are gone, and yet %v is offered", offer)
	}
	same(t, got.Detail, "Row A, seat 1 in Stalls has just been taken. Nothing was held; choose another one.")
}

func TestARefusalNamesTheSeatsInTheOrderInWhichTheyWereAskedFor(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Hold(t, h.Buyer(), h.Row("A", 4)...)
	asked := []inventory.SeatID{h.Seat("A", 3), h.Seat("A", 1), h.Seat("A", 4), h.Seat("A", 2)}
	_, err := h.Try(t.Context(), h.Buyer(), asked...)
	got := refused(t, err, inventory.ErrSeatTaken)
	same(t, got.Members["taken"], any(id.UUIDs(asked)))
	const names = "Row A, seat 3 in Stalls; Row A, seat 1 in Stalls; Row A, seat 4 in Stalls; Row A, seat 2 in Stalls have just been taken."
	if !strings.HasPrefix(got.Detail, names) {
		t.Errorf("the refusal says %q", got.Detail)
	}
}

// gateKeeper is a gate that is busy for some tries, and counts them.
type gateKeeper struct{ busy, tries int }

func (g *gateKeeper) Try(_ context.Context, keys []string, _ time.Duration) (func(), []string) {
	if g.tries++; g.tries <= g.busy {
		return nil, keys[:1]
	}
	return func() {}, nil
}

func TestABusyGateDoesNotRefuseAFreeSeat(t *testing.T) {
	t.Parallel()
	for name, busy := range map[string]int{"busy for a moment": 2, "busy for ever": 1000} {
		keeper := &gateKeeper{busy: busy}
		h := inventorytest.Open(t, inventorymem.New(), keeper)
		if holds := h.Hold(t, h.Buyer(), h.Row("B", 2)...); len(holds) != 2 {
			t.Errorf("%s: %d seats are held", name, len(holds))
		}
		if keeper.tries > 10 {
			t.Errorf("%s: tried %d times", name, keeper.tries)
		}
	}
}

func TestATakenSeatIsRefusedAtABusyGateWithoutWaiting(t *testing.T) {
	t.Parallel()
	keeper := &gateKeeper{}
	h := inventorytest.Open(t, inventorymem.New(), keeper)
	h.Hold(t, h.Buyer(), h.Seat("B", 2))
	keeper.busy, keeper.tries = 1000, 0
	_, err := h.Try(t.Context(), h.Buyer(), h.Row("B", 2)...)
	got := refused(t, err, inventory.ErrSeatTaken)
	same(t, got.Members["taken"], any([]id.UUID{h.Seat("B", 2).UUID()}))
	if offer, is := got.Members["offer"].(inventory.Offer); !is || len(offer.Seats) != 2 {
		t.Errorf("offer: %v", got.Members["offer"])
	}
	if keeper.tries != 1 {
		t.Errorf("the gate was tried %d times for what the store knew at once", keeper.tries)
	}
}

func TestTheSameCommandFindsWhatItMadeBehindABusyGate(t *testing.T) {
	t.Parallel()
	keeper := &gateKeeper{}
	h := inventorytest.Open(t, inventorymem.New(), keeper)
	wish := inventory.Reserve{Group: h.Group(), By: h.Buyer(), Seats: h.Row("C", 2)}
	first, err := h.Reserve(t.Context(), wish)
	ok(t, err)
	keeper.busy, keeper.tries = 1000, 0
	second, err := h.Reserve(t.Context(), wish)
	ok(t, err)
	same(t, second, first)
}

func TestABusyGateDoesNotChangeWhatIsWrongWithAWish(t *testing.T) {
	t.Parallel()
	h := inventorytest.Open(t, inventorymem.New(), inventorytest.BusyGate{})
	_, err := h.Try(t.Context(), h.Buyer(), inventory.SeatID(h.IDs.New()))
	refused(t, err, inventory.ErrNoSuchSeat)
}

func TestTheSameCommandAgainFindsWhatItMade(t *testing.T) {
	t.Parallel()
	h := open(t)
	for name, wish := range map[string]inventory.Reserve{
		"named": {Seats: h.Row("C", 2)},
		"best":  {Event: h.Event, Quantity: 2},
	} {
		wish.Group, wish.By = h.Group(), h.Buyer()
		first, err := h.Reserve(t.Context(), wish)
		ok(t, err)
		h.facts()
		second, err := h.Reserve(t.Context(), wish)
		ok(t, err)
		if same(t, second, first); len(h.facts()) > 0 {
			t.Errorf("%s: the second time there were facts", name)
		}
	}
}

func TestAWishOfTheWrongShapeIsRefused(t *testing.T) {
	t.Parallel()
	h := open(t)
	many := make([]inventory.SeatID, 10_000)
	for i := range many {
		many[i] = inventory.SeatID(h.IDs.New())
	}
	guest, oneOrder := h.Buyer(), actor.Actor{Role: actor.Guest, Customer: h.IDs.New(), Order: h.IDs.New()}
	for what, c := range map[string]struct {
		wish inventory.Reserve
		want *fault.Error
	}{
		"nothing":               {inventory.Reserve{By: guest}, inventory.ErrBadWish},
		"both":                  {inventory.Reserve{By: guest, Seats: h.Seats[:1], Event: h.Event, Quantity: 1}, inventory.ErrBadWish},
		"a quantity of nothing": {inventory.Reserve{By: guest, Quantity: 1}, inventory.ErrBadWish},
		"a negative quantity":   {inventory.Reserve{By: guest, Event: h.Event, Quantity: -1}, inventory.ErrBadWish},
		"an empty seat id":      {inventory.Reserve{By: guest, Seats: make([]inventory.SeatID, 1)}, inventory.ErrBadWish},
		"10,000 seats":          {inventory.Reserve{By: guest, Seats: many}, inventory.ErrTooManySeats},
		"10,000 best":           {inventory.Reserve{By: guest, Event: h.Event, Quantity: 10_000}, inventory.ErrTooManySeats},
		"a seat twice":          {inventory.Reserve{By: guest, Seats: []inventory.SeatID{h.Seats[0], h.Seats[0]}}, inventory.ErrSeatTwice},
		"an unknown seat":       {inventory.Reserve{By: guest, Seats: many[:1]}, inventory.ErrNoSuchSeat},
		"another event's seat":  {inventory.Reserve{By: guest, Seats: h.Seats[:1], Event: inventory.EventID(h.IDs.New())}, inventory.ErrSeveral},
		"an unknown event":      {inventory.Reserve{By: guest, Event: inventory.EventID(h.IDs.New()), Quantity: 1}, inventory.ErrNoSuchEvent},
		"an unknown section":    {inventory.Reserve{By: guest, Event: h.Event, Quantity: 1, Section: "Roof"}, inventory.ErrNoSuchPart},
		"no price":              {inventory.Reserve{By: guest, Event: h.Event, Quantity: 1, MaxPrice: "10.001"}, inventory.ErrBadPrice},
		"a negative price":      {inventory.Reserve{By: guest, Event: h.Event, Quantity: 1, MaxPrice: "-1"}, inventory.ErrBadPrice},
		"a one-order session":   {inventory.Reserve{By: oneOrder, Seats: h.Seats[:1]}, inventory.ErrOneOrder},
	} {
		c.wish.Group = h.Group()
		_, err := h.Reserve(t.Context(), c.wish)
		if got, _ := fault.As(err); got == nil || got.Code != c.want.Code {
			t.Errorf("%s: got %v, want %s", what, err, c.want.Code)
		}
	}
	h.tells(t)
}

func TestNobodyGetsMoreSeatsThanTheLimitHeldAndBought(t *testing.T) {
	t.Parallel()
	h := open(t)
	buyer := h.Buyer()
	h.Sell(t, h.Hold(t, buyer, h.Row("A", 4)...))
	h.Hold(t, buyer, h.Seat("B", 1))
	_, err := h.Try(t.Context(), buyer, h.Row("C", 2)...)
	got := refused(t, err, inventory.ErrLimitReached)
	same(t, got.Detail, "One customer may have 6 seats of this event, held and bought; you have 5 and asked for 2 more. No further seat was held.")
	last := h.Hold(t, buyer, h.Seat("B", 2))
	_, err = h.Reserve(t.Context(), inventory.Reserve{Group: h.Group(), By: buyer, Event: h.Event, Quantity: 1})
	refused(t, err, inventory.ErrLimitReached)

	account := h.Buyer()
	account.Also = []id.UUID{buyer.Customer}
	_, err = h.Try(t.Context(), account, h.Seat("D", 1))
	refused(t, err, inventory.ErrLimitReached) // the guest whom the account took over is the same person
	ok(t, h.ReleaseOwn(t.Context(), last[0].ID, buyer))
	h.Hold(t, buyer, h.Seat("D", 1))
}

func TestASeatOffSaleCannotBeHeldWhateverIsAsked(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Terms.Version, h.Terms.Opens = 2, inventorytest.Start.Add(time.Hour)
	ok(t, h.SetTerms(t.Context(), h.Terms))
	_, err := h.Try(t.Context(), h.Buyer(), h.Seats[0])
	refused(t, err, inventory.ErrSaleNotOpen)
	_, err = h.Reserve(t.Context(), inventory.Reserve{Group: h.Group(), By: h.Buyer(), Event: h.Event, Quantity: 1})
	refused(t, err, inventory.ErrSaleNotOpen)
	h.Clock.Advance(time.Hour)
	h.Hold(t, h.Buyer(), h.Seats[0])
}

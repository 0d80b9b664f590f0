package inventoryhttp_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventoryhttp"
	"github.com/speckit/ticketing/internal/inventory/inventorymem"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
)

// neighbour is inventory as other contexts need it.
type neighbour interface {
	SetTerms(ctx context.Context, t inventory.Terms) error
	ReplaceLayout(ctx context.Context, in inventory.Relay) error
	Snapshot(ctx context.Context, event inventory.EventID) ([]inventory.SeatState, error)
	Holds(ctx context.Context, reservations []inventory.ReservationID) ([]inventory.Hold, error)
	HoldsOf(ctx context.Context, by actor.Actor) ([]inventory.Hold, error)
	ConfirmAll(ctx context.Context, orders []inventory.Confirm) ([]inventory.Verdict, error)
	Release(ctx context.Context, reservations []inventory.ReservationID, reason string) error
	Protect(ctx context.Context, p inventory.PaymentID, reservations []inventory.ReservationID) error
	OpenLines(ctx context.Context, wishes []inventory.LineWish) ([]inventory.LineVerdict, error)
	CloseLine(ctx context.Context, event inventory.EventID, term int64) error
	Aside(ctx context.Context, keeper inventory.Keeper) ([]inventory.Vacant, error)
	SetAside(ctx context.Context, in inventory.SetAside) error
	LetGo(ctx context.Context, seats []inventory.SeatID, keeper inventory.Keeper, by actor.Actor) (int, error)
	Reserve(ctx context.Context, in inventory.Reserve) ([]inventory.Hold, error)
}

// said is what a neighbour answered.
type said struct {
	Answer  any
	Refusal *resttest.Refusal
}

func routesOf(svc *inventory.Service) func(*rest.API) {
	return func(api *rest.API) { inventoryhttp.InternalRoutes(api, svc) }
}

// tellAll asks everything that neighbours ask, in a house of its own. Both houses have the same ids and times.
func tellAll(t *testing.T, near func(h *inventorytest.House) neighbour) map[string]said {
	h := inventorytest.Open(t, inventorymem.New(), nil)
	n, ctx, all := near(h), t.Context(), map[string]said{}
	tell := func(what string, answer any, err error) { all[what] = said{answer, resttest.RefusalOf(err)} }

	sold, held, protected, gone := h.Hold(t, h.Buyer(), h.Row("A", 2)...), h.Hold(t, h.Buyer(), h.Seat("B", 1)), h.Hold(t, h.Buyer(), h.Seat("B", 2)), h.Hold(t, h.Buyer(), h.Seat("C", 1))
	tell("replace the layout of seats that are held", nil, n.ReplaceLayout(ctx, inventory.Relay{Event: h.Event}))
	tell("protect", nil, n.Protect(ctx, inventory.PaymentID(h.IDs.New()), inventorytest.IDs(protected)))
	tell("release", nil, n.Release(ctx, inventorytest.IDs(gone), "order_cancelled"))
	tell("release again", nil, n.Release(ctx, inventorytest.IDs(gone), "order_cancelled"))
	tell("release what is being paid", nil, n.Release(ctx, inventorytest.IDs(protected), "order_cancelled"))
	tell("protect what is over", nil, n.Protect(ctx, inventory.PaymentID(h.IDs.New()), inventorytest.IDs(gone)))
	h.Hold(t, h.Buyer(), h.Seat("C", 1))
	wishes := []inventory.Confirm{
		{Order: inventory.OrderID(h.IDs.New()), Payment: inventory.PaymentID(h.IDs.New()), Reservations: inventorytest.IDs(sold)},
		{Order: inventory.OrderID(h.IDs.New()), Reservations: inventorytest.IDs(gone)},
	}
	for _, again := range []string{"", " again"} {
		verdicts, err := n.ConfirmAll(ctx, wishes)
		tell("confirm"+again, len(verdicts), err)
		for i, v := range verdicts {
			tell([]string{"what is sold", "what is gone"}[i]+again, v.Result, v.Err)
			if i == 1 && !errors.Is(v.Err, inventory.ErrSeatsGone) {
				t.Errorf("seats that are gone: %v", v.Err)
			}
		}
	}
	verdicts, err := n.ConfirmAll(ctx, []inventory.Confirm{})
	tell("confirm nothing", len(verdicts), err)
	tell("release what is sold", nil, n.Release(ctx, inventorytest.IDs(sold), "order_cancelled"))
	var ids []inventory.ReservationID
	for _, holds := range [][]inventory.Hold{sold, held, protected, gone} {
		ids = append(ids, inventorytest.IDs(holds)...)
	}
	holds, err := n.Holds(ctx, append(ids, inventory.ReservationID(h.IDs.New())))
	tell("holds", holds, err)
	holds, err = n.Holds(ctx, nil)
	tell("no holds", len(holds), err)
	two := actor.Actor{Customer: held[0].Customer.UUID(), Also: []id.UUID{protected[0].Customer.UUID(), sold[0].Customer.UUID()}, Role: actor.Customer}
	holds, err = n.HoldsOf(ctx, two)
	tell("holds of somebody", holds, err)
	holds, err = n.HoldsOf(ctx, actor.Actor{Customer: two.Customer, Role: actor.Guest, Order: h.IDs.New()})
	tell("holds of a session of one order", len(holds), err)
	states, err := n.Snapshot(ctx, h.Event)
	tell("snapshot", states, err)
	states, err = n.Snapshot(ctx, inventory.EventID(h.IDs.New()))
	tell("snapshot of nothing", len(states), err)

	terms := h.Terms
	terms.Version, terms.Status, terms.Limit = 2, inventory.NotOnSale, 4
	tell("take an event with holds off sale", nil, n.SetTerms(ctx, terms))
	terms.Status, terms.Opens, terms.Closes = inventory.OnSale, inventorytest.Start.Add(1234567*time.Microsecond), inventorytest.Start.Add(time.Hour)
	tell("new terms", nil, n.SetTerms(ctx, terms))
	sale, err := h.SaleOf(ctx, h.Event)
	tell("sale", sale, err)
	tell("new prices for what stays", nil, n.ReplaceLayout(ctx, inventory.Relay{Event: h.Event, Layout: 2, Keeps: true}))
	sale, err = h.SaleOf(ctx, h.Event)
	tell("sale that waits", sale, err)
	other := inventory.EventID(h.IDs.New())
	tell("replace the layout of nothing", nil, n.ReplaceLayout(ctx, inventory.Relay{Event: other}))
	return all
}

// tellLine asks everything that those who keep the line ask, in a house of its own.
func tellLine(t *testing.T, near func(h *inventorytest.House) neighbour) map[string]said {
	store := inventorymem.New()
	h := inventorytest.Open(t, store, nil)
	n, ctx, all := near(h), t.Context(), map[string]said{}
	tell := func(what string, answer any, err error) { all[what] = said{answer, resttest.RefusalOf(err)} }

	verdicts, err := n.OpenLines(ctx, []inventory.LineWish{
		{Event: h.Event, Quantity: 2},
		{Event: h.Event, Quantity: 2, After: 4, MaxPrice: "0.50", Sections: []string{inventorytest.Floor}},
		{Event: h.Event, Quantity: 9},
		{Event: h.Event, Quantity: 1, Accessible: true},
		{Event: h.Event, Quantity: 1, Sections: []string{"Nowhere"}},
		{Event: inventory.EventID(h.IDs.New()), Quantity: 1},
	})
	tell("lines", len(verdicts), err)
	for i, what := range []string{"seats are free", "a line", "too many", "a wheelchair", "no such section", "no such event"} {
		tell(what, verdicts[i].Term, verdicts[i].Err)
	}
	verdicts, err = n.OpenLines(ctx, nil)
	tell("no lines", len(verdicts), err)

	until, house := h.Clock.Now().Add(10*time.Minute+1234567*time.Microsecond), actor.Actor{Customer: h.IDs.New(), Role: actor.Organiser}
	kept := inventory.SetAside{Seats: h.Row("A", 3), Keeper: inventory.Waitlist, Until: until, By: house}
	tell("set aside", nil, n.SetAside(ctx, kept))
	kept.Until = until.Add(time.Hour)
	tell("keep longer", nil, n.SetAside(ctx, kept))
	kept.Keeper = inventory.House
	tell("set aside what is kept", nil, n.SetAside(ctx, kept))
	tell("set aside without an end", nil, n.SetAside(ctx, inventory.SetAside{Seats: h.Row("B", 1), Keeper: inventory.Waitlist}))
	vacant, err := n.Aside(ctx, inventory.Waitlist)
	tell("aside", vacant, err)
	vacant, err = n.Aside(ctx, "nobody")
	tell("nothing aside", len(vacant), err)

	wish := inventory.Reserve{Group: h.Group(), By: h.Buyer(), Event: h.Event, Seats: h.Row("A", 2), Keeper: inventory.Waitlist, TTL: 30 * time.Minute}
	wish.By.Also = []id.UUID{h.IDs.New()}
	wish.Prices = []money.Amount{money.Of(5000, "EUR"), money.Of(4000, "EUR")}
	_, err = n.Reserve(ctx, wish)
	tell("hold at another price", nil, err)
	wish.Prices[1].Minor = 5000
	for _, again := range []string{"", " again"} {
		holds, err := n.Reserve(ctx, wish)
		tell("hold"+again, holds, err)
	}
	wish.Group, wish.Keeper, wish.Seats, wish.Prices = h.Group(), "", h.Row("A", 3)[2:], nil
	_, err = n.Reserve(ctx, wish)
	tell("hold what is kept for others", nil, err)
	wish.By.Order = h.IDs.New()
	_, err = n.Reserve(ctx, wish)
	tell("hold by a session of one order", nil, err)
	_, err = n.Reserve(ctx, inventory.Reserve{Group: h.Group(), By: h.Buyer()})
	tell("hold nothing", nil, err)

	gone, err := n.LetGo(ctx, h.Row("A", 3), inventory.Waitlist, house)
	tell("let go", gone, err)
	gone, err = n.LetGo(ctx, nil, inventory.Waitlist, actor.Actor{})
	tell("let nothing go", gone, err)
	tell("close an earlier term", nil, n.CloseLine(ctx, h.Event, 4))
	sale, err := h.SaleOf(ctx, h.Event)
	tell("the line is open", sale, err)
	tell("close", nil, n.CloseLine(ctx, h.Event, 5))
	sale, err = h.SaleOf(ctx, h.Event)
	tell("the line is closed", sale, err)
	tell("deeds", store.DB.Deeds(), nil)
	return all
}

func TestOverTheWireALineIsKeptAsHere(t *testing.T) {
	t.Parallel()
	here := tellLine(t, func(h *inventorytest.House) neighbour { return h.Service })
	there := tellLine(t, func(h *inventorytest.House) neighbour {
		return inventoryhttp.NewClient(resttest.Inside(t, routesOf(h.Service)))
	})
	same(t, there, here)
	for what, code := range map[string]string{
		"seats are free": "seats_available", "a line": "", "too many": "invalid_quantity", "a wheelchair": "", "no such section": "section_not_found",
		"no such event": "event_not_found", "set aside": "", "keep longer": "", "set aside what is kept": "seat_taken", "hold": "", "hold again": "",
		"hold what is kept for others": "seat_taken", "hold by a session of one order": "one_order_only", "hold nothing": "invalid_reservation", "let go": "",
	} {
		got, ok := here[what]
		if refused := got.Refusal != nil; !ok || refused != (code != "") || refused && got.Refusal.Code != code {
			t.Errorf("%s: %+v, want %q", what, got, code)
		}
	}
	same(t, []any{here["a line"].Answer, here["let go"].Answer, len(here["aside"].Answer.([]inventory.Vacant))}, []any{int64(5), 1, 3})
}

func TestOverTheWireInventoryKeepsItsPromises(t *testing.T) {
	t.Parallel()
	here := tellAll(t, func(h *inventorytest.House) neighbour { return h.Service })
	there := tellAll(t, func(h *inventorytest.House) neighbour {
		return inventoryhttp.NewClient(resttest.Inside(t, routesOf(h.Service)))
	})
	same(t, there, here)
	for what, refused := range map[string]bool{
		"replace the layout of seats that are held": true, "protect": false, "release": false, "release again": false, "release what is being paid": true,
		"protect what is over": true, "what is sold": false, "what is gone": true, "what is sold again": false, "release what is sold": true,
		"take an event with holds off sale": true, "new terms": false,
	} {
		if got, ok := here[what]; !ok || (got.Refusal != nil) != refused {
			t.Errorf("%s: %+v", what, got)
		}
	}
}

func TestInventorysInternalRoutesAreForServicesAlone(t *testing.T) {
	t.Parallel()
	resttest.Guarded(t, routesOf(inventorytest.Open(t, inventorymem.New(), nil).Service))
}

// fullHouse is a store of which only a snapshot is asked.
type fullHouse struct{ inventory.Store }

const bigHall = 60_000

func (fullHouse) Snapshot(context.Context, inventory.EventID) ([]inventory.SeatState, error) {
	states := make([]inventory.SeatState, bigHall)
	for i := range states {
		states[i] = inventory.SeatState{Seat: inventory.SeatID(id.Random{}.New()), Kind: inventory.SeatHeld, Version: int64(i), Price: money.Of(int64(i), "EUR")}
	}
	return states, nil
}

func TestALargeHallCrossesTheWire(t *testing.T) {
	t.Parallel()
	h := inventorytest.Open(t, inventorymem.New(), nil)
	svc := inventory.New(fullHouse{h.Store}, inventorytest.OpenGate{}, inventory.DefaultRules(), h.Clock, h.IDs)
	states, err := inventoryhttp.NewClient(resttest.Inside(t, routesOf(svc))).Snapshot(t.Context(), h.Event)
	if err != nil || len(states) != bigHall || states[bigHall-1].Version != bigHall-1 || states[7].Kind != inventory.SeatHeld || states[9].Price != money.Of(9, "EUR") {
		t.Errorf("%d seats, %v", len(states), err)
	}
}

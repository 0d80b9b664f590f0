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
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
)

// neighbour is inventory as other contexts need it.
type neighbour interface {
	SetTerms(ctx context.Context, t inventory.Terms) error
	ReplaceLayout(ctx context.Context, event inventory.EventID) error
	Snapshot(ctx context.Context, event inventory.EventID) ([]inventory.SeatState, error)
	Holds(ctx context.Context, reservations []inventory.ReservationID) ([]inventory.Hold, error)
	ConfirmAll(ctx context.Context, orders []inventory.Confirm) ([]inventory.Verdict, error)
	Release(ctx context.Context, reservations []inventory.ReservationID, reason string) error
	Protect(ctx context.Context, p inventory.PaymentID, reservations []inventory.ReservationID) error
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
	tell("replace the layout of seats that are held", nil, n.ReplaceLayout(ctx, h.Event))
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
	other := inventory.EventID(h.IDs.New())
	tell("replace the layout of nothing", nil, n.ReplaceLayout(ctx, other))
	return all
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

// fullHouse is a store of which only the states are asked.
type fullHouse struct{ inventory.Store }

const bigHall = 60_000

func (fullHouse) States(context.Context, inventory.EventID) ([]inventory.SeatState, error) {
	states := make([]inventory.SeatState, bigHall)
	for i := range states {
		states[i] = inventory.SeatState{Seat: inventory.SeatID(id.Random{}.New()), Kind: inventory.SeatHeld, Version: int64(i)}
	}
	return states, nil
}

func TestALargeHallCrossesTheWire(t *testing.T) {
	t.Parallel()
	h := inventorytest.Open(t, inventorymem.New(), nil)
	svc := inventory.New(fullHouse{h.Store}, inventorytest.OpenGate{}, inventory.DefaultRules(), h.Clock, h.IDs)
	states, err := inventoryhttp.NewClient(resttest.Inside(t, routesOf(svc))).Snapshot(t.Context(), h.Event)
	if err != nil || len(states) != bigHall || states[bigHall-1].Version != bigHall-1 || states[7].Kind != inventory.SeatHeld {
		t.Errorf("%d seats, %v", len(states), err)
	}
}

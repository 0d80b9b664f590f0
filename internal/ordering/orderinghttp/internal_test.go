package orderinghttp_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderinghttp"
	"github.com/speckit/ticketing/internal/ordering/orderingmem"
	"github.com/speckit/ticketing/internal/ordering/orderingtest"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
)

// neighbour is ordering as other contexts need it.
type neighbour interface {
	orderinghttp.Orders
	FindAll(ctx context.Context, orders []ordering.OrderID) ([]ordering.Order, error)
	PaidOf(ctx context.Context, event ordering.EventID, text string, before ordering.OrderID, limit int) ([]ordering.OrderID, error)
	Payable(ctx context.Context, who actor.Actor, order ordering.OrderID) (ordering.Bill, error)
	Contact(ctx context.Context, order ordering.OrderID) (ordering.Contact, error)
	PlaceFor(ctx context.Context, who actor.Actor, cmd ordering.PlaceFor) (ordering.Placed, error)
	Cancel(ctx context.Context, who actor.Actor, order ordering.OrderID) error
}

// said is what a neighbour answered.
type said struct {
	Answer  any
	Refusal *resttest.Refusal
}

func routesOf(svc *ordering.Service) func(*rest.API) {
	return func(api *rest.API) { orderinghttp.InternalRoutes(api, svc) }
}

// tellAll asks everything that neighbours ask, in a world of its own. Both worlds have the same ids and times.
func tellAll(t *testing.T, near func(svc *ordering.Service) neighbour) map[string]said {
	t.Helper()
	w := orderingtest.NewWorld(orderingmem.New())
	n, ctx, all := near(w.Service), t.Context(), map[string]said{}
	tell := func(what string, answer any, err error) { all[what] = said{answer, resttest.RefusalOf(err)} }
	event := w.Event()
	ann, eve := w.Guest(), w.Account("eve@example.com", true)
	draft := w.Add(t, eve, w.Hold(eve, event, 1000))
	placed := w.Place(t, ann, w.Hold(ann, event, 2550), w.Hold(ann, w.Event(), 1250))
	full := orderingtest.NewMaker(9).Full(event)
	if err := w.Store.Update(ctx, func(tx ordering.Tx) error { return tx.PutOrders(ctx, full) }); err != nil {
		t.Fatal(err)
	}
	w.Mails.Known = []ordering.Mail{{Kind: "tickets", Status: "failed", At: orderingtest.Noon.Add(123456 * time.Microsecond), Reason: "no such box"}}

	session := actor.Actor{Role: actor.Guest, Order: placed.Order.ID.UUID(), Customer: w.IDs.New()}
	heir := actor.Actor{Role: actor.Customer, Customer: w.IDs.New(), Also: []id.UUID{w.IDs.New(), ann.Customer}}
	addressee := w.Account("ANN@example.com", true)
	unverified := w.Account("ann@example.com", false)
	for name, who := range map[string]actor.Actor{
		"owner": ann, "another": eve, "stranger": {}, "session": session, "heir": heir, "addressee": addressee, "unverified": unverified, "clerk": w.Clerk(),
	} {
		for what, order := range map[string]ordering.OrderID{"draft": draft.ID, "placed": placed.Order.ID, "full": full.ID, "unknown": ordering.OrderID(id.Named(id.Nil, "x"))} {
			bill, err := n.Payable(ctx, who, order)
			tell(name+" pays "+what, bill, err)
			view, err := n.Show(ctx, who, order, "")
			tell(name+" sees "+what, view, err)
		}
	}
	view, err := n.Show(ctx, actor.Actor{}, placed.Order.ID, placed.Secret)
	tell("by secret", view, err)
	view, err = n.Show(ctx, actor.Actor{}, placed.Order.ID, placed.Secret+"x")
	tell("by a wrong secret", view, err)
	for what, order := range map[string]ordering.OrderID{"draft": draft.ID, "placed": placed.Order.ID, "full": full.ID} {
		contact, err := n.Contact(ctx, order)
		tell("contact of "+what, contact, err)
	}
	found, err := n.FindAll(ctx, []ordering.OrderID{placed.Order.ID, full.ID, draft.ID, ordering.OrderID(id.Named(id.Nil, "x"))})
	tell("find", found, err)
	found, err = n.FindAll(ctx, nil)
	tell("find none", found, err)
	for what, text := range map[string]string{"all": "", "by address": " BUYER", "none": "nobody"} {
		paid, err := n.PaidOf(ctx, event, text, ordering.OrderID{}, 10)
		tell("paid, "+what, paid, err)
		paid, err = n.PaidOf(ctx, event, text, full.ID, 10)
		tell("paid before, "+what, paid, err)
	}

	tell("resend of an unpaid order", nil, n.Resend(ctx, ann, placed.Order.ID, ""))
	paid := orderingtest.NewMaker(10).Paid(event, 1)
	if err := w.Store.Update(ctx, func(tx ordering.Tx) error { return tx.PutOrders(ctx, paid) }); err != nil {
		t.Fatal(err)
	}
	tell("resend by a stranger", nil, n.Resend(ctx, actor.Actor{}, paid.ID, ""))
	tell("resend", nil, n.Resend(ctx, w.Clerk(), paid.ID, ""))
	tell("resend too soon", nil, n.Resend(ctx, w.Clerk(), paid.ID, ""))
	tell("mails", w.Mails.Resent, nil)
	tellOfTheLine(t, w, n, paid.ID, tell)
	return all
}

// tellOfTheLine asks what is asked for those who wait in line.
func tellOfTheLine(t *testing.T, w *orderingtest.World, n neighbour, paid ordering.OrderID, tell func(what string, answer any, err error)) {
	t.Helper()
	ctx, next, service, price := t.Context(), w.Guest(), actor.Actor{Role: actor.Service}, money.Decimal("20.00")
	hold := w.Hold(next, w.Event(), 2000)
	cmd := ordering.PlaceFor{
		Operation: w.IDs.New(), Customer: next.Customer, Guest: true, Reservations: []ordering.ReservationID{ordering.ReservationID(hold.Reservation)},
		Seats: []ordering.SeatID{ordering.SeatID(hold.Seat)}, Price: &price, Email: "next@example.com", Name: "Next In Line",
	}
	place := func(what string, cmd ordering.PlaceFor) ordering.Placed {
		placed, err := n.PlaceFor(ctx, service, cmd)
		tell(what, placed, err)
		return placed
	}
	placed := place("place", cmd)
	place("place again", cmd)
	other := cmd
	other.Operation = w.IDs.New()
	place("place what is in an order", other)
	other.Reservations, other.Seats, other.Price = nil, nil, nil
	place("place nothing", other)
	other.Seats = []ordering.SeatID{ordering.SeatID(w.IDs.New())}
	seated := place("place a seat", other)
	tell("cancel by a stranger", nil, n.Cancel(ctx, actor.Actor{}, placed.Order.ID))
	w.Seats.Paying = true
	tell("cancel what is being paid", nil, n.Cancel(ctx, service, placed.Order.ID))
	w.Seats.Paying = false
	for _, again := range []string{"", " again"} {
		tell("cancel"+again, nil, n.Cancel(ctx, service, placed.Order.ID))
	}
	place("place what is cancelled", cmd)
	tell("cancel what was paid", nil, n.Cancel(ctx, service, paid))
	found, err := n.FindAll(ctx, []ordering.OrderID{placed.Order.ID, seated.Order.ID})
	tell("find those of the line", found, err)
	for _, o := range found {
		if o.State == ordering.Cancelled && o.CancelReason == "" || len(o.Items) > 0 && o.Items[0].Reservation.IsZero() {
			t.Errorf("an order without its end or its holds: %+v", o)
		}
	}
}

func TestOverTheWireOrderingKeepsItsPromises(t *testing.T) {
	t.Parallel()
	here := tellAll(t, func(svc *ordering.Service) neighbour { return svc })
	there := tellAll(t, func(svc *ordering.Service) neighbour {
		return orderinghttp.NewClient(resttest.Inside(t, routesOf(svc)))
	})
	diff := cmp.Diff(here, there, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(secretlink.Secret{}, "Sealed"))
	if diff != "" {
		t.Errorf("over the wire (-direct +wire):\n%s", diff)
	}
	for what, refused := range map[string]bool{
		"owner pays placed": false, "another pays placed": true, "stranger pays placed": true, "session pays placed": false, "session pays full": true,
		"heir pays placed": false, "addressee pays placed": false, "unverified pays placed": true, "owner sees placed": false, "clerk sees full": false,
		"stranger sees placed": true, "by secret": false, "by a wrong secret": true, "contact of draft": true, "contact of placed": false,
		"place": false, "place again": false, "place what is in an order": true, "place nothing": true, "place a seat": false, "cancel by a stranger": true,
		"cancel what is being paid": true, "cancel": false, "cancel again": false, "place what is cancelled": false, "cancel what was paid": true,
		"resend of an unpaid order": true, "resend by a stranger": true, "resend": false, "resend too soon": true,
	} {
		if got, ok := there[what]; !ok || (got.Refusal != nil) != refused {
			t.Errorf("%s: %+v", what, got)
		}
	}
}

func TestOrderingsInternalRoutesAreForServicesAlone(t *testing.T) {
	t.Parallel()
	resttest.Guarded(t, routesOf(orderingtest.NewWorld(orderingmem.New()).Service))
}

func TestThePageIsTheSameOverTheWire(t *testing.T) {
	t.Parallel()
	h := newHouse()
	ann := h.Guest()
	placed := h.Place(t, ann, h.Hold(ann, h.Event(), 2550))
	remote := httptest.NewRecorder()
	orderinghttp.Page(orderinghttp.NewClient(resttest.Inside(t, routesOf(h.Service))), orderinghttp.PageConfig{Demo: true}).
		ServeHTTP(remote, httptest.NewRequestWithContext(t.Context(), "GET", pagePath(placed), http.NoBody))
	if here := h.look(t, "GET", pagePath(placed)); here.Code != http.StatusOK || here.Body.String() != remote.Body.String() {
		t.Errorf("%d and %d: %s", here.Code, remote.Code, cmp.Diff(here.Body.String(), remote.Body.String()))
	}
}

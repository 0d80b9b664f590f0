package waitlisthttp_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/secretlink"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
	"github.com/speckit/ticketing/internal/waitlist"
	"github.com/speckit/ticketing/internal/waitlist/waitlisthttp"
)

// neighbour is the waitlist as others need it.
type neighbour interface {
	waitlisthttp.Places
	Letter(ctx context.Context, entry waitlist.EntryID) (waitlist.Letter, error)
}

// said is what a neighbour answered.
type said struct {
	Answer  any
	Refusal *resttest.Refusal
}

func routesOf(svc *waitlist.Service) func(*rest.API) {
	return func(api *rest.API) { waitlisthttp.InternalRoutes(api, svc) }
}

// tellAll asks everything that neighbours ask, in a world of its own. Both worlds have the same ids and times.
func tellAll(t *testing.T, near func(svc *waitlist.Service) neighbour) map[string]said {
	t.Helper()
	h := newHouse(t)
	n, ctx, all := near(h.Service), t.Context(), map[string]said{}
	tell := func(what string, answer any, err error) { all[what] = said{answer, resttest.RefusalOf(err)} }
	event := h.event("opera")
	joined, err := h.Join(ctx, waitlist.Join{Event: event, Email: "ann@example.com", Name: "Ann", Wish: waitlist.Wish{
		Quantity: 2, MaxPrice: "45.50", Sections: []string{"Stalls", "Balcony"}, Accessible: true,
	}})
	if err != nil {
		t.Fatal(err)
	}
	places := map[string]mine{"unconfirmed": h.place(t, "eve@example.com", event), "assigned": h.find(t, joined.Entry), "waiting": h.confirmed(t, "bob@example.com", event)}
	h.clock.Advance(90*time.Minute + 123456*time.Microsecond)
	tell("confirm", nil, n.Confirm(ctx, actor.Actor{}, joined.Entry, places["assigned"].query[len("?secret="):]))
	h.offer(t, places["assigned"], true)
	places["unknown"] = mine{Entry: waitlist.Entry{ID: waitlist.EntryID(event)}}

	for what, m := range places {
		l, err := n.Letter(ctx, m.ID)
		tell("letter of "+what, l, err)
		for name, who := range map[string]actor.Actor{"stranger": {}, "owner": h.known["ann"], "unverified": h.known["unverified"], "clerk": h.known["clerk"]} {
			v, err := n.Show(ctx, who, m.ID, "")
			tell(name+" sees "+what, v, err)
		}
		if m.query != "" {
			v, err := n.Show(ctx, actor.Actor{}, m.ID, m.query[len("?secret="):])
			tell("by secret "+what, v, err)
			v, err = n.Show(ctx, actor.Actor{}, m.ID, m.query[len("?secret="):]+"x")
			tell("by a wrong secret "+what, v, err)
		}
	}
	tell("decline without an offer", nil, n.Decline(ctx, actor.Actor{}, places["waiting"].ID, places["waiting"].query[len("?secret="):]))
	h.paying = true
	tell("decline while paying", nil, n.Decline(ctx, h.known["ann"], joined.Entry, ""))
	h.paying = false
	tell("decline by a stranger", nil, n.Decline(ctx, actor.Actor{}, joined.Entry, ""))
	tell("decline", nil, n.Decline(ctx, h.known["ann"], joined.Entry, ""))
	tell("leave by a stranger", nil, n.Leave(ctx, actor.Actor{}, joined.Entry, "guessed"))
	tell("leave", nil, n.Leave(ctx, h.known["ann"], joined.Entry, ""))
	tell("leave again", nil, n.Leave(ctx, h.known["ann"], joined.Entry, ""))
	tell("confirm what is over", nil, n.Confirm(ctx, h.known["ann"], joined.Entry, ""))
	v, err := n.Show(ctx, h.known["ann"], joined.Entry, "")
	tell("left", v, err)
	tell("cancelled orders", h.cancelled, nil)
	h.away = true
	l, err := n.Letter(ctx, places["waiting"].ID)
	tell("letter without catalog", l, err)
	return all
}

func TestOverTheWireTheWaitlistKeepsItsPromises(t *testing.T) {
	t.Parallel()
	here := tellAll(t, func(svc *waitlist.Service) neighbour { return svc })
	there := tellAll(t, func(svc *waitlist.Service) neighbour {
		return waitlisthttp.NewClient(resttest.Inside(t, routesOf(svc)))
	})
	diff := cmp.Diff(here, there, cmpopts.EquateEmpty(), cmpopts.IgnoreTypes(secretlink.Secret{}))
	if diff != "" {
		t.Errorf("over the wire (-direct +wire):\n%s", diff)
	}
	for what, refused := range map[string]bool{
		"letter of unconfirmed": false, "letter of assigned": false, "letter of unknown": true, "letter without catalog": true,
		"stranger sees assigned": true, "owner sees assigned": false, "owner sees waiting": true, "unverified sees assigned": true, "clerk sees assigned": true,
		"by secret unconfirmed": false, "by secret assigned": false, "by a wrong secret assigned": true, "confirm": false, "decline": false,
		"decline without an offer": true, "decline while paying": true, "decline by a stranger": true, "leave by a stranger": true, "leave": false,
		"leave again": false, "confirm what is over": true, "left": false,
	} {
		if got, ok := there[what]; !ok || (got.Refusal != nil) != refused {
			t.Errorf("%s: %+v", what, got)
		}
	}
	shown, _ := there["by secret assigned"].Answer.(waitlist.View)
	if shown.Offer == nil || shown.Secret != "secret-of-the-order" || len(shown.Offer.OrderSecret.Sealed)+len(shown.Entry.Secret.Hash) > 0 {
		t.Errorf("the offer came as %+v", shown)
	}
}

func TestTheWaitlistsInternalRoutesAreForServicesAlone(t *testing.T) {
	t.Parallel()
	resttest.Guarded(t, routesOf(newHouse(t).Service))
}

func TestThePageIsTheSameOverTheWire(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ann := h.confirmed(t, "ann@example.com", h.event("opera"))
	h.offer(t, ann, false)
	look := func(places waitlisthttp.Places) *httptest.ResponseRecorder {
		answer := httptest.NewRecorder()
		waitlisthttp.Page(places, waitlisthttp.PageConfig{Clock: clock.NewFake(noon)}).
			ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), "GET", ann.page, http.NoBody))
		return answer
	}
	here, remote := look(h.Service), look(waitlisthttp.NewClient(resttest.Inside(t, routesOf(h.Service))))
	if here.Code != http.StatusOK || here.Body.String() != remote.Body.String() {
		t.Errorf("%d and %d: %s", here.Code, remote.Code, cmp.Diff(here.Body.String(), remote.Body.String()))
	}
}

package waitlist_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/waitlist"
)

func TestAPlaceIsConfirmedByTheSecretOfItsLink(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	e := w.Enter(t, event, "ann@example.com", waitlist.Wish{})
	foreign := w.Enter(t, event, "bob@example.com", waitlist.Wish{})
	for _, secret := range []string{"", "wrong", w.SecretOf(t, foreign), string(e.Secret.Hash)} {
		wantErr(t, waitlist.ErrNoEntry, w.Confirm(t.Context(), anyone, e.ID, secret))
	}
	wantErr(t, waitlist.ErrNoEntry, w.Confirm(t.Context(), anyone, waitlist.EntryID(w.IDs.New()), w.SecretOf(t, e)))
	same(t, "status", waitlist.Unconfirmed, w.Entry(t, e.ID).Status)
	for range 2 {
		must(t, w.Confirm(t.Context(), anyone, e.ID, w.SecretOf(t, e)))
		same(t, "status", waitlist.Pending, w.Entry(t, e.ID).Status)
	}
	same(t, "told", []string{events.LineJoined, events.LineConfirmed}, w.told(t, e.ID))
	w.agree(t, event)
}

func TestAPlaceIsConfirmedByTheAccountWhoseVerifiedAddressItIs(t *testing.T) {
	t.Parallel()
	w := newWorld()
	e := w.Enter(t, w.Concert(), "ann@example.com", waitlist.Wish{})
	account := actor.Actor{Customer: w.IDs.New(), Role: actor.Customer, Email: "Ann@Example.com", Verified: true}
	for name, who := range map[string]actor.Actor{
		"not verified":       {Customer: account.Customer, Role: account.Role, Email: account.Email},
		"another's":          {Customer: account.Customer, Role: account.Role, Email: "bob@example.com", Verified: true},
		"a guest's":          {Customer: e.Customer(), Role: actor.Guest},
		"an order's session": {Customer: account.Customer, Role: account.Role, Email: account.Email, Verified: true, Order: w.IDs.New()},
		"no token at all":    {Email: account.Email, Verified: true},
	} {
		if err := w.Confirm(t.Context(), who, e.ID, ""); err == nil {
			t.Errorf("%s: confirmed", name)
		}
	}
	must(t, w.Confirm(t.Context(), account, e.ID, ""))
	same(t, "status", waitlist.Pending, w.Entry(t, e.ID).Status)
}

func TestAPlaceThatIsOverIsNotConfirmed(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	late, left := w.Enter(t, event, "ann@example.com", waitlist.Wish{}), w.Enter(t, event, "bob@example.com", waitlist.Wish{})
	must(t, w.Leave(t.Context(), anyone, left.ID, w.SecretOf(t, left)))
	wantErr(t, waitlist.ErrEntryOver, w.Confirm(t.Context(), anyone, left.ID, w.SecretOf(t, left)))
	w.Clock.Advance(24 * time.Hour) // nobody has swept
	wantErr(t, waitlist.ErrEntryOver, w.Confirm(t.Context(), anyone, late.ID, w.SecretOf(t, late)))
	same(t, "status", waitlist.Unconfirmed, w.Entry(t, late.ID).Status)
	w.agree(t, event)
}

func TestAPlaceIsShownWithItsRankAndPace(t *testing.T) {
	t.Parallel()
	w := newWorld()
	event := w.Concert()
	entries := w.waiting(t, event, 4)
	w.Clock.Advance(10 * time.Minute)
	must(t, w.Leave(t.Context(), anyone, entries[0].ID, w.SecretOf(t, entries[0])))
	w.Clock.Advance(2 * time.Hour)
	must(t, w.Leave(t.Context(), anyone, entries[2].ID, w.SecretOf(t, entries[2])))
	view, err := w.Show(t.Context(), anyone, entries[3].ID, w.SecretOf(t, entries[3]))
	must(t, err)
	same(t, "position", int64(2), view.Position)
	same(t, "pace", waitlist.Pace{Hour: 1, Day: 2}, view.Pace)
	same(t, "event", w.Events.Known[event], view.Event)
	_, err = w.Show(t.Context(), anyone, entries[3].ID, w.SecretOf(t, entries[1]))
	wantErr(t, waitlist.ErrNoEntry, err)
	gone, err := w.Show(t.Context(), anyone, entries[0].ID, w.SecretOf(t, entries[0]))
	must(t, err)
	same(t, "position of who left", int64(0), gone.Position)
}

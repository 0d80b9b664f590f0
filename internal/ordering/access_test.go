package ordering_test

import (
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingtest"
)

func TestAnOrderIsShownToItsOwnTheHouseAndItsSecret(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	placed := w.Place(t, guest, w.Hold(guest, w.Event(), 2000))
	order := placed.Order.ID
	w.Mails.Known = []ordering.Mail{{Kind: "tickets", Status: "sent", At: w.Clock.Now()}}
	for name, reader := range map[string]struct {
		who    actor.Actor
		secret string
		may    bool
	}{
		"owner":                   {guest, "", true},
		"house":                   {w.Clerk(), "", true},
		"service":                 {actor.Actor{Role: actor.Service}, "", true},
		"secret":                  {actor.Actor{}, placed.Secret, true},
		"session for this order":  {actor.Actor{Customer: w.IDs.New(), Role: actor.Guest, Order: order.UUID()}, "", true},
		"verified address":        {w.Account("ANN@example.com", true), "", true},
		"account with the guest":  {actor.Actor{Customer: w.IDs.New(), Role: actor.Customer, Also: guest.Customers()}, "", true},
		"stranger":                {actor.Actor{}, "", false},
		"wrong secret":            {actor.Actor{}, placed.Secret[1:], false},
		"another guest":           {w.Guest(), "", false},
		"unverified address":      {w.Account("ann@example.com", false), "", false},
		"session for another one": {actor.Actor{Customer: guest.Customer, Role: actor.Guest, Order: w.IDs.New()}, "", false},
	} {
		view, err := w.Show(t.Context(), reader.who, order, reader.secret)
		if !reader.may {
			wantErr(t, ordering.ErrOrderNotFound, err)
			continue
		}
		if err != nil || view.Order.ID != order || len(view.Mails) != 1 || len(view.Events) != 1 {
			t.Errorf("%s: %+v, %v", name, view, err)
		}
	}
}

func TestAnOrderIsShownWhileOthersAreAway(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	placed := w.Place(t, guest, w.Hold(guest, w.Event(), 2000))
	w.Mails.Away, w.Events.Away, w.Seats.Away = true, true, true
	view, err := w.Show(t.Context(), guest, placed.Order.ID, "")
	same(t, "error", nil, err)
	same(t, "order", placed.Order, view.Order)
}

func TestAGuestsOrderAttachesOnlyToItsOwnVerifiedAddress(t *testing.T) {
	t.Parallel()
	w := newWorld()
	account := w.Account("bob@example.com", true)
	cart := w.Add(t, account, w.Hold(account, w.Event(), 2000))
	_, err := w.Checkout(t.Context(), account, checkoutOf(w, cart)) // an account that types another's address
	same(t, "error", nil, err)
	_, err = w.Show(t.Context(), w.Account("ann@example.com", true), cart.ID, "")
	wantErr(t, ordering.ErrOrderNotFound, err)
}

func TestTheSecretOpensASessionForItsOrderAlone(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	placed := w.Place(t, guest, w.Hold(guest, w.Event(), 2000))
	access, err := w.Open(t.Context(), placed.Order.ID, placed.Secret)
	same(t, "error", nil, err)
	same(t, "access", ordering.Access{
		Session:  ordering.Session{Token: "session-of-" + placed.Order.ID.String(), ExpiresAt: orderingtest.Noon.Add(24 * time.Hour)},
		Customer: guest.Customer,
	}, access)
	same(t, "deed", "order.access", w.memory.DB.Deeds()[0].Action)
	cart := w.Add(t, guest, w.Hold(guest, w.Event(), 2000))
	for order, secret := range map[ordering.OrderID]string{placed.Order.ID: "guessed", cart.ID: "", {}: placed.Secret} {
		_, err := w.Open(t.Context(), order, secret)
		wantErr(t, ordering.ErrOrderNotFound, err)
	}
}

func TestTheTicketMailIsSentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	placed := w.Place(t, guest, w.Hold(guest, w.Event(), 2000))
	order := placed.Order.ID
	wantErr(t, ordering.ErrNothingToSend, w.Resend(t.Context(), guest, order, ""))
	w.bring(t, w.succeeded(placed.Order))
	same(t, "error", nil, w.Resend(t.Context(), actor.Actor{}, order, placed.Secret))
	wantErr(t, ordering.ErrResentJustNow, w.Resend(t.Context(), guest, order, ""))
	wantErr(t, ordering.ErrOrderNotFound, w.Resend(t.Context(), w.Guest(), order, ""))
	w.Clock.Advance(time.Minute)
	same(t, "error", nil, w.Resend(t.Context(), w.Clerk(), order, ""))
	same(t, "sent again", []id.UUID{order.UUID(), order.UUID()}, w.Mails.Resent)
}

func TestALookUpMailsLinksAndTellsNobody(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	first := w.Place(t, guest, w.Hold(guest, w.Event(), 2000))
	second := w.Place(t, guest, w.Hold(guest, w.Event(), 2000))
	same(t, "unknown address", nil, w.Lookup(t.Context(), "nobody@example.com"))
	same(t, "mails", 0, len(w.Mails.Linked))
	for range 2 {
		same(t, "known address", nil, w.Lookup(t.Context(), "Ann@Example.com"))
	}
	same(t, "mails", []orderingtest.Linked{{To: "ann@example.com", Links: []ordering.Link{
		{Order: second.Order.ID.UUID(), Number: second.Order.Number, URL: second.StatusURL},
		{Order: first.Order.ID.UUID(), Number: first.Order.Number, URL: first.StatusURL},
	}}}, w.Mails.Linked)
	w.Clock.Advance(w.Rules.LookupEvery)
	same(t, "later", nil, w.Lookup(t.Context(), "ann@example.com"))
	same(t, "mails", 2, len(w.Mails.Linked))
	wantErr(t, ordering.ErrBadEmail, w.Lookup(t.Context(), "ann@example.com, eve@example.com"))
}

func TestMyOrdersAreThoseOfAllThatIAm(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest, stranger := w.Guest(), w.Guest()
	first := w.Place(t, guest, w.Hold(guest, w.Event(), 2000)).Order
	second := w.Place(t, guest, w.Hold(guest, w.Event(), 2000)).Order
	w.Add(t, guest, w.Hold(guest, w.Event(), 2000))
	list := func(who actor.Actor, before ordering.OrderID, limit int) (ids []ordering.OrderID) {
		orders, err := w.Mine(t.Context(), who, before, limit)
		same(t, "error", nil, err)
		for _, o := range orders {
			ids = append(ids, o.ID)
		}
		return ids
	}
	both := []ordering.OrderID{second.ID, first.ID}
	same(t, "the guest's", both, list(guest, ordering.OrderID{}, 10))
	same(t, "the second page", both[1:], list(guest, second.ID, 10))
	same(t, "the address's", both, list(w.Account("ann@example.com", true), ordering.OrderID{}, 10))
	same(t, "a one-order session's", both[1:], list(actor.Actor{Role: actor.Guest, Order: first.ID.UUID()}, ordering.OrderID{}, 10))
	for _, who := range []actor.Actor{{}, stranger, w.Account("ann@example.com", false), w.Clerk()} {
		same(t, "others'", 0, len(list(who, ordering.OrderID{}, 10)))
	}
	found, err := w.Search(t.Context(), ordering.Listing{Prefix: " buyer ", Limit: 10})
	same(t, "error", nil, err)
	same(t, "found by last name", 2, len(found))
}

func TestLinksWorkAfterTheKeyWasChanged(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	var placed []ordering.Placed
	for range 3 {
		placed = append(placed, w.Place(t, guest, w.Hold(guest, w.Event(), 2000)))
	}
	w.Add(t, guest, w.Hold(guest, w.Event(), 2000))
	n, err := w.Reseal(t.Context())
	same(t, "orders", 4, n)
	same(t, "error", nil, err)
	for _, p := range placed {
		contact, err := w.Contact(t.Context(), p.Order.ID)
		same(t, "error", nil, err)
		same(t, "link", p.StatusURL, contact.StatusURL)
	}
}

func TestADraftHasNobodyToWriteTo(t *testing.T) {
	t.Parallel()
	w := newWorld()
	guest := w.Guest()
	cart := w.Add(t, guest, w.Hold(guest, w.Event(), 2000))
	_, err := w.Contact(t.Context(), cart.ID)
	wantErr(t, ordering.ErrOrderNotFound, err)
}

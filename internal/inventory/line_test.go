package inventory_test

import (
	"context"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/inventory/inventorymem"
	"github.com/speckit/ticketing/internal/inventory/inventorytest"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// waits makes a wish that no free seat fits, since none is for nothing.
func (h *house) waits(change ...func(*inventory.LineWish)) inventory.LineWish {
	wish := inventory.LineWish{Event: h.Event, Quantity: 1, MaxPrice: "0"}
	for _, c := range change {
		c(&wish)
	}
	return wish
}

func after(term int64) func(*inventory.LineWish) {
	return func(w *inventory.LineWish) { w.After = term }
}

func (h *house) ask(t *testing.T, wish inventory.LineWish) inventory.LineVerdict {
	t.Helper()
	verdicts, err := h.OpenLines(t.Context(), []inventory.LineWish{wish})
	ok(t, err)
	return verdicts[0]
}

// favours checks for whom the event's seats come free, and the term of its line.
func (h *house) favours(t *testing.T, keeper inventory.Keeper, term int64) {
	t.Helper()
	sale, err := h.SaleOf(t.Context(), h.Event)
	ok(t, err)
	if sale.Favours != keeper || sale.LineTerm != term {
		t.Errorf("the event favours %q, term %d; want %q, %d", sale.Favours, sale.LineTerm, keeper, term)
	}
}

// fill holds every seat of the hall.
func (h *house) fill(t *testing.T) []inventory.Hold {
	t.Helper()
	var all []inventory.Hold
	for page := h.Seats; len(page) > 0; page = page[min(6, len(page)):] {
		all = append(all, h.Hold(t, h.Buyer(), page[:min(6, len(page))]...)...)
	}
	return all
}

// other is another process on the same store.
func (h *house) other() *inventory.Service {
	return inventory.New(h.Store, inventorytest.OpenGate{}, inventory.DefaultRules(), h.Clock, h.IDs)
}

// ledger counts what is asked of a store, and may interfere before a transaction.
type ledger struct {
	inventory.Store
	updates, sales, states, seats int
	between                       func()
}

func (l *ledger) Update(ctx context.Context, do func(inventory.Tx) error) error {
	l.updates++
	if between := l.between; between != nil {
		l.between = nil
		between()
	}
	return l.Store.Update(ctx, do)
}

func (l *ledger) Sale(ctx context.Context, event inventory.EventID) (inventory.Sale, bool, error) {
	l.sales++
	return l.Store.Sale(ctx, event)
}

func (l *ledger) States(ctx context.Context, event inventory.EventID) ([]inventory.SeatState, error) {
	l.states++
	return l.Store.States(ctx, event)
}

func (l *ledger) Seats(ctx context.Context, ids []inventory.SeatID) ([]inventory.Seat, error) {
	l.seats++
	return l.Store.Seats(ctx, ids)
}

func openCounted(t *testing.T) (*house, *ledger) {
	t.Helper()
	store := inventorymem.New()
	counted := &ledger{Store: store}
	return &house{House: inventorytest.Open(t, counted, nil), mem: store}, counted
}

func TestALineStaysAsItIsUntilItsTermIsOver(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.favours(t, "", 0)
	for _, c := range []struct{ after, term int64 }{{0, 1}, {0, 1}, {1, 2}, {0, 2}, {1, 2}, {-3, 2}, {9, 10}} {
		same(t, h.ask(t, h.waits(after(c.after))), inventory.LineVerdict{Term: c.term})
		h.favours(t, inventory.Waitlist, c.term)
	}
	ok(t, h.CloseLine(t.Context(), h.Event, 10))
	h.favours(t, "", 10)
	same(t, h.ask(t, h.waits()), inventory.LineVerdict{Term: 11})
}

func TestALateCloseDoesNotEndALineThatWasOpenedAnew(t *testing.T) {
	t.Parallel()
	h := open(t)
	same(t, h.ask(t, h.waits()).Term, 1)
	same(t, h.ask(t, h.waits(after(1))).Term, 2)
	for _, old := range []int64{1, 1, 0, 3} {
		ok(t, h.CloseLine(t.Context(), h.Event, old))
		h.favours(t, inventory.Waitlist, 2)
	}
	for range 2 {
		ok(t, h.CloseLine(t.Context(), h.Event, 2))
		h.favours(t, "", 2)
	}
	ok(t, h.CloseLine(t.Context(), inventory.EventID(h.IDs.New()), 1)) // of which nothing is known
}

// release is the staff's release of seats.
func (h *house) release(t *testing.T, seats ...inventory.SeatID) {
	t.Helper()
	for _, seat := range seats {
		_, err := h.ReleaseSeat(t.Context(), seat, staff)
		ok(t, err)
	}
}

// available reports whether a wish is refused because seats that fit it are free. A line that is opened is closed again.
func (h *house) available(t *testing.T, wish inventory.LineWish) bool {
	t.Helper()
	wish.Event = h.Event
	verdict := h.ask(t, wish)
	if verdict.Err != nil {
		refused(t, verdict.Err, inventory.ErrSeatsFree)
		return true
	}
	ok(t, h.CloseLine(t.Context(), h.Event, verdict.Term))
	return false
}

func TestNobodyWaitsForSeatsThatAreFree(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.fill(t)
	stalls, floor := []string{inventorytest.Stalls}, []string{inventorytest.Floor}
	both := append(append([]string{}, stalls...), floor...)
	wishes := map[string]inventory.LineWish{
		"one": {Quantity: 1}, "two": {Quantity: 2}, "three": {Quantity: 3}, "for 49.99": {Quantity: 1, MaxPrice: "49.99"}, "for 50": {Quantity: 1, MaxPrice: "50"},
		"two for 20": {Quantity: 2, MaxPrice: "20.00"}, "standing": {Quantity: 1, Sections: floor}, "two standing": {Quantity: 2, Sections: floor},
		"two anywhere": {Quantity: 2, Sections: both}, "a wheelchair": {Quantity: 1, Accessible: true},
	}
	places := h.Seats[inventorytest.Rows*inventorytest.RowSeats:]
	for _, step := range []struct {
		freed []inventory.SeatID
		now   []string // further wishes that fit
	}{
		{nil, nil},
		{[]inventory.SeatID{h.Seat("A", 1), h.Seat("A", 3)}, []string{"one", "for 50"}},
		{[]inventory.SeatID{h.Seat("A", 4)}, []string{"two", "two anywhere"}},
		{[]inventory.SeatID{places[0]}, []string{"for 49.99", "standing"}},
		{[]inventory.SeatID{places[9]}, []string{"two for 20", "two standing"}},
		{[]inventory.SeatID{h.Seat("A", 2)}, []string{"three"}},
	} {
		h.release(t, step.freed...)
		for _, name := range step.now {
			if !h.available(t, wishes[name]) {
				t.Errorf("%s: nothing fits", name)
			}
			delete(wishes, name)
		}
		for name, wish := range wishes {
			if h.available(t, wish) {
				t.Errorf("%s: fits after %v", name, step.now)
			}
		}
	}
}

func TestAccessiblePlacesAreForThoseWhoNeedThem(t *testing.T) {
	t.Parallel()
	h := open(t)
	layout := h.Layout(2)
	layout.Seats[0].Accessible, layout.Seats[1].Companion = true, true // A1 and A2
	ok(t, h.Arrange(t.Context(), layout))
	h.fill(t)
	h.release(t, h.Row("A", 2)...)
	for wish, want := range map[*inventory.LineWish]bool{
		{Quantity: 1}: false, {Quantity: 2}: false, {Quantity: 1, Accessible: true}: true, {Quantity: 2, Accessible: true}: true, {Quantity: 3, Accessible: true}: false,
	} {
		if got := h.available(t, *wish); got != want {
			t.Errorf("%+v: %v", *wish, got)
		}
	}
}

func TestAWishThatIsRefusedBeginsNoLine(t *testing.T) {
	t.Parallel()
	h := open(t)
	refused(t, h.ask(t, inventory.LineWish{Event: h.Event, Quantity: 6}).Err, inventory.ErrSeatsFree)
	for _, wish := range []inventory.LineWish{h.waits(func(w *inventory.LineWish) { w.Quantity = 0 }), h.waits(func(w *inventory.LineWish) { w.Quantity = 7 })} {
		same[any](t, refused(t, h.ask(t, wish).Err, inventory.ErrLineQuantity).Members["limit"], 6)
	}
	for _, price := range []money.Decimal{"-1", "1.005", "1e99"} {
		refused(t, h.ask(t, h.waits(func(w *inventory.LineWish) { w.MaxPrice = price })).Err, inventory.ErrBadPrice)
	}
	nowhere := h.waits(func(w *inventory.LineWish) { w.Sections = []string{inventorytest.Floor, "Nowhere"} })
	same(t, refused(t, h.ask(t, nowhere).Err, inventory.ErrNoSuchSection).Kind, fault.Invalid)
	h.favours(t, "", 0)
}

func TestNobodyWaitsForAnEventThatIsNotSold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(t *testing.T, h *house)
		want   *fault.Error
	}{
		"unknown":   {func(_ *testing.T, h *house) { h.Event = inventory.EventID(h.IDs.New()) }, inventory.ErrNoSuchEvent},
		"no seats":  {func(t *testing.T, h *house) { t.Helper(); h.newEvent(t) }, inventory.ErrNoSuchEvent},
		"cancelled": {func(_ *testing.T, h *house) { h.Terms.Status = inventory.Cancelled }, inventory.ErrEventCancelled},
		"inactive":  {func(_ *testing.T, h *house) { h.Terms.Status = inventory.NotOnSale }, inventory.ErrEventInactive},
		"past":      {func(_ *testing.T, h *house) { h.Clock.Advance(31 * 24 * time.Hour) }, inventory.ErrEventPast},
		"not open":  {func(_ *testing.T, h *house) { h.Terms.Opens = inventorytest.Start.Add(time.Hour) }, inventory.ErrSaleNotOpen},
		"closed":    {func(_ *testing.T, h *house) { h.Terms.Closes = inventorytest.Start }, inventory.ErrSaleClosed},
		"relaid": {func(t *testing.T, h *house) {
			t.Helper()
			ok(t, h.ReplaceLayout(t.Context(), inventory.Relay{Event: h.Event}))
		}, inventory.ErrSalePaused},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			c.change(t, h)
			if h.Terms.Event == h.Event {
				h.Terms.Version++
				ok(t, h.SetTerms(t.Context(), h.Terms))
			}
			said := refused(t, h.ask(t, h.waits()).Err, c.want)
			if said.Detail == c.want.Detail || said.Detail == "" || said.Kind != c.want.Kind || said.Wait != c.want.Wait {
				t.Errorf("said: %+v", said)
			}
			if sale, err := h.SaleOf(t.Context(), h.Event); err == nil && (sale.Favours != "" || sale.LineTerm != 0) {
				t.Errorf("there is a line: %+v", sale)
			}
		})
	}
}

func TestAnEventThatIsCancelledMeanwhileGetsNoLine(t *testing.T) {
	t.Parallel()
	h, counted := openCounted(t)
	h.Terms.Version, h.Terms.Status = 2, inventory.Cancelled
	counted.between = func() { ok(t, h.other().SetTerms(t.Context(), h.Terms)) }
	refused(t, h.ask(t, h.waits()).Err, inventory.ErrEventCancelled)
	h.favours(t, "", 0)
}

func TestTwoProcessesOpenOneLine(t *testing.T) {
	t.Parallel()
	h, counted := openCounted(t)
	counted.between = func() {
		verdicts, err := h.other().OpenLines(t.Context(), []inventory.LineWish{h.waits()})
		ok(t, err)
		same(t, verdicts[0].Term, 1)
	}
	same(t, h.ask(t, h.waits()), inventory.LineVerdict{Term: 1})
	h.favours(t, inventory.Waitlist, 1)
}

func TestEachWishHasItsOwnVerdictAndAnEventIsLookedAtOnce(t *testing.T) {
	t.Parallel()
	h, counted := openCounted(t)
	first := h.Event
	ok(t, h.Arrange(t.Context(), h.newEvent(t)))
	var wishes []inventory.LineWish
	for range 100 {
		wishes = append(
			wishes, h.waits(), inventory.LineWish{Event: first, Quantity: 2}, inventory.LineWish{Event: first, Quantity: 1, MaxPrice: "0"}, h.waits(after(6)),
			inventory.LineWish{Event: inventory.EventID{1}, Quantity: 1},
		)
	}
	_, err := h.OpenLines(t.Context(), wishes[:2]) // draws the pictures
	ok(t, err)
	for round := range 2 {
		*counted = ledger{Store: counted.Store}
		verdicts, err := h.OpenLines(t.Context(), wishes)
		ok(t, err)
		for i := 0; i < len(verdicts); i += 5 {
			same(t, []int64{verdicts[i].Term, verdicts[i+2].Term, verdicts[i+3].Term}, []int64{7, 1, 7})
			refused(t, verdicts[i+1].Err, inventory.ErrSeatsFree)
			refused(t, verdicts[i+4].Err, inventory.ErrNoSuchEvent)
		}
		same(t, []int{counted.updates, counted.sales, counted.seats, counted.states}, []int{2 - 2*round, 3, 1, 0})
	}
	verdicts, err := h.OpenLines(t.Context(), nil)
	ok(t, err)
	same(t, len(verdicts), 0)
}

func TestSeatsThatAnotherProcessFreedAreFoundBeforeAnybodyWaits(t *testing.T) {
	t.Parallel()
	h := open(t)
	all := h.fill(t)
	one := inventory.LineWish{Quantity: 1}
	same(t, h.available(t, one), false)
	ok(t, h.other().Release(t.Context(), inventorytest.IDs(all[:1]), "manual_cancellation"))
	h.Clock.Advance(time.Second)
	same(t, h.available(t, one), true)
}

func TestAnOldPictureSendsNobodyToSeatsThatAreGone(t *testing.T) {
	t.Parallel()
	h := open(t)
	same(t, h.available(t, inventory.LineWish{Quantity: 1}), true) // draws the picture
	other := h.other()
	for page := h.Seats; len(page) > 0; page = page[min(6, len(page)):] {
		_, err := other.Reserve(t.Context(), inventory.Reserve{Group: h.Group(), By: h.Buyer(), Seats: page[:min(6, len(page))]})
		ok(t, err)
	}
	same(t, h.available(t, inventory.LineWish{Quantity: 1}), false)
}

func TestAWishIsMeasuredByTheLayoutThatAnotherProcessPutOnSale(t *testing.T) {
	t.Parallel()
	h := open(t)
	same(t, h.available(t, inventory.LineWish{Quantity: 1, Sections: []string{inventorytest.Floor}}), true)
	next := h.Layout(2)
	for i := range next.Seats {
		next.Seats[i].Section = "Hall"
	}
	ok(t, h.other().Arrange(t.Context(), next))
	same(t, h.available(t, inventory.LineWish{Quantity: 1, Sections: []string{"Hall"}}), true)
	refused(t, h.ask(t, h.waits(func(w *inventory.LineWish) { w.Sections = []string{inventorytest.Floor} })).Err, inventory.ErrNoSuchSection)
}

// watched is a store that looks at seats after each transaction.
type watched struct {
	inventory.Store
	t     *testing.T
	seats []inventory.SeatID
}

func (w *watched) Update(ctx context.Context, do func(inventory.Tx) error) error {
	if err := w.Store.Update(ctx, do); err != nil {
		return err
	}
	seats, err := w.Seats(ctx, w.seats)
	ok(w.t, err)
	for _, seat := range seats {
		if seat.Kind == inventory.SeatFree {
			w.t.Errorf("%s was free", seat.Label)
		}
	}
	return nil
}

func TestWhateverFreesASeatOfAnEventWithALineNobodyElseCanHaveIt(t *testing.T) {
	t.Parallel()
	for name, path := range map[string]func(t *testing.T, h *house) (do func()){
		"the hold's time is over": func(t *testing.T, h *house) func() {
			t.Helper()
			h.Hold(t, h.Buyer(), h.Row("A", 2)...)
			return func() {
				h.Clock.Advance(15 * time.Minute)
				same(t, h.sweep(t), 2)
			}
		},
		"its owner releases it": func(t *testing.T, h *house) func() {
			t.Helper()
			buyer := h.Buyer()
			holds := h.Hold(t, buyer, h.Row("A", 2)...)
			return func() {
				for _, hold := range holds {
					ok(t, h.ReleaseOwn(t.Context(), hold.ID, buyer))
				}
			}
		},
		"an order releases it": func(t *testing.T, h *house) func() {
			t.Helper()
			holds := h.Hold(t, h.Buyer(), h.Row("A", 2)...)
			return func() { ok(t, h.Release(t.Context(), inventorytest.IDs(holds), events.OrderCancelledEnd)) }
		},
		"the staff releases a hold": func(t *testing.T, h *house) func() {
			t.Helper()
			h.Hold(t, h.Buyer(), h.Row("A", 2)...)
			return func() { h.release(t, h.Row("A", 2)...) }
		},
		"an order is cancelled": func(t *testing.T, h *house) func() {
			t.Helper()
			holds := h.Hold(t, h.Buyer(), h.Row("A", 2)...)
			return func() { h.cancelled(t, inventory.OrderID(h.IDs.New()), holds, events.CancelledByCustomer) }
		},
		"an order is refunded": func(t *testing.T, h *house) func() {
			t.Helper()
			holds := h.Hold(t, h.Buyer(), h.Row("A", 2)...)
			order := h.Sell(t, holds)
			return func() { h.cancelled(t, order, nil, events.OrderRefunded) }
		},
		"a payment comes to nothing after the hold's end": func(t *testing.T, h *house) func() {
			t.Helper()
			holds := h.Hold(t, h.Buyer(), h.Row("A", 2)...)
			ok(t, h.Protect(t.Context(), onePayment, inventorytest.IDs(holds)))
			h.Clock.Advance(16 * time.Minute)
			return func() { ok(t, h.Unprotect(t.Context(), onePayment, inventorytest.IDs(holds))) }
		},
		"a payment is never decided": func(t *testing.T, h *house) func() {
			t.Helper()
			holds := h.Hold(t, h.Buyer(), h.Row("A", 2)...)
			ok(t, h.Protect(t.Context(), onePayment, inventorytest.IDs(holds)))
			return func() {
				h.Clock.Advance(25 * time.Minute)
				same(t, h.sweep(t), 2)
			}
		},
		"the house lets it go": func(t *testing.T, h *house) func() {
			t.Helper()
			ok(t, h.keep(t, time.Time{}, h.Row("A", 2)...))
			return func() {
				n, err := h.LetGo(t.Context(), h.Row("A", 2), inventory.House, staff)
				ok(t, err)
				same(t, n, 2)
			}
		},
		"the house's time is over": func(t *testing.T, h *house) func() {
			t.Helper()
			ok(t, h.keep(t, inventorytest.Start.Add(time.Hour), h.Row("A", 2)...))
			return func() {
				h.Clock.Advance(time.Hour)
				same(t, h.sweep(t), 2)
			}
		},
		"the staff releases what the house kept": func(t *testing.T, h *house) func() {
			t.Helper()
			ok(t, h.keep(t, time.Time{}, h.Row("A", 2)...))
			return func() { h.release(t, h.Row("A", 2)...) }
		},
		"a later layout brings it back": func(t *testing.T, h *house) func() {
			t.Helper()
			without := h.Layout(2)
			without.Seats = without.Seats[2:]
			ok(t, h.Arrange(t.Context(), without))
			return func() { ok(t, h.Arrange(t.Context(), h.Layout(3))) }
		},
		"an offer runs out, and the line is open still": func(t *testing.T, h *house) func() {
			t.Helper()
			ok(t, h.keep(t, time.Time{}, h.Row("A", 2)...))
			return func() {
				_, err := h.LetGo(t.Context(), h.Row("A", 2), inventory.House, staff)
				ok(t, err)
				_, err = h.Reserve(t.Context(), inventory.Reserve{
					Group: h.Group(), By: h.Buyer(), Seats: h.Row("A", 2), Keeper: inventory.Waitlist, TTL: 30 * time.Minute,
				})
				ok(t, err)
				h.Clock.Advance(30 * time.Minute)
				same(t, h.sweep(t), 2)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store := inventorymem.New()
			eye := &watched{Store: store, t: t}
			h := &house{House: inventorytest.Open(t, eye, nil), mem: store}
			do := path(t, h)
			h.Line(t)
			eye.seats = h.Row("A", 2)
			do()
			for _, seat := range h.Row("A", 2) {
				want := inventory.Claim{Kind: inventory.SeatSetAside, Keeper: inventory.Waitlist, Until: h.Clock.Now().Add(5 * time.Minute)}
				same(t, h.State(t, seat).Claim, want)
			}
			eye.seats = nil
			h.Clock.Advance(5 * time.Minute)
			same(t, h.sweep(t), 2)
			h.is(t, inventory.SeatFree, h.Row("A", 2)...) // the Waitlist did nothing with them
		})
	}
}

func TestNewSeatsOfAnEventWithALineAreForThoseWhoWait(t *testing.T) {
	t.Parallel()
	h := open(t)
	less := h.Layout(2)
	less.Seats = less.Seats[inventorytest.RowSeats:]
	ok(t, h.Arrange(t.Context(), less))
	h.Line(t)
	h.facts()
	ok(t, h.Arrange(t.Context(), h.Layout(3)))
	h.is(t, inventory.SeatSetAside, h.Row("A", inventorytest.RowSeats)...)
	h.is(t, inventory.SeatFree, h.Seat("B", 1)) // was on sale before
	same(t, len(h.facts()), 2*inventorytest.RowSeats)
	ok(t, h.Arrange(t.Context(), func() inventory.Part { less.Layout = 4; return less }()))
	h.Terms.Version, h.Terms.Status = 2, inventory.Cancelled
	ok(t, h.SetTerms(t.Context(), h.Terms))
	ok(t, h.Arrange(t.Context(), h.Layout(5)))
	h.is(t, inventory.SeatFree, h.Row("A", inventorytest.RowSeats)...) // nobody waits for what is cancelled
}

package catalog_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
	"github.com/speckit/ticketing/internal/events"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/money"
)

var errHeld = fault.New(fault.Invalid, "has_reservations", "Seats are held.")

func TestAnEditLeavesWhatItDoesNotName(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Event()
	w.Clock.Advance(time.Minute)
	after, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{Name: ptr("Late Jazz"), MaxCapacity: ptr(50)})
	if err != nil {
		t.Fatal(err)
	}
	want := e
	want.Name, want.MaxCapacity, want.Version, want.UpdatedAt = "Late Jazz", 50, 2, w.Clock.Now()
	if after != want || w.Now(e.ID) != want {
		t.Errorf("became %+v", after)
	}
	if len(w.Inventory.Terms()) != 0 {
		t.Error("inventory was asked about a name")
	}
	if again, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{Name: ptr("Late Jazz")}); err != nil || again.Version != 2 {
		t.Errorf("an edit that changes nothing made version %d, %v", again.Version, err)
	}
	if got := w.deeds(); !slices.Equal(got, []string{"event.create", "event.edit"}) {
		t.Errorf("deeds %v", got)
	}
}

func TestWhatInventoryMustKnowIsAgreedBeforeItIsCommitted(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Event()
	opens := catalogtest.Noon.Add(time.Hour)
	after, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{SaleOpensAt: &opens, MaxPerCustomer: ptr(4)})
	if err != nil {
		t.Fatal(err)
	}
	terms := w.Inventory.Terms()
	if len(terms) != 1 || terms[0] != after.Terms() || terms[0].Opens != opens || terms[0].Limit != 4 || terms[0].Version != 2 {
		t.Errorf("agreed on %+v", terms)
	}
	if now := w.Now(e.ID); !now.ProposedAt.IsZero() {
		t.Error("the proposal still stands")
	}
	cleared, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{SaleOpensAt: &time.Time{}})
	if err != nil || !cleared.SaleOpensAt.IsZero() {
		t.Errorf("%+v, %v", cleared, err)
	}
}

func TestARefusalOfInventoryChangesNothing(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	w.Inventory.Refuse = func(terms catalog.Terms) error {
		if terms.Status == catalog.Inactive {
			return errHeld
		}
		return nil
	}
	_, err := w.Deactivate(t.Context(), catalogtest.Organiser, e.ID)
	refused(t, err, errHeld)
	now := w.Now(e.ID)
	if now.Status != catalog.Active || !now.ProposedAt.IsZero() || now.Sequence != e.Sequence {
		t.Errorf("became %+v", now)
	}
	facts := told[events.EventChanged](w)
	if last := facts[len(facts)-1]; last.Status != "active" || last.EventVersion != e.Version+2 {
		t.Errorf("inventory hears last of %s at version %d", last.Status, last.EventVersion)
	}
}

func TestAChangeThatDiesAfterInventoryAgreedIsTakenBack(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Event()
	dies := errors.New("the process dies here")
	w.Inventory.Refuse = func(catalog.Terms) error { panic(dies) }
	func() {
		defer func() { _ = recover() }()
		_, _ = w.Deactivate(t.Context(), catalogtest.Organiser, e.ID)
	}()
	if now := w.Now(e.ID); now.ProposedAt.IsZero() || now.Status != catalog.Active {
		t.Fatalf("left %+v", now)
	}
	if n, err := w.Settle(t.Context()); n != 0 || err != nil {
		t.Errorf("a change under way was taken back: %d, %v", n, err)
	}
	w.Clock.Advance(time.Minute)
	if n, err := w.Settle(t.Context()); n != 1 || err != nil {
		t.Errorf("settled %d, %v", n, err)
	}
	facts := told[events.EventChanged](w)
	if last := facts[len(facts)-1]; len(facts) != 2 || last.Status != "active" || last.EventVersion <= e.Version+1 {
		t.Errorf("told %+v", facts)
	}
	if n, _ := w.Settle(t.Context()); n != 0 {
		t.Error("settled twice")
	}
}

func TestAChangeThatIsOvertakenIsMadeAgainOnWhatIsThere(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Event()
	rivals := 0
	w.Inventory.Refuse = func(catalog.Terms) error { // while inventory is asked, somebody else edits
		if rivals++; rivals == 1 {
			_, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{Name: ptr("Rival")})
			return err
		}
		return nil
	}
	after, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{MaxPerCustomer: ptr(2)})
	if err != nil || after.Name != "Rival" || after.MaxPerCustomer != 2 {
		t.Fatalf("%+v, %v", after, err)
	}
	terms := w.Inventory.Terms()
	if last := terms[len(terms)-1]; last != after.Terms() || !w.Now(e.ID).ProposedAt.IsZero() {
		t.Errorf("inventory was left with %+v", last)
	}
}

func TestAChangeThatNeverGetsThroughSaysSo(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Event()
	n := 0
	w.Inventory.Refuse = func(terms catalog.Terms) error {
		n++
		_, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{MaxCapacity: ptr(100 + n)})
		return err
	}
	_, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{MaxPerCustomer: ptr(2)})
	refused(t, err, catalog.ErrChanging)
	if now := w.Now(e.ID); now.MaxPerCustomer != 0 || !now.ProposedAt.IsZero() {
		t.Errorf("left %+v", now)
	}
}

func TestGuardsOfAnEdit(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(2)
	for name, c := range map[string]struct {
		edit catalog.Edit
		want *fault.Error
	}{
		"a capacity below the seats":  {catalog.Edit{MaxCapacity: ptr(19)}, catalog.ErrBelowSeats},
		"another currency":            {catalog.Edit{Currency: ptr(money.Currency("USD"))}, catalog.ErrCurrencyFixed},
		"a date that has passed":      {catalog.Edit{EventDate: ptr(catalogtest.Noon)}, catalog.ErrEvent},
		"a blank name":                {catalog.Edit{Name: ptr("")}, catalog.ErrEvent},
		"a price of nothing":          {catalog.Edit{BasePrice: ptr(money.Decimal("0"))}, catalog.ErrEvent},
		"a sale that opens too late":  {catalog.Edit{SaleOpensAt: ptr(e.EventDate)}, catalog.ErrEvent},
		"a date before the sale ends": {catalog.Edit{SaleOpensAt: ptr(e.EventDate.Add(-time.Hour)), EventDate: ptr(e.EventDate.Add(-time.Hour))}, catalog.ErrEvent},
	} {
		if _, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, c.edit); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if now := w.Now(e.ID); now != e {
		t.Errorf("became %+v", now)
	}
	if _, err := w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{MaxCapacity: ptr(20)}); err != nil {
		t.Errorf("the capacity of its seats: %v", err)
	}
	_, err := w.Edit(t.Context(), catalogtest.Organiser, catalog.EventID{9}, catalog.Edit{})
	refused(t, err, catalog.ErrNoSuchEvent)
}

func TestACancelledEventStaysSo(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Seated(1)
	cancelled, err := w.Cancel(t.Context(), catalogtest.Organiser, e.ID)
	if err != nil || cancelled.Status != catalog.Cancelled {
		t.Fatal(cancelled, err)
	}
	terms := w.Inventory.Terms()
	if terms[len(terms)-1].Status != catalog.Cancelled {
		t.Error("inventory still sells it")
	}
	if again, err := w.Cancel(t.Context(), catalogtest.Organiser, e.ID); err != nil || again.Version != cancelled.Version {
		t.Errorf("again: version %d, %v", again.Version, err)
	}
	_, err = w.Reactivate(t.Context(), catalogtest.Organiser, e.ID)
	refused(t, err, catalog.ErrEventCancelled)
	_, err = w.Deactivate(t.Context(), catalogtest.Organiser, e.ID)
	refused(t, err, catalog.ErrEventCancelled)
	_, err = w.Edit(t.Context(), catalogtest.Organiser, e.ID, catalog.Edit{Name: ptr("x")})
	refused(t, err, catalog.ErrEventCancelled)
	_, err = w.Generate(t.Context(), catalogtest.Organiser, w.IDs.New(), e.ID, []catalog.SectionConfiguration{{SectionCode: "B", Capacity: 1}})
	refused(t, err, catalog.ErrEventCancelled)
	_, err = w.hall(e.ID)
	refused(t, err, catalog.ErrEventCancelled)
}

func TestAPastEventIsNotPutOnSaleAgain(t *testing.T) {
	t.Parallel()
	w := open(t)
	e := w.Event()
	w.Clock.Advance(8 * 24 * time.Hour)
	if _, err := w.Deactivate(t.Context(), catalogtest.Organiser, e.ID); err != nil {
		t.Fatal(err)
	}
	_, err := w.Reactivate(t.Context(), catalogtest.Organiser, e.ID)
	refused(t, err, catalog.ErrEventPast)
	if err := w.Postpone(t.Context(), e.ID.UUID(), w.Clock.Now().AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Reactivate(t.Context(), catalogtest.Organiser, e.ID); err != nil {
		t.Errorf("after it was postponed: %v", err)
	}
}

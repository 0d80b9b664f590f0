package catalog_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/catalog/catalogmem"
	"github.com/speckit/ticketing/internal/catalog/catalogtest"
)

// lateList is a store whose list of old proposals is out of date: another process has settled them since.
type lateList struct {
	catalog.Store
	listed []catalog.EventID
}

func (l *lateList) Proposed(context.Context, time.Time, int) ([]catalog.EventID, error) {
	return l.listed, nil
}

func TestAProposalThatIsYoungerThanTheListIsLeftToWhoCarriesIt(t *testing.T) {
	t.Parallel()
	store := &lateList{Store: catalogmem.New()}
	w := catalogtest.New(t, store)
	e := w.Event()
	store.listed = []catalog.EventID{e.ID}
	w.Inventory.Refuse = func(catalog.Terms) error { panic(errors.New("the other process is here now")) }
	func() {
		defer func() { _ = recover() }()
		_, _ = w.Deactivate(t.Context(), catalogtest.Organiser, e.ID)
	}()
	young := w.Now(e.ID)
	if _, err := w.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if now := w.Now(e.ID); now.ProposedAt.IsZero() || now.Version != young.Version {
		t.Errorf("a change under way was taken back: %+v", now)
	}
}

package app

import (
	"context"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/inventory"
)

type seatsForCatalog struct{ near *Neighbours }

func (l seatsForCatalog) SetTerms(ctx context.Context, t catalog.Terms) error {
	return l.near.Inventory.SetTerms(ctx, inventory.Terms{
		Event: inventory.EventID(t.Event), Version: t.Version, Status: inventory.SaleStatus(t.Status), Date: t.Date, Opens: t.Opens, Closes: t.Closes,
		Currency: t.Currency, Limit: t.Limit,
	})
}

func (l seatsForCatalog) ReplaceLayout(ctx context.Context, in catalog.Relay) error {
	return l.near.Inventory.ReplaceLayout(ctx, inventory.Relay{Event: inventory.EventID(in.Event), Layout: in.Layout, Keeps: in.Keeps})
}

func (l seatsForCatalog) Snapshot(ctx context.Context, event catalog.EventID) ([]catalog.SeatChange, error) {
	states, err := l.near.Inventory.Snapshot(ctx, inventory.EventID(event))
	changes := make([]catalog.SeatChange, len(states))
	for i, s := range states {
		changes[i] = catalog.SeatChange{Event: event, Seat: catalog.SeatID(s.Seat), Status: catalog.SeatStatus(s.Status()), Version: s.Version}
		if s.Price.Currency != "" {
			changes[i].Promise = catalog.Promise{Made: true, Price: s.Price.Minor}
		}
	}
	return changes, err
}

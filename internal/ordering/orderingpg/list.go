package orderingpg

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/ordering/orderingpg/orderingsql"
)

// List returns orders that were placed, newest first: ids are made in the order of time. The criteria that are given make the query,
// so that each finds its index.
func (s *Store) List(ctx context.Context, which ordering.Listing) ([]ordering.Order, error) {
	where := []string{"number <> ''"}
	args := pgx.NamedArgs{"limit": which.Limit}
	if owner := ownerClause(which); owner != "" {
		where = append(where, owner)
		args["customers"], args["address"] = which.Customers, strings.ToLower(which.Address)
	}
	if which.Email != "" {
		where = append(where, "email_key = @email")
		args["email"] = strings.ToLower(which.Email)
	}
	if which.Prefix != "" {
		where = append(where, "(email_key like @small or name_key like @small or surname_key like @small or number like @large)")
		args["small"], args["large"] = beginning(strings.ToLower(which.Prefix)), beginning(strings.ToUpper(which.Prefix))
	}
	if !which.Event.IsZero() {
		where = append(where, "id in (select order_id from items where event_id = @event)")
		args["event"] = id.UUID(which.Event)
	}
	if which.State != "" {
		where = append(where, "state = @state")
		args["state"] = string(which.State)
	}
	if which.WasPaid {
		where = append(where, "paid_at is not null")
	}
	if !which.Before.IsZero() {
		where = append(where, "id < @before")
		args["before"] = id.UUID(which.Before)
	}
	query := "select * from orders where " + strings.Join(where, " and ") + " order by id desc limit @limit"
	found, err := s.db.Pool().Query(ctx, query, args) // the clauses are ours; what people typed is in the arguments
	if err != nil {
		return nil, fmt.Errorf("list orders: %w", err)
	}
	rows, err := pgx.CollectRows(found, pgx.RowToStructByPos[orderingsql.Order])
	if err != nil {
		return nil, fmt.Errorf("list orders: %w", err)
	}
	return withItems(ctx, s.queries(), rows)
}

func ownerClause(which ordering.Listing) string {
	var owners []string
	if len(which.Customers) > 0 {
		owners = append(owners, "customer_id = any(@customers)")
	}
	if which.Address != "" {
		owners = append(owners, "(guest and email_key = @address)")
	}
	if len(owners) == 0 {
		return ""
	}
	return "(" + strings.Join(owners, " or ") + ")"
}

// beginning is the pattern of texts that begin so, whatever signs the text has.
func beginning(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}

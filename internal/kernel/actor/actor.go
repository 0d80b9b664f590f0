// Package actor says who asks: the door reads it from a token and hands it to a command; no core looks at tokens.
package actor

import (
	"slices"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Role is what a person is to the house.
type Role string

// The roles. Guest is a session without an account, Service another of our processes.
const (
	Guest     Role = "guest"
	Customer  Role = "customer"
	Staff     Role = "staff"
	Organiser Role = "organiser"
	Admin     Role = "admin"
	Service   Role = "service"
)

// Actor is who asks. Its zero value is a stranger, who owns nothing.
type Actor struct {
	Customer id.UUID   // the customer that the token names; new things belong to it
	Also     []id.UUID // further customers whose things are this person's too (the guest that an account took over)
	Role     Role
	Email    string  // of an account; empty for guests
	Verified bool    // the account's address was verified by mail
	Order    id.UUID // not zero: the session opens this one order and nothing else
	Session  id.UUID // the token's own id
}

// Stranger reports whether nobody is known to ask.
func (a Actor) Stranger() bool { return a.Role == "" }

// Owns reports whether things of the customer are this person's. A one-order session owns nothing by customer.
func (a Actor) Owns(customer id.UUID) bool {
	if a.Stranger() || a.Order != id.Nil || customer == id.Nil {
		return false
	}
	return a.Customer == customer || slices.Contains(a.Also, customer)
}

// OwnsOrder reports whether the order is this person's, by customer or by a one-order session.
func (a Actor) OwnsOrder(order, customer id.UUID) bool {
	return (a.Order != id.Nil && a.Order == order) || a.Owns(customer)
}

// Customers lists whose things are this person's, the token's own customer first; none for a one-order session.
func (a Actor) Customers() []id.UUID {
	if a.Stranger() || a.Order != id.Nil {
		return nil
	}
	return append([]id.UUID{a.Customer}, a.Also...)
}

// Is reports whether the actor has one of the roles. A one-order session has none but guest's.
func (a Actor) Is(roles ...Role) bool { return slices.Contains(roles, a.Role) }

// House reports whether the actor works for the house: staff, organiser or admin.
func (a Actor) House() bool { return a.Is(Staff, Organiser, Admin) }

// Manages reports whether the actor may change events and money: organiser or admin.
func (a Actor) Manages() bool { return a.Is(Organiser, Admin) }

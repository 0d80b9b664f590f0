package rest

import (
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
)

// Person is who asks, whole, on the way from one of our services to another. The address is never logged.
type Person struct {
	Customer id.UUID   `json:"customer,omitzero"`
	Also     []id.UUID `json:"also,omitempty"`
	Role     string    `json:"role,omitempty"`
	Email    string    `json:"email,omitempty"`
	Verified bool      `json:"verified,omitempty"`
	Order    id.UUID   `json:"order,omitzero"`
	Session  id.UUID   `json:"session,omitzero"`
}

// PersonOf puts somebody on the wire.
func PersonOf(who actor.Actor) Person {
	return Person{who.Customer, who.Also, string(who.Role), who.Email, who.Verified, who.Order, who.Session}
}

// Actor takes the person off the wire.
func (p Person) Actor() actor.Actor {
	return actor.Actor{
		Customer: p.Customer, Also: p.Also, Role: actor.Role(p.Role), Email: p.Email, Verified: p.Verified, Order: p.Order, Session: p.Session,
	}
}

// Sum is an amount between our services, in minor units.
type Sum struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// SumOf puts an amount on the wire.
func SumOf(a money.Amount) Sum { return Sum{a.Minor, string(a.Currency)} }

// Amount takes the sum off the wire.
func (s Sum) Amount() money.Amount { return money.Of(s.Minor, money.Currency(s.Currency)) }

package fulfillment

import (
	"crypto/sha256"
	"crypto/subtle"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// ErrOrderNotFound says that there is no such order, or that it is somebody else's.
var ErrOrderNotFound = fault.New(fault.NotFound, "order_not_found", "There is no such order, or it is not yours. Nothing was changed.")

// OrderID names an order of ordering.
type OrderID = id.ID[Order]

// Order is what fulfillment keeps of an order: enough to show its tickets to the right people, and whether it may have any.
type Order struct {
	ID         OrderID
	Number     string
	Customer   id.UUID // none while only a void is known of it
	Payment    id.UUID // none where nothing was due
	SecretHash [sha256.Size]byte
	IssuedAt   time.Time // zero: has no tickets yet
	VoidedAt   time.Time // not zero: gets none any more
}

// Known reports whether more than a void is known of the order.
func (o Order) Known() bool { return o.Customer != id.Nil }

// Open reports whether tickets are still to be issued.
func (o Order) Open() bool { return o.IssuedAt.IsZero() && o.VoidedAt.IsZero() }

// Reader is who wants to see tickets: a person by a token, whoever has the order's secret link, or both.
type Reader struct {
	Who    actor.Actor
	Secret string
}

// Shows reports whether the reader may see the order's tickets: its owner, its secret link, or the house.
func (o Order) Shows(r Reader) bool {
	return r.Who.House() || r.Who.OwnsOrder(o.ID.UUID(), o.Customer) || o.opens(r.Secret)
}

// opens reports whether the text is the order's secret. An order without one is opened by none.
func (o Order) opens(secret string) bool {
	if secret == "" || o.SecretHash == [sha256.Size]byte{} {
		return false
	}
	sum := sha256.Sum256([]byte(secret))
	return subtle.ConstantTimeCompare(sum[:], o.SecretHash[:]) == 1
}

// hashOf reads a hash from another context; one of the wrong length is none.
func hashOf(raw []byte) (hash [sha256.Size]byte) {
	if len(raw) == sha256.Size {
		copy(hash[:], raw)
	}
	return hash
}

// purchased is the order as ordering tells it, before fulfillment has heard of it.
func purchased(order OrderID, p Purchase) Order {
	return Order{ID: order, Number: p.Number, Customer: p.Customer, SecretHash: hashOf(p.SecretHash)}
}

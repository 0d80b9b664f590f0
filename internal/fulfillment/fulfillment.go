package fulfillment

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// Rules are the numbers of the business.
type Rules struct {
	// DoorClosesAfter is how long after an event's start people are admitted. Nobody is refused for being early.
	DoorClosesAfter time.Duration
	// ClockSkew is how far a door's clock may be ahead of ours in what it says about an offline scan.
	ClockSkew time.Duration
	// RevisionMax is how often a ticket can be issued, the first time counted.
	RevisionMax int
	// Demo marks every ticket as one of a demo.
	Demo bool
}

// DefaultRules are the rules of an installation that sets none.
func DefaultRules() Rules {
	return Rules{DoorClosesAfter: 24 * time.Hour, ClockSkew: 5 * time.Minute, RevisionMax: 50}
}

// Orders is ordering, as far as tickets need it.
type Orders interface {
	// Purchases says who bought orders and who holds their tickets; unknown ones are left out.
	Purchases(ctx context.Context, orders []OrderID) (map[OrderID]Purchase, error)
	// PaidOf lists an event's orders that were paid, however they ended, newest first: those whose address, number or name begins with
	// the text, in any case, and whose id is below the given one, where one is given.
	PaidOf(ctx context.Context, event id.UUID, text string, before OrderID, limit int) ([]OrderID, error)
}

// Purchase is what ordering says of an order.
type Purchase struct {
	Number     string
	Customer   id.UUID
	Holder     string // the buyer's name; it stands on every ticket of the order
	Email      string // where mails about the order go; it is asked for and never kept here
	SecretHash []byte // SHA-256 of the text of its secret link; empty while it has none
}

// Events is catalog, as far as tickets need it.
type Events interface {
	// Event says how an event stands. It is asked only for events of which no event-changed has arrived yet.
	Event(ctx context.Context, event id.UUID) (Event, error)
}

// Sealer keeps private keys from being read by whoever reads the store.
type Sealer interface {
	Seal(plain []byte) []byte
	Open(sealed []byte) ([]byte, error)
}

// Lane carries admissions to [Service.Execute]: a group commit joins those that arrive together, so that each costs a share of
// one transaction. It returns the verdict on the one that was handed in.
type Lane interface {
	Do(ctx context.Context, admission Admission) (Ticket, error)
}

// Ports are the others that fulfillment talks to.
type Ports struct {
	Orders   Orders
	Events   Events
	Renderer Renderer
	Sealer   Sealer
}

// Service is everything that can be done with tickets.
type Service struct {
	store Store
	ports Ports
	rules Rules
	clock clock.Clock
	ids   id.Source
	lane  Lane
	rings ringCache
}

// New makes the service. Admissions go one by one until [Service.Through] names a lane.
func New(store Store, ports Ports, rules Rules, clk clock.Clock, ids id.Source) *Service {
	s := &Service{store: store, ports: ports, rules: rules, clock: clk, ids: ids}
	s.lane = alone{s}
	return s
}

// Through sends admissions through a lane. It is called once, before the service is used.
func (s *Service) Through(lane Lane) { s.lane = lane }

// alone is the lane without others: a transaction for each admission.
type alone struct{ service *Service }

// Do executes one admission.
func (a alone) Do(ctx context.Context, admission Admission) (Ticket, error) {
	verdicts, err := a.service.Execute(ctx, []Admission{admission})
	if err != nil {
		return Ticket{}, err
	}
	return verdicts[0].Ticket, verdicts[0].Err
}

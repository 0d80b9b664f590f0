package app

import (
	"io"
	"time"

	"github.com/speckit/ticketing/internal/catalog"
	"github.com/speckit/ticketing/internal/fulfillment"
	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/inventory"
	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/money"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/ordering"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
	"github.com/speckit/ticketing/internal/platform/obs"
	"github.com/speckit/ticketing/internal/waitlist"
)

// Stores are where the contexts keep what they own: PostgreSQL's in a server, memory's in the simulation.
type Stores struct {
	Catalog      catalog.Store
	Inventory    inventory.Store
	Ordering     ordering.Store
	Payment      payment.Store
	Fulfillment  fulfillment.Store
	Identity     identity.Store
	Notification notification.Store
	Waitlist     waitlist.Store
	Ledger       paymentsim.Ledger // nil: no simulated bank
}

// Sealer keeps what lies in tables from whoever reads them.
type Sealer interface {
	Seal(plain []byte) []byte
	Open(sealed []byte) ([]byte, error)
}

// Tools are the technology that the contexts work with.
type Tools struct {
	Clock     clock.Clock
	IDs       id.Source
	Gate      inventory.Gate
	Sealers   func(purpose string) Sealer
	Random    io.Reader
	Passwords identity.Passwords
	Tokens    identity.Tokens
	Renderer  fulfillment.Renderer
	Writer    notification.Writer
	Sender    notification.Sender // nil: mails stay pending
	Bank      paymentsim.Config
	Endings   identity.Endings // nil: access tokens live until their own end
	Tracer    *obs.Tracer      // nil watches nothing
	Mailed    func(sent bool)  // counts mails
	Faults    Faults
}

// Figures are the numbers of the business that an operator can set; what is zero is as it ships.
type Figures struct {
	PublicURL      string
	ReservationTTL time.Duration
	PaymentWindow  time.Duration
	Line           LineFigures
	Currency       money.Currency
	TimeZone       string
	Demo           bool
}

// LineFigures are those of waitlists.
type LineFigures struct {
	Window, Stall, Neighbours time.Duration
	Passes                    int
}

// Assemble makes all contexts and links them, in one process.
func Assemble(stores Stores, tools Tools, figures Figures) *Contexts {
	return assemble(everything(), &Neighbours{}, stores, tools, figures)
}

// assemble makes the contexts among the parts. The neighbours hold those that run elsewhere.
func assemble(p parts, near *Neighbours, stores Stores, tools Tools, figures Figures) *Contexts {
	all := &Contexts{parts: p, near: near}
	for _, w := range p.wirings() {
		w.build(all, stores, tools, figures)
	}
	return all
}

func orElse[T comparable](value, preset T) T {
	var zero T
	if value == zero {
		return preset
	}
	return value
}

// secrets makes bytes that nobody can guess.
type secrets struct{ source io.Reader }

func (s secrets) Bytes(n int) []byte {
	b := make([]byte, n)
	if _, err := io.ReadFull(s.source, b); err != nil {
		panic(err) // crypto/rand does not fail
	}
	return b
}

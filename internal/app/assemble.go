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
	Faults    Faults
}

// Figures are the numbers of the business that an operator can set; what is zero is as it ships.
type Figures struct {
	PublicURL      string
	ReservationTTL time.Duration
	PaymentWindow  time.Duration
	Currency       money.Currency
	TimeZone       string
	Demo           bool
}

// Assemble makes the contexts and links them, all in one process.
func Assemble(stores Stores, tools Tools, figures Figures) *Contexts {
	all := &Contexts{}
	all.Catalog = catalog.New(stores.Catalog, seatsForCatalog{all}, catalogRules(figures), tools.Clock, tools.IDs)
	all.Inventory = inventory.New(stores.Inventory, tools.Gate, inventoryRules(figures), tools.Clock, tools.IDs)
	all.Ordering = ordering.New(stores.Ordering, tools.Faults.ordering(ordering.Ports{
		Seats: seatsForOrdering{all}, Refunds: refundsForOrdering{all}, Tickets: ticketsForOrdering{all}, Events: eventsForOrdering{all},
		Sessions: sessionsForOrdering{all}, Mails: mailsForOrdering{all}, Sealer: tools.Sealers("ordering"), Secrets: secrets{tools.Random},
	}), orderingRules(figures), tools.Clock, tools.IDs)
	all.Payment = payment.New(stores.Payment, ordersForPayment{all}, holdsForPayment{all}, ticketsForPayment{all}, provider(all, stores, tools, figures),
		paymentRules(figures), tools.Clock, tools.IDs)
	all.Fulfillment = fulfillment.New(stores.Fulfillment, fulfillment.Ports{
		Orders: ordersForFulfillment{all}, Events: eventsForFulfillment{all}, Renderer: tools.Renderer, Sealer: tools.Sealers("fulfillment"),
	}, fulfillmentRules(figures), tools.Clock, tools.IDs)
	all.Identity = identity.New(stores.Identity, identity.Ports{
		Passwords: tools.Passwords, Tokens: tools.Tokens, Sealer: tools.Sealers("identity"), Mails: mailsForIdentity{all}, Random: tools.Random,
	}, identityRules(figures), tools.Clock, tools.IDs)
	all.Notification = notification.New(stores.Notification, notification.Ports{
		Orders: ordersForNotification{all}, Tickets: tools.Faults.tickets(ticketsForNotification{all}), Writer: tools.Writer, Sender: tools.Sender,
		Sealer: tools.Sealers("notification"),
	}, notification.DefaultRules, tools.Clock, tools.IDs)
	return all
}

// provider is who takes the money: the simulated bank, or nobody.
func provider(all *Contexts, stores Stores, tools Tools, figures Figures) payment.Provider {
	if stores.Ledger == nil {
		return nil
	}
	config := tools.Bank
	config.PublicURL = figures.PublicURL
	all.Bank = paymentsim.New(stores.Ledger, tools.Clock, config)
	return tools.Faults.provider(all.Bank)
}

func catalogRules(f Figures) catalog.Rules {
	r := catalog.DefaultRules()
	r.Currency, r.TimeZone = orElse(f.Currency, r.Currency), orElse(f.TimeZone, r.TimeZone)
	return r
}

func inventoryRules(f Figures) inventory.Rules {
	r := inventory.DefaultRules()
	r.HoldTTL, r.PaymentWindow = orElse(f.ReservationTTL, r.HoldTTL), orElse(f.PaymentWindow, r.PaymentWindow)
	return r
}

func orderingRules(f Figures) ordering.Rules {
	r := ordering.DefaultRules()
	r.PublicURL = orElse(f.PublicURL, r.PublicURL)
	return r
}

func paymentRules(f Figures) payment.Rules {
	r := payment.DefaultRules
	r.Window = orElse(f.PaymentWindow, r.Window)
	return r
}

func fulfillmentRules(f Figures) fulfillment.Rules {
	r := fulfillment.DefaultRules()
	r.Demo = f.Demo
	return r
}

func identityRules(f Figures) identity.Rules {
	r := identity.DefaultRules()
	r.PublicURL = orElse(f.PublicURL, r.PublicURL)
	return r
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

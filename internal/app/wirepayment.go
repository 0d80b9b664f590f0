package app

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/payment/paymenthttp"
	"github.com/speckit/ticketing/internal/payment/paymentpg"
	"github.com/speckit/ticketing/internal/payment/paymentsim"
	"github.com/speckit/ticketing/internal/payment/paymentsim/bankpg"
	"github.com/speckit/ticketing/internal/payment/paymentwatch"
	"github.com/speckit/ticketing/internal/platform/batch"
	"github.com/speckit/ticketing/internal/platform/rest"
)

func wirePayment() wiring {
	return wiring{
		name: "payment",
		store: func(p *process, s *Stores) {
			s.Payment = paymentpg.New(p.ground.dbs["payment"])
			if p.ground.settings.PaymentProvider == "simulated" {
				s.Ledger = bankpg.New(p.ground.dbs[bank])
			}
		},
		build: func(all *Contexts, s Stores, t Tools, f Figures) {
			near := all.near
			all.Payment = payment.New(s.Payment, ordersForPayment{near}, holdsForPayment{near}, ticketsForPayment{near}, provider(all, s, t, f),
				paymentRules(f), t.Clock, t.IDs)
			near.Payment = all.Payment
		},
		elsewhere: func(near *Neighbours, to *rest.Client) { near.Payment = paymenthttp.NewClient(to) },
		listens:   func(all *Contexts) []work.Subscription { return all.Payment.Subscriptions() },
		routes: func(api *rest.API, all *Contexts, door doorFigures) {
			paymenthttp.Routes(api, all.Payment)
			if door.demo && all.Bank != nil {
				paymenthttp.BankRoutes(api, all.Payment, all.Bank, all.near.orderPageURL)
			}
		},
		internal: func(api *rest.API, all *Contexts) { paymenthttp.InternalRoutes(api, all.Payment) },
		workers: func(p *process) []worker {
			return []worker{
				{"payment: ask about undecided payments", time.Second, counted(p.Payment.ResolveDue)},
				{"payment: carry out refunds", time.Second, counted(p.Payment.RunRefunds)},
			}
		},
		lane: func(p *process) {
			p.Payment.Through(openLane(p, "payment", p.Payment.Execute, func(v payment.Verdict) batch.Verdict[payment.Payment] {
				return batch.Verdict[payment.Payment]{Result: v.Payment, Err: v.Err}
			}))
		},
	}
}

// provider is who takes the money: the simulated bank, or nobody.
func provider(all *Contexts, stores Stores, tools Tools, figures Figures) payment.Provider {
	if stores.Ledger == nil {
		return nil
	}
	config := tools.Bank
	config.PublicURL = figures.PublicURL
	all.Bank = paymentsim.New(stores.Ledger, tools.Clock, config)
	return paymentwatch.Provider(tools.Faults.provider(all.Bank), tools.Tracer.Do)
}

func paymentRules(f Figures) payment.Rules {
	r := payment.DefaultRules
	r.Window = orElse(f.PaymentWindow, r.Window)
	return r
}

package app

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/work"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationhttp"
	"github.com/speckit/ticketing/internal/notification/notificationpg"
	"github.com/speckit/ticketing/internal/notification/notificationwatch"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// watched shows an operator what becomes of mails.
func watched(t Tools) notification.Sender {
	if t.Mailed == nil {
		return t.Sender
	}
	return notificationwatch.Sender(t.Sender, t.Tracer.Do, t.Mailed)
}

func wireNotification() wiring {
	return wiring{
		name:  "notification",
		store: func(p *process, s *Stores) { s.Notification = notificationpg.New(p.ground.dbs["notification"]) },
		build: func(all *Contexts, s Stores, t Tools, _ Figures) {
			all.Notification = notification.New(s.Notification, notification.Ports{
				Orders: ordersForNotification{all.near}, Tickets: t.Faults.tickets(ticketsForNotification{all.near}), Lines: linesForNotification{all.near},
				Writer: t.Writer, Sender: watched(t), Sealer: t.Sealers("notification"),
			}, notification.DefaultRules, t.Clock, t.IDs)
			all.near.Notification = all.Notification
		},
		elsewhere: func(near *Neighbours, to *rest.Client) { near.Notification = notificationhttp.NewClient(to) },
		listens:   func(all *Contexts) []work.Subscription { return all.Notification.Subscriptions() },
		routes: func(api *rest.API, all *Contexts, door doorFigures) {
			notificationhttp.Routes(api, all.Notification, door.mailbox)
		},
		internal: func(api *rest.API, all *Contexts) { notificationhttp.InternalRoutes(api, all.Notification) },
		workers: func(p *process) []worker {
			return []worker{{"notification: send mails", 250 * time.Millisecond, p.sendMails}}
		},
		alone: func(ctx context.Context, all *Contexts) error { return all.Notification.TakeUp(ctx) },
	}
}

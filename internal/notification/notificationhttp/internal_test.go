package notificationhttp_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/speckit/ticketing/internal/kernel/clock"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/notification/notificationhttp"
	"github.com/speckit/ticketing/internal/notification/notificationmem"
	"github.com/speckit/ticketing/internal/notification/notificationtest"
	"github.com/speckit/ticketing/internal/platform/rest"
	"github.com/speckit/ticketing/internal/platform/rest/resttest"
)

// neighbour is notification as other contexts need it.
type neighbour interface {
	Queue(ctx context.Context, a notification.Account) error
	OfOrder(ctx context.Context, order id.UUID) ([]notification.Mail, error)
	Resend(ctx context.Context, order id.UUID) error
}

// said is what a neighbour answered.
type said struct {
	Answer  any
	Refusal *resttest.Refusal
}

// unsealed leaves what is sealed for tests to see.
type unsealed struct{}

func (unsealed) Seal(b []byte) []byte          { return bytes.Clone(b) }
func (unsealed) Open(b []byte) ([]byte, error) { return b, nil }

func newService() (*notification.Service, notification.Store) {
	store := notificationmem.New()
	return notification.New(store, notification.Ports{Sealer: unsealed{}}, notification.DefaultRules, clock.NewFake(notificationtest.Noon), id.NewSeeded(1)), store
}

func routesOf(svc *notification.Service) func(*rest.API) {
	return func(api *rest.API) { notificationhttp.InternalRoutes(api, svc) }
}

// tellAll asks everything that neighbours ask, of a service of its own. Both services make the same ids and times.
func tellAll(t *testing.T, near func(svc *notification.Service) neighbour) (all map[string]said, kept []notification.Mail) {
	t.Helper()
	svc, store := newService()
	order, ids := id.Named(id.Nil, "order"), id.NewSeeded(2)
	tickets, refund := notificationtest.NewMail(notification.TicketMail, order), notificationtest.NewMail(notification.RefundMail, order)
	for _, m := range []*notification.Mail{&tickets, &refund} {
		m.ID, m.Subject = notification.MailID(ids.New()), ids.New()
		m.Once = m.ID.String()
	}
	tickets.Delivered("ana@example.com", notificationtest.Noon.Add(123456*time.Microsecond))
	refund.Attempts, refund.Reason, refund.Status = 3, "no such box", notification.Failed
	err := store.Update(t.Context(), func(tx notification.Tx) error { return tx.Add(t.Context(), tickets, refund) })
	if err != nil {
		t.Fatal(err)
	}
	n := near(svc)
	all = map[string]said{}
	all["queue"] = said{nil, resttest.RefusalOf(n.Queue(t.Context(), notification.Account{
		Kind: notification.LinksMail, To: "ana@example.com", Expires: notificationtest.Noon.Add(time.Hour + time.Microsecond),
		Links: []notification.Link{{Label: "Order K7MWQ2PX", URL: "https://tickets.example/orders/1?secret=s&x=<y>"}},
	}))}
	all["queue without links"] = said{nil, resttest.RefusalOf(n.Queue(t.Context(), notification.Account{Kind: notification.ResetMail, To: "eve@example.com"}))}
	for what, of := range map[string]id.UUID{"order": order, "unknown": id.Named(id.Nil, "unknown")} {
		all["resend "+what] = said{nil, resttest.RefusalOf(n.Resend(t.Context(), of))}
		mails, err := n.OfOrder(t.Context(), of)
		all["mails of "+what] = said{mails, resttest.RefusalOf(err)}
	}
	if kept, err = store.List(t.Context(), "", notification.MailID{}, 10); err != nil {
		t.Fatal(err)
	}
	return all, kept
}

func TestOverTheWireNotificationKeepsItsPromises(t *testing.T) {
	t.Parallel()
	here, keptHere := tellAll(t, func(svc *notification.Service) neighbour { return svc })
	there, keptThere := tellAll(t, func(svc *notification.Service) neighbour {
		return notificationhttp.NewClient(resttest.Inside(t, routesOf(svc)))
	})
	untraced := cmpopts.IgnoreFields(notification.Mail{}, "Trace") // over the wire each call has a trace, and it is nobody's but the log's
	if diff := cmp.Diff(here, there, cmpopts.EquateEmpty(), untraced) + cmp.Diff(keptHere, keptThere, untraced); diff != "" {
		t.Errorf("over the wire (-direct +wire):\n%s", diff)
	}
	if mails := there["mails of order"].Answer.([]notification.Mail); len(mails) != 3 || len(keptThere) != 5 || there["resend unknown"].Refusal == nil || there["resend order"].Refusal != nil {
		t.Errorf("%d mails of the order, %d kept: %+v", len(mails), len(keptThere), there)
	}
}

func TestNotificationsInternalRoutesAreForServicesAlone(t *testing.T) {
	t.Parallel()
	svc, _ := newService()
	resttest.Guarded(t, routesOf(svc))
}

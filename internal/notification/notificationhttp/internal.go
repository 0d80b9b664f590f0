package notificationhttp

import (
	"context"
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/notification"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Paths of the internal routes. Addresses and links travel in bodies, which no log has.
const (
	pathQueue   = "/internal/mails/queue"
	pathOfOrder = "/internal/mails/of-order"
	pathResend  = "/internal/mails/resend"
)

// InternalRoutes adds what other services ask of notification: the same promises as the service's methods.
func InternalRoutes(api *rest.API, svc *notification.Service) {
	h := &inside{svc}
	rest.Register(api, internal(pathQueue, "queueMail", "Send a mail about an account"), h.queue)
	rest.Register(api, internal(pathOfOrder, "mailsOfOrder", "An order's mails"), h.ofOrder)
	rest.Register(api, internal(pathResend, "resendMail", "Send an order's ticket mail once more"), h.resend)
}

func internal(path, name, summary string) rest.Route {
	return rest.Route{Method: http.MethodPost, Path: path, ID: name, Summary: summary, Access: rest.Internal}
}

// inside are the internal routes' ends.
type inside struct{ svc *notification.Service }

type accountInput struct{ Body accountMail }

func (h *inside) queue(ctx context.Context, _ rest.Call, in *accountInput) (*struct{}, error) {
	return nil, h.svc.Queue(ctx, in.Body.account())
}

type orderInput struct{ Body orderRef }

type mailsOutput struct{ Body []orderMail }

func (h *inside) ofOrder(ctx context.Context, _ rest.Call, in *orderInput) (*mailsOutput, error) {
	mails, err := h.svc.OfOrder(ctx, in.Body.Order)
	if err != nil {
		return nil, err
	}
	out := &mailsOutput{make([]orderMail, len(mails))}
	for i, m := range mails {
		out.Body[i] = wireMail(m)
	}
	return out, nil
}

func (h *inside) resend(ctx context.Context, _ rest.Call, in *orderInput) (*struct{}, error) {
	return nil, h.svc.Resend(ctx, in.Body.Order)
}

type orderRef struct {
	Order id.UUID `json:"order"`
}

// accountMail is a mail about an account. Address and links are never logged.
type accountMail struct {
	ID      id.UUID    `json:"id,omitzero"`
	Kind    string     `json:"kind"`
	To      string     `json:"to"`
	Links   []labelled `json:"links"`
	Expires time.Time  `json:"expires,omitzero"`
}

type labelled struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}

func wireAccount(a notification.Account) accountMail {
	w := accountMail{ID: a.ID, Kind: string(a.Kind), To: a.To, Links: make([]labelled, len(a.Links)), Expires: a.Expires}
	for i, l := range a.Links {
		w.Links[i] = labelled(l)
	}
	return w
}

func (w accountMail) account() notification.Account {
	a := notification.Account{ID: w.ID, Kind: notification.Kind(w.Kind), To: w.To, Expires: w.Expires}
	for _, l := range w.Links {
		a.Links = append(a.Links, notification.Link(l))
	}
	return a
}

// orderMail is how a mail about an order fares. The address is never logged.
type orderMail struct {
	ID        id.UUID   `json:"id"`
	Kind      string    `json:"kind"`
	Order     id.UUID   `json:"order"`
	Subject   id.UUID   `json:"subject"`
	Once      string    `json:"once"`
	To        string    `json:"to"`
	Status    string    `json:"status"`
	Reason    string    `json:"reason"`
	Attempts  int       `json:"attempts"`
	Next      time.Time `json:"next"`
	CreatedAt time.Time `json:"createdAt"`
	SentAt    time.Time `json:"sentAt,omitzero"`
	UpdatedAt time.Time `json:"updatedAt"`
}

func wireMail(m notification.Mail) orderMail {
	return orderMail{
		ID: m.ID.UUID(), Kind: string(m.Kind), Order: m.Order, Subject: m.Subject, Once: m.Once, To: m.To, Status: string(m.Status),
		Reason: m.Reason, Attempts: m.Attempts, Next: m.Next, CreatedAt: m.CreatedAt, SentAt: m.SentAt, UpdatedAt: m.UpdatedAt,
	}
}

func (w orderMail) mail() notification.Mail {
	return notification.Mail{
		ID: notification.MailID(w.ID), Kind: notification.Kind(w.Kind), Order: w.Order, Subject: w.Subject, Once: w.Once, To: w.To,
		Status: notification.Status(w.Status), Reason: w.Reason, Attempts: w.Attempts, Next: w.Next, CreatedAt: w.CreatedAt, SentAt: w.SentAt,
		UpdatedAt: w.UpdatedAt,
	}
}

package paymenthttp

import (
	"context"
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/kernel/fault"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/platform/rest"
)

const tag = "Payments"

// payTimeout covers the provider's whole patience and what is written before and after.
const payTimeout = 20 * time.Second

// Routes adds the routes of payments and refunds.
func Routes(api *rest.API, svc *payment.Service) {
	h := &handlers{svc}
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/payments", ID: "payOrder", Summary: "Pay an order", Tag: tag, Access: rest.Session,
		About: "200: the money is taken. 202: it is not decided yet; look at the payment until it is. 422: declined, no money was taken " +
			"and the seats stay held. Amount, currency, customer and reservation may be sent and are only compared.",
		Status: http.StatusOK, Also: []int{http.StatusAccepted}, Timeout: payTimeout, Limit: rest.Rate{Per: time.Minute, Burst: 120},
		Fails: []*fault.Error{
			payment.ErrUnknownMethod, payment.ErrBadAmount, payment.ErrForeignReservation, payment.ErrForeignCustomer, payment.ErrUnknownOrder,
			payment.ErrInProgress, payment.ErrNotPayable, payment.ErrNothingDue, payment.ErrPriceChanged, payment.ErrHoldExpired,
			payment.ErrDeclined, payment.ErrNoProvider,
		},
	}, h.pay)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/payments/methods", ID: "listPaymentMethods", Summary: "How a buyer can pay", Tag: tag, Access: rest.Open,
		About: "None where nobody takes money. At the simulated bank these are its tests, whose outcome is known; no real money moves.",
	}, h.methods)
	rest.Register(api, rest.Route{
		Method: http.MethodGet, Path: "/payments/{id}", ID: "getPayment", Summary: "A payment", Tag: tag, Access: rest.Session,
		About: "For its owner and for the house.",
		Fails: []*fault.Error{payment.ErrUnknownPayment},
	}, h.show)
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: "/payments/{id}/refunds", ID: "refundPayment", Summary: "Give a payment back", Tag: tag, Access: rest.Managers,
		About: "All of it: tickets are cancelled first, then the money goes back, then the seats are on sale again. " +
			"201: the money is back. 202: the provider has not decided yet; the refund goes on by itself.",
		Status: http.StatusCreated, Also: []int{http.StatusAccepted}, Timeout: payTimeout,
		Fails: []*fault.Error{
			payment.ErrUnknownPayment, payment.ErrAlreadyRefunded, payment.ErrNotRefundable, payment.ErrInProgress, payment.ErrRefundRefused,
		},
	}, h.refund)
}

type handlers struct{ svc *payment.Service }

type payInput struct {
	Body payRequest
}

type payOutput struct {
	Status int
	Body   answer
}

func (h *handlers) pay(ctx context.Context, call rest.Call, in *payInput) (*payOutput, error) {
	call.Tag("payment", call.Operation)
	call.Tag("order", in.Body.OrderID)
	p, err := h.svc.Pay(ctx, call.Actor, in.Body.command(payment.ID(call.Operation)))
	if err != nil {
		return nil, refusal(err)
	}
	switch p.Status {
	case payment.Succeeded:
		return &payOutput{http.StatusOK, answer{Success: true, Payment: recordOf(p)}}, nil
	case payment.Pending:
		return &payOutput{http.StatusAccepted, answer{Payment: recordOf(p), ErrorMessage: said(undecided)}}, nil
	default:
		return nil, declined(p)
	}
}

type methodsOutput struct{ Body methods }

func (h *handlers) methods(context.Context, rest.Call, *struct{}) (*methodsOutput, error) {
	known, simulated := h.svc.Methods()
	return &methodsOutput{methods{IsSimulated: simulated, Methods: append([]payment.Method{}, known...)}}, nil
}

type showInput struct {
	ID id.UUID `path:"id"`
}

type showOutput struct {
	Body record
}

func (h *handlers) show(ctx context.Context, call rest.Call, in *showInput) (*showOutput, error) {
	call.Tag("payment", in.ID)
	p, r, err := h.svc.Show(ctx, call.Actor, payment.ID(in.ID))
	if err != nil {
		return nil, err
	}
	call.Tag("order", p.Order)
	out := recordOf(p)
	if r != nil {
		given := refundOf(*r)
		out.Refund = &given
	}
	return &showOutput{out}, nil
}

type refundInput struct {
	ID   id.UUID `path:"id"`
	Body *refundRequest
}

type refundOutput struct {
	Status int
	Body   refund
}

func (h *handlers) refund(ctx context.Context, call rest.Call, in *refundInput) (*refundOutput, error) {
	call.Tag("payment", in.ID)
	r, err := h.svc.Refund(ctx, call.Actor, payment.ID(in.ID), payment.RefundID(call.Operation))
	if err != nil {
		return nil, err
	}
	call.Tag("order", r.Order)
	status := http.StatusCreated
	if r.Status == payment.RefundPending {
		status = http.StatusAccepted
	}
	return &refundOutput{status, refundOf(r)}, nil
}

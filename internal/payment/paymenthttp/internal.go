package paymenthttp

import (
	"context"
	"net/http"

	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/payment"
	"github.com/speckit/ticketing/internal/platform/rest"
)

// Paths of the internal routes.
const (
	pathReturn = "/internal/payments/return"
	pathPay    = "/internal/payments/pay"
)

// InternalRoutes adds what other services ask of payment: the same promises as the service's methods.
func InternalRoutes(api *rest.API, svc *payment.Service) {
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: pathReturn, ID: "returnPayment", Summary: "Give a payment back by a rule of the house", Access: rest.Internal,
	}, func(ctx context.Context, _ rest.Call, in *returnInput) (*struct{}, error) {
		return nil, svc.Return(ctx, payment.ID(in.Body.Payment), payment.Reason(in.Body.Reason))
	})
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: pathPay, ID: "payOrderFor", Summary: "Pay an order for its buyer", Access: rest.Internal, Timeout: payTimeout,
	}, func(ctx context.Context, _ rest.Call, in *payForInput) (*wholeOutput, error) {
		p, err := svc.Pay(ctx, in.Body.Who.Actor(), in.Body.command())
		if err != nil {
			return nil, err
		}
		return &wholeOutput{wholeOf(p)}, nil
	})
}

type payForInput struct{ Body payFor }

type wholeOutput struct{ Body whole }

type returnInput struct{ Body giveBack }

type giveBack struct {
	Payment id.UUID `json:"payment"`
	Reason  string  `json:"reason"`
}

package identityhttp

import (
	"context"
	"net/http"
	"time"

	"github.com/speckit/ticketing/internal/identity"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/platform/rest"
)

const (
	pathOrderSession = "/internal/sessions/order"
	pathKeys         = "/.well-known/jwks.json" // public: what everybody may know has no second route
)

// InternalRoutes adds what other services ask of identity: the same promises as the service's methods.
func InternalRoutes(api *rest.API, svc *identity.Service) {
	rest.Register(api, rest.Route{
		Method: http.MethodPost, Path: pathOrderSession, ID: "openOrderSession", Summary: "Open a session for one order", Access: rest.Internal,
	}, func(ctx context.Context, _ rest.Call, in *orderSessionInput) (*orderSessionOutput, error) {
		token, expires, err := svc.OrderSession(ctx, in.Body.Order, in.Body.Customer)
		if err != nil {
			return nil, err
		}
		return &orderSessionOutput{orderSession{token, expires}}, nil
	})
}

type orderSessionInput struct{ Body sessionRefs }

type sessionRefs struct {
	Order    id.UUID `json:"order"`
	Customer id.UUID `json:"customer"`
}

type orderSessionOutput struct{ Body orderSession }

// orderSession is a token that opens an order; it is never logged.
type orderSession struct {
	Token   string    `json:"token"`
	Expires time.Time `json:"expires"`
}

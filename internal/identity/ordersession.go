package identity

import (
	"context"
	"time"

	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
)

// OrderSession signs a token that opens one order of a customer and nothing else. Whoever asks has checked the order's secret.
func (s *Service) OrderSession(ctx context.Context, order, customer id.UUID) (token string, expiresAt time.Time, err error) {
	claims := s.claims(OrderToken, customer, actor.Guest, s.rules.OrderTTL)
	claims.Order = order
	token, err = s.sign(ctx, claims)
	return token, claims.ExpiresAt, err
}

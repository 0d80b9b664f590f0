package notification

import (
	"context"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// OfOrder lists an order's mails, oldest first.
func (s *Service) OfOrder(ctx context.Context, order id.UUID) ([]Mail, error) {
	return s.store.OfOrder(ctx, order)
}

// List lists mails of a status, or all for an empty one, newest first, before an id.
func (s *Service) List(ctx context.Context, status Status, before MailID, limit int) ([]Mail, error) {
	return s.store.List(ctx, status, before, limit)
}

// Waiting counts the mails that are to be sent, and reports whether anything sends them.
func (s *Service) Waiting(ctx context.Context) (waiting int, sending bool, err error) {
	waiting, err = s.store.Waiting(ctx)
	return waiting, s.ports.Sender != nil, err
}

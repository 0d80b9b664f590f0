package identity

import "github.com/speckit/ticketing/internal/kernel/work"

// Subscriptions is empty: nothing that happens elsewhere changes who a person is.
func (s *Service) Subscriptions() []work.Subscription { return nil }

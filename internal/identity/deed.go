package identity

import (
	"github.com/speckit/ticketing/internal/kernel/actor"
	"github.com/speckit/ticketing/internal/kernel/id"
	"github.com/speckit/ticketing/internal/kernel/work"
)

// byOperator is whoever runs commands on the machine itself.
var byOperator = actor.Actor{Role: "operator"}

// deed writes down who changed whose access.
func (s *Service) deed(by actor.Actor, action string, subject id.UUID, detail string) work.Deed {
	return work.Deed{At: s.clock.Now(), Actor: by.Customer, Role: string(by.Role), Action: action, Subject: subject, Detail: detail}
}

// self is the account's own person, where no token says so yet.
func (u User) self() actor.Actor { return actor.Actor{Customer: u.ID.UUID(), Role: u.Role} }

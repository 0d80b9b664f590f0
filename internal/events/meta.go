package events

import (
	"time"

	"github.com/speckit/ticketing/internal/kernel/id"
)

// Meta stands in every fact: the message's own id, when the fact became true, and the version of its schema.
type Meta struct {
	Message  id.UUID   `json:"messageId"`
	Occurred time.Time `json:"occurredAt"`
	Version  int       `json:"version"`
}

// Stamp makes the meta of a new fact, of the first version of its schema.
func Stamp(message id.UUID, at time.Time) Meta {
	return Meta{Message: message, Occurred: at, Version: 1}
}

// MessageID is the id under which a subscriber takes the message once.
func (m Meta) MessageID() id.UUID { return m.Message }

// At is when the fact became true.
func (m Meta) At() time.Time { return m.Occurred }

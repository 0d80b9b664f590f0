// Package contracts holds what we promise to others: the schema of every message and the description of the HTTP interface.
package contracts

import "embed"

// Events has a JSON Schema and an example for each topic and version: events/<topic>.v1.json, events/examples/<topic>.v1.json.
//
//go:embed events
var Events embed.FS

// Package obs is what an operator sees: logs, metrics, health, and the identity of a request on its way through services.
package obs

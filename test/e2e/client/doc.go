// Package client calls the public HTTP interface as an integrator would: it knows the wire and nothing of the server. The scenarios,
// the crash tests and the load share it.
package client

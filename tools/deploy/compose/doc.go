// Package compose checks deploy/compose.yaml without a container engine: what Compose would make of it, and whether that fits the binary,
// the gateway and the files that are mounted.
package compose

// Package app puts the house together: settings, one wiring file per context, the links between contexts, start and stop, and the
// commands of the binary. It holds no rule of the business.
package app

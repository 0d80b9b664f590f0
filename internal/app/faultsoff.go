//go:build !faults

package app

// faultsOfEnvironment has none: only the crash tests' build can be told to die.
func faultsOfEnvironment() Faults { return Faults{} }

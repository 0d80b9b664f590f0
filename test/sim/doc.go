// Package sim plays the whole house in one goroutine: every context on its memory, with a clock, a bus, a bank and a mail server that
// do as a seed says. The seed chooses who comes and what breaks; after every step the promises of the product are checked on what
// the step touched, and the whole installation is audited every fifty steps and at the end.
//
// Owns: the people who act (a table in actors.go), what goes wrong (a table in faults.go), the road between the contexts (bus.go),
// and the belief that it forms from facts alone (belief.go, hear.go), against which it holds what the contexts say. Does not own: any rule of
// the business, and the audit (internal/app/audit).
//
// One goroutine is enough to find races: while a command is between two of its commits, somebody else may be let in (World.passed), and
// at the same places the process may die. The same seed gives the same run.
package sim

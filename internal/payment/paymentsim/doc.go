// Package paymentsim is a bank that exists for trying things out: it moves no money, but it remembers everything as a real one does.
//
// Its book is its own: it is written durably before an answer leaves, in a transaction that payment knows nothing of, so that a
// crash of payment between the bank's answer and its record leaves money taken, as it would in the world. The test method of a
// charge chooses what happens to it.
package paymentsim

// Package e2e tries the built binary from outside, over its public interface and its commands: the scenarios of features/ in words,
// crashes, bad input, strangers, and what an operator does. It knows the wire and nothing of the inside, so that the same steps try
// every form in which the product runs.
package e2e

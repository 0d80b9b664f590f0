// Package paymenttest holds the contract that every store of payments keeps, and stand-ins for the context's neighbours.
package paymenttest

// Package paymenthttp is payment over HTTP: payments, refunds and, in a demo, the simulated bank's page.
package paymenthttp

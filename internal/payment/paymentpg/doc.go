// Package paymentpg keeps payments and refunds in PostgreSQL, in the schema bc_payment.
package paymentpg

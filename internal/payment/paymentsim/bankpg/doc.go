// Package bankpg keeps the simulated bank's book in PostgreSQL: in a schema of its own, through connections of its own, so that no
// transaction of payment's can take an entry back.
package bankpg

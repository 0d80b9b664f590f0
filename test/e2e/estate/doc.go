// Package estate runs the platform as an operator does whose sale outgrew one process: a process per service, any number of times, on a
// PostgreSQL, a Redis and an Apache Kafka of its own, behind the gateway of deploy/. Each part can be stopped, killed and started again.
package estate

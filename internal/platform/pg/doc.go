// Package pg is PostgreSQL for every store: the embedded server, a pool for each context, the unit of work, migrations,
// backup and restore.
//
// It owns the child process and its data directory, the roles and the history tables of the schemas, and the rows of the
// unit of work (outbox, inbox, answers) that each schema has. It does not own any business table: those are the contexts'
// migrations, handed in as a [Schema].
//
// The embedded server ([Start] for serve, [Attach] for every other command) is an ordinary PostgreSQL as a child process: a
// unix socket only, password by scram, durable. It ends with us, even after kill -9, and recovers at the next start.
// Everything else here works on a URL and does not care whose server it is.
package pg

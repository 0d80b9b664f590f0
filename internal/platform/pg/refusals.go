package pg

import "github.com/speckit/ticketing/internal/kernel/fault"

// What can stand in the way of an embedded server, each with what to do about it. Nothing was changed when one is returned.
var (
	ErrServing   = fault.New(fault.Conflict, "data_in_use", "Another serve is running on this data directory.")
	ErrBusy      = fault.New(fault.Conflict, "data_busy", "Another process uses this data directory and did not finish in time.")
	ErrNotOurs   = fault.New(fault.Forbidden, "data_not_ours", "The data directory belongs to somebody else.")
	ErrPrograms  = fault.New(fault.Unavailable, "postgres_missing", "PostgreSQL's programs were not found.")
	ErrVersion   = fault.New(fault.Conflict, "postgres_version", "The data were made by another major version of PostgreSQL.")
	ErrUser      = fault.New(fault.Forbidden, "postgres_user", "PostgreSQL refuses to run as this user.")
	ErrNotEmpty  = fault.New(fault.Conflict, "restore_not_empty", "A backup is restored into empty data only. Nothing was changed.")
	ErrBadBackup = fault.New(fault.Invalid, "backup_damaged", "The backup is damaged or incomplete. Nothing was changed.")
	ErrNewBackup = fault.New(fault.Conflict, "backup_newer", "The backup was made by a newer version of this program. Nothing was changed; install that version or a later one.")
	ErrBehind    = fault.New(fault.Unavailable, "database_behind", "The database is older than this program. Run `speckit migrate`, or start with `serve --migrate`.")
)

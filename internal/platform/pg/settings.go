package pg

import "strconv"

// arguments are the whole configuration of an embedded server, on its command line: the files in the data directory say
// nothing, so an upgrade of this program is an upgrade of the settings too.
func arguments(p place, major int, volatile bool, more [][2]string) []string {
	settings := [][2]string{
		// Who may connect: we, over the socket.
		{"listen_addresses", ""},
		{"unix_socket_directories", quoteList(p.sockets())},
		{"unix_socket_permissions", "0700"},
		{"max_connections", "100"},

		// One machine, nobody replicates: the least log, and short recovery (1-3 s instead of up to 14 s after kill -9).
		{"wal_level", "minimal"},
		{"max_wal_senders", "0"},
		{"max_wal_size", "128MB"},
		{"min_wal_size", "64MB"},
		{"checkpoint_timeout", "60s"},
		{"fsync", "on"},
		{"synchronous_commit", "on"},

		// Short queries by index on two cores.
		{"shared_buffers", "128MB"},
		{"effective_cache_size", "1GB"},
		{"work_mem", "8MB"},
		{"wal_buffers", "8MB"},
		{"random_page_cost", "1.1"},
		{"jit", "off"},
		{"max_parallel_workers_per_gather", "0"},
		{"huge_pages", "off"},
		{"autovacuum_naptime", "20s"}, // outbox and inbox turn over quickly

		{"timezone", "UTC"},
		{"log_timezone", "UTC"},
		{"lc_messages", "C"},

		// The log is for the operator: starts, crashes, refusals. An error of a statement goes to who sent it, and might
		// repeat a buyer's address.
		{"log_min_messages", "log"},
		{"log_min_error_statement", "panic"},
		{"log_error_verbosity", "terse"},
		{"log_checkpoints", "off"},
		{"log_line_prefix", "%m [%p] "},
	}
	if major >= 18 {
		settings = append(settings, [2]string{"io_method", "sync"}) // its workers cost more than they read ahead for us
	}
	if volatile {
		settings = append(settings, [][2]string{
			{"fsync", "off"},
			{"synchronous_commit", "off"},
			{"full_page_writes", "off"},
			{"max_wal_size", "1GB"},
			{"max_connections", strconv.Itoa(volatileConnections)},
		}...)
	}
	args := []string{"-D", p.data()}
	for _, s := range append(settings, more...) { // of two with one name the later counts
		args = append(args, "-c", s[0]+"="+s[1])
	}
	return args
}

// volatileConnections is for many tests at once, each with its own pools.
const volatileConnections = 200

// quoteList writes one element of a list-valued setting, whatever characters it has.
func quoteList(element string) string {
	quoted := `"`
	for _, r := range element {
		if r == '"' {
			quoted += `"`
		}
		quoted += string(r)
	}
	return quoted + `"`
}

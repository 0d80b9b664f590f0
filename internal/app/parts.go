package app

import "slices"

// contextNames are the bounded contexts, in the order in which they are described and started.
var contextNames = []string{"catalog", "inventory", "ordering", "payment", "fulfillment", "identity", "notification", "waitlist"}

// webPart shows pages: not a context, but served like one.
const webPart = "web"

// ports are where each part listens when it runs on its own; the contexts' are the original's.
var ports = map[string]int{
	"identity": 50000, "catalog": 50001, "inventory": 50002, "ordering": 5003, "payment": 5004, "fulfillment": 50004, "notification": 50005, "waitlist": 5006,
	webPart: 3000,
}

// portOfMany is where several parts in one process listen.
const portOfMany = 8080

// parts are what one process runs.
type parts []string

// everything is all that there is.
func everything() parts { return append(slices.Clone(parts(contextNames)), webPart) }

// chosen are the parts that a command line names; none means everything.
func chosen(names []string) parts {
	if len(names) == 0 {
		return everything()
	}
	var p parts
	for _, name := range everything() { // in our order, each once
		if slices.Contains(names, name) {
			p = append(p, name)
		}
	}
	return p
}

func (p parts) has(name string) bool { return slices.Contains(p, name) }

// contexts are the parts that are contexts.
func (p parts) contexts() []string {
	return slices.DeleteFunc(slices.Clone(p), func(name string) bool { return name == webPart })
}

// whole reports whether every context is here, so that facts need not leave the process.
func (p parts) whole() bool { return len(p.contexts()) == len(contextNames) }

// port is where these parts listen unless they are told otherwise.
func (p parts) port() int {
	if len(p) == 1 {
		return ports[p[0]]
	}
	return portOfMany
}

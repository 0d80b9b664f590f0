#!/bin/sh
# Runs the server with a demo and, before it, the web's development server at http://localhost:3000. A change of the web shows at once; a
# change of the server's sources builds it anew and, where that goes well, starts it anew.
set -eu

sources="cmd contracts internal go.mod web/webembed.go"
serve=""
pages=""

stop() {
	trap - EXIT INT TERM
	for pid in $serve $pages; do kill "$pid" 2>/dev/null || :; done
	wait
}
trap stop EXIT
trap 'exit 0' INT TERM

start() {
	SPECKIT_DEMO=1 PUBLIC_URL=http://localhost:3000 bin/speckit serve &
	serve=$!
}

make --no-print-directory build
start
(cd web && SPECKIT_API=http://localhost:8080 exec npx next dev) &
pages=$!

mkdir -p .cache
seen=.cache/dev-seen
touch "$seen"
while sleep 1; do
	touch "$seen.next" # before looking: what changes meanwhile is found the next time
	# shellcheck disable=SC2086 # a list of words
	[ -n "$(find $sources -type f -newer "$seen" -print -quit)" ] || continue
	mv "$seen.next" "$seen"
	make --no-print-directory build || continue
	kill "$serve" 2>/dev/null || :
	wait "$serve" || :
	start
done

#!/bin/sh
# Finds redis-server (6.2 or newer), or installs it. Prints its path, and on standard error one line about what it did. The order
# is: the setting SPECKIT_REDIS_SERVER, PATH, the system's package manager. No service of the system is started: tests start
# their own servers, and `make redis` one in the foreground.
set -eu

part=redis
oldest=602
. "$(dirname "$0")/lib.sh"

# number prints a version as one number: 7.0.15 is 700.
number() { echo "$1" | awk -F. '{ print $1 * 100 + $2 }'; }

usable() {
	version=$("$1" --version 2>/dev/null | sed -n 's/.* v=\([0-9]*\.[0-9]*\).*/\1/p')
	[ -n "$version" ] && [ "$(number "$version")" -ge "$oldest" ]
}

installed() { in_path "$1" redis-server valkey-server; }

named SPECKIT_REDIS_SERVER "${SPECKIT_REDIS_SERVER:-}" "Redis 6.2 or newer"
installed "using the program on PATH"
for fedora in redis valkey; do # which of them there is depends on its age
	if packaged redis redis-server "$fedora" redis; then
		installed "installed by the system's package manager"
	fi
	command -v dnf >/dev/null || break
done
say "redis-server 6.2 or newer is needed and could not be installed. Install it (Debian: apt-get install redis-server; macOS: brew install redis) or name it in SPECKIT_REDIS_SERVER"
exit 1

#!/bin/sh
# Finds redis-server (6.2 or newer), or installs it. Prints its path, and on standard error one line about what it did. The order
# is: the setting SPECKIT_REDIS_SERVER, PATH, the system's package manager. No service of the system is started: tests start
# their own servers, and `make redis` one in the foreground.
set -eu

oldest=602

say() { echo "redis: $*" >&2; }

# number prints a server's version as one number (7.0.15 is 700), or nothing where it does not run.
number() { "$1" --version 2>/dev/null | sed -n 's/.* v=\([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | awk '{ print $1 * 100 + $2 }'; }

usable() {
	found=$(number "$1")
	[ -n "$found" ] && [ "$found" -ge "$oldest" ]
}

# in_path ends the script where there is a server.
in_path() {
	for name in redis-server valkey-server; do
		program=$(command -v "$name") || continue
		if usable "$program"; then
			say "$1 ($program)"
			echo "$program"
			exit 0
		fi
	done
}

# by_system installs the package; policy-rc.d keeps Debian from starting its service.
by_system() {
	if [ "$(uname -s)" = Darwin ]; then
		command -v brew >/dev/null || return 0
		brew install redis >&2 || return 0
	elif [ "$(id -u)" != 0 ]; then
		return 0
	elif command -v apt-get >/dev/null; then
		apt-get update -qq >&2 || :
		quietly apt-get install -y -qq --no-install-recommends redis-server >&2 || return 0
	elif command -v dnf >/dev/null; then
		dnf install -y -q redis >&2 || dnf install -y -q valkey >&2 || return 0
	elif command -v apk >/dev/null; then
		apk add --quiet redis >&2 || return 0
	fi
	in_path "installed by the system's package manager"
}

# quietly runs Debian's installer with a policy that no service may start, unless the system has a policy of its own.
quietly() {
	policy=/usr/sbin/policy-rc.d
	if [ -e "$policy" ]; then
		DEBIAN_FRONTEND=noninteractive "$@"
		return
	fi
	printf '#!/bin/sh\nexit 101\n' >"$policy"
	chmod +x "$policy"
	trap 'rm -f "$policy"' EXIT
	DEBIAN_FRONTEND=noninteractive "$@"
	rm -f "$policy"
	trap - EXIT
}

if [ -n "${SPECKIT_REDIS_SERVER:-}" ]; then
	usable "$SPECKIT_REDIS_SERVER" || { say "SPECKIT_REDIS_SERVER names $SPECKIT_REDIS_SERVER, which is no Redis 6.2 or newer that runs"; exit 1; }
	say "using the program that SPECKIT_REDIS_SERVER names"
	echo "$SPECKIT_REDIS_SERVER"
	exit 0
fi
in_path "using the program on PATH"
by_system
say "redis-server 6.2 or newer is needed and could not be installed. Install it (Debian: apt-get install redis-server; macOS: brew install redis) or name it in SPECKIT_REDIS_SERVER"
exit 1

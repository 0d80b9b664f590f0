#!/bin/sh
# Finds Caddy (2.6 or newer), or installs it. Prints the program's path, and on standard error one line about what it did.
# The order: the setting SPECKIT_CADDY, PATH, the system's package manager.
set -eu

oldest_minor=6

say() { echo "caddy: $*" >&2; }

# minor prints the second number of a program's version 2, or nothing where it does not run or is another version.
minor() { "$1" version 2>/dev/null | sed -n 's/^v\{0,1\}2\.\([0-9]*\).*/\1/p'; }

usable() {
	found=$(minor "$1")
	[ -n "$found" ] && [ "$found" -ge "$oldest_minor" ]
}

# take ends the script with a program.
take() {
	say "$2 (version 2.$(minor "$1"), $1)"
	echo "$1"
	exit 0
}

in_path() {
	program=$(command -v caddy) || return 0
	if usable "$program"; then
		take "$program" "$1"
	fi
}

by_system() {
	if [ "$(uname -s)" = Darwin ]; then
		command -v brew >/dev/null || return 0
		brew install caddy >&2 || return 0
	elif [ "$(id -u)" != 0 ]; then
		return 0
	elif command -v apt-get >/dev/null; then
		apt-get update -qq >&2 || :
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends caddy >&2 || return 0
	elif command -v dnf >/dev/null; then
		dnf install -y -q caddy >&2 || return 0
	elif command -v apk >/dev/null; then
		apk add --quiet caddy >&2 || return 0
	fi
	in_path "installed by the system's package manager"
}

if [ -n "${SPECKIT_CADDY:-}" ]; then
	usable "$SPECKIT_CADDY" && take "$SPECKIT_CADDY" "using the program that SPECKIT_CADDY names"
	say "SPECKIT_CADDY names $SPECKIT_CADDY, but that is no Caddy 2.$oldest_minor or newer that runs"
	exit 1
fi
in_path "using the program on PATH"
by_system
say "Caddy 2.$oldest_minor or newer is needed and could not be installed. Install it (Debian: apt-get install caddy; macOS: brew install caddy) or name the program in SPECKIT_CADDY"
exit 1

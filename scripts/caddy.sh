#!/bin/sh
# Finds Caddy (2.6 or newer), or installs it. Prints the program's path, and on standard error one line about what it did.
# The order: the setting SPECKIT_CADDY, PATH, the system's package manager.
set -eu

part=caddy
oldest_minor=6
. "$(dirname "$0")/lib.sh"

usable() {
	version=$("$1" version 2>/dev/null | sed -n 's/^v\{0,1\}\(2\.[0-9]*\).*/\1/p')
	[ -n "$version" ] && [ "${version#2.}" -ge "$oldest_minor" ]
}

named SPECKIT_CADDY "${SPECKIT_CADDY:-}" "Caddy 2.$oldest_minor or newer"
in_path "using the program on PATH" caddy
if packaged caddy caddy caddy caddy; then
	in_path "installed by the system's package manager" caddy
fi
say "Caddy 2.$oldest_minor or newer is needed and could not be installed. Install it (Debian: apt-get install caddy; macOS: brew install caddy) or name the program in SPECKIT_CADDY"
exit 1

#!/bin/sh
# Finds kcat, the stock Kafka client with which tests read our messages as a stranger does, or installs it. Prints its path, and on
# standard error one line about what it did.
set -eu

say() { echo "kcat: $*" >&2; }

# in_path ends the script where there is one. Older systems call it kafkacat.
in_path() {
	for name in kcat kafkacat; do
		if program=$(command -v "$name"); then
			say "$1 ($program)"
			echo "$program"
			exit 0
		fi
	done
}

by_system() {
	if [ "$(uname -s)" = Darwin ]; then
		command -v brew >/dev/null || return 0
		brew install kcat >&2 || return 0
	elif [ "$(id -u)" != 0 ]; then
		return 0
	elif command -v apt-get >/dev/null; then
		apt-get update -qq >&2 || :
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends kcat >&2 || return 0
	elif command -v dnf >/dev/null; then
		dnf install -y -q kcat >&2 || return 0
	elif command -v apk >/dev/null; then
		apk add --quiet kcat >&2 || return 0
	fi
	in_path "installed by the system's package manager"
}

in_path "using the program on PATH"
by_system
say "kcat is needed and could not be installed. Install it (Debian: apt-get install kcat; macOS: brew install kcat)"
exit 1

#!/bin/sh
# Finds Chromium or Chrome (120 or newer), or installs it. Prints the program's path, and on standard error one line about what it did.
# The order is: the setting SPECKIT_CHROMIUM, PATH, the places of systems' packages, the system's package manager.
set -eu

oldest=120

say() { echo "chromium: $*" >&2; }

# major prints a program's first number (156.0.8078.108 is 156), or nothing where it does not run.
major() { "$1" --version 2>/dev/null | sed -n 's/^[^0-9]*\([0-9]*\)\..*/\1/p'; }

usable() {
	found=$(major "$1")
	[ -n "$found" ] && [ "$found" -ge "$oldest" ]
}

# installed ends the script where there is a browser.
installed() {
	for name in chromium chromium-browser google-chrome-stable google-chrome \
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
		program=$(command -v "$name") || continue
		if usable "$program"; then
			say "$1 (version $found, $program)"
			echo "$program"
			exit 0
		fi
	done
}

by_system() {
	if [ "$(uname -s)" = Darwin ]; then
		command -v brew >/dev/null || return 0
		brew install --cask chromium >&2 || return 0
	elif [ "$(id -u)" != 0 ]; then
		return 0
	elif command -v apt-get >/dev/null; then
		apt-get update -qq >&2 || :
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >&2 || return 0
	elif command -v dnf >/dev/null; then
		dnf install -y -q chromium >&2 || return 0
	elif command -v apk >/dev/null; then
		apk add --quiet chromium >&2 || return 0
	fi
	installed "installed by the system's package manager"
}

if [ -n "${SPECKIT_CHROMIUM:-}" ]; then
	usable "$SPECKIT_CHROMIUM" || { say "SPECKIT_CHROMIUM names $SPECKIT_CHROMIUM, which is no Chromium $oldest or newer that runs"; exit 1; }
	say "using the program that SPECKIT_CHROMIUM names"
	echo "$SPECKIT_CHROMIUM"
	exit 0
fi
installed "using the program that is here"
by_system
say "Chromium $oldest or newer is needed and could not be installed. Install it (Debian: apt-get install chromium; macOS: brew install --cask chromium) or name it in SPECKIT_CHROMIUM"
exit 1

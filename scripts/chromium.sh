#!/bin/sh
# Finds Chromium or Chrome (120 or newer), or installs it. Prints the program's path, and on standard error one line about what it did.
# The order is: the setting SPECKIT_CHROMIUM, PATH, the places of systems' packages, the system's package manager.
set -eu

part=chromium
oldest=120
. "$(dirname "$0")/lib.sh"

# usable goes by a program's first number: 156.0.8078.108 is 156.
usable() {
	version=$("$1" --version 2>/dev/null | sed -n 's/^[^0-9]*\([0-9]*\)\..*/\1/p')
	[ -n "$version" ] && [ "$version" -ge "$oldest" ]
}

installed() {
	in_path "$1" chromium chromium-browser google-chrome-stable google-chrome \
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium
}

named SPECKIT_CHROMIUM "${SPECKIT_CHROMIUM:-}" "Chromium $oldest or newer"
installed "using the program that is here"
if packaged "--cask chromium" chromium chromium chromium; then
	installed "installed by the system's package manager"
fi
say "Chromium $oldest or newer is needed and could not be installed. Install it (Debian: apt-get install chromium; macOS: brew install --cask chromium) or name it in SPECKIT_CHROMIUM"
exit 1

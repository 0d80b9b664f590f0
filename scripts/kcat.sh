#!/bin/sh
# Finds kcat, the stock Kafka client with which tests read our messages as a stranger does, or installs it. Prints its path, and on
# standard error one line about what it did.
set -eu

part=kcat
. "$(dirname "$0")/lib.sh"

usable() { version=; } # any will do

# Older systems call it kafkacat.
installed() { in_path "$1" kcat kafkacat; }

installed "using the program on PATH"
if packaged kcat kcat kcat kcat; then
	installed "installed by the system's package manager"
fi
say "kcat is needed and could not be installed. Install it (Debian: apt-get install kcat; macOS: brew install kcat)"
exit 1

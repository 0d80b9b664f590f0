#!/bin/sh
# Finds a C compiler, which the race detector and sqlc need, or installs one.
set -eu
for cc in "${CC:-}" cc gcc clang; do
	if [ -n "$cc" ] && command -v "$cc" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "no C compiler found: installing gcc for the race detector" >&2
	{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq gcc libc6-dev; } >/dev/null
	exit 0
fi
echo "no C compiler found, and the race detector needs one: install gcc or clang (or set CC) and try again" >&2
exit 1

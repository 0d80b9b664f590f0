#!/bin/sh
# Makes a virtual environment of Python with what the example consumer needs, in .cache/python, once for each content of
# requirements.txt. Prints the path of its python, and on standard error one line about what it did. Python 3.9 or newer is
# installed by the system's package manager where it is missing.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
needs=$root/examples/consumers/python/requirements.txt
home=$root/.cache/python/$(cksum <"$needs" | tr ' ' -)

part=python
. "$root/scripts/lib.sh"

# usable needs venv and pip too, which Debian packs apart.
usable() { command -v python3 >/dev/null && python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; }

if [ -f "$home/complete" ]; then
	say "using $home"
	echo "$home/bin/python"
	exit 0
fi
usable || packaged python "python3 python3-venv" python3 python3 || :
usable || {
	say "Python 3.9 or newer with venv is needed and could not be installed (Debian: apt-get install python3-venv)"
	exit 1
}
# An environment knows its own path, so it is made in its place; the mark says that it was finished. One at a time makes it.
mkdir -p "$root/.cache/python"
lock=$home.lock
waited=0
until mkdir "$lock" 2>/dev/null; do
	[ -f "$home/complete" ] && break
	waited=$((waited + 1))
	[ "$waited" -le 120 ] || { say "$lock is held by another; remove it if nobody is there"; exit 1; }
	sleep 1
done
trap 'rmdir "$lock" 2>/dev/null || :' EXIT
if [ ! -f "$home/complete" ]; then
	python3 -m venv --clear "$home" >&2
	"$home/bin/python" -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r "$needs" >&2
	: >"$home/complete"
	say "made $home"
fi
echo "$home/bin/python"

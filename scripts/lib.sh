# What the scripts share that find a program or install it; they read it in by `.`. Each of them sets `part`, its name in what it
# says. Those that call in_path or named define `usable`, which tells whether a program will do, and leaves in `version` what it is.

say() { echo "$part: $*" >&2; }

# take ends the script: here is what was looked for ($1), and how it was found ($2).
take() {
	say "$2 (${version:+version $version, }$1)"
	echo "$1"
	exit 0
}

# in_path ends the script with the first usable program of the names after $1, which says how it was found.
in_path() {
	how=$1
	shift
	for name in "$@"; do
		program=$(command -v "$name") || continue
		if usable "$program"; then
			take "$program" "$how"
		fi
	done
}

# named ends the script where the setting $1 has a value ($2): with that, or where it is no $3 with an error.
named() {
	[ -n "$2" ] || return 0
	if usable "$2"; then
		take "$2" "using what $1 names"
	fi
	say "$1 names $2, which is no $3 that runs"
	exit 1
}

# packaged installs packages by the system's package manager, where that asks nobody for a password, and tells whether it did:
# $1 to $4 are their names with Homebrew, Debian, Fedora and Alpine, one or several each.
packaged() {
	if [ "$(uname -s)" = Darwin ]; then
		command -v brew >/dev/null && brew install $1 >&2
	elif [ "$(id -u)" != 0 ]; then
		return 1
	elif command -v apt-get >/dev/null; then
		apt-get update -qq >&2 || :
		quietly apt-get install -y -qq --no-install-recommends $2 >&2
	elif command -v dnf >/dev/null; then
		dnf install -y -q $3 >&2
	elif command -v apk >/dev/null; then
		apk add --quiet $4 >&2
	else
		return 1
	fi
}

# quietly runs Debian's installer with a policy that no service may start, unless the system has a policy of its own.
quietly() (
	policy=/usr/sbin/policy-rc.d
	if [ ! -e "$policy" ]; then
		trap 'rm -f "$policy"' EXIT
		printf '#!/bin/sh\nexit 101\n' >"$policy"
		chmod +x "$policy"
	fi
	DEBIAN_FRONTEND=noninteractive "$@"
)

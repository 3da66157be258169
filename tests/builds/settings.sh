# For the scripts of this folder: where things are, and what the lane says. Sourced, not run.
# DASHBOARD_BUILD_CACHE names another folder for what is kept between runs.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
builds=$repository/tests/builds
cache=${DASHBOARD_BUILD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dashboard-builds}

say() { printf '%s\n' "$*" >&2; }

stop() {
	say "$*"
	exit 1
}

# The machine's own mirror; of a machine without Debian's packages it must be given.
debian_mirror() {
	local mirror=${DASHBOARD_DEBIAN_MIRROR:-}
	[ -n "$mirror" ] || mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
	[ -n "$mirror" ] || stop "apt knows no mirror of Debian: run apt-get update, or set DASHBOARD_DEBIAN_MIRROR."
	printf '%s\n' "$mirror"
}

# check NAME COMMAND...: one line, as "ok" or "FAILED"; the lane counts them.
check() {
	local name=$1
	shift
	if "$@" >&2; then
		printf 'ok      %s\n' "$name"
	else
		printf 'FAILED  %s\n' "$name"
	fi
}

# eventually WHAT COMMAND...: tries for 30 seconds.
eventually() {
	local what=$1 end=$((SECONDS + 30))
	shift
	until "$@"; do
		if [ $SECONDS -ge $end ]; then
			say "Waited in vain for $what."
			return 1
		fi
		sleep 0.2
	done
}

#!/usr/bin/env bash
# Makes a root file system of a Debian suite in the cache, once, and prints its folder.
# Usage: debian-root.sh SUITE (bookworm, trixie). Needs root.
set -euo pipefail
source "$(dirname "$0")/settings.sh"

suite=$1
root=$cache/roots/$suite

# How this machine reaches its mirror: proxies, and what it thinks of dates.
copy_apt_settings() {
	apt-config dump | grep -E '^Acquire::(https?::|Check-)' >"$1/etc/apt/apt.conf.d/90machine" || true
}

if [ ! -e "$root" ]; then
	mkdir -p "$cache/roots"
	half=$(mktemp -d "$cache/roots/$suite.XXXXXX")
	trap 'rm -rf "$half"' EXIT
	say "Making a root of Debian $suite"
	# ca-certificates brings OpenSSL too, which .NET loads. debootstrap leaves mounts behind, hence the namespace.
	unshare --mount --propagation private debootstrap --variant=minbase --include=ca-certificates "$suite" "$half" "$(debian_mirror)" >"$cache/debootstrap-$suite.log" 2>&1 ||
		stop "debootstrap $suite failed: see $cache/debootstrap-$suite.log"
	copy_apt_settings "$half"
	rm -f "$half"/var/cache/apt/archives/*.deb
	chmod 755 "$half"
	# Only a whole one gets the name.
	mv "$half" "$root"
fi
printf '%s\n' "$root"

#!/usr/bin/env bash
# Prints the folder that holds the static libraries of another architecture, for a cross build; fetches them at first.
# Usage: sysroot.sh arm64
#
# They are Debian's own packages, from the mirrors of this machine's apt sources, by an apt state of their own and
# unpacked, not installed: this machine's dpkg does not learn of the other architecture, and root is not needed.
# DASHBOARD_SYSROOT_CACHE names another place for them.
set -euo pipefail

arch=${1:?the architecture, as dpkg calls it}
packages=(libbpf-dev libelf-dev zlib1g-dev)

say() { printf '%s\n' "$*" >&2; }

# apt of the other architecture, with the sources, keys and pins of this machine.
foreign_apt() {
	apt-get -qq -o APT::Architecture="$arch" -o APT::Architectures="$arch" -o APT::Sandbox::User= \
		-o Acquire::Languages=none -o Dir::State="$work/state" -o Dir::State::status="$work/status" \
		-o Dir::Cache="$work/cache" "$@"
}

fetch() {
	mkdir -p "$work"/{state/lists/partial,cache/archives/partial,debs,root}
	: >"$work/status"
	# A source that has nothing for this architecture is no matter: the download says what is missing.
	foreign_apt update >"$work/log" 2>&1 || true
	(cd "$work/debs" && foreign_apt download "${packages[@]}") >>"$work/log" 2>&1 || {
		cat "$work/log" >&2
		say "The apt sources of this machine have not all of these for $arch: ${packages[*]}"
		return 1
	}
	for package in "$work"/debs/*.deb; do
		dpkg -x "$package" "$work/root"
	done
}

[ -r /etc/os-release ] && . /etc/os-release
cache=${DASHBOARD_SYSROOT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dashboard-sysroots}
sysroot=$cache/${ID:-linux}-${VERSION_CODENAME:-unknown}-$arch
if [ ! -d "$sysroot" ]; then
	command -v dpkg >/dev/null && command -v apt-get >/dev/null || {
		say "A cross build takes its libraries from Debian's packages, and this machine has no apt."
		exit 1
	}
	say "Fetching for $arch: ${packages[*]}"
	mkdir -p "$cache"
	work=$(mktemp -d "$cache/fetch.XXXXXX")
	trap 'rm -rf "$work"' EXIT
	fetch
	# In one step, so that a folder by this name is whole; another build may have been first.
	mv -T "$work/root" "$sysroot" 2>/dev/null || [ -d "$sysroot" ]
fi
echo "$sysroot"

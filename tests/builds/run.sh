#!/usr/bin/env bash
# Builds the last commit where people build it, and traces by what came out: `make test-builds`. Needs root.
# Usage: run.sh [PART...], of bookworm, trixie, bullseye and image; all when none is named. BUILDS="bookworm image" does
# the same through make. Programs and logs go to artifacts/builds, what is kept between runs to a cache: settings.sh.
#
# bookworm, trixie  make build in that Debian; the program traces under that Debian's kernel, in QEMU
# bullseye          cannot build, and says so in a sentence; runs what Debian 12 built
# image             docker/Dockerfile; the program in it traces with what docker/compose.yaml grants
set -euo pipefail
source "$(dirname "$0")/settings.sh"

[ "$(id -u)" -eq 0 ] || stop "The build lane mounts file systems: run it as root."
out=$repository/artifacts/builds
lines=$out/checks.txt
# The kernel that the Debian has; the lane of tests/kernels has its package.
declare -A kernels=([bookworm]=6.1 [trixie]=6.12)

# The newest symbol version of glibc that the library asks for.
needs_no_newer_glibc() {
	local newest
	newest=$(objdump -T "$1/liblifecycle.so" | grep -oE 'GLIBC_[0-9.]+' | sort -Vu | tail -n 1)
	say "$1: $newest"
	[ "$(printf '%s\nGLIBC_2.31\n' "$newest" | sort -V | tail -n 1)" = GLIBC_2.31 ]
}

# BUILDS means something else there: the builds of a library, of which a kernel gets the default.
traces_under() {
	BUILDS=default PROGRAM=$1 KERNELS=$2 PARTS="load facts" COMPILERS="" DOCUMENT=0 OUT=$out/kernels-$2 "$repository/tests/kernels/lane.sh"
}

debian() {
	check "$1: make build" "$builds/build.sh" "$1" "$out/$1"
	[ -x "$out/$1/dashboard" ] || return 0
	check "$1: the library needs no glibc above 2.31" needs_no_newer_glibc "$out/$1"
	check "$1: the program traces under Linux ${kernels[$1]}" traces_under "$out/$1" "${kernels[$1]}"
}

refuses_in_one_sentence() {
	! "$builds/build.sh" bullseye "$out/bullseye" || return 1
	grep -q '^The libbpf of this system is older than 1.0' "$out/bullseye.log"
}

# The doctor loads the library; the rest of its findings is about a root without /sys.
runs_in_bullseye() {
	local root
	root=$("$builds/debian-root.sh" bullseye)
	{ "$builds/in-root.sh" "$root" "$out/bookworm" ./dashboard doctor || true; } | grep '^ok *Native library'
}

run_part() {
	case $1 in
	bookworm | trixie) debian "$1" ;;
	bullseye)
		check "bullseye: cannot build, and says why" refuses_in_one_sentence
		[ -x "$out/bookworm/dashboard" ] || "$builds/build.sh" bookworm "$out/bookworm"
		check "bullseye: loads the library that Debian 12 built" runs_in_bullseye
		;;
	image)
		check "image: docker/Dockerfile" "$builds/image.sh" "$out/image"
		[ ! -d "$out/image/rootfs" ] || "$builds/container.sh" "$out/image" | sed -E 's/^([^ ]+ +)/\1image: /'
		;;
	*) stop "There is no part $1: bookworm, trixie, bullseye, image." ;;
	esac
}

[ $# -gt 0 ] || set -- bookworm trixie bullseye image
rm -rf "$out"
mkdir -p "$out"
for part in "$@"; do
	begin=$SECONDS
	run_part "$part" | tee -a "$lines" || echo "FAILED  $part: ended before its last check" | tee -a "$lines"
	say "$part: $((SECONDS - begin)) s"
done
passed=$(grep -c '^ok ' "$lines" || true)
failed=$(grep -c '^FAILED ' "$lines" || true)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

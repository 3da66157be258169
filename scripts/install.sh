#!/usr/bin/env bash
# Installs what is missing on Debian, and says so. On Ubuntu it has not been tried.
# Usage: install.sh build [test] [kernels] [builds] [bench] [arm64]
# CLANG=clang-19 in the environment asks for that compiler instead of the distribution's own.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

# command:package, or file:package where the package has no command.
build_needs=(make:make gcc:gcc "${CLANG:-clang}:${CLANG:-clang}"
	/usr/include/bpf/libbpf.h:libbpf-dev /usr/include/libelf.h:libelf-dev /usr/include/zlib.h:zlib1g-dev)
test_needs=(chromium:chromium chromium-headless-shell:chromium-headless-shell bpftrace:bpftrace forkstat:forkstat strace:strace gcc:gcc promtool:prometheus
	/usr/sbin/execsnoop:libbpf-tools)
kernels_needs=(cpio:cpio gcc:gcc /usr/share/keyrings/debian-archive-keyring.gpg:debian-archive-keyring)
builds_needs=(debootstrap:debootstrap buildah:buildah crun:crun curl:curl git:git objdump:binutils
	/usr/share/containers/seccomp.json:golang-github-containers-common)
arm64_needs=(aarch64-linux-gnu-gcc:gcc-aarch64-linux-gnu /usr/aarch64-linux-gnu/include/stdio.h:libc6-dev-arm64-cross)
bench_needs=(perf:linux-perf bpftool:bpftool curl:curl)

have() {
	case $1 in
	/*) [ -e "$1" ] ;;
	*) PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1 ;;
	esac
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null 2>&1; then
		sudo "$@"
	else
		say "This needs root, and sudo is not installed: $*"
		return 1
	fi
}

missing=()
for group in "$@"; do
	declare -n needs="${group}_needs"
	for need in "${needs[@]}"; do
		have "${need%%:*}" || missing+=("${need#*:}")
	done
done

if ! command -v dotnet >/dev/null 2>&1; then
	missing+=(dotnet-sdk-10.0)
fi

[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
	say "Missing: ${missing[*]}. Install them with your package manager, then try again."
	exit 1
fi

say "Installing: ${missing[*]}"
as_root apt-get update -qq
if [[ " ${missing[*]} " == *" dotnet-sdk-10.0 "* ]] && ! apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1; then
	say "The .NET 10 SDK is missing, and this distribution has no package of it: see https://dot.net/download, then try again."
	exit 1
fi

as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null

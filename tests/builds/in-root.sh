#!/usr/bin/env bash
# Runs a command in a root file system that stays as it was: what the command writes to it is gone afterwards.
# Usage: in-root.sh ROOT FOLDER COMMAND [ARGUMENTS...]
# FOLDER of this machine is /work there, and the only thing that is kept. The .NET SDK is this machine's, because
# Debian packages none, and so are NuGet's settings and packages. All mounts are in a namespace of their own and end
# with the command, and so do the compiler servers that it leaves. Needs root.
set -euo pipefail
source "$(dirname "$0")/settings.sh"

if [ "$1" != --inside ]; then
	exec unshare --mount --propagation private --pid --fork --kill-child "$0" --inside "$@"
fi
shift

root=$(realpath "$1") folder=$(realpath "$2")
shift 2
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
top=$cache/mounted

bind() {
	if [ -d "$1" ]; then mkdir -p "$top$2"; else touch "$top$2"; fi
	mount --bind "$1" "$top$2"
	[ "${3:-}" != ro ] || mount -o remount,bind,ro "$top$2"
}

mount_root() {
	mkdir -p "$top" "$cache/archives/$(basename "$root")/partial"
	# The layer above the root is in memory: nothing is left to remove.
	mount -t tmpfs tmpfs "$top"
	mkdir "$top"/{upper,work,root}
	mount -t overlay overlay -o "lowerdir=$root,upperdir=$top/upper,workdir=$top/work" "$top/root"
	top=$top/root
	mount -t proc proc "$top/proc"
	mount --rbind /dev "$top/dev"
	bind "$sdk" /opt/dotnet ro
	mkdir -p "$HOME/.nuget"
	bind "$HOME/.nuget" /root/.nuget
	bind "$cache/archives/$(basename "$root")" /var/cache/apt/archives
	bind /etc/resolv.conf /etc/resolv.conf ro
	bind /etc/ssl/certs /etc/ssl/certs ro
	bind "$folder" /work
}

mount_root
# The shell stays, as the first process of its pid namespace: make would wait for ever for what the compiler servers leave.
# No setting of the calling make or shell reaches the build. ICU is left out: it has another name in each suite.
exec env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/dotnet LANG=C.UTF-8 \
	DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 \
	NUGET_CERT_REVOCATION_MODE="${NUGET_CERT_REVOCATION_MODE:-online}" SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
	chroot "$top" /bin/sh -c 'cd /work && "$@"; exit $?' sh "$@"

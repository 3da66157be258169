#!/usr/bin/env bash
# Builds docker/Dockerfile of the last commit without an engine, and unpacks the image as a root file system.
# Usage: image.sh FOLDER. What the build says goes to FOLDER.log. Needs root.
# The base images cannot be fetched everywhere, so both are made here: a Debian 12, and the same with the .NET SDK of
# this machine. Neither has make or a compiler, like those that the Dockerfile names.
set -euo pipefail
source "$(dirname "$0")/settings.sh"

# buildah leaves mounts behind; here they end with the script.
if [ "$1" != --inside ]; then
	exec unshare --mount --propagation private "$0" --inside "$@"
fi
shift

folder=$(realpath -m "$1")
store=$cache/images
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")

in_store() {
	buildah --root "$store" --runroot "$store.run" --storage-driver overlay "$@"
}

# base_image NAME ROOT [SDK]
base_image() {
	local container
	! in_store inspect --type image "$1" >/dev/null 2>&1 || return 0
	container=$(in_store from scratch)
	in_store add --quiet "$container" "$2" /
	if [ -n "${3:-}" ]; then
		in_store add --quiet "$container" "$3" /usr/share/dotnet
		in_store run --isolation chroot "$container" ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet
		in_store config --env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 --env DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK=1 "$container"
	fi
	in_store commit --quiet --rm "$container" "$1"
}

build_image() {
	base_image "debian-12" "$root"
	base_image "debian-12-dotnet-$(dotnet --version)" "$root" "$sdk"
	mkdir "$work/source"
	git -C "$repository" archive HEAD | tar -x -C "$work/source"
	mkdir -p "$HOME/.nuget" "$cache/archives/bookworm/partial"
	# NuGet's and Debian's packages of earlier runs; the certificates by which this machine knows both.
	in_store build --isolation chroot --layers=false --file "$work/source/docker/Dockerfile" --tag dashboard \
		--build-arg "SDK_IMAGE=localhost/debian-12-dotnet-$(dotnet --version)" --build-arg RUNTIME_IMAGE=localhost/debian-12 \
		--volume "$HOME/.nuget:/root/.nuget" --volume "$cache/archives/bookworm:/var/cache/apt/archives" \
		--volume /etc/ssl/certs:/etc/ssl/certs:ro "$work/source"
}

# The image as crun wants it: its files in a folder, and what it is started with.
unpack() {
	local container mounted
	rm -rf "$folder"
	mkdir -p "$folder"
	container=$(in_store from localhost/dashboard)
	mounted=$(in_store mount "$container")
	cp -a "$mounted" "$folder/rootfs"
	in_store inspect --type image localhost/dashboard >"$folder/image.json"
	in_store rm "$container" >/dev/null
}

root=$("$builds/debian-root.sh" bookworm)
work=$(mktemp -d "$cache/image.XXXXXX")
trap 'rm -rf "$work"' EXIT
build_image >"$folder.log" 2>&1
unpack

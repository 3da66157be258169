#!/usr/bin/env bash
# Starts an image that image.sh made, with the settings of a compose file, and checks that the program in it traces.
# Usage: container.sh FOLDER [COMPOSE]. What the container says goes to FOLDER/container.log. Needs root.
set -euo pipefail
source "$(dirname "$0")/settings.sh"

# A namespace of its own for the mounts, in which cgroup v2 stands where every current Debian has it: crun refuses a
# machine that has version 1 beside it.
if [ "$1" != --inside ]; then
	exec unshare --mount --propagation private "$0" --inside "$@"
fi
shift
if [ "$(stat -f -c %T /sys/fs/cgroup)" != cgroup2fs ]; then
	umount --recursive --lazy /sys/fs/cgroup
	mount -t cgroup2 cgroup2 /sys/fs/cgroup
fi

folder=$(realpath "$1") compose=${2:-$repository/docker/compose.yaml}
name=dashboard-test-$$
token=build-lane-token
# As Docker names the cgroup of a container.
container=$(printf '%s' "$name" | sha256sum | cut -d ' ' -f 1)
group=/sys/fs/cgroup/docker-$container.scope

end() {
	crun --root "$folder/crun" delete --force "$name" 2>/dev/null || true
	if [ -d "$group" ]; then
		echo 1 >"$group/cgroup.kill" 2>/dev/null || true
		eventually "an empty cgroup" rmdir "$group"
	fi
}

ask() { curl -sf -m 10 -H "Authorization: Bearer $token" "$address/api/v1$1"; }

address_is_known() {
	address=$(grep -oE 'http://127.0.0.1:[0-9]+' "$folder/container.log" | head -n 1)
	[ -n "$address" ]
}

is_healthy() { curl -sf -m 5 "$address/healthz" | grep -q '"capturing"'; }

# The line of /proc/PID/mountinfo for "/" begins its options with ro.
root_is_read_only() { awk '$5 == "/" { exit $6 !~ /^ro(,|$)/ }' "/proc/$server/mountinfo"; }

gained_nothing() { grep -q '^NoNewPrivs:.*1' "/proc/$server/status"; }

# A process in another cgroup and in a cgroup namespace of its own, as a container has it.
start_stranger() {
	mkdir "$group"
	bash -c "echo 0 >$group/cgroup.procs && exec unshare --cgroup sleep 600" &
	stranger=$!
	# So that bash has no word about its end.
	disown
}

stranger_is_seen() { ask "/processes?filter=pid:$stranger+comm:sleep" | grep -q '"comm":"sleep"'; }

has() { ask "/processes?filter=pid:$stranger" | grep -qF "$1"; }

dotnet run --file "$builds/Bundle.cs" "$compose" "$folder" serve --urls http://127.0.0.1:0 --token "$token" >"$folder/bundle.log" 2>&1 ||
	stop "No bundle could be made: see $folder/bundle.log"
mkdir -p "$folder/crun"
trap end EXIT
crun --cgroup-manager=cgroupfs --root "$folder/crun" run --bundle "$folder" "$name" >"$folder/container.log" 2>&1 &

check "the container serves" eventually "an address" address_is_known
server=$(crun --root "$folder/crun" state "$name" | sed -n 's/.*"pid": \([0-9]*\).*/\1/p')
check "/healthz says that it captures" eventually "a healthy server" is_healthy
check "its file system is read-only" root_is_read_only
check "it can gain no privileges" gained_nothing
start_stranger
check "a process that starts is seen" eventually "its row" stranger_is_seen
check "its cgroup is right" eventually "it" has "\"cgroup\":\"/docker-$container.scope\""
check "its container is right" eventually "it" has "\"container\":\"$container\""

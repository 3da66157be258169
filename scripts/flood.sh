#!/usr/bin/env bash
# The long form of the flood test: scripts/flood.sh [LIMIT_MB]. Root, `make build`, and a memory cgroup (v1 or v2).
# One dashboard in a cgroup of 256 MB; an ordinary user does all that may fill a memory, one kind after the other.
# Prints a Markdown table: what was made, in which time, and where the memory stood. Ends with 1 when the program has died.
set -euo pipefail
cd "$(dirname "$0")/.."
limit=$((${1:-256} * 1000000))
floods=("failing 60000" "real 20000" "letters 10000" "paths 100000" "names 20000" "renames 1000000" "threads 10000" "zombies 5000")

make -s -C tests/scenarios
if [ -e /sys/fs/cgroup/memory/memory.limit_in_bytes ]; then
	group=/sys/fs/cgroup/memory/lifecycle-flood-$$ file=memory.limit_in_bytes peak=memory.max_usage_in_bytes
else
	echo +memory >/sys/fs/cgroup/cgroup.subtree_control
	group=/sys/fs/cgroup/lifecycle-flood-$$ file=memory.max peak=memory.peak
fi
work=$(mktemp -d)
chmod 755 "$work"
cp tests/scenarios/bin/flood "$work"
mkdir "$group"
echo "$limit" >"$group/$file"

# One process, whose memory is measured.
export DASHBOARD_SPLIT=off
export DASHBOARD_TOKEN=flood-of-everything
bash -c 'echo $$ >"$0/cgroup.procs"; exec artifacts/dashboard/dashboard serve --data off --urls http://127.0.0.1:0' "$group" \
	>"$work/out" 2>"$work/err" &
server=$!
finish() {
	kill "$server" 2>/dev/null && wait "$server" || true
	sleep 1
	rmdir "$group"
	rm -r "$work"
}
trap finish EXIT
for _ in {1..300}; do
	address=$(sed -n 's/.*\(http:\/\/127\.0\.0\.1:[0-9]*\).*/\1/p' "$work/out" | head -1)
	[ -z "$address" ] || break
	sleep 0.1
done

ask() {
	curl -sf -m 60 -H "Authorization: Bearer $DASHBOARD_TOKEN" "$address/api/v1/status"
}

row() {
	local resident
	resident=$(awk '/^VmRSS/ { print int($2 * 1024 / 1000000) }' "/proc/$server/status")
	ask | python3 -c '
import json, sys
s = json.load(sys.stdin); m = s["memoryBudget"]; mb = lambda n: round(n / 1e6)
print("| %s | %s | %d of %d | %s of %d | %s | %s | %s | %s |" % (sys.argv[1], sys.argv[2], mb(m["used"]), mb(m["budget"]), sys.argv[3],
      mb(m["budget"] + m["base"]), sys.argv[4], format(m["eventsCut"], ","), format(m["eventsEvicted"], ","), format(sum(s["lost"].values()), ",")))' \
		"$1" "$2" "$resident" "$(($(cat "$group/$peak") / 1000000))"
}

echo "| flood | seconds | kept, MB | resident, MB | most of the cgroup, MB | events cut | events evicted | lost |"
echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
row start –
for flood in "${floods[@]}"; do
	began=$EPOCHREALTIME
	# shellcheck disable=SC2086 # a kind and a number
	setpriv --reuid=65534 --regid=65534 --clear-groups "$work/flood" $flood >"$work/made"
	row "$(cat "$work/made")" "$(awk "BEGIN { printf \"%.1f\", $EPOCHREALTIME - $began }")"
done

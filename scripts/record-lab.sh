#!/usr/bin/env bash
# Records src/Dashboard.Server/Recordings/lab/*.ndjson anew: one run of each experiment, from the real kernel, only the
# run's own subtree. Needs root and `make build`.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$PWD/artifacts/dashboard/dashboard
target=$PWD/src/Dashboard.Server/Recordings/lab
work=$(mktemp -d)
# A neutral path: it is what everybody sees who plays a recording. The folder's name must be lab.
home=/tmp/lab
rm -rf "$home"
make -s -C src/lab DEST="$home"
trap 'kill $recorder 2>/dev/null || true; rm -rf "$work" "$home"' EXIT
mkdir -p "$target"

"$program" events >"$work/all.ndjson" &
recorder=$!
# Attached as soon as it says anything: any process will do.
until [ -s "$work/all.ndjson" ]; do /bin/true; done
experiments=$("$program" lab --json | sed -n 's/.*"name":"\([^"]*\)","program":"\([^"]*\)".*/\1 \2/p')
while read -r name file; do
	(cd "$home" && env -i PATH=/usr/bin:/bin "$home/$file" </dev/null >/dev/null 2>&1) || true
done <<<"$experiments"
sleep 1
# TERM, because a shell lets what it starts in the background ignore SIGINT.
kill -TERM "$recorder"
wait "$recorder" || true

while read -r name file; do
	# Not by pid: it may have been handed out before.
	id=$(grep '"kind":"exec.exit"' "$work/all.ndjson" | grep -F "\"path\":\"$home/$file\"" | sed -n 's/.*"process":"\([0-9-]*\)".*/\1/p' | tail -n 1)
	"$program" events --replay "$work/all.ndjson" --filter "under:$id" >"$target/$name.ndjson"
	echo "$target/$name.ndjson: $(wc -l <"$target/$name.ndjson") events"
done <<<"$experiments"

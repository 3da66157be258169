#!/usr/bin/env bash
# The long form of EndlessBirthsTests: scripts/births.sh [BIRTHS] [OPTIONS OF open]. `make build` first; no privileges.
# Writes a recording of ten million births of which none ends, opens it, and prints a line of a Markdown table a tenth of
# the way, with what is resident and what of it is kept. Ends with 1 when the program has died.
set -euo pipefail
cd "$(dirname "$0")/.."
births=${1:-10000000}
shift || true
work=$(mktemp -d)
server=
finish() {
	[ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server"; } || true
	rm -r "$work"
}
trap finish EXIT

# awk counts in doubles, exact to 2^53; its %d ends at 2^31 where it is mawk.
awk -v births="$births" 'BEGIN {
	print "{\"recording\":{\"bootEpochUnixNs\":1790000000000000000,\"name\":\"births\"}}"
	context = "\"context\":{\"uid\":0,\"user\":\"root\",\"cgroup\":\"/user.slice/user-0.scope\",\"session\":100,\"processGroup\":100,\"cwd\":\"/root\",\"tty\":\"pts/0\"}"
	for (i = 0; i < births; i++) {
		at = 1000000000000 + i * 100000
		pid = 1000 + i % 4000000
		printf "{\"kind\":\"fork\",\"bootNs\":%.0f,\"process\":\"%d-%.0f\",\"tid\":%d,\"parent\":\"100-900000000000\",\"comm\":\"sh\",\"how\":\"fork\",\"by\":{\"id\":\"100-900000000000\",\"pid\":100,\"comm\":\"sh\"},%s}\n", at, pid, at, pid, context
	}
}' | gzip -1 >"$work/births.ndjson.gz"

export DASHBOARD_TOKEN=births-without-an-end
artifacts/dashboard/dashboard open "$work/births.ndjson.gz" --urls http://127.0.0.1:0 "$@" >"$work/out" 2>"$work/err" &
server=$!
began=$EPOCHREALTIME
for _ in {1..300}; do
	address=$(sed -n 's/.*\(http:\/\/127\.0\.0\.1:[0-9]*\).*/\1/p' "$work/out" | head -1)
	[ -z "$address" ] || break
	sleep 0.1
done

memory() {
	awk -v field="$1:" '$1 == field { print int($2 * 1024 / 1000000) }' "/proc/$server/status"
}

echo "| read | seconds | births | kept, MB | resident, MB | most resident, MB | live processes | processes dropped | events dropped |"
echo "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
next=0
while :; do
	status=$(curl -sf -m 60 -H "Authorization: Bearer $DASHBOARD_TOKEN" "$address/api/v1/status")
	progress=$(python3 -c 'import json, sys; print(int(100 * json.load(sys.stdin)["recordingProgress"]))' <<<"$status")
	if [ "$progress" -ge "$next" ]; then
		python3 -c '
import json, sys
s = json.load(sys.stdin); m = s["memoryBudget"]; n = lambda v: format(v, ","); mb = lambda v: round(v / 1e6)
print("| %s %% | %s | %s | %d of %d | %s | %s of %d | %s | %s | %s |" % (sys.argv[1], sys.argv[2], n(s["events"]["fork"]), mb(m["used"]), mb(m["budget"]), sys.argv[3], sys.argv[4], mb(m["budget"] + m["base"]),
      n(s["processes"]["live"]), n(m["processesEvicted"]), n(m["eventsEvicted"])))' \
			"$progress" "$(awk "BEGIN { printf \"%.0f\", $EPOCHREALTIME - $began }")" "$(memory VmRSS)" "$(memory VmHWM)" <<<"$status"
		next=$((progress / 10 * 10 + 10))
	fi
	[ "$progress" -lt 100 ] || break
	sleep 1
done
cat "$work/err" >&2

#!/bin/bash
# Records the program's events of the workload. Runs in the root of the part `facts`: in a guest, and by chroot on the
# machine that the guests are compared with. Usage: record.sh FOLDER
# Records only the processes that this script started: a real machine has others.
folder=$1
dashboard=/lane/dashboard/dashboard
address=http://127.0.0.1:5099
token=lane-token-0123456789abcdef
mkdir -p "$folder"/{directories,errnos,setuid,data}
chmod 0755 "$folder" "$folder/setuid"
cp /proc/version "$folder/version.txt"

# until_true SECONDS COMMAND...
until_true() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.3
	done
}

record_events() {
	local workload recorder
	setsid bash /lane/workload.sh "$folder" "$folder/events.ndjson" >"$folder/workload.tsv" 2>/dev/null </dev/null &
	workload=$!
	"$dashboard" events --only-under "$workload" --format ndjson >"$folder/events.ndjson" 2>"$folder/events.err" &
	recorder=$!
	wait "$workload"
	printf 'workload\t%s\n' "$workload" >>"$folder/workload.tsv"
	# The events of the workload's end are written some moments later.
	until_true 60 grep -q "\"kind\":\"reap\".*\"pid\":$workload,\"tid\"" "$folder/events.ndjson"
	kill "$recorder"
	wait "$recorder"
}

ask() { curl -s -m 60 -H "Authorization: Bearer $token" "$address/api/v1/$1" >"$folder/$1.json"; }

record_answers() {
	local server
	"$dashboard" doctor --json >"$folder/doctor.json" 2>/dev/null
	"$dashboard" serve --only-under $$ --urls "$address" --token "$token" --data "$folder/data" >"$folder/serve.log" 2>&1 &
	server=$!
	until_true 240 curl -sf -m 5 "$address/healthz" -o /dev/null
	/lane/programs/fork_exec_test >/dev/null
	ask status
	ask tracepoints
	kill "$server"
	wait "$server"
}

record_events
record_answers
rm -rf "$folder"/{directories,errnos,setuid,data} "$folder/script.sh"

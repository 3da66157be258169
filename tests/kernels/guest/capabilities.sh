#!/bin/bash
# The program with few capabilities, in a guest. Prints "result NAME ok" or "result NAME bad: WHY" for each try.
# Debian's default is kernel.perf_event_paranoid = 3, a value that upstream kernels do not have.
dashboard=/lane/dashboard/dashboard
granted=bpf,perfmon,dac_read_search,sys_ptrace,sys_nice
paranoid=/proc/sys/kernel/perf_event_paranoid
begins_with=$(cat "$paranoid")
echo "perf_event_paranoid $begins_with"

# limited USER LOCKED_KIB COMMAND...: runs the command as that user, with only the granted capabilities.
limited() {
	local user=$1 locked=$2 all="-all,+${granted//,/,+}"
	shift 2
	# Before 5.11 maps count as locked memory; the limit is set while the capability to raise it is still held.
	ulimit -l "$locked" && exec setpriv --reuid "$user" --regid "$user" --clear-groups --inh-caps "$all" --ambient-caps "$all" \
		--bounding-set "$all" "$@"
}

# check NAME FILE PATTERN [PATTERN...]: each is in the file. A pattern matches at the start of a line, so that text of a
# traced process is not mistaken for the program's output.
check() {
	local name=$1 file=$2
	shift 2
	for pattern in "$@"; do
		if ! grep -aqE "^$pattern" "$file"; then
			echo "result $name bad: no $pattern in: $(tr '\n' ' ' <"$file" | cut -c 1-700)"
			return
		fi
	done
	echo "result $name ok"
}

# trace USER LOCKED_KIB FILE: writes its events, until there is one of a program that execs a missing file.
trace() {
	local recorder end=$((SECONDS + 120))
	limited "$1" "$2" "$dashboard" events >"$3" 2>&1 &
	recorder=$!
	until grep -aq '"kind":"exit".*exec_missing' "$3" || [ ! -e "/proc/$recorder" ] || [ "$SECONDS" -ge "$end" ]; do
		/lane/programs/exec_missing >/dev/null
		sleep 0.5
	done
	kill "$recorder" 2>/dev/null
	wait "$recorder"
}

for user in 0 65534; do
	trace "$user" unlimited "/run/trace-$user-patched"
	(limited "$user" unlimited "$dashboard" doctor) >"/run/doctor-$user-patched" 2>&1
	echo 2 >"$paranoid"
	trace "$user" unlimited "/run/trace-$user"
	(limited "$user" unlimited "$dashboard" doctor) >"/run/doctor-$user" 2>&1
	echo "$begins_with" >"$paranoid"
	if [ "$begins_with" -gt 2 ]; then
		check "trace-$user-patched" "/run/trace-$user-patched" '\{"kind":"exit".*exec_missing' \
			"dashboard: .* probes are not attached.*perf_event_paranoid = $begins_with"
		check "doctor-$user-patched" "/run/doctor-$user-patched" "warn .*perf_event_paranoid is $begins_with.*CAP_SYS_ADMIN"
	fi
	check "trace-$user" "/run/trace-$user" '\{"kind":"exit".*exec_missing' '\{.*"errno":"ENOENT"'
	check "doctor-$user" "/run/doctor-$user" 'This machine can be traced'
done

trace 0 64 /run/locked
(limited 0 64 "$dashboard" doctor) >/run/locked-doctor 2>&1
case $(uname -r) in
5.10.*)
	check trace-locked /run/locked '.*counts BPF maps as locked memory.*ulimit -l unlimited'
	check doctor-locked /run/locked-doctor '(warn|fail).*locked memory'
	;;
*) check trace-locked /run/locked '\{"kind":"exit".*exec_missing' ;;
esac

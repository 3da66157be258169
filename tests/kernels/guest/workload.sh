#!/bin/bash
# Runs each program of the part `facts`, one after the other. Usage: workload.sh FOLDER EVENTS
# Waits until EVENTS is not empty: from then on everything is recorded. Writes "NAME<TAB>PID" for each, with its first pid.
folder=$1 events=$2
programs=/lane/programs
cd / || exit 1

# run NAME COMMAND...: without input; the output is discarded.
run() {
	local name=$1
	shift
	"$@" </dev/null >/dev/null 2>&1 &
	printf '%s\t%s\n' "$name" "$!"
	wait "$!" 2>/dev/null
}

# Runs a program of that name with the other arguments.
program() { run "$1" "$programs/$1" "${@:2}"; }

killed_by_another() {
	sleep 30 &
	local victim=$!
	# Gives the victim time to exec sleep.
	sleep 0.5
	printf 'killed_by_another\t%s\n' "$victim"
	/lane/kill.sh "$victim"
	wait "$victim" 2>/dev/null
}

until [ -s "$events" ]; do
	"$programs/nop"
	sleep 0.2
done

program exec_test
program fork_exec_test
program exec_missing
program births
program exit_codes
program orphan
program path_lookup
program run_script
program two_moments
program zombie
program big_args 5 40
run big_args_long "$programs/big_args" 200 100
run big_args_missing "$programs/big_args" 5 40 missing
run big_args_long_missing "$programs/big_args" 200 100 missing
run empty_argument "$programs/nop" "" last
program clone_parent
program directories "$folder/directories"
program errnos "$folder/errnos"
program exec_from_thread 1 "$programs/nop"
program fork_fails
program hostile
program ignore_sigchld
program killed 9
run killed_15 "$programs/killed" 15
killed_by_another
program leader_first
program memfd_exec
program namespace_orphan
program pid_namespace
[ ! -x "$programs/program_32bit" ] || program program_32bit "$programs/nop"
program rename
program script "$folder/script.sh"
program seccomp_denied
program session
program setuid_exec "$folder/setuid"
program spawn 2
program stopped
program thread_parent
program threads 4
program threads_killed
program vfork_exec
program wait4_oracle
program burst 500

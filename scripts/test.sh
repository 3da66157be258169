#!/usr/bin/env bash
# Runs the lanes and adds up what they report: scripts/test.sh [LANE...], all of them when none is named.
# Kernel tests need root; with CI=true a test that cannot run fails.
# FILTER=TEXT in the environment: only the .NET tests whose full name (namespace, class, method) contains TEXT.
set -uo pipefail
cd "$(dirname "$0")/.."

ALL=(Core Tracing Ui Server JavaScript EndToEnd Kernels)
lanes=("$@")
[ ${#lanes[@]} -gt 0 ] || lanes=("${ALL[@]}")
filter=${FILTER:-}

for lane in "${lanes[@]}"; do
	if [[ " ${ALL[*]} " != *" $lane "* ]]; then
		echo "There is no lane $lane. The lanes are: ${ALL[*]}." >&2
		exit 2
	fi
done

# runs LANE...: whether one of these is among the lanes to run.
runs() {
	local lane
	for lane in "$@"; do
		[[ " ${lanes[*]} " != *" $lane "* ]] || return 0
	done
	return 1
}

if [ "$(id -u)" -ne 0 ] && runs Tracing EndToEnd; then
	echo "Not root: the kernel tests will be skipped. 'sudo make test' runs them." >&2
fi

# Only what the lanes need is installed and built. Core, Ui and JavaScript need no compiler of C.
needs=()
runs Tracing Server EndToEnd Kernels && needs+=(build)
runs Tracing EndToEnd && needs+=(test)
[ -n "$filter" ] || ! runs Kernels || needs+=(kernels)
scripts/install.sh "${needs[@]}" || exit 1

began=$SECONDS
if runs EndToEnd Kernels; then
	make build || exit 1
fi

if [ ${#lanes[@]} -eq ${#ALL[@]} ]; then
	dotnet build Dashboard.sln -c Release -v quiet --tl:off || exit 1
else
	for lane in "${lanes[@]}"; do
		[ ! -d "tests/Dashboard.$lane.Tests" ] || dotnet build "tests/Dashboard.$lane.Tests" -c Release -v quiet --tl:off || exit 1
	done
fi
build_time=$(printf '%-14s %5d s' build $((SECONDS - began)))

# What each lane reports: LANE.sum "passed failed skipped", LANE.names (printed once more at the end, where a long log is looked at
# first), LANE.time; of a lane in the background LANE.log too, printed when it has ended.
reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT
trap 'kill $(jobs -p) 2>/dev/null; exit 130' INT TERM

# run_project PROJECT LOG [OPTION...]
run_project() {
	dotnet test --project "tests/$1" -c Release --no-build --no-progress --output Normal "${@:3}" 2>&1 | tee "$2"
	return "${PIPESTATUS[0]}"
}

# number LOG WORD: from the summary at the end of a log.
number() { grep -E "^ +$2: [0-9]+" "$1" | tail -n 1 | grep -oE '[0-9]+' | head -n 1; }

# A host that takes a CPU away for a second can fail a test of a real kernel or browser. So a few of these that failed are run
# once more; those that pass then have passed, and are named at the end, so that none fails every other time unnoticed.
MAX_AGAIN=3
again() {
	local project=$1 log=$2 second method options=() failures
	[[ $project == *Tracing* || $project == *EndToEnd* ]] || return 1
	failures=$(number "$log" failed)
	[ "${failures:-0}" -gt 0 ] && [ "$failures" -le "$MAX_AGAIN" ] || return 1
	for method in $(sed -nE 's/^failed ([^ (]+).*/\1/p' "$log" | sort -u); do
		options+=(--filter-method "$method")
	done
	[ ${#options[@]} -gt 0 ] || return 1
	second=$(mktemp)
	echo "== $project, once more: what failed"
	run_project "$project" "$second" "${options[@]}" || { rm -f "$second" && return 1; }
	rm -f "$second"
	sed -nE 's/^failed (.*)/passed when run once more: \1/p' "$log"
}

# dotnet_lane LANE [OPTION...]: .NET tests. With a filter it may have nothing to run, which is no failure of the lane.
dotnet_lane() {
	local project=Dashboard.${1%-*}.Tests log status=0 passed failed options=("${@:2}") names=$reports/$1.names
	[ -z "$filter" ] || options+=(--filter-method "*$filter*" --ignore-exit-code 8)
	log=$(mktemp)
	run_project "$project" "$log" "${options[@]}" || status=$?
	passed=$(number "$log" succeeded) failed=$(number "$log" failed)
	if [ -z "$(number "$log" total)" ] || { [ "$status" -ne 0 ] && [ "$failed" = 0 ]; }; then
		echo "$project ended with status $status and no usable result" | tee -a "$names" >&2
		failed=$((failed + 1))
	elif again "$project" "$log" >"$log.again"; then
		passed=$((passed + failed)) failed=0
		sed -n '/^passed when run once more/p' "$log.again" >>"$names"
	else
		grep -E '^failed ' "$log" >>"$names"
	fi
	cat "$log.again" 2>/dev/null
	echo "$((passed + 0)) $((failed + 0)) $(($(number "$log" skipped) + 0))" >"$reports/$1.sum"
	rm -f "$log" "$log.again"
}

# other_lane NAME HINT COMMAND...: its last line is "N passed, N failed". Status 77: it cannot run here.
other_lane() {
	local name=$1 hint=$2 log status names=$reports/$1.names
	log=$(mktemp)
	"${@:3}" 2>&1 | tee "$log"
	status=${PIPESTATUS[0]}
	if [[ $(tail -n 1 "$log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
		echo "${BASH_REMATCH[1]} ${BASH_REMATCH[2]} 0" >"$reports/$name.sum"
		[ "${BASH_REMATCH[2]}" -eq 0 ] || echo "failed: the lane $name" >>"$names"
	elif [ "$status" -eq 77 ] && [ "${CI:-}" != true ]; then
		echo "$hint" >&2
		echo "0 0 1" >"$reports/$name.sum"
	else
		echo "The lane $name ended with status $status and no usable result" | tee -a "$names" >&2
		echo "0 1 0" >"$reports/$name.sum"
	fi
	rm -f "$log"
}

# On other kernels: that the native library loads, with the build that each kernel gets and each combination of any three filters.
# `make test-kernels` does more.
load_on_kernels() {
	PARTS=load COMPILERS='' BUILDS=default SETS=triples KERNELS='5.10 6.1 6.12 newest' OUT=artifacts/kernels-load DOCUMENT=0 tests/kernels/lane.sh
}

run_lane() {
	local lane=$1 began=$SECONDS
	echo "== $lane"
	case $lane in
	EndToEnd) dotnet_lane "$lane" --filter-not-trait Phase=alone ;;
	EndToEnd-alone) dotnet_lane "$lane" --filter-trait Phase=alone ;;
	JavaScript) other_lane "$lane" "Node is not here: the scripts of the pages were not tested." scripts/javascript.sh ;;
	Kernels) other_lane "$lane" "The kernels cannot be had here: that the library loads on them was not tested." load_on_kernels ;;
	*) dotnet_lane "$lane" ;;
	esac
	printf '%-14s %5d s\n' "$lane" $((SECONDS - began)) >"$reports/$lane.time"
}

# Kernel tests mostly wait, so what only computes runs beside them, at a lower priority: Core, Ui, Server and JavaScript from the
# beginning, the guests of Kernels beside the tests of EndToEnd that run one by one. Earlier they would get no time, and run into
# their limit. By itself, each lane runs as it is named.
foreground=() beside=() guests=no
for lane in "${lanes[@]}"; do
	case $lane in
	JavaScript | Kernels) [ -z "$filter" ] || continue ;;
	esac
	if [[ $lane == Core || $lane == Ui || $lane == Server || $lane == JavaScript ]] && runs Tracing EndToEnd; then
		beside+=("$lane")
	elif [ "$lane" = EndToEnd ]; then
		foreground+=(EndToEnd EndToEnd-alone)
	elif [ "$lane" = Kernels ] && runs EndToEnd; then
		guests=yes
	else
		foreground+=("$lane")
	fi
done
if [ ${#beside[@]} -gt 0 ]; then
	(
		renice -n 10 $BASHPID >/dev/null
		for lane in "${beside[@]}"; do
			run_lane "$lane" >"$reports/$lane.log" 2>&1
		done
	) &
fi
for lane in "${foreground[@]}"; do
	if [ "$lane" = EndToEnd-alone ] && [ $guests = yes ]; then
		(
			renice -n 10 $BASHPID >/dev/null
			run_lane Kernels >"$reports/Kernels.log" 2>&1
		) &
	fi
	run_lane "$lane"
done
wait

ran=()
for lane in "${lanes[@]}"; do
	ran+=("$lane")
	[ "$lane" != EndToEnd ] || ran+=(EndToEnd-alone)
done
for lane in "${ran[@]}"; do
	[ ! -f "$reports/$lane.log" ] || cat "$reports/$lane.log"
done
printf '== time\n%s\n' "$build_time"
passed=0 failed=0 skipped=0
for lane in "${ran[@]}"; do
	[ -f "$reports/$lane.time" ] || continue
	cat "$reports/$lane.time"
	read -r one two three <"$reports/$lane.sum" || { one=0 two=1 three=0 && echo "The lane $lane left no result"; }
	passed=$((passed + one)) failed=$((failed + two)) skipped=$((skipped + three))
done
printf '%-14s %5d s\n' together "$SECONDS"
cat "$reports"/*.names 2>/dev/null
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

#!/usr/bin/env bash
# Runs every lane and adds up what they say. Kernel tests need root; with CI=true a test that cannot run fails.
set -uo pipefail
cd "$(dirname "$0")/.."

if [ "$(id -u)" -ne 0 ]; then
	echo "Not root: the kernel tests will be skipped. 'sudo make test' runs them." >&2
fi

make build || exit 1
dotnet build Dashboard.sln -c Release -v quiet --tl:off || exit 1

# Told once more at the end, where a long log is looked at first.
names=$(mktemp)
passed=0 failed=0 skipped=0

# run_lane PROJECT LOG [OPTION...]
run_lane() {
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
	run_lane "$project" "$second" "${options[@]}" || { rm -f "$second" && return 1; }
	rm -f "$second"
	sed -nE 's/^failed (.*)/passed when run once more: \1/p' "$log" >>"$names"
	passed=$((passed + failures)) failed=$((failed - failures))
}

lane() {
	local project=$1 log status=0 total
	log=$(mktemp)
	echo "== $project"
	run_lane "$project" "$log" || status=$?
	total=$(number "$log" total)
	if [ -z "$total" ] || { [ "$status" -ne 0 ] && [ "$(number "$log" failed)" = 0 ]; }; then
		echo "$project ended with status $status and no usable result" | tee -a "$names" >&2
		failed=$((failed + 1))
	fi
	passed=$((passed + $(number "$log" succeeded || echo 0) + 0))
	failed=$((failed + $(number "$log" failed || echo 0) + 0))
	skipped=$((skipped + $(number "$log" skipped || echo 0) + 0))
	again "$project" "$log" || grep -E '^failed ' "$log" >>"$names"
	rm -f "$log"
}

for project in Dashboard.Core.Tests Dashboard.Tracing.Tests Dashboard.Ui.Tests Dashboard.Server.Tests Dashboard.EndToEnd.Tests; do
	lane "$project"
done

# On other kernels: that the native library loads, with the build that each kernel gets. `make test-kernels` does more.
kernel_lane() {
	local log status
	log=$(mktemp)
	echo "== kernels"
	scripts/install.sh kernels &&
		PARTS=load COMPILERS='' BUILDS=default KERNELS='5.10 6.1 6.12 newest' OUT=artifacts/kernels-load DOCUMENT=0 \
			tests/kernels/lane.sh 2>&1 | tee "$log"
	status=${PIPESTATUS[0]}
	if [[ $(tail -n 1 "$log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
		passed=$((passed + BASH_REMATCH[1]))
		failed=$((failed + BASH_REMATCH[2]))
		[ "${BASH_REMATCH[2]}" -eq 0 ] || echo "failed: the kernel lane" >>"$names"
	elif [ "$status" -eq 77 ] && [ "${CI:-}" != true ]; then
		echo "The kernels cannot be had here: that the library loads on them was not tested." >&2
		skipped=$((skipped + 1))
	else
		echo "The kernel lane ended with status $status and no usable result" | tee -a "$names" >&2
		failed=$((failed + 1))
	fi
	rm -f "$log"
}
kernel_lane

cat "$names"
rm -f "$names"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

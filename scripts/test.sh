#!/usr/bin/env bash
# Runs every lane and adds up what they say. Kernel tests need root; with CI=true a test that cannot run fails.
set -uo pipefail
cd "$(dirname "$0")/.."

if [ "$(id -u)" -ne 0 ]; then
	echo "Not root: the kernel tests will be skipped. 'sudo make test' runs them." >&2
fi

make build || exit 1
dotnet build Dashboard.sln -c Release -v quiet --tl:off || exit 1

passed=0 failed=0 skipped=0
lane() {
	local project=$1 log
	log=$(mktemp)
	echo "== $project"
	dotnet test --project "tests/$project" -c Release --no-build --no-progress --output Normal 2>&1 | tee "$log"
	local status=${PIPESTATUS[0]} total
	number() { grep -E "^ +$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' | head -n 1; }
	total=$(number total)
	if [ -z "$total" ] || { [ "$status" -ne 0 ] && [ "$(number failed)" = 0 ]; }; then
		echo "$project ended with status $status and no usable result" >&2
		failed=$((failed + 1))
	fi
	passed=$((passed + $(number succeeded || echo 0) + 0))
	failed=$((failed + $(number failed || echo 0) + 0))
	skipped=$((skipped + $(number skipped || echo 0) + 0))
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
	elif [ "$status" -eq 77 ] && [ "${CI:-}" != true ]; then
		echo "The kernels cannot be had here: that the library loads on them was not tested." >&2
		skipped=$((skipped + 1))
	else
		echo "The kernel lane ended with status $status and no usable result" >&2
		failed=$((failed + 1))
	fi
	rm -f "$log"
}
kernel_lane

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

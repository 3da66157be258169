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

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

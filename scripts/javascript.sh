#!/usr/bin/env bash
# Types (tsc --checkJs) and unit tests (node:test) of the scripts of the pages. The tools come from npm into tests/JavaScript;
# the program has none of them. Ends with 77 where there is no Node 20 or newer, or no registry; the last line is "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../tests/JavaScript"

major=$(node --version 2>/dev/null | sed -nE 's/^v([0-9]+)\..*/\1/p')
if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
	echo "Node 20 or newer, with npm, is not here."
	exit 77
fi

# npm writes this file; it is as new as the lock when all is there.
if [ package-lock.json -nt node_modules/.package-lock.json ]; then
	npm ci --no-progress --loglevel=error || { echo "The packages cannot be had." && exit 77; }
	touch node_modules/.package-lock.json
fi

passed=0 failed=0
if node_modules/.bin/tsc --project tsconfig.json; then
	passed=1
else
	failed=1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
node --import ./modules.js --test --test-reporter=tap ./*.test.js >"$log" 2>&1
status=$?
number() { sed -nE "s/^# $1 ([0-9]+)$/\1/p" "$log"; }
if [ -z "$(number pass)" ] || { [ "$status" -ne 0 ] && [ "$(number fail)" = 0 ]; }; then
	cat "$log"
	echo "The tests ended with status $status and no usable result." >&2
	exit 1
fi

[ "$status" -eq 0 ] || sed -n '/^not ok/,/^  \.\.\.$/p' "$log"
passed=$((passed + $(number pass))) failed=$((failed + $(number fail) + $(number cancelled)))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

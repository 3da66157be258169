#!/usr/bin/env bash
# What can be known of a change in under a minute on a built tree, without root: format, analyzers, the tests of Core and Ui, and,
# where their tools are here, the scripts of the pages and the format of C. Each step runs, also after one that failed.
set -uo pipefail
cd "$(dirname "$0")/.."
scripts/install.sh || exit 1

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# step NAME COMMAND...: a line of result; what the command printed only when it failed.
step() {
	local began=$SECONDS status=0
	"${@:2}" >"$logs/$1" 2>&1 || status=$?
	if [ "$status" -eq 77 ]; then
		printf '%-12s left out: %s\n' "$1" "$(tail -n 1 "$logs/$1")"
	elif [ "$status" -eq 0 ]; then
		printf '%-12s %3d s\n' "$1" $((SECONDS - began))
	else
		printf '%s\n%-12s failed\n' "$(cat "$logs/$1")" "$1"
		echo "$1" >>"$logs/failed"
	fi
}

# The compiler's analyzers are part of the build: a warning is an error.
tests() {
	dotnet build "tests/Dashboard.$1.Tests" -c Release -v quiet --tl:off &&
		dotnet test --project "tests/Dashboard.$1.Tests" -c Release --no-build --no-progress
}

c_format() {
	command -v clang-format >/dev/null || { echo "clang-format is not here" && return 77; }
	git ls-files 'src/*.c' 'src/*.h' 'tests/*.c' 'tests/*.h' | xargs clang-format --dry-run --Werror
}

# Side by side with the builds, which are one after the other.
{
	step format dotnet format whitespace Dashboard.sln --verify-no-changes --no-restore
	step C c_format
	step JavaScript scripts/javascript.sh
} &
step Core tests Core
step Ui tests Ui
wait

if [ -s "$logs/failed" ]; then
	echo "Failed: $(paste -sd ' ' "$logs/failed")" >&2
	exit 1
fi

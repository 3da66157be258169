#!/usr/bin/env bash
# Runs the benchmarks: scripts/bench.sh [VERB...] [--quick] [--streams=A,B]. All verbs when none is named. Each writes
# a Markdown table to artifacts/bench/VERB.md and to stdout; docs/performance.md explains them. Those that watch a
# kernel need root, `make build`, and a machine with nothing else to do.
set -uo pipefail
cd "$(dirname "$0")/.."

verbs=() options=()
for word in "$@"; do
	case $word in
	-*) options+=("$word") ;;
	*) verbs+=("$word") ;;
	esac
done
[ ${#verbs[@]} -gt 0 ] || verbs=(storm cycle syscall probes pipeline memory)

dotnet build tests/Dashboard.Benchmarks -c Release -v quiet --tl:off -clp:NoSummary >&2 || exit 1
program=tests/Dashboard.Benchmarks/bin/Release/net10.0/Dashboard.Benchmarks
failed=()
for verb in "${verbs[@]}"; do
	# With the server's own settings of the garbage collector: they are part of what is measured.
	dotnet exec --runtimeconfig src/Dashboard.Server/bin/Release/net10.0/dashboard.runtimeconfig.json \
		--depsfile $program.deps.json $program.dll "$verb" "${options[@]}" || failed+=("$verb")
done

[ ${#failed[@]} -eq 0 ] || echo "Failed: ${failed[*]}" >&2
[ ${#failed[@]} -eq 0 ]

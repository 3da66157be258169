#!/usr/bin/env bash
# Runs the benchmarks: scripts/bench.sh [VERB...] [--quick] [--rounds=N] [--streams=A,B] [--tracers=A,B] [--page=PATH]
# [--hours=N].
# All verbs but soak when none is named. Each writes a Markdown table to artifacts/bench/VERB.md and to stdout;
# docs/performance.md explains them. Those that watch a kernel need root, `make build`, and a machine with nothing else
# to do.
#
# scripts/bench.sh --document measures nothing: it puts the kept tables into docs/performance.md, so that no figure
# there is typed by hand.
set -uo pipefail
cd "$(dirname "$0")/.."
# Where Debian keeps the peers, also for one who became root by su.
PATH=$PATH:/usr/sbin:/sbin

# Between <!-- bench:VERB --> and <!-- /bench:VERB -->; a verb that has not run here keeps what is there.
document() {
	local page=docs/performance.md new
	new=$(mktemp)
	awk '
		/^<!-- \/bench:/ { skip = 0 }
		!skip
		match($0, /^<!-- bench:[a-z]+ -->$/) {
			file = "artifacts/bench/" substr($0, 12, length($0) - 15) ".md"
			if ((getline line < file) >= 0) {
				print ""
				print line
				while ((getline line < file) > 0) print line
				skip = 1
			}
		}' "$page" >"$new" && cat "$new" >"$page"
	rm -f "$new"
}

if [ "${1:-}" = --document ]; then
	document
	exit
fi

verbs=() options=()
for word in "$@"; do
	case $word in
	-*) options+=("$word") ;;
	*) verbs+=("$word") ;;
	esac
done
[ ${#verbs[@]} -gt 0 ] || verbs=(storm cycle syscall probes latency input front viewers class idle pipeline memory)

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

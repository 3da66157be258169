#!/usr/bin/env bash
# The long proofs, which `make test` has no time for: scripts/test-long.sh [PROOF...], all of them when none is named.
# CONTRIBUTING.md says what each proves and how long it takes. Root, `make build`, and a machine with nothing else to do.
# MINUTES: of each random test (5); HOURS: of the soak (2).
set -uo pipefail
cd "$(dirname "$0")/.."

proofs=("$@")
[ ${#proofs[@]} -gt 0 ] || proofs=(random flood kernels soak)

# The random tests of Core that do not say themselves how often they run: for minutes instead of for 100 cases.
random_long() {
	dotnet build tests/Dashboard.Core.Tests -c Release -v quiet --tl:off || return 1
	CsCheck_Time=$((60 * ${MINUTES:-5})) tests/Dashboard.Core.Tests/bin/Release/net10.0/Dashboard.Core.Tests \
		-class '*ProcessTableModelTests' -class '*PidIndexTests' -class '*ArchiveTests' -class '*TreeGroupTests' -class '*KernelTextTests'
}

flood_long() { scripts/flood.sh; }

kernels_long() {
	scripts/install.sh kernels && DOCUMENT=0 OUT=artifacts/kernels-long tests/kernels/lane.sh
}

soak_long() {
	scripts/install.sh build test bench && scripts/bench.sh soak --hours="${HOURS:-2}"
}

for proof in "${proofs[@]}"; do
	declare -F "${proof}_long" >/dev/null || { echo "There is no proof $proof. There are random, flood, kernels, soak." >&2 && exit 2; }
done

failed=() times=()
for proof in "${proofs[@]}"; do
	echo "== $proof"
	began=$SECONDS
	"${proof}_long" || failed+=("$proof")
	times+=("$(printf '%-8s %6d s' "$proof" $((SECONDS - began)))")
done

printf '== time\n'
printf '%s\n' "${times[@]}"
[ ${#failed[@]} -eq 0 ] || echo "Failed: ${failed[*]}" >&2
[ ${#failed[@]} -eq 0 ]

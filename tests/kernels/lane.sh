#!/usr/bin/env bash
# Runs the program on other kernels: `make test-kernels`. Each kernel is one of Debian's packages and boots in QEMU.
#
# PARTS      which of load, facts and tests; all by default
# KERNELS    names or versions of kernels.tsv; all by default
# ARCH       x86_64 (the default) or arm64
# COMPILERS  for the part load: versions of clang, whose bytecode is tried besides the build's own; none when empty
# PROGRAM    folder of the built program, artifacts/dashboard by default
# JOBS       guests at a time, by default one for each CPU
# OUT        folder of the results, artifacts/kernels by default
# See also packages.sh (cache and mirror), load.sh, facts.sh, and docs/kernels.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
cd "$repository"

parts=${PARTS:-load facts tests}
arch=${ARCH:-x86_64}
compilers=${COMPILERS-14 17 18 19}
program=$(realpath "${PROGRAM:-artifacts/dashboard}")
native=$(realpath "${NATIVE:-src/native}")
jobs=${JOBS:-$(nproc)}
out=$(realpath -m "${OUT:-artifacts/kernels}")

. "$here/packages.sh"
. "$here/guest.sh"
. "$here/compilers.sh"
. "$here/load.sh"
. "$here/facts.sh"

# result KERNEL PART TEST PASSED FAILED DETAIL
result() { (IFS=$'\t' && printf '%s\n' "$*") >>"$out/$1/results.tsv"; }

# The names of kernels.tsv that KERNELS chooses; a version may stand for the name.
choose_kernels() {
	local name architectures wanted
	kernels=()
	while IFS=$'\t' read -r name architectures _; do
		[[ $name != \#* && " $architectures " == *" $arch "* ]] || continue
		if [ -n "${KERNELS:-}" ] && [[ " $KERNELS " != *" $name "* ]]; then
			[[ $name == newest* ]] || continue
			fetch_kernel "$name" "$arch"
			wanted=$(series_of "$name" "$arch")
			[[ " $KERNELS " == *" $wanted "* ]] || continue
		fi
		kernels+=("$name")
	done <"$here/kernels.tsv"
	[ ${#kernels[@]} -gt 0 ] || { say "No such kernel: ${KERNELS:-}" && exit 1; }
}

# run_part PART: on all kernels, $jobs guests at a time.
run_part() {
	local part=$1 kernel running=0
	for kernel in "${kernels[@]}"; do
		if [ "$running" -ge "$jobs" ]; then
			wait -n
			running=$((running - 1))
		fi
		run_one "$part" "$kernel" &
		running=$((running + 1))
	done
	wait
}

run_one() {
	local part=$1 kernel=$2 begin=$SECONDS passed failed
	"run_$part" "$kernel" "$arch"
	printf '%s\t%s\n' "$part" $((SECONDS - begin)) >>"$out/$kernel/seconds.tsv"
	read -r passed failed < <(sum "$out/$kernel/results.tsv" "$part")
	say "$part $(series_of "$kernel" "$arch") ($(version_of "$kernel" "$arch"), $arch): $passed passed, $failed failed, $((SECONDS - begin)) s"
	awk -F '\t' -v part="$part" '$2 == part && $5 > 0 { print "  failed: " $3 ": " $6 }' "$out/$kernel/results.tsv" >&2
}

# sum FILE [PART]: passed and failed.
sum() { awk -F '\t' -v part="${2:-}" 'part == "" || $2 == part { passed += $4; failed += $5 } END { print passed + 0, failed + 0 }' "$1"; }

rm -rf "$out"
mkdir -p "$out"
choose_kernels
for kernel in "${kernels[@]}"; do
	fetch_kernel "$kernel" "$arch"
	mkdir -p "$out/$kernel"
done
fetch_qemu
choose_qemu "$arch"
prepare_load "$arch"
choose_accelerator "$arch" "$cache/kernels/$arch/${kernels[0]}/vmlinuz" "$out/load.cpio" "$out/accelerator.txt"
say "${#kernels[@]} kernels by $accelerator, $jobs at a time"

for part in $parts; do
	[ "$part" = load ] || "prepare_$part" "$arch"
	run_part "$part"
done

cat "$out"/*/results.tsv >"$out/results.tsv"
read -r passed failed < <(sum "$out/results.tsv")
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

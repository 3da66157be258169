#!/usr/bin/env bash
# Runs the program on other kernels: `make test-kernels`. Each kernel is one of Debian's packages and boots in QEMU.
#
# PARTS      which of load, facts, capabilities and tests; all by default
# KERNELS    names or versions of kernels.tsv; all by default
# ARCH       x86_64 or arm64, by default that of this machine
# COMPILERS  for the part load: versions of clang, whose bytecode is tried besides the build's own; none when empty
# PROGRAM    folder of the built program, artifacts/dashboard by default
# JOBS       guests at a time, by default one for each CPU
# OUT        folder of the results, artifacts/kernels by default
# DOCUMENT   1: write the table into docs/kernels.md; by default where all kernels, parts and compilers run
# See also packages.sh (cache and mirror), load.sh, facts.sh, and docs/kernels.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
cd "$repository"

document=${DOCUMENT:-$([ -z "${KERNELS:-}${PARTS:-}${COMPILERS-}" ] && echo 1 || echo 0)}
parts=${PARTS:-load facts capabilities tests}
arch=${ARCH:-$(uname -m | sed s/aarch64/arm64/)}
compilers=${COMPILERS-14 17 18 19}
program=$(realpath "${PROGRAM:-artifacts/dashboard}")
native=$(realpath "${NATIVE:-src/native}")
jobs=${JOBS:-$(nproc)}
out=$(realpath -m "${OUT:-artifacts/kernels}")/$arch

. "$here/packages.sh"
. "$here/guest.sh"
. "$here/compilers.sh"
. "$here/load.sh"
. "$here/facts.sh"
. "$here/table.sh"

# result KERNEL PART TEST PASSED FAILED DETAIL [SKIPPED]: a line of $out/KERNEL/PART.tsv.
result() { (IFS=$'\t' && printf '%s\n' "${*:3}") >>"$out/$1/$2.tsv"; }

# Prints the names of kernels.tsv selected by KERNELS; a version may replace the name.
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

# run_part PART: on all kernels, $jobs guests at a time. The newest first, because it takes longest and would end alone.
run_part() {
	local part=$1 kernel running=0
	for kernel in $(printf '%s\n' "${kernels[@]}" | tac); do
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
	: >"$out/$kernel/$part.tsv"
	"run_$part" "$kernel" "$arch"
	echo $((SECONDS - begin)) >"$out/$kernel/$part.seconds"
	read -r passed failed < <(sum "$out/$kernel/$part.tsv")
	say "$part $(series_of "$kernel" "$arch") ($(version_of "$kernel" "$arch"), $arch): $passed passed, $failed failed, $((SECONDS - begin)) s"
	awk -F '\t' '$3 > 0 { print "  failed: " $1 ": " $4 }' "$out/$kernel/$part.tsv" | cut -c 1-600 >&2
}

# sum FILE: prints passed and failed; a part without a result has failed.
sum() { awk -F '\t' '{ passed += $2; failed += $3 } END { print passed + 0, NR ? failed + 0 : 1 }' "$1"; }

# Results of another library are deleted; those of this one stay until their part runs again.
begin_results() {
	local library
	library=$(sha256sum <"$program/liblifecycle.so")
	if [ "$(cat "$out/library" 2>/dev/null)" != "$library" ]; then
		rm -rf "$out"
		mkdir -p "$out"
		printf '%s\n' "$library" >"$out/library"
	fi
	rm -f "$out"/*.cpio
	for kernel in "${kernels[@]}"; do
		mkdir -p "$out/$kernel"
		printf '%s\t%s\t%s\n' "$(series_of "$kernel" "$arch")" "$(version_of "$kernel" "$arch")" "$arch" >"$out/$kernel/kernel.tsv"
	done
}

# Without packages nothing can run: exit status 77, which is not a failure of the program.
stage=fetching
trap 'status=$?; if [ $status -ne 0 ] && [ $stage = fetching ]; then say "The kernels or QEMU cannot be had."; exit 77; fi' EXIT
for tool in apt-get dpkg cpio sha256sum; do
	command -v "$tool" >/dev/null || { say "$tool is missing." && exit 77; }
done
choose_kernels
for kernel in "${kernels[@]}"; do
	fetch_kernel "$kernel" "$arch"
done
fetch_qemu
stage=running
choose_qemu "$arch"
begin_results
prepare_load "$arch"
choose_accelerator "$arch" "$cache/kernels/$arch/${kernels[0]}/vmlinuz" "$out/load.cpio" "$out/accelerator.txt"
say "${#kernels[@]} kernels by $accelerator, $jobs at a time"

passed=0 failed=0
for part in $parts; do
	[ "$part" = load ] || "prepare_$part" "$arch"
	run_part "$part"
	for kernel in "${kernels[@]}"; do
		read -r more_passed more_failed < <(sum "$out/$kernel/$part.tsv")
		passed=$((passed + more_passed)) failed=$((failed + more_failed))
	done
done

table
[ "$document" = 0 ] || document
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

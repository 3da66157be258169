# The parts `facts`, `capabilities` and `tests`: the whole program in a guest. Sourced by lane.sh.
#
# The guest's root consists of unpacked packages of Debian 13, and this machine uses the same root by chroot: so only the
# kernel differs, not the shell or the C library.

facts_packages="bash coreutils dash util-linux mount tar gzip grep sed busybox-static curl libstdc++6 libssl3t64 zlib1g"
facts_program=$repository/tests/Dashboard.KernelFacts/bin/Release/net10.0/Dashboard.KernelFacts.dll
facts_seconds=900
capabilities_seconds=900
tests_seconds=1800
facts_memory_mb=3072

# The folder of the scenarios that an architecture runs.
scenarios_of() {
	if [ "$(guest_gcc "$1")" = gcc ]; then echo "$repository/tests/scenarios/bin"; else echo "$repository/artifacts/scenarios-$1"; fi
}

# prepare_root ARCH FOLDER PROGRAM: the packages, the program and the scripts.
prepare_root() {
	local packages=$cache/roots/facts-$1 root=$2
	# shellcheck disable=SC2086 # a list
	unpack_closure trixie "$(debian_arch "$1")" "$packages" $facts_packages
	rm -rf "$root"
	mkdir -p "$root"
	tar -C "$packages/root" -c --exclude=./usr/share/{doc,man,locale,info,i18n,perl} --exclude='./usr/lib/*/gconv' . | tar -C "$root" -x
	mkdir -p "$root"/{dev,proc,sys,run,tmp,root,etc,lane/programs}
	chmod 1777 "$root/tmp"
	printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$root/etc/passwd"
	printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
	[ -e "$root/usr/bin/sh" ] || ln -s dash "$root/usr/bin/sh"
	make -s -C "$repository/tests/scenarios" CC="$(guest_gcc "$1")" DEST="$(scenarios_of "$1")" >&2
	cp "$(scenarios_of "$1")"/* "$root/lane/programs/"
	cp "$here"/guest/*.sh "$root/lane/"
	cp "$here/guest/init" "$root/init"
	cp -r "$3" "$root/lane/dashboard"
	rm -f "$root"/lane/dashboard/*.pdb
}

# The whole program is compared with this machine's kernel, so it runs only where that can be traced.
prepare_facts() {
	[ "$(id -u)" -eq 0 ] || { say "The part facts traces this machine, which needs root." && exit 1; }
	pack_program "$1"
	record_here "$1"
	dotnet build "$repository/tests/Dashboard.KernelFacts" -c Release -v quiet --tl:off -clp:NoSummary >&2
}

pack_program() {
	[ -e "$out/facts.cpio" ] && return
	prepare_root "$1" "$out/facts-root" "$program"
	pack "$out/facts-root" "$out/facts.cpio"
}

# The same on this machine, in its own mount namespace; with this machine's program and packages when the guest has another
# architecture.
record_here() {
	local begin=$SECONDS
	here_root=$out/facts-root
	if [ "$(guest_gcc "$1")" != gcc ]; then
		here_root=$out/here-root
		prepare_root "$(uname -m | sed s/aarch64/arm64/)" "$here_root" "$repository/artifacts/dashboard"
	fi
	mkdir -p "$out/here"
	unshare --mount --propagation private bash -c '
		# A mount point, because a scenario changes how mounts propagate from "/".
		mount --bind "$1" "$1"
		for folder in dev proc sys; do mount --rbind /$folder "$1/$folder"; done
		mount -t tmpfs tmpfs "$1/run"
		chroot "$1" /bin/bash /lane/record.sh /run/lane
		tar -C "$1/run/lane" -c . | tar -C "$2" -x' record "$here_root" "$out/here"
	say "facts of this machine ($(uname -r)): $(wc -l <"$out/here/events.ndjson") events, $((SECONDS - begin)) s"
}

run_facts() {
	local kernel=$1 folder=$out/$1/facts suffix=
	[ "$2" = x86_64 ] || suffix=-$2
	mkdir -p "$folder"
	boot "$2" "$cache/kernels/$2/$kernel/vmlinuz" "$out/facts.cpio" "$out/$kernel/facts.txt" \
		"$facts_seconds" "$facts_memory_mb" 2 lane=facts
	if ! sed -n '/^=== FILES/,/^=== END/p' "$out/$kernel/facts.txt" | grep -av '^===' | base64 -di | tar -xz -C "$folder"; then
		result "$kernel" facts recording 0 1 "no result: $(tail -n 1 "$out/$kernel/facts.txt" | cut -c 1-200)"
		return
	fi
	dotnet exec "$facts_program" "$(series_of "$kernel" "$2")$suffix" "$out/here" "$here_root" "$folder" \
		"$here/differences.tsv" "$out/$kernel/differences.tsv" |
		while IFS=$'\t' read -r name passed failed detail; do
			result "$kernel" facts "$name" "$passed" "$failed" "$detail"
		done
}

prepare_capabilities() { pack_program "$1"; }

# run_capabilities KERNEL ARCH
run_capabilities() {
	local kernel=$1 console=$out/$1/capabilities.txt name verdict
	boot "$2" "$cache/kernels/$2/$kernel/vmlinuz" "$out/facts.cpio" "$console" "$capabilities_seconds" "$facts_memory_mb" 2 lane=capabilities
	while read -r _ name verdict; do
		result "$kernel" capabilities "$name" "$([ "$verdict" = ok ] && echo 1 || echo 0)" "$([ "$verdict" = ok ] && echo 0 || echo 1)" "$verdict"
	done < <(grep -a '^result ' "$console" || true; grep -aq '^=== DONE' "$console" || echo "result guest did not end: $(tail -n 1 "$console" | cut -c 1-200)")
}

# The kernel unpacks several concatenated archives, so the tests are only appended to the program's root.
prepare_tests() {
	local root=$out/tests-root target=(-r linux-x64)
	[ "$1" = x86_64 ] || target=(-r linux-arm64)
	[ "$(guest_gcc "$1")" = gcc ] || target+=(-p:CrossArchitecture="$1" --artifacts-path "artifacts/cross-$1")
	pack_program "$1"
	rm -rf "$root"
	mkdir -p "$root/lane" "$root$repository/tests/scenarios"
	dotnet publish "$repository/tests/Dashboard.Tracing.Tests" -c Release --self-contained "${target[@]}" -o "$root/lane/tests" \
		-v quiet --tl:off >&2
	cp -r "$(scenarios_of "$1")" "$root$repository/tests/scenarios/bin"
	pack "$root" "$out/tests-only.cpio"
	cat "$out/facts.cpio" "$out/tests-only.cpio" >"$out/tests.cpio"
	rm "$out/tests-only.cpio"
}

# run_tests KERNEL ARCH: with full preemption, the hardest case for tracepoints that can be preempted.
run_tests() {
	local kernel=$1 console=$out/$1/tests.txt total failed skipped names
	boot "$2" "$cache/kernels/$2/$kernel/vmlinuz" "$out/tests.cpio" "$console" "$tests_seconds" "$facts_memory_mb" 2 lane=tests preempt=full
	# Total: 72, Errors: 0, Failed: 0, Skipped: 1, Not Run: 0, Time: 63.412s
	total=$(number_of Total "$console") failed=$(number_of Failed "$console") skipped=$(number_of Skipped "$console")
	names=$({ grep -aoE '[A-Za-z]+Tests[.][A-Za-z0-9_]+.* [[]FAIL[]]' "$console" || true; } | sed 's/ \[FAIL\]//' | paste -sd ' ')
	if [ -z "$total" ]; then
		result "$kernel" tests classes 0 1 "no result: $(tail -n 1 "$console" | cut -c 1-200)"
	else
		result "$kernel" tests classes $((total - failed - skipped)) "$failed" "$names" "$skipped"
	fi
}

# Prints nothing when the guest did not get that far.
number_of() { { grep -aoE "$1: [0-9]+" "$2" || true; } | tail -n 1 | { grep -oE '[0-9]+$' || true; }; }

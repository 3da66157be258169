# The part `load`: every library in every build with sets of filters on a kernel. Sourced by lane.sh.
#
# NATIVE  folder of the native sources, by default src/native; a library is tested with the header of its own version
# BUILDS  which builds of a library: `default` is what a kernel gets, `old` what kernels before 6.10 get; both by default
# SETS    which sets of filters: all (the default), or triples, a third of the time: see load.c

builds=${BUILDS:-default old}
sets=${SETS:-all}

load_seconds_per_library=900

# The compiler of the guest's architecture.
guest_gcc() {
	if [ "$1" = "$(uname -m | sed s/aarch64/arm64/)" ]; then echo gcc; elif [ "$1" = arm64 ]; then echo aarch64-linux-gnu-gcc; else
		echo x86_64-linux-gnu-gcc
	fi
}

# prepare_load ARCH: $out/load.cpio, and the libraries' names in the array libraries.
prepare_load() {
	local arch=$1 root=$out/load-root packages=$cache/roots/load-$1 file
	unpack_closure trixie "$(debian_arch "$arch")" "$packages" busybox-static libc6
	rm -rf "$root"
	mkdir -p "$root"/{bin,dev,proc,sys,tmp,libraries,usr/lib}
	cp "$packages/root/usr/bin/busybox" "$root/bin/"
	ln -s busybox "$root/bin/true"
	for file in "$packages"/root/usr/lib/*-linux-gnu/{ld-linux-*,libc.so.6,libdl.so.2,libpthread.so.0,librt.so.1,libm.so.6}; do
		mkdir -p "$root/lib/$(basename "$(dirname "$file")")"
		cp -L "$file" "$root/lib/$(basename "$(dirname "$file")")/"
	done
	# Where programs look for the dynamic linker.
	ln -s lib "$root/lib64"
	ln -s "$(cd "$root/lib" && echo *-linux-gnu/ld-linux-*)" "$root/lib/"
	"$(guest_gcc "$arch")" -O1 -Wall -Wextra -Werror -D_GNU_SOURCE -I"$native" -o "$root/load" "$here/load.c" "$here/load_workload.c" -ldl
	[[ " $parts " != *" load "* ]] || collect_libraries "$arch" "$root/libraries"
	cp "$here/guest/load-init" "$root/init"
	pack "$root" "$out/load.cpio"
}

pack() { (cd "$1" && find . | cpio --quiet -o -H newc -R 0:0) >"$2"; }

# The library of the build, and one for each compiler.
collect_libraries() {
	local compiler
	cp "$program/liblifecycle.so" "$2/build.so"
	for compiler in $compilers; do
		build_by_clang "$1" "$compiler" "$2/clang-$compiler.so"
	done
	libraries=$(cd "$2" && echo *.so)
}

# run_load KERNEL ARCH: one result line per library and build.
run_load() {
	local kernel=$1 arch=$2 console=$out/$1/load.txt count library build
	count=$(wc -w <<<"$libraries")
	boot "$arch" "$cache/kernels/$arch/$kernel/vmlinuz" "$out/load.cpio" "$console" \
		$((load_seconds_per_library * count)) 512 1 "builds=${builds// /,}" "sets=$sets"
	for library in $libraries; do
		for build in $builds; do
			if grep -aq "^result $library $build passed" "$console"; then
				result "$kernel" load "${library%.so} $build" 1 0 "$(probes_of "$library" "$build" "$console")"
			else
				result "$kernel" load "${library%.so} $build" 0 1 "$(reason_of "$library" "$build" "$console")"
			fi
		done
	done
}

probes_of() { grep -a "^result $1 $2 " "$3" | sed 's/.*probes=//'; }

# Prints the first failed check; or that the guest did not get that far.
reason_of() {
	grep -a -m 1 "^BAD $1 $2 " "$3" | cut -d ' ' -f 4- || echo "no result: $(tail -n 1 "$3" | cut -c 1-200)"
}

# The native library with bytecode of other compilers. Sourced by lane.sh, after packages.sh.
#
# Only clang differs: the rest of the library, and the headers of libbpf, are from this machine.

# Debian has clang 14 to 16 in bookworm and 17 to 19 in trixie.
suite_of_clang() { if [ "$1" -lt 17 ]; then echo bookworm; else echo trixie; fi; }

# fetch_clang VERSION: prints the path of a wrapper script that runs it.
fetch_clang() {
	local version=$1 folder=$cache/compilers/clang-$1 root linker
	unpack_closure "$(suite_of_clang "$version")" "$(debian_arch "$(uname -m)")" "$folder" "clang-$version"
	root=$folder/root
	linker=$(find "$root"/usr/lib*/ "$root"/lib*/ -maxdepth 1 -name 'ld-linux-*' 2>/dev/null | head -n 1)
	# Run by its own dynamic linker, clang takes that for its own path, and would not find its headers.
	cat >"$folder/clang" <<-E
		#!/bin/sh
		exec "$linker" --library-path "$(printf '%s:' "$root"/usr/lib/*-linux-gnu "$root/usr/lib/llvm-$version/lib")" \\
			"$root/usr/lib/llvm-$version/bin/clang" -no-canonical-prefixes \\
			-resource-dir "$(find "$root/usr/lib/llvm-$version/lib/clang" -mindepth 1 -maxdepth 1 | head -n 1)" "\$@"
	E
	chmod +x "$folder/clang"
	echo "$folder/clang"
}

# build_by_clang ARCH VERSION LIBRARY
build_by_clang() {
	local arch=$1 version=$2 library=$3 sources=$out/native-$2 clang libraries=()
	clang=$(fetch_clang "$version")
	rm -rf "$sources"
	mkdir -p "$sources"
	cp "$native"/*.[chS] "$native/Makefile" "$sources/"
	[ "$(guest_gcc "$arch")" = gcc ] || libraries=(SYSROOT="$("$repository/scripts/sysroot.sh" "$arch")")
	make -s -C "$sources" CLANG="$clang" ARCH="$arch" BUILD=build "${libraries[@]}" >"$out/native-$version.log" 2>&1 || { cat "$out/native-$version.log" >&2 && return 1; }
	cp "$sources/build/liblifecycle.so" "$library"
}

# Boots guests by QEMU of a Debian package. Sourced by lane.sh, after packages.sh.
#
# QEMU 7.2 of Debian 12 crashes guests of 6.12 (cmpxchg16b), so Debian 13's is used, run by its own dynamic linker.

fetch_qemu() {
	unpack_closure trixie "$(debian_arch "$(uname -m)")" "$cache/qemu" qemu-system-x86 qemu-system-arm seabios ipxe-qemu
}

# Puts the command line of QEMU for an architecture into the array qemu.
choose_qemu() {
	local root=$cache/qemu/root program=qemu-system-x86_64 linker libraries
	[ "$1" = x86_64 ] || program=qemu-system-aarch64
	linker=$(find "$root"/usr/lib*/ -maxdepth 1 -name 'ld-linux-*' | head -n 1)
	libraries=$(echo "$root"/usr/lib/*-linux-gnu)
	# Without the variable it loads the modules of an installed QEMU.
	qemu=(env QEMU_MODULE_DIR="$libraries/qemu" "$linker" --library-path "$libraries" "$root/usr/bin/$program"
		-L "$root/usr/share/qemu" -L "$root/usr/share/seabios" -L "$root/usr/lib/ipxe/qemu")
}

# no_timer_check: x86 compares its timer with the clock at boot, and panics when a busy machine emulates it too slowly.
# boot ARCH KERNEL INITRAMFS CONSOLE SECONDS MEMORY_MB CPUS WORDS...: runs until the guest powers off.
boot() {
	local arch=$1 kernel=$2 initramfs=$3 console=$4 seconds=$5 memory_mb=$6 cpus=$7 machine=() tty=ttyS0
	shift 7
	if [ "$arch" != x86_64 ]; then
		machine=(-machine virt)
		tty=ttyAMA0
	fi
	{ timeout --foreground "$seconds" "${qemu[@]}" "${machine[@]}" -accel "$accelerator" -cpu max -m "$memory_mb" -smp "$cpus" \
		-nodefaults -no-user-config -no-reboot -kernel "$kernel" -initrd "$initramfs" \
		-append "console=$tty panic=-1 quiet mitigations=off no_timer_check $*" \
		-serial stdio -monitor none -display none </dev/null 2>&1 || true; } 2>/dev/null | tr -d '\033\r' >"$console"
}

# choose_accelerator ARCH KERNEL INITRAMFS CONSOLE: KVM if a guest really starts with it. A device that can be opened is not
# enough: inside another guest QEMU may abort later. Otherwise TCG; a thread for each vCPU would be slower than guests in
# parallel.
choose_accelerator() {
	if [ -w /dev/kvm ] && [ "$1" = "$(uname -m | sed s/aarch64/arm64/)" ]; then
		accelerator=kvm
		boot "$1" "$2" "$3" "$4" 20 256 1 lane=boot || true
		grep -aq '^=== BOOT' "$4" && return
	fi
	accelerator=tcg,thread=single
}

# Unpacks Debian packages below the cache, without installing them. Sourced by lane.sh.
#
# DASHBOARD_KERNEL_CACHE  folder of the cache; by default dashboard-kernels in the user's cache folder
# DASHBOARD_DEBIAN_MIRROR address of a Debian mirror; by default the one of this machine's apt sources
# DASHBOARD_KERNEL_FRESH  1: look for newer packages than the cached ones

cache=${DASHBOARD_KERNEL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dashboard-kernels}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

say() { printf '%s\n' "$*" >&2; }

debian_arch() {
	case $1 in
	x86_64) echo amd64 ;;
	arm64 | aarch64) echo arm64 ;;
	*) say "unknown architecture $1" && return 1 ;;
	esac
}

mirror() {
	local address=${DASHBOARD_DEBIAN_MIRROR:-}
	if [ -z "$address" ]; then
		# The security archive's address ends in debian-security/, and it has no complete suite.
		address=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -E '/debian/$' | sort -u | head -n 1)
	fi
	[ -n "$address" ] || { say "No Debian mirror in the apt sources of this machine; set DASHBOARD_DEBIAN_MIRROR." && return 1; }
	printf '%s\n' "$address"
}

# apt SUITE ARCH ARGUMENTS...: apt-get with separate lists, cache and sources, without installing. Each suite has a separate
# state, because with two suites apt would take the higher version of each library.
apt() {
	local state=$cache/apt/$1-$2 arch=$2
	shift 2
	apt-get -q -o Dir::State::Lists="$state/lists" -o Dir::State::Status="$state/status" -o Dir::State="$state" \
		-o Dir::Cache="$state/cache" -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null \
		-o Dir::Etc::PreferencesParts=/dev/null -o APT::Architecture="$arch" -o APT::Architectures="$arch" \
		-o APT::Install-Recommends=false -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none \
		-o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false -o Acquire::Retries=3 "$@"
}

read_index() {
	local suite=$1 arch=$2 state=$cache/apt/$1-$2
	say "Reading the index of $suite ($arch)"
	mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
	: >"$state/status"
	echo "deb [signed-by=$keyring] $(mirror) $suite main" >"$state/sources.list"
	apt "$suite" "$arch" -qq update
}

# packages_like SUITE ARCH PATTERN: "NAME VERSION" lines, oldest first.
packages_like() {
	local list lists=$cache/apt/$1-$2/lists
	list=$(find "$lists" -maxdepth 1 -name '*_Packages*' -print -quit)
	/usr/lib/apt/apt-helper cat-file "$list" |
		awk -v pattern="^$3\$" '/^Package: / { name = $2 } /^Version: / && name ~ pattern { print name, $2 }' | sort -k 2 -V
}

is_fresh() { [ "${DASHBOARD_KERNEL_FRESH:-0}" != 1 ] && [ -f "$1/stamp" ] && [ "$(cat "$1/stamp")" = "$2" ]; }

# locked COMMAND...: only one lane at a time writes to the cache.
locked() {
	mkdir -p "$cache"
	(
		flock 9
		"$@"
	) 9>"$cache/lock"
}

# unpack_closure SUITE ARCH FOLDER PACKAGES...: the packages and their dependencies, below FOLDER/root.
unpack_closure() {
	is_fresh "$3" "$1 $2 ${*:4}" || locked fetch_closure "$@"
}

fetch_closure() {
	local suite=$1 arch=$2 folder=$3 archive link wanted
	shift 3
	wanted="$suite $arch $*"
	! is_fresh "$folder" "$wanted" || return 0
	read_index "$suite" "$arch"
	say "Fetching $* of $suite ($arch)"
	apt "$suite" "$arch" clean
	apt "$suite" "$arch" -qq -y --download-only install "$@" >&2
	rm -rf "$folder"
	mkdir -p "$folder/root"
	# Debian 12 and later have /bin, /lib and /sbin in /usr; older packages of the same suite still use /lib.
	for link in bin lib lib64 sbin; do
		mkdir -p "$folder/root/usr/$link"
		ln -s "usr/$link" "$folder/root/$link"
	done
	for archive in "$cache/apt/$suite-$arch/cache/archives"/*.deb; do
		dpkg --fsys-tarfile "$archive" | tar -x --keep-directory-symlink --no-same-owner -C "$folder/root"
	done
	apt "$suite" "$arch" clean
	printf '%s\n' "$wanted" >"$folder/stamp"
}

# kernel_of NAME SUITE ARCH PATTERN: the package, "NAME VERSION".
kernel_of() {
	local name=$1 found series
	found=$(packages_like "$2" "$3" "$4")
	series=$(awk '{ split($2, part, /[.~+-]/); print part[1] "." part[2] }' <<<"$found" | sort -uV)
	case $name in
	newest) series=$(tail -n 1 <<<"$series") ;;
	newest-1) series=$(tail -n 2 <<<"$series" | head -n 1) ;;
	*) series=$name ;;
	esac
	grep -E " ${series//./[.]}[.~+-]" <<<"$found" | tail -n 1
}

# fetch_kernel NAME ARCH: kernels/ARCH/NAME with vmlinuz. Its stamp has package, version and suite, then the checksum.
fetch_kernel() {
	has_kernel "$cache/kernels/$2/$1" || locked download_kernel "$@"
}

has_kernel() {
	[ "${DASHBOARD_KERNEL_FRESH:-0}" != 1 ] && [ -f "$1/stamp" ] &&
		(cd "$1" && tail -n 1 stamp | sha256sum --check --status 2>/dev/null)
}

download_kernel() {
	local name=$1 arch=$2 folder=$cache/kernels/$2/$1 debian suite pattern package version
	! has_kernel "$folder" || return 0
	debian=$(debian_arch "$arch")
	IFS=$'\t' read -r suite pattern < <(awk -F '\t' -v name="$name" '$1 == name { print $3 "\t" $4 }' "$here/kernels.tsv")
	pattern=${pattern//\{arch\}/$debian}
	read_index "$suite" "$debian"
	read -r package version < <(kernel_of "$name" "$suite" "$debian" "$pattern") ||
		{ say "$suite has no package $pattern" && return 1; }
	say "Fetching $package $version of $suite"
	rm -rf "$folder"
	mkdir -p "$folder"
	(cd "$folder" && apt "$suite" "$debian" -qq download "$package=$version")
	dpkg --fsys-tarfile "$folder"/*.deb | tar -x -O --wildcards '*/vmlinuz*' >"$folder/vmlinuz"
	rm "$folder"/*.deb
	{
		printf '%s %s %s\n' "$package" "$version" "$suite"
		(cd "$folder" && sha256sum vmlinuz)
	} >"$folder/stamp"
}

# The series of a fetched kernel, such as 7.3 for `newest`.
series_of() { awk 'NR == 1 { split($2, part, /[.~+-]/); print part[1] "." part[2] }' "$cache/kernels/$2/$1/stamp"; }

version_of() { awk 'NR == 1 { print $2 }' "$cache/kernels/$2/$1/stamp"; }

#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Brings a Debian machine to the point where `make && make check` works:
# packages, the source of the engine, and the libraries that build and tests need.
# Run it as often as you like; when nothing is missing it touches no network.

set -euo pipefail

usage() {
    cat <<'END'
usage: scripts/setup.sh [--fuzz]
       scripts/setup.sh --check-duktape DIR

Installs missing packages, unpacks Duktape 2.7.0 from the distribution's source
package, fetches core-js, of which the build takes the newer part of the language's
library, and the libraries that the tests load.

  --fuzz                also install what only "make fuzz" needs
  --check-duktape DIR   only compare DIR with scripts/duktape.sha256: exit 0 or 1

environment:
  JSBOOT_CACHE   where sources and libraries go (default: ~/.cache/jsboot, below
                 XDG_CACHE_HOME if that is set)
  DUKTAPE_DIR    use this unpacked Duktape 2.7.0; nothing is downloaded for it
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
pins=$root/scripts/duktape.sha256
tarball=duktape_2.7.0.orig.tar.xz
cache=''
scratch=''
lists_fresh=no
fuzz=no

say() { printf 'setup: %s\n' "$*"; }

die() {
    printf 'setup: %s\n' "$@" >&2
    exit 1
}

# Long-winded tools speak only when they fail: a stranger should see our steps.
quietly() {
    local log=$scratch/log
    if "$@" >"$log" 2>&1 </dev/null; then
        return 0
    fi
    tail -n 40 "$log" >&2
    return 1
}

# --- packages ----------------------------------------------------------------

# Package, kind of probe, probe. We ask for the thing itself and not for the
# package, so a compiler or a node from elsewhere is used and left alone.
wanted() {
    cat <<'END'
gcc            command gcc
libc6-dev      header  stdio.h
make           command make
patch          command patch
xz-utils       command xz
musl-tools     command musl-gcc
pkg-config     command pkg-config
libarchive-dev library libarchive
libedit-dev    library libedit
zlib1g-dev     library zlib
liblzma-dev    library liblzma
libbz2-dev     header  bzlib.h
libsodium-dev  library libsodium
nettle-dev     library nettle
libjson-c-dev  library json-c
libcurl4-openssl-dev  library libcurl
libxxhash-dev  library libxxhash
check          library check
bats           command bats
zip            command zip
zstd           command zstd
ninja-build    command ninja
curl           command curl
openssl        command openssl
mandoc         command mandoc
minisign       command minisign
clang          command clang
shellcheck     command shellcheck
zsh            command zsh
nodejs         command node
npm            command npm
qemu-user      command qemu-aarch64
gcc-aarch64-linux-gnu  command aarch64-linux-gnu-gcc
libc6-dev-arm64-cross  file    /usr/aarch64-linux-gnu/include/stdio.h
END
    [ $fuzz = no ] || echo 'libclang-rt-dev fuzzer -'
}

has_fuzzer() {
    echo 'int LLVMFuzzerTestOneInput(const char *p, long n) { return !p && n; }' |
        clang -fsanitize=fuzzer,address -x c -o /dev/null -
}

have() {
    case $1 in
    command) command -v "$2" ;;
    header) printf '#include <%s>\n' "$2" | gcc -E - ;;
    library) pkg-config --exists "$2" ;;
    file) [ -f "$2" ] ;;
    fuzzer) has_fuzzer ;;
    esac >/dev/null 2>&1
}

missing_packages() {
    local package kind probe
    while read -r package kind probe; do
        have "$kind" "$probe" || printf '%s\n' "$package"
    done < <(wanted)
}

# The lock is not handed on: a service that a package starts would keep it.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@" 9>&-
    else
        sudo "$@" 9>&-
    fi
}

# A third-party entry that cannot be updated makes apt-get fail as a whole while
# the distribution's own lists are fine; whether we can go on shows at install.
update_lists() {
    [ "$lists_fresh" = no ] || return 0
    quietly as_root apt-get -q update || say 'some apt sources failed to update; going on without them'
    lists_fresh=yes
}

install_packages() {
    local -a packages
    local sudo=''
    mapfile -t packages < <(missing_packages)
    [ ${#packages[@]} -gt 0 ] || return 0

    command -v apt-get >/dev/null ||
        die "missing, and this machine has no apt-get to install it with: ${packages[*]}"
    # Without the certificates npm cannot talk to its registry.
    [[ " ${packages[*]} " != *' npm '* ]] || packages+=(ca-certificates)
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || die "missing: ${packages[*]}" \
            'neither root nor sudo here; ask an administrator to run:' \
            "  apt-get update && apt-get install --no-install-recommends ${packages[*]}"
        sudo='with sudo '
    fi
    say "installing ${sudo}${packages[*]}"
    update_lists
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
        -o DPkg::Lock::Timeout=300 install --no-install-recommends "${packages[@]}" ||
        die 'apt-get install failed (see above)'
    mapfile -t packages < <(missing_packages)
    [ ${#packages[@]} -eq 0 ] || die "installed, but still not usable: ${packages[*]}"
}

# --- Duktape -----------------------------------------------------------------

pin_of() { awk -v name="$1" '$2 == name { print $1 }' "$pins"; }

# Each file of the engine that the build reads must be the upstream one.
check_duktape() {
    local dir=$1 want name found status=0
    [ -d "$dir" ] || { printf 'setup: no folder %s\n' "$dir" >&2; return 1; }
    while read -r want name; do
        found=missing
        [ ! -f "$dir/$name" ] || found=$(sha256sum <"$dir/$name") || found=unreadable
        found=${found%% *}
        [ "$found" != "$want" ] || continue
        printf 'setup: %s is not the pinned Duktape 2.7.0 file\n' "$dir/$name" >&2
        printf 'setup:   expected %s\nsetup:   found    %s\n' "$want" "$found" >&2
        status=1
    done < <(grep -v -e '^#' -e '^$' -e "  $tarball\$" "$pins")
    return $status
}

check_tarball() {
    local want found
    want=$(pin_of "$tarball")
    found=$(sha256sum <"$1")
    found=${found%% *}
    [ "$found" != "$want" ] || return 0
    printf 'setup: %s is not the pinned release\n' "$1" >&2
    printf 'setup:   expected %s\nsetup:   found    %s\n' "$want" "$found" >&2
    return 1
}

# The apt source files that hold this distribution's own entries. apt knows the
# origin only of lists it has; on a machine that never ran an update, all files.
distribution_sources() {
    local id list parts known
    # shellcheck source=/dev/null
    id=$(. /etc/os-release && printf '%s' "$ID")
    known=$(apt-get indextargets --format "\$(ORIGIN)|\$(SOURCESENTRY)" 'Created-By: Packages' |
        awk -F'|' -v id="$id" 'tolower($1) == id { sub(/:[0-9]+$/, "", $2); print $2 }' | sort -u)
    if [ -n "$known" ]; then
        printf '%s\n' "$known"
        return
    fi
    eval "$(apt-config shell list Dir::Etc::SourceList/f parts Dir::Etc::SourceParts/d)"
    for known in "$list" "$parts"*.list "$parts"*.sources; do
        [ ! -f "$known" ] || printf '%s\n' "$known"
    done
}

# The same entries, same mirror, same keys, asked for sources instead of
# packages, in a folder of ours: the machine's apt configuration stays as it is.
write_source_entries() {
    local parts=$1 file count=0
    while read -r file; do
        count=$((count + 1))
        case $file in
        *.sources) sed -E 's/^Types:.*/Types: deb-src/I' "$file" >"$parts/$count.sources" ;;
        *) sed -nE '/cdrom:/d; s/^[[:space:]]*deb([[:space:]])/deb-src\1/p' "$file" >"$parts/$count.list" ;;
        esac
    done < <(distribution_sources)
    [ $count -gt 0 ] || die 'apt has no sources on this machine; set DUKTAPE_DIR to an unpacked Duktape 2.7.0'
}

# Which version of the package is made from the tarball that we pin; a package
# revision is the distribution's business, the tarball is ours.
pinned_version() {
    { apt-cache "$@" showsrc duktape 2>/dev/null || true; } |
        awk -v RS='' -v FS='\n' -v want=" $(pin_of "$tarball") " '
            !done && index($0, want) {
                for (i = 1; i <= NF; i++)
                    if (sub(/^Version: /, "", $i)) { print $i; done = 1; break }
            }'
}

download_duktape() {
    local apt=$scratch/apt version
    local -a options=(-q -o "Dir::Etc::SourceList=/dev/null" -o "Dir::Etc::SourceParts=$apt/parts"
        -o "Dir::State::Lists=$apt/lists" -o "Dir::Cache=$apt/cache")
    say "downloading the source package of Duktape with apt-get"
    mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/files"
    write_source_entries "$apt/parts"
    quietly apt-get "${options[@]}" update || say 'some apt sources failed to update; going on without them'
    version=$(pinned_version "${options[@]}")
    if [ -z "$version" ]; then
        # An unreachable mirror is only a warning to apt-get update; it is our reason.
        grep '^[EW]:' "$scratch/log" >&2 || true
        die "apt-get found no duktape source package made from the pinned $tarball" \
            'unpack the Duktape 2.7.0 release somewhere and set DUKTAPE_DIR to it'
    fi
    (cd "$apt/files" && quietly apt-get "${options[@]}" source --download-only --tar-only "duktape=$version") ||
        die 'cannot download the source package of Duktape (see above)'
    check_tarball "$apt/files/$tarball" || die 'refusing it'
    put "$apt/files/$tarball" "$cache/$tarball"
}

# Copies across file systems, then renames: the target is never half there.
put() {
    local from=$1 to=$2 new
    new=$(mktemp -d "$cache/.tmp.XXXXXX")
    cp -R "$from" "$new/new"
    [ ! -e "$to" ] || mv "$to" "$new/old"
    mv "$new/new" "$to"
    rm -rf "$new"
}

get_duktape() {
    local tree=$cache/duktape-2.7.0
    if [ -n "${DUKTAPE_DIR:-}" ]; then
        check_duktape "$DUKTAPE_DIR" || die "refusing DUKTAPE_DIR=$DUKTAPE_DIR"
        return
    fi
    if [ -d "$tree" ]; then
        # Quiet on purpose: which file was hit is of no use once it is replaced.
        ! check_duktape "$tree" 2>/dev/null || return 0
        say "$tree was altered; unpacking it again"
    fi
    # The tarball is kept, so an altered tree is repaired without the network.
    if [ ! -f "$cache/$tarball" ] || ! check_tarball "$cache/$tarball" 2>/dev/null; then
        download_duktape
    fi
    say "unpacking Duktape into $tree"
    mkdir "$scratch/tree"
    tar -xJf "$cache/$tarball" -C "$scratch/tree" --strip-components=1 --no-same-owner
    check_duktape "$scratch/tree" || die 'refusing the unpacked source'
    put "$scratch/tree" "$tree"
}

# --- libraries for build and tests -------------------------------------------------

# Folders of npm packages for the build, for the tests, and for an example: name, what pins it.
npm_folders() {
    cat <<END
library $root/lib/library
inputs $root/test/inputs
modern $root/examples/modern
END
}

npm_key() {
    (cd "$1" && cat package.json package-lock.json .npmrc) | sha256sum
}

have_npm() {
    [ -d "$cache/$1/node_modules" ] && [ -f "$cache/$1/.stamp" ] &&
        [ "$(cat "$cache/$1/.stamp")" = "$(npm_key "$2")" ]
}

get_npm() {
    local name=$1 pins=$2
    ! have_npm "$name" "$pins" || return 0
    say "installing into $cache/$name with npm"
    mkdir "$scratch/$name"
    cp "$pins/package.json" "$pins/package-lock.json" "$pins/.npmrc" "$scratch/$name/"
    (cd "$scratch/$name" && quietly npm ci --ignore-scripts --no-audit --no-fund) ||
        die 'npm ci failed (see above)'
    npm_key "$pins" >"$scratch/$name/.stamp"
    put "$scratch/$name" "$cache/$name"
}

# Calls $1 with each folder's name and pins.
each_npm() {
    local name pins
    while read -r name pins; do
        "$1" "$name" "$pins" || return 1
    done < <(npm_folders)
}

# --- servers for the tests ---------------------------------------------------

have_servers() {
    local path=$cache/servers/usr/sbin:$cache/servers/usr/bin:$PATH:/usr/sbin
    PATH=$path command -v nginx >/dev/null && PATH=$path command -v docker-registry >/dev/null
}

# Not installed: as packages they would start with the machine.
get_servers() {
    local deb
    ! have_servers || return 0
    say "unpacking nginx and docker-registry, which only tests start, into $cache/servers"
    update_lists
    mkdir "$scratch/servers" "$scratch/packages"
    (cd "$scratch/packages" && quietly apt-get -q download nginx docker-registry) ||
        die 'cannot download nginx and docker-registry (see above)'
    for deb in "$scratch"/packages/*.deb; do
        dpkg-deb -x "$deb" "$scratch/servers"
    done
    put "$scratch/servers" "$cache/servers"
}

# --- the steps ---------------------------------------------------------------

find_cache() {
    cache=${JSBOOT_CACHE:-}
    if [ -z "$cache" ]; then
        [ -n "${XDG_CACHE_HOME:-${HOME:-}}" ] || die 'neither HOME nor JSBOOT_CACHE is set'
        cache=${XDG_CACHE_HOME:-$HOME/.cache}/jsboot
    fi
    mkdir -p "$cache" || die "cannot create the cache folder $cache"
    cache=$(cd "$cache" && pwd)
}

is_ready() {
    [ -z "$(missing_packages)" ] && each_npm have_npm && have_servers &&
        check_duktape "${DUKTAPE_DIR:-$cache/duktape-2.7.0}" 2>/dev/null
}

set_up() {
    # One at a time: a second run waits here and then finds nothing left to do.
    exec 9>"$cache/.lock"
    flock 9
    rm -rf "$cache"/.tmp.*
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    # apt downloads as its own user, who must be able to reach our folder.
    chmod 755 "$scratch"
    install_packages
    get_duktape
    each_npm get_npm
    get_servers
}

main() {
    case ${1:-} in
    '') ;;
    --fuzz) fuzz=yes ;;
    --check-duktape)
        [ $# = 2 ] || { usage >&2; exit 2; }
        check_duktape "$2"
        exit
        ;;
    -h | --help) usage; exit ;;
    *) usage >&2; exit 2 ;;
    esac
    find_cache
    is_ready || set_up
    say "ready: Duktape 2.7.0 in ${DUKTAPE_DIR:-$cache/duktape-2.7.0}, test libraries in $cache/inputs"
}

main "$@"

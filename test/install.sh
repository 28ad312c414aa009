#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# What `make install` leaves is all that a program needs: headers for C99 and C++,
# the library, its pkg-config file, pages and commands. From the environment:
#
#   BUILD  build folder of the commands
#   CC     C compiler (cc)
#   CXX    C++ compiler (g++); its part is left out if there is none
#   MAKE   make

set -euo pipefail

: "${BUILD:?must name the build folder}"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
dest=$scratch/dest
cc=${CC:-cc}
cxx=${CXX:-g++}
passed=0 failed=0
export LC_ALL=C
unset JSRUN_SNAPSHOT

# check NAME FUNCTION ARGUMENTS..: each step of the function must succeed. It is
# not called in a condition, where the shell would go on after a failed step.
check() {
    local name=$1 status
    shift
    set +e
    (set -e && cd "$scratch" && "$@") >"$scratch/log" 2>&1
    status=$?
    set -e
    if [ $status = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAIL %s\n' "$name"
        cat "$scratch/log"
    fi
}

install_into() {
    "${MAKE:-make}" -C "$root" --no-print-directory install BUILD="$BUILD" DESTDIR="$1" PREFIX="$2"
}

# The package as pkg-config sees it below DESTDIR.
package() {
    PKG_CONFIG_SYSROOT_DIR=$dest PKG_CONFIG_LIBDIR=$dest/usr/lib/pkgconfig \
        PKG_CONFIG_ALLOW_SYSTEM_LIBS=1 pkg-config "$@" jsboot
}

list_of_files() {
    diff - <(cd "$dest" && find . -type f -printf '%m %P\n' | sort -k2) <<'END'
755 usr/bin/gen_snapshot
755 usr/bin/jsrun
644 usr/include/jsboot/duk_config.h
644 usr/include/jsboot/duktape.h
644 usr/include/jsboot/errors.def
644 usr/include/jsboot/jsboot.h
644 usr/include/jsboot/snapshot.h
644 usr/lib/libjsboot.a
644 usr/lib/pkgconfig/jsboot.pc
755 usr/libexec/jsboot/jsboot-line
755 usr/libexec/jsboot/jsboot-transfer
755 usr/libexec/jsboot/jsboot-verify
644 usr/share/bash-completion/completions/gen_snapshot
644 usr/share/bash-completion/completions/jsrun
644 usr/share/jsboot/report.schema.json
644 usr/share/man/man1/gen_snapshot.1
644 usr/share/man/man1/jsrun.1
644 usr/share/man/man3/jsboot.3
644 usr/share/man/man5/jsboot-code-cache.5
644 usr/share/man/man5/snapshot.5
644 usr/share/zsh/site-functions/_gen_snapshot
644 usr/share/zsh/site-functions/_jsrun
END
}

# One version: header, package, commands.
one_version() {
    local version
    version=$(sed -nE 's/^#define JSB_VERSION_STRING "(.*)"/\1/p' "$dest/usr/include/jsboot/jsboot.h")
    [ "$(package --modversion)" = "$version" ]
    [ "$("$dest/usr/bin/jsrun" --version)" = "jsrun $version" ]
    [ "$("$dest/usr/bin/gen_snapshot" --version)" = "gen_snapshot $version" ]
}

package_file() {
    local file=$dest/usr/lib/pkgconfig/jsboot.pc
    cat "$file"
    [ "$(grep -cF -e "$scratch" -e "$root" -e @ "$file")" = 0 ]
    [ "$(package --cflags | xargs)" = "-I$dest/usr/include/jsboot" ]
    [ "$(package --libs | xargs)" = "-L$dest/usr/lib -ljsboot -lm" ]
}

other_prefix() {
    install_into "$scratch/other" /opt/js
    [ -x "$scratch/other/opt/js/bin/jsrun" ]
    grep -x 'prefix=/opt/js' "$scratch/other/opt/js/lib/pkgconfig/jsboot.pc"
}

installed_commands() {
    echo 'var x = 40;' >app.js
    "$dest/usr/bin/gen_snapshot" app.js
    [ "$("$dest/usr/bin/jsrun" --snapshot app.bin -e 'print(x + 2)')" = 42 ]
}

# Sanitizers and HARDEN=1 make a position-independent one.
is_layout_ours() {
    readelf -h "$BUILD/jsrun" | grep 'Type: .*EXEC' >/dev/null
}

# As lib/run.ld says: two mappings, none to be written and executed, the code with all of the base
# image that is constant in whole huge pages, from where a huge page of the file starts.
runner_layout() {
    local whole='0x0*[0-9a-f]*[02468ace]00000'
    readelf -lW "$dest/usr/bin/jsrun" >layout
    cat layout
    [ "$(grep -c ' LOAD ' layout)" = 2 ]
    grep -E ' LOAD +0x0+ .* RW  ' layout
    grep -E " LOAD +$whole $whole .* $whole $whole R E " layout
    cmp "$dest/usr/bin/jsrun" "$BUILD/jsrun"
    [ -x "$dest/usr/bin/jsrun" ]
}

# Signatures need libsodium; no other program here links it.
with_signature() {
    cat >signed.c <<'END'
#include <snapshot.h>
int main(void)
{
    static struct jsb_error err;
    struct snap_trust trust = {"missing.pub", NULL};
    struct snap_open_options opt = {0};
    struct snap_blob *blob;
    opt.verify = snap_verify_signature;
    opt.user = &trust;
    return snap_open_with("app.bin", &opt, &blob, &err) == JSB_E_SIGNATURE ? 0 : 1;
}
END
    if compile signed.c "$cc" -std=c99 2>/dev/null; then
        return 1
    fi
    compile signed.c "$cc" -std=c99 -Wl,--push-state,--no-as-needed -lsodium -Wl,--pop-state
    ./program
}

# compile SOURCE COMPILER..: makes ./program, with the flags of the package, and
# those of the sanitizers if the library has them.
compile() {
    local source=$1
    local -a flags libs
    shift
    read -ra flags <<<"$(package --cflags)"
    read -ra libs <<<"$(package --libs)"
    # Not grep -q: it would end nm by SIGPIPE.
    if nm "$dest/usr/lib/libjsboot.a" 2>/dev/null | grep __asan_init >/dev/null; then
        flags+=("-fsanitize=address,undefined")
    fi
    "$@" -pedantic -Wall -Wextra -Werror "${flags[@]}" -o program "$source" "${libs[@]}"
}

# Each header can stand first and alone; without the optimiser's help.
headers_alone() {
    local extension=$1 header
    shift
    for header in jsboot.h snapshot.h; do
        printf '#include <%s>\nint main(void) { return JSB_OK; }\n' "$header" >"alone.$extension"
        compile "alone.$extension" "$@" -O0
        ./program
    done
}

# The example of jsboot.3, as a reader would copy it.
page_example() {
    mandoc -T ascii -O width=100 "$dest/usr/share/man/man3/jsboot.3" | col -bx |
        awk '!done && /^ *#include <jsboot.h>/ { text = "" } # the last one: the synopsis has it too
            /It prints 42 twice/ { done = 1 } # and read on: mandoc would end by SIGPIPE
            !done { text = text $0 "\n" }
            END { printf "%s", text }' >example.c
    compile example.c "$cc" -std=c99
    [ "$(./program)" = $'42\n42' ]
}

# The example with a native function, and what its session shows: two processes, and a
# program that does not have the native.
native_example() {
    local command status=0
    mandoc -T ascii -O width=200 "$dest/usr/share/man/man3/jsboot.3" | col -bx >page
    awk '/^ *#include <duktape.h>/ { on = 1 } /^ *Saved as/ { on = 0 } on' page >hello.c
    awk '/^ *Saved as/ { on = 1 } /^[A-Z]/ { on = 0 } on && /^           /' page | sed 's/^ *//' >session
    [ "$(grep -c '^\$ ' session)" = 5 ]
    compile hello.c "$cc" -std=c99
    mv program hello
    sed -n 's/^\$ //p' session | while IFS= read -r command; do
        printf '$ %s\n' "$command"
        case $command in
        cc*) ;; # as above, with the flags of this build
        'echo $?') echo $status ;;
        *)
            status=0
            PATH=$dest/usr/bin:$PATH bash -c "$command" 2>&1 || status=$?
            ;;
        esac
    done >transcript
    diff session transcript
}

readme_example() {
    awk '/^```c$/ { on = 1; next } /^```/ { on = 0 } on' "$root/README.md" >readme.c
    compile readme.c "$cc" -std=c99
    ./program >output
    cat output
    diff output <(awk '/^```c$/ { seen = 1 } seen && /^```text/ { on = 1; next } /^```/ { on = 0 } on' "$root/README.md")
}

life_of_a_vm() {
    local file
    compile "$root/test/install.c" "$@"
    ./program
    for file in ./*.tmp*; do
        [ ! -e "$file" ]
    done
}

check 'make install' install_into "$dest" /usr
check 'make install a second time' install_into "$dest" /usr
check 'list of files' list_of_files
check 'one version' one_version
check 'package file' package_file
check 'another prefix' other_prefix
check 'installed commands' installed_commands
if is_layout_ours; then
    check 'layout of jsrun' runner_layout
fi
check 'headers alone, C99' headers_alone c "$cc" -std=c99
check 'headers alone, C11' headers_alone c "$cc" -std=c11
check 'example of jsboot.3' page_example
check 'example of jsboot.3 with a native' native_example
check 'example of README.md' readme_example
check 'a signature, with libsodium' with_signature
check 'life of a VM, C99' life_of_a_vm "$cc" -std=c99
if command -v "$cxx" >/dev/null; then
    check 'headers alone, C++11' headers_alone cc "$cxx" -std=c++11
    check 'headers alone, C++20' headers_alone cc "$cxx" -std=c++20
    check 'life of a VM, C++11' life_of_a_vm "$cxx" -x c++ -std=c++11
else
    echo 'no C++ compiler: its part is left out'
fi

printf '%d passed, %d failed\n' $passed $failed
[ $failed -eq 0 ]

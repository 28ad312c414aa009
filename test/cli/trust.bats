#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Who may hand us a blob: owner and mode, signatures, fs-verity.
# shellcheck disable=SC2154 # bats sets status, output, stderr

load helpers

setup_file() {
    keys=$BATS_FILE_TMPDIR
    export keys
    minisign -G -W -f -p "$keys/a.pub" -s "$keys/a.key" >/dev/null
    minisign -G -W -f -p "$keys/b.pub" -s "$keys/b.key" >/dev/null
    printf 'a b c\na b c\n' | minisign -G -f -p "$keys/locked.pub" -s "$keys/locked.key" >/dev/null 2>&1
    unset JSRUN_TRUSTED_KEY
    umask 022
}

need_root() { [ "$(id -u)" = 0 ] || skip 'needs root'; }

# The key's number as minisign writes it, with leading zeros.
number_of() { printf '%016X' "0x$(sed -n '1s/.* //p' "$keys/$1.pub")"; }

# as_user COMMAND..: as a user that owns nothing here; commands are to be in this folder.
as_user() { setpriv --reuid 54321 --regid 54321 --clear-groups "$@"; }

# refused WHY COMMAND..: the blob is refused, and nothing of it has run.
refused() {
    local why=$1
    shift
    expect 14 "$@"
    out_is ''
    err_is "jsrun: app.bin: $why"
}

# A blob that says so when it runs.
app() { blob app.bin 'var x = 42; require("v8").startupSnapshot.addDeserializeCallback(function () { print("boot"); });' "$@"; }

booted() {
    expect 0 jsrun "$@" -p x
    out_is $'boot\n42'
    err_is ''
}

# --- owner and mode ----------------------------------------------------------

@test "a blob that everybody may write to is refused" {
    app
    for mode in 666 602 646 1777; do
        chmod $mode app.bin
        refused "everybody may write to it, its mode is $(printf %04d $mode): use chmod o-w, or --allow-unsafe-owner" \
            jsrun --snapshot app.bin -p x
        booted --snapshot app.bin --allow-unsafe-owner
    done
    chmod o-w app.bin
    booted --snapshot app.bin
    for mode in 600 400 644 755; do
        chmod $mode app.bin
        booted --snapshot app.bin
    done
}

@test "a blob of another user is refused, root's is not" {
    need_root
    app
    cp "$BUILD/jsrun" .
    chmod 755 .
    chown 12345 app.bin
    refused 'owned by user 12345, expected root or user 0: chown it or make a copy of your own, or use --allow-unsafe-owner' \
        jsrun --snapshot app.bin -p x
    refused 'owned by user 12345, expected root or user 54321: chown it or make a copy of your own, or use --allow-unsafe-owner' \
        as_user ./jsrun --snapshot app.bin -p x
    expect 0 as_user ./jsrun --allow-unsafe-owner --snapshot app.bin -p x
    booted --snapshot app.bin --allow-unsafe-owner
    chown 54321 app.bin
    expect 0 as_user ./jsrun --snapshot app.bin -p x
    chown 0 app.bin
    expect 0 as_user ./jsrun --snapshot app.bin -p x
    out_is $'boot\n42'
}

@test "a group may write to a blob if it is the owner's own" {
    app
    chmod 664 app.bin
    if [ "$(id -u)" = "$(stat -c %g app.bin)" ]; then
        booted --snapshot app.bin
    fi
    need_root
    chgrp 777 app.bin
    refused 'group 777 may write to it, its mode is 0664: use chmod g-w, or --allow-unsafe-owner' \
        jsrun --snapshot app.bin -p x
    booted --snapshot app.bin --allow-unsafe-owner
    chmod g-w app.bin
    booted --snapshot app.bin
    cp "$BUILD/jsrun" .
    chmod 755 .
    chown 54321:54321 app.bin
    chmod 664 app.bin
    expect 0 as_user ./jsrun --snapshot app.bin -p x
    chown 54321:12345 app.bin
    expect 14 as_user ./jsrun --snapshot app.bin -p x
}

@test "from the environment and with auto such a blob is left out with a warning" {
    app
    chmod o+w app.bin
    warning=$'jsrun: app.bin: everybody may write to it, its mode is 0646: use chmod o-w, or --allow-unsafe-owner\njsrun: starting without the snapshot'
    JSRUN_SNAPSHOT=app.bin expect 0 jsrun -p 'typeof x'
    out_is undefined
    err_is "$warning"
    expect 0 jsrun --snapshot-mode=auto --snapshot app.bin -p 'typeof x'
    out_is undefined
    err_is "$warning"
    JSRUN_SNAPSHOT=app.bin expect 0 jsrun --allow-unsafe-owner -p x
    out_is $'boot\n42'
    JSRUN_SNAPSHOT=app.bin expect 14 jsrun --snapshot-mode=on -p x
}

@test "looking at a blob needs no trust in it" {
    app
    chmod 666 app.bin
    expect 0 gen_snapshot --validate app.bin
    out_is 'app.bin: ok'
    expect 0 gen_snapshot --info app.bin
    out_has 'app.bin: '
    err_is ''
}

@test "a blob comes from a file, not from a pipe; standard input is the file that it is" {
    app
    expect 14 bash -c 'jsrun --snapshot <(cat app.bin) -p x'
    err_has 'not a regular file; save the blob to a file first'
    expect 14 bash -c 'cat app.bin | jsrun --snapshot /dev/stdin -p x'
    err_has 'not a regular file'
    expect 0 bash -c 'jsrun --snapshot /dev/stdin -p x <app.bin'
    out_is $'boot\n42'
    chmod o+w app.bin
    expect 14 bash -c 'jsrun --snapshot /dev/stdin -p x <app.bin'
    err_has 'everybody may write to it'
    ln -s app.bin link.bin
    expect 14 jsrun --snapshot link.bin -p x
    err_has 'link.bin: everybody may write to it'
}

@test "no blob is found that was not named" {
    app
    file main.js 'print(typeof x);'
    for name in snapshot snapshot.bin snapshot.blob jsrun jsrun.bin main.bin base.bin main.js.bin .jsrun .bin a.out; do
        cp app.bin "$name"
    done
    for words in 'main.js' '-p typeof(x)' '--snapshot-mode=auto main.js' '--bare main.js'; do
        # shellcheck disable=SC2086
        expect 0 jsrun $words
        out_is undefined
        err_is ''
    done
    expect 0 env PATH="$PWD" HOME="$PWD" XDG_CONFIG_HOME="$PWD" "$BUILD/jsrun" main.js
    out_is undefined
}

@test "a program with more rights than its caller does not listen to the environment" {
    need_root
    app
    cp "$BUILD/jsrun" .
    chmod 755 .
    chown 12345 jsrun
    chmod 4755 jsrun
    if findmnt -no OPTIONS -T . | grep -qw nosuid; then skip 'nosuid'; fi
    JSRUN_SNAPSHOT=missing.bin expect 0 as_user ./jsrun -p 'typeof x'
    out_is undefined
    err_is ''
    JSRUN_TRUSTED_KEY=missing.pub expect 0 as_user ./jsrun --snapshot app.bin -p 'typeof x'
    out_is $'boot\nnumber'
    JSRUN_SNAPSHOT=app.bin expect 0 as_user ./jsrun -p 'typeof x'
    out_is undefined
    err_is ''
    chmod u-s jsrun
    JSRUN_SNAPSHOT=app.bin expect 0 as_user ./jsrun -p 'typeof x'
    out_is $'boot\nnumber'
}

# --- signatures --------------------------------------------------------------

@test "minisign verifies what gen_snapshot signs" {
    app --sign "$keys/a.key"
    expect 0 minisign -V -p "$keys/a.pub" -m app.bin
    out_has 'Signature and comment signature verified'
    out_has $'Trusted comment: file:app.bin\thashed\tgen_snapshot '
    expect 1 minisign -V -p "$keys/b.pub" -m app.bin
    folder_is app.bin app.bin.minisig
}

@test "jsrun verifies what gen_snapshot signs" {
    app --sign "$keys/a.key"
    booted --snapshot app.bin --trusted-key "$keys/a.pub"
    booted --snapshot app.bin --trusted-key="$(sed -n 2p "$keys/a.pub")"
    JSRUN_TRUSTED_KEY=$keys/a.pub booted --snapshot app.bin
    JSRUN_TRUSTED_KEY=$keys/a.pub JSRUN_SNAPSHOT=app.bin booted --verify=full
    JSRUN_TRUSTED_KEY=$keys/b.pub booted --snapshot app.bin --trusted-key "$keys/a.pub"
    booted --snapshot app.bin
    expect 0 bash -c "jsrun --trusted-key <(cat '$keys/a.pub') --snapshot app.bin -p x"
}

@test "jsrun verifies what minisign signs, both kinds" {
    app
    for kind in -S -Sl; do
        minisign $kind -s "$keys/a.key" -m app.bin -t 'release 7' >/dev/null
        booted --snapshot app.bin --trusted-key "$keys/a.pub"
        expect 14 jsrun --snapshot app.bin --trusted-key "$keys/b.pub" -p x
        sed -i 's/release 7/release 8/' app.bin.minisig
        refused 'the trusted comment of the signature was changed: get it again' \
            jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    done
    sed 's/$/\r/' app.bin.minisig >dos
    expect 14 jsrun --snapshot app.bin --trusted-key "$keys/a.pub" --signature dos -p x
}

@test "a blob without its signature is refused" {
    app
    refused "no signature: cannot read 'app.bin.minisig': No such file or directory; sign the blob with gen_snapshot --sign, or name its signature" \
        jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    mkdir app.bin.minisig
    expect 14 jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    err_has "no signature: cannot read 'app.bin.minisig': Is a directory"
}

@test "a signature by another key is refused, with both numbers" {
    app --sign "$keys/b.key"
    refused "signed with key $(number_of b), the trusted key is $(number_of a): get the blob from its owner, or name the other key" \
        jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    # Another key under the same number.
    {
        sed -n 1p "$keys/a.pub"
        { sed -n 2p "$keys/b.pub" | base64 -d | head -c 10; sed -n 2p "$keys/a.pub" | base64 -d | tail -c 32; } | base64 -w 0
        echo
    } >mixed.pub
    expect 14 jsrun --snapshot app.bin --trusted-key mixed.pub -p x
    err_has 'the signature does not fit the blob'
}

@test "a blob that was changed is refused, wherever" {
    app --sign "$keys/a.key"
    cp app.bin good.bin
    size=$(stat -c %s app.bin)
    why='the signature does not fit the blob: one of them was changed or is of another build; get both again'
    for at in 0 9 30 4095 5000 $((size / 2)) $((size - 1)); do
        cp good.bin app.bin
        byte=$(od -An -tu1 -j "$at" -N 1 app.bin)
        printf "\\x$(printf %x $((byte ^ 1)))" | dd of=app.bin bs=1 seek="$at" conv=notrunc status=none
        refused "$why" jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    done
    for size in $((size - 1)) 4096 100 0; do
        head -c "$size" good.bin >app.bin
        refused "$why" jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    done
    { cat good.bin; echo; } >app.bin
    refused "$why" jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
}

@test "an old signature does not fit a new blob" {
    app --sign "$keys/a.key"
    cp app.bin.minisig old
    blob app.bin 'var x = 43' --sign "$keys/a.key"
    expect 0 jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    out_is 43
    cp old app.bin.minisig
    expect 14 jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    err_has 'the signature does not fit the blob'
}

@test "what is no public key, and what is no signature" {
    app --sign "$keys/a.key"
    key=$(sed -n 2p "$keys/a.pub")
    file short.pub 'untrusted comment: x' "${key:0:50}"
    file comment.pub 'untrusted comment: x'
    file long.pub 'untrusted comment: x' "${key}AAAA"
    file bad.pub 'untrusted comment: x' "?${key:1}"
    file other.pub 'untrusted comment: x' "AA${key:2}"
    : >empty.pub
    for file in short.pub comment.pub long.pub bad.pub other.pub empty.pub "$keys/a.key" app.bin /dev/zero; do
        refused "the trusted key '$file' is no minisign public key: name a file that minisign -G made, or give the key itself" \
            jsrun --snapshot app.bin --trusted-key "$file" -p x
    done
    for name in missing.pub '' "${key:0:55}"; do
        refused "cannot read the trusted key '$name': No such file or directory" \
            jsrun --snapshot app.bin --trusted-key "$name" -p x
    done
    JSRUN_TRUSTED_KEY='' expect 14 jsrun --snapshot app.bin -p x
    for line in 1 2 3 4; do
        sed "${line}s/^/x/" app.bin.minisig >sig
        refused "'sig' is no minisign signature: get it again, or sign the blob again" \
            jsrun --snapshot app.bin --trusted-key "$keys/a.pub" --signature sig -p x
        head -n $((line - 1)) app.bin.minisig >sig
        expect 14 jsrun --snapshot app.bin --trusted-key "$keys/a.pub" --signature sig -p x
        err_has "'sig' is no minisign signature"
    done
    # The algorithm, the number of the key, the signature, the comment's.
    for script in '2s/^RU/RX/' '2s/^RU\(..\)/RUAA/' '2s/^\(.\{40\}\)./\1=/' '4s/^..../AAAA/'; do
        sed "$script" app.bin.minisig >sig
        expect 14 jsrun --snapshot app.bin --trusted-key "$keys/a.pub" --signature sig -p x
        out_is ''
    done
}

@test "the signature may be elsewhere" {
    app --sign "$keys/a.key"
    mkdir sigs
    mv app.bin.minisig sigs/s
    booted --snapshot app.bin --trusted-key "$keys/a.pub" --signature sigs/s
    expect 9 jsrun --snapshot app.bin --signature sigs/s -p x
    err_has 'jsrun: --signature: say with --trusted-key whose it has to be'
    JSRUN_TRUSTED_KEY=$keys/a.pub booted --snapshot app.bin --signature sigs/s
}

@test "owner and mode count with a signature too" {
    app --sign "$keys/a.key"
    chmod o+w app.bin
    expect 14 jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    err_has 'everybody may write to it'
    booted --snapshot app.bin --trusted-key "$keys/a.pub" --allow-unsafe-owner
}

@test "with auto a refused signature means a start without the blob, and says so" {
    app --sign "$keys/b.key"
    expect 0 jsrun --snapshot-mode=auto --snapshot app.bin --trusted-key "$keys/a.pub" -p 'typeof x'
    out_is undefined
    err_like '^jsrun: app.bin: signed with key .*jsrun: starting without the snapshot$'
    JSRUN_SNAPSHOT=app.bin JSRUN_TRUSTED_KEY=$keys/a.pub expect 0 jsrun -p 'typeof x'
    out_is undefined
    err_like '^jsrun: app.bin: signed with key .*jsrun: starting without the snapshot$'
}

@test "--trusted-key and --signature without a blob: nothing runs" {
    for words in "--trusted-key $keys/a.pub" "--trusted-key=" "--signature s --trusted-key $keys/a.pub" \
        "--snapshot-mode=auto --trusted-key missing.pub" "--bare --trusted-key $keys/a.pub"; do
        # shellcheck disable=SC2086
        JSRUN_TRUSTED_KEY=$keys/a.pub expect 9 jsrun $words -e 'print("ran")'
        out_is ''
        err_has 'jsrun: --trusted-key needs --snapshot: there is no blob to verify'
    done
    JSRUN_TRUSTED_KEY=$keys/a.pub expect 9 jsrun --signature s -e 'print("ran")'
    out_is ''
    err_has 'jsrun: --signature needs --snapshot: there is no blob to verify'
}

@test "--trusted-key: a blob from the environment counts, and so does --snapshot-mode=off" {
    app --sign "$keys/a.key"
    JSRUN_SNAPSHOT=app.bin booted --trusted-key "$keys/a.pub"
    JSRUN_SNAPSHOT=app.bin expect 0 jsrun --snapshot-mode=off --trusted-key "$keys/a.pub" --signature s -p 'typeof x'
    out_is undefined
    err_is ''
    JSRUN_SNAPSHOT='' expect 9 jsrun --trusted-key "$keys/a.pub" -p 1
}

@test "without a blob a trusted key in the environment has nothing to say" {
    JSRUN_TRUSTED_KEY=$keys/a.pub expect 0 jsrun -p 1
    out_is 1
    err_is ''
    JSRUN_TRUSTED_KEY=missing.pub expect 0 jsrun -p 1
    err_is ''
}

# --- the helper --------------------------------------------------------------

@test "no helper, no boot; it is found below the prefix" {
    app --sign "$keys/a.key"
    mkdir -p prefix/bin prefix/libexec/jsboot
    cp "$BUILD/jsrun" prefix/bin
    where="the signature cannot be checked: jsboot-verify is not where jsrun's installation has it"
    refused "$where: No such file or directory" prefix/bin/jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    expect 0 prefix/bin/jsrun --snapshot app.bin -p x
    cp "$BUILD/jsboot-verify" prefix/libexec/jsboot
    expect 0 prefix/bin/jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    expect 14 prefix/bin/jsrun --snapshot app.bin --trusted-key "$keys/b.pub" -p x
    chmod o+w prefix/libexec/jsboot/jsboot-verify
    refused "$where: Operation not permitted" prefix/bin/jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    chmod 644 prefix/libexec/jsboot/jsboot-verify
    expect 14 prefix/bin/jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    err_has 'cannot run jsboot-verify: Permission denied'
}

@test "a helper of somebody else is not run" {
    need_root
    app --sign "$keys/a.key"
    mkdir -p tmp/bin tmp/libexec/jsboot
    cp "$BUILD/jsrun" tmp/bin
    cp "$(type -P true)" tmp/libexec/jsboot/jsboot-verify
    expect 0 tmp/bin/jsrun --snapshot app.bin --trusted-key "$keys/b.pub" -p x
    chown 12345 tmp/libexec/jsboot/jsboot-verify
    expect 14 tmp/bin/jsrun --snapshot app.bin --trusted-key "$keys/b.pub" -p x
    err_has 'Operation not permitted'
}

@test "the environment does not choose the helper" {
    app --sign "$keys/b.key"
    cp "$(type -P true)" jsboot-verify
    for name in LD_PRELOAD LD_LIBRARY_PATH PATH; do
        # What jsrun's own loader says where it is no static program.
        own=$(env "$name=$PWD" "$BUILD/jsrun" -e '' 2>&1)
        expect 14 env "$name=$PWD" "$BUILD/jsrun" --snapshot app.bin --trusted-key "$keys/a.pub" -p x
        err_has 'jsrun: app.bin: signed with key '
        [ "$(wc -l <<<"$stderr")" = $(($(grep -c . <<<"$own") + 1)) ] || show 'more than one message'
    done
}

@test "what was verified is what runs, and nobody can change it in between" {
    mkdir bin
    cp "$BUILD/jsrun" bin
    # A judge that accepts anything, after it has tried its worst.
    cat >judge.c <<'END'
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv)
{
    int file = open("app.bin", O_WRONLY), copy = open("/proc/self/fd/0", O_RDWR);
    char zeros[65536] = {0};
    if (argc != 3 || strcmp(argv[2], "app.bin.minisig") != 0 || file < 0)
        return 3;
    if ((copy >= 0 && (pwrite(copy, zeros, 1, 0) >= 0 || ftruncate(copy, 0) == 0)) ||
        pwrite(0, zeros, 1, 0) >= 0 || ftruncate(0, 0) == 0)
        return puts("the copy can be changed"), 4;
    for (int i = 0; i < 20; i++)
        if (write(file, zeros, sizeof(zeros)) < 0)
            return 5;
    return 0;
}
END
    "${CC:-cc}" -o bin/jsboot-verify judge.c
    app
    expect 0 bin/jsrun --snapshot app.bin --trusted-key key -p x
    out_is $'boot\n42'
    expect 14 jsrun --snapshot app.bin -p x
    # The same, with a judge that dies.
    app
    printf '#include <signal.h>\nint main(void) { return raise(SIGKILL); }\n' >judge.c
    "${CC:-cc}" -o bin/jsboot-verify judge.c
    refused 'jsboot-verify has ended without an answer' bin/jsrun --snapshot app.bin --trusted-key key -p x
}

@test "the helper is run with streams closed and signals ignored" {
    app --sign "$keys/a.key"
    file main.js 'require("fs").writeFileSync("out", String(x));'
    for redirection in '<&-' '>&-' '2>&-' '<&- >&-' '<&- >&- 2>&-'; do
        rm -f out
        bash -c "jsrun --snapshot app.bin --trusted-key $keys/a.pub main.js $redirection" || true
        [ "$(cat out)" = 42 ]
        rm out
        run bash -c "jsrun --snapshot app.bin --trusted-key $keys/b.pub main.js $redirection"
        [ "$status" = 14 ]
        [ ! -e out ]
    done
    expect 0 env --ignore-signal=CHLD jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p x
    expect 14 env --ignore-signal=CHLD jsrun --snapshot app.bin --trusted-key "$keys/b.pub" -p x
}

@test "the helper by hand" {
    app --sign "$keys/a.key"
    expect 0 bash -c "jsboot-verify $keys/a.pub app.bin.minisig <app.bin"
    out_is ''
    expect 14 bash -c "jsboot-verify $keys/b.pub app.bin.minisig <app.bin"
    out_has 'signed with key '
    expect 14 bash -c ": >empty; jsboot-verify $keys/a.pub app.bin.minisig <empty"
    expect 1 bash -c "cat app.bin | jsboot-verify $keys/a.pub app.bin.minisig"
    expect 1 bash -c "jsboot-verify $keys/b.pub app.bin.minisig <app.bin >/dev/full"
    expect 9 jsboot-verify
    err_has 'usage: jsboot-verify key signature < blob'
}

# --- making signatures -------------------------------------------------------

# at_terminal SCRIPT TEXT: runs a script at a terminal, types TEXT when it asks for a password.
# What the terminal shows goes to the file shown.
at_terminal() {
    command -v script >/dev/null || skip 'no script command'
    mkfifo typed
    env --default-signal=INT script -qec "exec bash $1" /dev/null <typed >shown &
    exec 8>typed
    for _ in {1..200}; do
        ! grep -q 'Password of' shown || break
        sleep 0.05
    done
    # shellcheck disable=SC2059 # with escapes
    printf "$2" >&8
    sleep 0.2
    exec 8>&-
    wait $!
    cat shown
}

@test "the same input gives the same signature" {
    app --sign "$keys/a.key"
    mkdir other
    (cd other && app --sign "$keys/a.key" && cmp app.bin.minisig ../app.bin.minisig)
    [ "$(stat -c %a app.bin.minisig)" = 644 ]
}

@test "the trusted comment has the file's name, on one line" {
    gen_snapshot -q -o $'a\nb.bin' --sign "$keys/a.key" -e 1
    expect 0 minisign -V -p "$keys/a.pub" -m $'a\nb.bin'
    out_has 'file:a?b.bin'
}

@test "a key with a password: from a file" {
    printf 'a b c\nmore\n' >password
    app --sign "$keys/locked.key" --sign-password-file password
    booted --snapshot app.bin --trusted-key "$keys/locked.pub"
    expect 0 minisign -V -p "$keys/locked.pub" -m app.bin
    cp app.bin old.bin
    cp app.bin.minisig old.minisig
    for text in 'a b' ''; do
        printf %s "$text" >password
        expect 1 gen_snapshot -o app.bin --sign "$keys/locked.key" --sign-password-file password -e 'var x = 43'
        err_is "gen_snapshot: $keys/locked.key: wrong password for the key"
    done
    expect 1 gen_snapshot -o app.bin --sign "$keys/locked.key" --sign-password-file missing -e 'var x = 43'
    err_is 'gen_snapshot: missing: cannot read the password: No such file or directory'
    cmp app.bin old.bin
    cmp app.bin.minisig old.minisig
    folder_is app.bin app.bin.minisig old.bin old.minisig password
}

@test "a key with a password: from the terminal, which does not show it" {
    expect 1 setsid -w gen_snapshot -o app.bin --sign "$keys/locked.key" -e 1
    err_is "gen_snapshot: $keys/locked.key has a password and there is no terminal to ask for it: use --sign-password-file"
    folder_is
    file session.sh "gen_snapshot -q -o app.bin --sign $keys/locked.key -e 'var x = 42'" 'stty -a'
    at_terminal session.sh 'a b c\n'
    grep -q "Password of $keys/locked.key:" shown
    [ "$(grep -c 'a b c' shown)" = 0 ]
    grep -qE '(^|[ ;])echo ' shown
    expect 0 jsrun --snapshot app.bin --trusted-key "$keys/locked.pub" -p x
    out_is 42
}

@test "an interrupted password leaves nothing behind and the terminal as it was" {
    file session.sh "trap : INT" "gen_snapshot -q -o app.bin --sign $keys/locked.key -e 1" 'echo status $?' 'stty -a'
    at_terminal session.sh '\003'
    grep -q 'status 130' shown
    grep -qE '(^|[ ;])echo ' shown
    folder_is session.sh shown typed
}

@test "what is no secret key is told before anything runs" {
    key=$(sed -n 2p "$keys/a.key")
    file short.key 'untrusted comment: x' "${key:0:100}"
    file other.key 'untrusted comment: x' "AA${key:2}"
    file kdf.key 'untrusted comment: x' "RWRT${key:4}"
    : >empty.key
    for file in short.key other.key kdf.key empty.key "$keys/a.pub" /dev/zero; do
        expect 1 gen_snapshot -o app.bin --sign "$file" -e 'print("ran")'
        out_is ''
        err_is "gen_snapshot: $file: no minisign secret key: make one with minisign -G"
    done
    expect 1 gen_snapshot -o app.bin --sign missing.key -e 'print("ran")'
    out_is ''
    err_is 'gen_snapshot: missing.key: cannot read the key: No such file or directory'
    [ ! -e app.bin ]
}

@test "--sign and --verity need a file, --sign-password-file needs --sign" {
    for option in "--sign=$keys/a.key" --verity; do
        for output in - /dev/null /dev/full; do
            expect 9 gen_snapshot -o $output "$option" -e 1
            out_is ''
            err_has "gen_snapshot: ${option%%=*} needs a blob in a file: name one with --output"
        done
    done
    expect 9 gen_snapshot -o app.bin --sign-password-file x -e 1
    err_has 'gen_snapshot: --sign-password-file needs --sign'
    folder_is
}

@test "a signature that cannot be written" {
    mkdir app.bin.minisig
    expect 1 gen_snapshot -q -o app.bin --sign "$keys/a.key" -e 1
    err_is $'gen_snapshot: app.bin.minisig: cannot write: Is a directory\ngen_snapshot: app.bin is written, but its signature is not'
    expect 14 jsrun --snapshot app.bin --trusted-key "$keys/a.pub" -p 1
}

# --- fs-verity ---------------------------------------------------------------

@test "a file system without fs-verity: a warning, and the blob is there" {
    [ -d /dev/shm ] && [ -w /dev/shm ] || skip 'no /dev/shm'
    memory=$(mktemp -d /dev/shm/jsboot.XXXXXX)
    run --separate-stderr gen_snapshot -q --verity -o "$memory/app.bin" -e 'var x = 42'
    made=$status
    run --separate-stderr gen_snapshot --info "$memory/app.bin"
    info=$output
    expect 0 jsrun --snapshot "$memory/app.bin" -p x
    rm -r "$memory"
    [ "$made" = 0 ]
    out_is 42
    grep -qx 'fs-verity off' <<<"$info"
}

@test "that fs-verity is missing is said with --quiet too; other failures are failures" {
    "${CC:-cc}" -shared -fPIC -o fault.so "$BATS_TEST_DIRNAME/fault.c" -ldl
    export ASAN_OPTIONS=verify_asan_link_order=0
    FAULT=lack:ioctl LD_PRELOAD=$PWD/fault.so expect 0 gen_snapshot -q --verity -o app.bin -e 1
    err_is 'gen_snapshot: app.bin: written without fs-verity, which its file system or this kernel does not support: Operation not supported'
    FAULT=fail:ioctl LD_PRELOAD=$PWD/fault.so expect 1 gen_snapshot -q --verity -o app.bin -e 1
    err_is 'gen_snapshot: app.bin: written, but fs-verity cannot be turned on: Input/output error'
}

@test "a blob under fs-verity is read-only, and --info says so" {
    need_root
    truncate -s 32M image
    mkfs.ext4 -q -O verity image 2>/dev/null || skip 'no mkfs.ext4 with fs-verity'
    mkdir disk
    mount -o loop image disk 2>/dev/null && mounted=yes || skip 'no loop mount here'
    run --separate-stderr gen_snapshot -q --verity -o disk/app.bin -e 'var x = 42'
    made=$status message=$stderr
    run gen_snapshot --info disk/app.bin
    info=$output
    run jsrun --snapshot disk/app.bin -p x
    value=$output
    run bash -c 'echo >>disk/app.bin'
    append=$status
    run gen_snapshot -q --verity -o disk/app.bin -e 'var x = 43'
    again=$status
    umount disk
    case $message in *'does not support'*|*'Read-only file system'*) skip 'no fs-verity in this kernel' ;; esac
    [ "$made:$value:$append:$again" = 0:42:1:0 ]
    grep -qx 'fs-verity on' <<<"$info"
}

@test "the blob or its signature never replaces the secret key" {
    cp "$keys/a.key" own.key
    cp own.key b.bin.minisig
    ln -s own.key app.bin
    for name in own.key app.bin; do
        expect 9 gen_snapshot -q --sign own.key -o $name -e 1
        err_has "the blob or its signature would replace the key 'own.key'"
    done
    expect 9 gen_snapshot -q --sign b.bin.minisig -o b.bin -e 1
    cmp "$keys/a.key" own.key
    cmp "$keys/a.key" b.bin.minisig
}

@test "--sign and --compress: the signature is that of the unpacked blob" {
    expect 0 gen_snapshot -q --sign "$keys/a.key" --compress=zstd -o b.bin.zst -e 'var x = 1'
    folder_is b.bin.zst b.bin.minisig
    zstd -dq b.bin.zst
    expect 0 jsrun --snapshot b.bin --trusted-key "$keys/a.pub" -p x
    out_is 1
}

@test "--base: a blob that others could have written is refused unless that is allowed" {
    blob one.bin 'var x = 1'
    chmod 666 one.bin
    expect 14 gen_snapshot --base one.bin -o two.bin -e 'x++'
    err_is 'gen_snapshot: one.bin: everybody may write to it, its mode is 0666: use chmod o-w, or --allow-unsafe-owner'
    expect 0 gen_snapshot --base one.bin --allow-unsafe-owner -o two.bin -e 'x++'
    expect 0 jsrun --snapshot two.bin -p x
    out_is 2
}

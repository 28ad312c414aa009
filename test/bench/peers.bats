# scripts/peers.sh, without a network: npm is a stub that fetches nothing.
# shellcheck shell=bash disable=SC2154
load ../cli/helpers

scripts=$BATS_TEST_DIRNAME/../../scripts

peers() {
    mkdir -p bin
    printf '#!/bin/sh\ntouch %s/asked\nexit 1\n' "$PWD" >bin/npm
    chmod +x bin/npm
    PATH=$PWD/bin:$PATH expect "$1" "$scripts/peers.sh" "$2"
}

@test "a folder with other things is left alone, and nothing is fetched for it" {
    mkdir full empty
    touch full/mine
    for name in full full/ empty "$PWD/full" full/mine .; do
        peers 1 "$name"
        err_has "is there and not of this script's making"
    done
    [ -e full/mine ] && [ -d empty ] && [ ! -e asked ]
}

@test "a folder that is complete is taken as it is, by a relative name too" {
    mkdir -p a/old
    sha256sum <"$scripts/peers.sha256" >a/old/.stamp
    peers 0 a/old
    out_is "peers: ready in $PWD/a/old/bin"
    cd a
    peers 0 ../a/old
    out_is "peers: ready in $PWD/old/bin"
    [ ! -e asked ]
}

@test "what cannot be fetched leaves the older ones" {
    mkdir old
    touch old/.stamp
    peers 1 old
    err_has 'npm cannot fetch'
    [ -e asked ] && [ -e old/.stamp ]
    [ "$(ls -A)" = "$(printf 'asked\nbin\nold')" ]
    peers 1 new
    [ ! -e new ]
}

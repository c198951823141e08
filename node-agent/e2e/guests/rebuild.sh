#!/usr/bin/env bash
# Rebuilds the guests of the end-to-end tests from their sources, with Debian 12's clang, lld and wasi-libc: the same
# versions give the same bytes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

compile() { # NAME OPTION…
    local name=$1
    shift
    /usr/bin/clang --target=wasm32-wasi --sysroot=/usr -Os -Wall -Wextra -Werror "$@" -o "$name.wasm" "$name.c"
}

# Traces need the names of the functions.
compile steps -Wl,--strip-debug,--stack-first -fno-optimize-sibling-calls -Wno-infinite-recursion
compile toolbox -s
chmod 644 ./*.wasm
wc -c ./*.wasm
sha256sum ./*.wasm

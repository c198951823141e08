#!/bin/bash
# Rebuilds every guest from its source and prints sizes and digests.
#
#   ./rebuild.sh            all
#   ./rebuild.sh c rust     only these of: wat c rust zig go
#
# Needs, and installs where apt-get and root are at hand: Debian 12's wabt, clang, lld, wasi-libc,
# libclang-rt-14-dev-wasm32, rustc, libstd-rust-dev-wasm32. The zig guest needs the Python package ziglang, which goes into a
# throw-away virtual environment unless $ZIG is the command to run; the go guests need go on the PATH. The same versions of
# these tools give the same bytes; README.md names the versions of the modules that are kept here.
set -euo pipefail
cd "$(dirname "$0")"
[ $# -gt 0 ] || set -- wat c rust zig go

debian() {
    local package missing=()
    for package; do
        dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] || apt-get install -y --no-install-recommends "${missing[@]}"
}

build_wat() {
    debian wabt
    local source
    for source in wat/*.wat; do
        wat2wasm "$source" -o "${source%.wat}.wasm"
    done
}

build_c() {
    debian clang lld wasi-libc libclang-rt-14-dev-wasm32
    local name options
    for name in hello stdio process clock sort poll files loop grow trap recurse serve; do
        options=(-s)
        case $name in
            # Traces need the names of the functions, and a stack that ends in a trap.
            trap | recurse) options=(-Wl,--strip-debug,--stack-first -fno-optimize-sibling-calls -Wno-infinite-recursion) ;;
        esac
        /usr/bin/clang --target=wasm32-wasi --sysroot=/usr -Os -Wall -Wextra -Werror "${options[@]}" \
            -o "c/$name.wasm" "c/$name.c"
    done
}

build_rust() {
    debian rustc libstd-rust-dev-wasm32 lld
    # By its full path: another rustc, without this target, may come first on the PATH.
    /usr/bin/rustc --edition 2021 -D warnings --target wasm32-wasi -C opt-level=s -C lto=fat -C codegen-units=1 \
        -C panic=abort -C strip=symbols -o rust/ordinary.wasm rust/ordinary.rs
}

build_zig() {
    local environment
    if [ -z "${ZIG:-}" ]; then
        environment=$(mktemp -d)
        python3 -m venv "$environment"
        "$environment/bin/pip" install --quiet ziglang==0.17.1
        ZIG="$environment/bin/python -m ziglang"
    fi
    $ZIG cc -target wasm32-wasi -O2 -s -Wall -Wextra -Werror -o zig/zig_files.wasm zig/zig_files.c
    [ -z "${environment:-}" ] || rm -rf "$environment"
}

build_go() {
    go_guest go ordinary
    go_guest go_http http
}

go_guest() {
    local module
    module=$(mktemp)
    (cd "$1" && GOOS=wasip1 GOARCH=wasm CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags='-s -w -buildid=' \
        -o "$module" .)
    gzip -9 -n < "$module" > "$1/$2.wasm.gz"
    rm "$module"
}

for language; do
    "build_$language"
done
chmod 644 ./*/*.wasm ./*/*.wasm.gz
wc -c ./*/*.wasm ./*/*.wasm.gz
sha256sum ./*/*.wasm ./*/*.wasm.gz

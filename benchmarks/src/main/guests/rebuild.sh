#!/bin/sh
# Rebuilds the .wasm files of this folder from the sources with Debian's own toolchain:
#   apt-get install clang lld rustc libstd-rust-dev-wasm32
# The same versions of these packages give the same bytes (here: clang and lld 14.0.6, rustc 1.63.0 of Debian 12).
set -eu
cd "$(dirname "$0")"
# Freestanding guests have no C library; kernels of benchmarks/engines may be optimised as those for the machine are.
build() {
    guest=$1
    shift
    /usr/bin/clang -Wall -Wextra -Werror -O2 --target=wasm32 -mbulk-memory -nostdlib -Wl,--no-entry -Wl,--strip-all \
        -Wl,-z,stack-size=16384 -o "$guest.wasm" "$@"
}
build kernels -Wno-incompatible-library-redeclaration -ffreestanding -fno-builtin kernels.c
build wasi -Wno-incompatible-library-redeclaration -ffreestanding -fno-builtin wasi.c
build engine engine/*.c
/usr/bin/rustc --edition 2021 -D warnings --target wasm32-wasi -C opt-level=s -C lto=fat -C codegen-units=1 -C panic=abort \
    -C strip=symbols -o idle.wasm idle.rs
wc -c ./*.wasm
sha256sum ./*.wasm

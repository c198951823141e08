#!/bin/sh
# Rebuilds the .wasm files of this folder from the .c files with Debian's own toolchain:
#   apt-get install clang lld
# The same versions of these packages give the same bytes.
set -eu
cd "$(dirname "$0")"
for guest in kernels wasi; do
    clang -Wall -Wextra -Werror -Wno-incompatible-library-redeclaration -O2 --target=wasm32 -mbulk-memory -ffreestanding -fno-builtin -nostdlib \
        -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=16384 -o "$guest.wasm" "$guest.c"
done
wc -c ./*.wasm
sha256sum ./*.wasm

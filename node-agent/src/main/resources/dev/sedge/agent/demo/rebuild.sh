#!/bin/sh
# Rebuilds wasi_example_main.wasm from wasi_example_main.rs with Debian 12's own toolchain:
#   apt-get install rustc libstd-rust-dev-wasm32 lld
# The same versions of these packages give the same bytes.
set -eu
cd "$(dirname "$0")"
/usr/bin/rustc --edition 2021 --target wasm32-wasi -C opt-level=s -C lto=fat -C codegen-units=1 -C panic=abort \
    -C strip=symbols -o wasi_example_main.wasm wasi_example_main.rs
wc -c wasi_example_main.wasm
sha256sum wasi_example_main.wasm

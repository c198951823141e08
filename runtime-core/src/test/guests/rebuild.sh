#!/bin/sh
# Builds the .wasm files from the .wat files beside them. Needs wat2wasm (Debian package wabt).
set -eu
cd "$(dirname "$0")"
for source in *.wat; do
    wat2wasm --enable-tail-call --enable-exceptions --debug-names "$source" -o "${source%.wat}.wasm"
done

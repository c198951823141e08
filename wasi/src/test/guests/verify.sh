#!/bin/bash
# Runs the cases of cases.tsv on an engine and compares standard output, exit status and, where expected/NAME.err exists,
# standard error.
#
#   ./verify.sh wasmtime|wazero|node|sedge [NAME-PATTERN]
#       the engine's program is on the PATH, or in $WASMTIME, $WAZERO, $NODE, $SEDGE
#   RECORD=1 ./verify.sh wasmtime [NAME-PATTERN]      writes expected/NAME.out instead of comparing it: read it afterwards
#
# A case runs with standard input from expected/NAME.in, or none; its name for itself is the module's file name; a preopen is
# a fresh empty directory, which must be empty again at the end. After 30 seconds it is stopped.
set -u
cd "$(dirname "$0")"
engine=${1:?engine}
pattern=${2:-*}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
cases=0
trap_status=134
[ "$engine" != wazero ] || trap_status=1

cat > "$work/run.mjs" <<'SCRIPT'
import {readFileSync} from 'node:fs';
import {WASI} from 'node:wasi';
const [file, preopen, variables, ...args] = process.argv.slice(2);
const env = Object.fromEntries(JSON.parse(variables).map((v) => [v.slice(0, v.indexOf('=')), v.slice(v.indexOf('=') + 1)]));
const preopens = preopen === '-' ? {} : {[preopen]: process.env.PREOPEN_DIRECTORY};
const wasi = new WASI({version: 'preview1', args, env, preopens, returnOnExit: true});
const {instance} = await WebAssembly.instantiate(readFileSync(file), wasi.getImportObject());
try {
  process.exitCode = wasi.start(instance);
} catch (error) {
  if (!(error instanceof WebAssembly.RuntimeError)) throw error;
  process.exitCode = 134;
}
SCRIPT

# run FILE PREOPEN ARGUMENT...; the variables are in the array env_list
run() {
    local file=$1 preopen=$2
    shift 2
    local options=() v
    case $engine in
        wasmtime)
            for v in "${env_list[@]}"; do options+=(--env "$v"); done
            [ "$preopen" = - ] || options+=(--dir "$work/dir::$preopen")
            timeout 30 "${WASMTIME:-wasmtime}" run "${options[@]}" --argv0 "${file##*/}" "$file" "$@"
            ;;
        wazero)
            for v in "${env_list[@]}"; do options+=(-env "$v"); done
            [ "$preopen" = - ] || options+=("-mount=$work/dir:$preopen")
            timeout 30 "${WAZERO:-wazero}" run "${options[@]}" "$file" "$@"
            ;;
        sedge)
            for v in "${env_list[@]}"; do options+=(-e "$v"); done
            [ "$preopen" = - ] || options+=(--dir "$work/dir::$preopen")
            (cd "$(dirname "$file")" && timeout 30 "${SEDGE:-sedge}" run "${options[@]}" "${file##*/}" "$@")
            ;;
        node)
            v=$("${NODE:-node}" -p 'JSON.stringify(process.argv.slice(1))' -- "${env_list[@]}")
            PREOPEN_DIRECTORY=$work/dir timeout -s KILL 30 "${NODE:-node}" --no-warnings "$work/run.mjs" "$file" "$preopen" "$v" \
                "${file##*/}" "$@"
            ;;
        *)
            echo "no such engine: $engine" >&2
            exit 2
            ;;
    esac
}

while IFS=$'\t' read -r name module arguments environment preopen status; do
    # shellcheck disable=SC2254
    case $name in '#'*) continue ;; $pattern) ;; *) continue ;; esac
    cases=$((cases + 1))
    file=$PWD/$module
    if [ "${module%.gz}" != "$module" ]; then
        file=$work/$(basename "${module%.gz}")
        [ -f "$file" ] || gunzip -c "$module" > "$file"
    fi
    rm -rf "$work/dir"
    mkdir "$work/dir"
    input=/dev/null
    [ ! -f "expected/$name.in" ] || input=expected/$name.in
    [ "$arguments" != - ] || arguments=
    [ "$environment" != - ] || environment=
    read -ra args <<< "$arguments"
    read -ra env_list <<< "$environment"
    run "$file" "$preopen" "${args[@]}" < "$input" > "$work/out" 2> "$work/err"
    got=$?
    wanted=$status
    [ "$status" != trap ] || wanted=$trap_status
    wrong=
    [ "$got" = "$wanted" ] || wrong="$wrong status $got instead of $status;"
    [ -z "${RECORD:-}" ] || cp "$work/out" "expected/$name.out"
    diff "expected/$name.out" "$work/out" > "$work/diff" || wrong="$wrong standard output differs;"
    if [ -f "expected/$name.err" ]; then
        diff "expected/$name.err" "$work/err" >> "$work/diff" || wrong="$wrong standard error differs;"
    fi
    [ -z "$(ls -A "$work/dir")" ] || wrong="$wrong something is left in the preopen;"
    if [ -n "$wrong" ]; then
        failures=$((failures + 1))
        echo "FAILED $name:$wrong"
        sed 's/^/    /' "$work/diff" | head -40
    fi
done < cases.tsv
echo "$((cases - failures)) of $cases cases as expected on $engine"
[ "$failures" = 0 ]

# Shared by the end-to-end scripts: sourced, not run. Counts checks and ends with "N passed, N failed".

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
project=$(CDPATH='' cd -- "$here/../.." && pwd)
sedge=$project/node-agent/target/sedge/bin/sedge
guests=$project/wasi/src/test/guests
# shellcheck source=common.sh
. "$here/common.sh"
work=$(mktemp -d "${TMPDIR:-/tmp}/sedge-e2e-XXXXXX")
passed=0
failed=0
started=()

[ -x "$sedge" ] || {
    echo "No installation in node-agent/target/sedge: run ./mvnw package first." >&2
    exit 1
}

cleanup() {
    local pid
    for pid in "${started[@]}"; do
        kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
    done
    rm -rf "$work"
}
trap cleanup EXIT

# check NAME COMMAND…: the named check passes if the command succeeds; what it printed is shown if not. A command may
# leave a measurement in $note.
check() {
    local name=$1
    shift
    [[ $name =~ ${only:-} ]] || return 0
    note=
    if "$@" >"$work/check.log" 2>&1; then
        passed=$((passed + 1))
        echo "ok      $name${note:+: $note}"
    else
        failed=$((failed + 1))
        echo "FAILED  $name"
        sed 's/^/        /' "$work/check.log"
    fi
}

# run COMMAND…: sets $status, $out and $err to what it left.
run() {
    status=0
    "$@" >"$work/out" 2>"$work/err" || status=$?
    out=$(cat "$work/out")
    err=$(cat "$work/err")
}

# expect STATUS: the last run ended with it.
expect() {
    [ "$status" = "$1" ] || {
        printf 'exit status %s instead of %s\n-- out\n%s\n-- err\n%s\n' "$status" "$1" "$out" "$err"
        return 1
    }
}

# matches TEXT PATTERN…: every extended regular expression is found in the text.
matches() {
    local text=$1 pattern
    shift
    for pattern in "$@"; do
        grep -qE -- "$pattern" <<<"$text" || {
            printf 'nothing matches %s in\n%s\n' "$pattern" "$text"
            return 1
        }
    done
}

# one_line TEXT: it ends with one line of Sedge's, without a stack trace; progress may stand before it.
one_line() {
    [ "$(grep -c '^sedge: ' <<<"$1")" = 1 ] && [ "$(tail -n 1 <<<"$1" | cut -c1-7)" = "sedge: " ] || {
        printf 'does not end with one line of ours:\n%s\n' "$1"
        return 1
    }
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
}

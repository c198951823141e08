# Processes that outlive the script that starts them, each with a file that says which it is: sourced, not run.
# The state directory is outside the checkout and may be removed whole when `down` has run.

state=${SEDGE_E2E_STATE:-${TMPDIR:-/tmp}/sedge-e2e-cluster}

# The time a process started, which tells it from a later one with the same id; nothing if it is gone.
born() {
    local text words
    # The second word is the name in parentheses, which may have blanks; the state is the third, the time the 22nd.
    text=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
    text=${text##*) }
    read -ra words <<<"$text"
    [ "${words[0]}" = Z ] || echo "${words[19]}"
}

# start NAME COMMAND…: in the background, its output appended to log/NAME.log.
start() {
    local name=$1
    shift
    mkdir -p "$state/run" "$state/log"
    setsid "$@" </dev/null >>"$state/log/$name.log" 2>&1 8>&- 9>&- &
    local pid=$!
    disown "$pid"
    date +%s%N >"$state/run/$name.started"
    echo "$pid $(born "$pid")" >"$state/run/$name.pid"
}

# process NAME: prints its id if it runs.
process() {
    local pid time
    read -r pid time 2>/dev/null <"$state/run/$1.pid" || return 1
    [ -n "$time" ] && [ "$(born "$pid")" = "$time" ] && echo "$pid"
}

gone() {
    ! process "$1" >/dev/null
}

# stop NAME [SIGNAL]: ends it, by force after 15 seconds, and waits until it is gone.
stop() {
    local pid
    if pid=$(process "$1"); then
        kill -"${2:-TERM}" "$pid"
        wait_for 15 gone "$1" || {
            kill -KILL "$pid"
            wait_for 5 gone "$1"
        }
    fi
    rm -f "$state/run/$1.pid"
}

# since NAME: the milliseconds from its start until now.
since() {
    echo $((($(date +%s%N) - $(cat "$state/run/$1.started")) / 1000000))
}

# must SECONDS NAME COMMAND…: waits for a process of ours; if it does not come, its log says why.
must() {
    local seconds=$1 name=$2
    shift 2
    wait_for "$seconds" "$@" || {
        echo "$name is not there after $seconds seconds; the end of $state/log/$name.log:" >&2
        tail -n 25 "$state/log/$name.log" >&2
        return 1
    }
}

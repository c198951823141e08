# Logs, exec, cp, attach, port-forward.

heading "streams"

# The pod that most of these look into.
ticking() {
    pod ticking --restart Always -- tick && log_has ticking 'tick 3$'
}

# first COUNT WORD…: so many lines of a kubectl that does not end by itself, to $out.
first() {
    out=$(timeout $patience "$e2e/kubectl" "${@:2}" | grep -m "$1" '^tick ')
}

lines_come_while_they_are_written() {
    ticking || return
    first 16 logs -f --tail=1 ticking
    is "$(wc -l <<<"$out")" 16 || { echo "$out"; return 1; }
    awk '{ if (n && $2 != n + 1) { print "after " n ": " $2; bad = 1; exit } n = $2 } END { exit bad }' <<<"$out"
}
check "kubectl logs -f shows lines as they come, each once" lines_come_while_they_are_written

# logs_of POD: the directory of its container's logs.
logs_of() {
    echo "$node/log/pods/default_$1_$(field "$1" .metadata.uid)/main"
}

timestamps_and_both_streams() {
    pod both -- say out and complain err and lines 1 40000
    ended both && expect 0 || return
    matches "$out" '^out$' '^err$' && is "$(awk '{ if (length($0) > most) most = length($0) } END { print most }' <<<"$out")" 40000 || return
    run "$e2e/kubectl" logs --timestamps both
    matches "$out" '^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]+(Z|[+-][0-9:]{5}) out$' || return
    # What kubelet reads, to the byte.
    run cat "$(logs_of both)/0.log"
    matches "$out" '^20[0-9T:-]{17}\.[0-9]{9}(Z|[+-][0-9]{2}:[0-9]{2}) stdout F out$' ' stderr F err$' ' stdout P 1 ' &&
        is "$(awk '$2 == "stdout" { print $3 length($0) - length($1) - 10 }' <<<"$out" | paste -sd ' ')" 'F3 P16384 P16384 F7232'
}
check "timestamps, both streams, and the format of the log to the byte" timestamps_and_both_streams

# kubelet looks every ten seconds whether a log has 10 MiB.
rotation_loses_nothing() {
    pod rotate --restart Always -- lines 130000 100 and sleep 25 and lines 10 100 and sleep 3600
    wait_for $patience rotated || { ls -l "$(logs_of rotate)"; return 1; }
    log_has rotate '^10 ' || return
    local all
    all=$(cat "$(logs_of rotate)"/* | wc -l)
    is "$all" 130010 || return
    remove rotate
}
rotated() {
    compgen -G "$(logs_of rotate)/0.log.*"
}
more "a log is rotated and loses no line" rotation_loses_nothing

# in_pod STATUS COMMAND…: what kubectl exec ends with, its output in $out and $err.
in_pod() {
    local wanted=$1
    shift
    run "$e2e/kubectl" exec ticking -- "$@" </dev/null
    [ "$wanted" = any ] || expect "$wanted"
}

exec_of_a_module() {
    ticking || return
    in_pod 3 /steps.wasm say hello and complain ouch and exit 3 && matches "$out" '^hello$' && matches "$err" '^ouch$' || return
    run "$e2e/kubectl" exec -i ticking -- /steps.wasm copy <"$example"
    cmp "$work/out" "$example"
}
check "kubectl exec runs a module of the container, with status, streams and input" exec_of_a_module

exec_with_the_old_kubectl() {
    ticking || return
    SEDGE_E2E_KUBECTL=1.20 run "$e2e/kubectl" exec ticking -- /steps.wasm say hello and exit 3
    expect 3 && matches "$out" '^hello$'
}
check "kubectl 1.20 exec" exec_with_the_old_kubectl

tools_to_look_inside() {
    ticking || return
    in_pod 0 true || return
    in_pod 0 ls / && matches "$out" 'steps.wasm' || return
    in_pod 0 cat /etc/hostname && is "$out" ticking || return
    in_pod 0 env && matches "$out" '^KUBERNETES_SERVICE_HOST=' || return
    in_pod any cat /absent && [ "$status" != 0 ] && matches "$err" absent || return
    in_pod any nosuchtool && [ "$status" != 0 ] && matches "$err" nosuchtool
}
check "kubectl exec of true, ls, cat, env" tools_to_look_inside

exec_at_a_terminal() {
    ticking || return
    run "$e2e/terminal.py" --after ready --type 'word\r' --after 'word\r\nword' --type '\x04' \
        "$e2e/kubectl" exec -it ticking -- /steps.wasm say ready and copy and exit 4
    expect 4 && matches "${out//$'\r'/}" '^ready$' '^word$'
}
check "kubectl exec -it: echo, lines, the end of input, status" exec_at_a_terminal

interrupt_key() {
    run "$e2e/terminal.py" --after begun --type '\x03' "$e2e/kubectl" run -it --rm --restart=Never interrupted \
        --image=$steps_image -- say begun and spin
    expect 130
}
check "^C at the terminal of kubectl run -it ends the guest, 130" interrupt_key

copies_files_both_ways() {
    ticking || return
    mkdir -p "$work/tree/deep" && head -c 300000 /dev/urandom >"$work/tree/deep/bytes" && echo text >"$work/tree/text" || return
    "$e2e/kubectl" cp "$work/tree" ticking:/tree && "$e2e/kubectl" cp ticking:/tree "$work/back" || return
    diff -r "$work/tree" "$work/back" || return
    in_pod 0 ls /tree/deep && matches "$out" '^bytes$'
}
check "kubectl cp to a pod and back" copies_files_both_ways

attach_to_a_running_pod() {
    ticking || return
    first 11 attach ticking
    is "$(wc -l <<<"$out")" 11 || { echo "$out"; return 1; }
    pod parrot --container 'stdin: true, stdinOnce: true' -- say ready and copy and exit 5
    becomes parrot .status.phase Running || return
    run "$e2e/kubectl" attach -i parrot <<<"polly"
    expect 0 && matches "$out" '^polly$' || return
    ended parrot && expect 5 && matches "$out" '^ready$' '^polly$'
}
check "kubectl attach shows what comes, and gives input once" attach_to_a_running_pod

# Both connections of one kubectl port-forward, to a server of the machine: pods have its network.
forwards_a_port_twice() { # KUBECTL
    ticking || return
    echo forwarded >"$work/page"
    python3 -m http.server --bind 127.0.0.1 --directory "$work" 18080 >"$work/server.log" 2>&1 &
    started+=($!)
    wait_for $patience curl -fs http://127.0.0.1:18080/page || return
    SEDGE_E2E_KUBECTL=$1 "$e2e/kubectl" port-forward pod/ticking 18081:18080 >"$work/forward.log" 2>&1 &
    local forward=$!
    started+=("$forward")
    wait_for $patience curl -fs http://127.0.0.1:18081/page || { cat "$work/forward.log"; return 1; }
    is "$(curl -fs http://127.0.0.1:18081/page)" forwarded && is "$(curl -fs http://127.0.0.1:18081/page)" forwarded
    local result=$?
    kill "$forward" "${started[-2]}"
    wait "$forward" "${started[-2]}" 2>/dev/null
    return $result
}
check "kubectl port-forward, more than once" forwards_a_port_twice current
more "the same with kubectl 1.20" forwards_a_port_twice 1.20

# The article's command, and what kubectl run does with a guest.

heading "the command"

ready_in_time() {
    local took
    took=$(cat "$state/ready") || return
    note="$took ms"
    [ "$took" -le 30000 ]
}
check "the node is Ready within 30 s of its kubelet's start" ready_in_time

# once PATTERN…: each is found in exactly one line of $out.
once() {
    local pattern count
    for pattern in "$@"; do
        count=$(grep -cE -- "$pattern" <<<"$out")
        [ "$count" = 1 ] || {
            printf '%s lines match %s in\n%s\n' "$count" "$pattern" "$out"
            return 1
        }
    done
}

# The words of the article, but for the name of the pod.
article() { # KUBECTL
    local begin
    begin=$(date +%s%N)
    SEDGE_E2E_KUBECTL=$1 run "$e2e/terminal.py" "$e2e/kubectl" run -it --rm --restart=Never "wasi-demo" \
        --image=hydai/wasm-wasi-example:with-wasm-annotation --annotations="module.wasm.image/variant=compat" \
        --overrides='{"kind":"Pod", "apiVersion":"v1", "spec": {"hostNetwork": true}}' /wasi_example_main.wasm 50000000
    note="$((($(date +%s%N) - begin) / 1000000)) ms"
    out=${out//$'\r'/}
    expect 0 && once '^Random number: -?[0-9]+$' '^Random bytes: \[([0-9]{1,3}, ){127}[0-9]{1,3}\]$' \
        '^Printed from wasi: This is from a main function$' '^This is from a main function$' \
        '^The env vars are as follows\.$' '^KUBERNETES_SERVICE_HOST: ' '^The args are as follows\.$' \
        '^/wasi_example_main\.wasm$' '^50000000$' '^File content is This is in a file$' \
        '^pod "wasi-demo" deleted' || return
    wait_for $patience no_pod wasi-demo
}

no_pod() {
    no_lines admin get pod "$1" --ignore-not-found -o name
}

# Before kubectl 1.20 the annotation goes into the override. Without a terminal, but with an input: by that the agent knows
# that somebody is about to attach, and waits. With --attach alone a short guest may end first; kubectl then prints the
# log, and since 1.36 prints what it had read of it before once more.
annotation_in_the_override() {
    run "$e2e/kubectl" run -i --rm --restart=Never wasi-demo-2 --image=hydai/wasm-wasi-example:with-wasm-annotation \
        --overrides='{"kind":"Pod","metadata":{"annotations":{"module.wasm.image/variant":"compat"}} , "apiVersion":"v1", "spec": {"hostNetwork": true}}' \
        /wasi_example_main.wasm 50000000
    expect 0 && once '^50000000$' '^File content is This is in a file$'
}

exit_status_is_passed_on() { # KUBECTL CODE
    SEDGE_E2E_KUBECTL=$1 run "$e2e/terminal.py" "$e2e/kubectl" run -it --rm --restart=Never "exit-$2" --image=$steps_image \
        -- say hello and exit "$2"
    out=${out//$'\r'/}
    expect "$2" && once '^hello$'
}

for version in current 1.20; do
    check "the article's command, kubectl $version" article "$version"
    check "kubectl $version run ends with the guest's status" exit_status_is_passed_on "$version" 7
done
more "the command as for kubectl 1.18" annotation_in_the_override

# All lines once and in order, although kubectl may come too early, in time or too late.
ten_megabytes_through_attach() { # KUBECTL
    SEDGE_E2E_KUBECTL=$1 run "$e2e/kubectl" run -i --rm --restart=Never flood --image=$steps_image --pod-running-timeout=2m \
        -- lines 100000 100 and exit 3
    expect 3 || return
    grep -E '^[0-9]+ ' "$work/out" >"$work/lines"
    awk 'length($0) != 100 || $1 != NR { print "line " NR " is: " $0; bad = 1; exit } END { if (!bad && NR != 100000) { print NR " lines"; bad = 1 } exit bad }' "$work/lines"
}
for version in current 1.20; do
    check "10 MB through attach, complete and once, kubectl $version" ten_megabytes_through_attach "$version"
done

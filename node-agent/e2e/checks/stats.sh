# What the node says about its guests.

heading "numbers"

# From kubelet itself: the API server's proxy goes to no loopback address.
summary() {
    curl -fsk --cert "$pki/client.crt" --key "$pki/client.key" https://127.0.0.1:10250/stats/summary
}

# of_pod NAME PYTHON: prints a value of the pod's first container in the summary.
of_pod() {
    summary | python3 -c "
import json, sys
for pod in json.load(sys.stdin)['pods']:
    if pod['podRef']['name'] == '$1':
        container = pod['containers'][0]
        print($2)"
}

above() { # NUMBER LEAST
    awk -v value="${1:-0}" -v least="$2" 'BEGIN { exit !(value >= least) }' || {
        echo "${1:-nothing} is below $2"
        return 1
    }
}

stats_are_true() {
    pod busy --restart Always -- grow 20 and write /file text and work 4000 and sleep 3600
    wait_for $patience busy_is_counted || return
    above "$(of_pod busy "container['memory']['workingSetBytes']")" 20971520 &&
        above "$(of_pod busy "container['rootfs']['usedBytes']")" 4 || return
    runtime stats >"$work/stats" && matches "$(cat "$work/stats")" main || return
    remove busy
}
busy_is_counted() {
    above "$(of_pod busy "container['cpu']['usageCoreNanoSeconds']")" 200000000
}
check "stats/summary and crictl stats: CPU, memory, writable layer" stats_are_true

# cpu_now CONTAINER: the nanoseconds of CPU that the runtime counts for it, and the time when it did.
cpu_now() {
    runtime stats --output json "$1" | python3 -c "
import json, sys
cpu = json.load(sys.stdin)['stats'][0]['cpu']
print(cpu['usageCoreNanoSeconds']['value'], cpu['timestamp'])"
}

# share CONTAINER: what it uses of a core within eight seconds, in per mille.
share() {
    local before after
    before=$(cpu_now "$1") || return
    # The interval that is measured; the runtime's own times say how long it was.
    sleep 8
    after=$(cpu_now "$1") || return
    awk '{ print int(($1 - $3) * 1000 / ($2 - $4)) }' <<<"$after $before"
}

# A busy machine may give it less than its limit, never more.
cpu_limit_holds() {
    pod throttled --restart Always --container 'resources: {limits: {cpu: 200m}}' -- say begun and spin
    log_has throttled begun || return
    local id used try
    id=$(field throttled c.containerID)
    for try in 1 2 3; do
        used=$(share "${id##*//}") || return
        note="$((used / 10)).$((used % 10)) % of a core"
        echo "$try: $note"
        [ "$used" -le 220 ] || return
        [ "$used" -lt 180 ] || break
    done
    remove throttled
    [ "$used" -ge 180 ]
}
check "a CPU limit of 200m holds within a tenth" cpu_limit_holds

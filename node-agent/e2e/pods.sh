# Pods for the checks, and what becomes of them: sourced after cluster.sh, not run.

steps_image=e2e/steps:1

# json WORD…: a list of strings.
json() {
    local word list=
    for word in "$@"; do
        word=${word//\\/\\\\}
        word=${word//\"/\\\"}
        list+="${list:+, }\"${word//$'\n'/\\n}\""
    done
    echo "[$list]"
}

# pod NAME [--image IMAGE] [--restart POLICY] [--grace SECONDS] [--annotations MAP] [--spec YAML] [--container YAML] [-- ARGUMENT…]
# A pod of one container "main"; the YAML is in flow style and goes into the pod's spec or the container.
pod() {
    local name=$1 image=$steps_image restart=Never grace=10 annotations='' spec='' container=''
    shift
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        case $1 in
            --image) image=$2 ;;
            --restart) restart=$2 ;;
            --grace) grace=$2 ;;
            --annotations) annotations=$2 ;;
            --spec) spec=", $2" ;;
            --container) container=", $2" ;;
        esac
        shift 2
    done
    [ $# = 0 ] || { shift && container+=", args: $(json "$@")"; }
    admin apply -f - <<YAML
apiVersion: v1
kind: Pod
metadata: {name: $name, labels: {app: $name}, annotations: {$annotations}}
spec: {restartPolicy: $restart, terminationGracePeriodSeconds: $grace, containers: [{name: main, image: "$image"$container}]$spec}
YAML
}

# field POD JSONPATH: of the pod; "c" stands for its first container's status.
field() {
    local path=${2/#c./.status.containerStatuses[0].}
    admin get pod "$1" -o "jsonpath={${path}}"
}

# Whoever waits does so for two minutes, which no check that passes needs: the machine may be slow, or busy with another.
patience=120

# becomes POD JSONPATH VALUE [SECONDS]: waits until the field has the value, any if it is empty.
becomes() {
    local path=${2/#c./.status.containerStatuses[0].}
    admin wait "pod/$1" --timeout="${4:-$patience}s" --for="jsonpath={$path}${3:+=$3}" && return
    describe "$1"
    return 1
}

# describe POD: what it does, and what happened to it.
describe() {
    admin describe pod "$1" | grep -E '^ +(State|Reason|Message|Exit Code|Restart Count):'
    admin describe pod "$1" | sed -n '/^Events:/,$p'
}

# restarted POD: waits until its container was started again, however often by now.
restarted() {
    wait_for $patience restarted_now "$1" && return
    describe "$1"
    return 1
}

restarted_now() {
    [ "$(field "$1" c.restartCount)" -ge 1 ]
}

# ended POD [SECONDS]: waits for the end of its container; its exit status goes to $status, its output to $out.
ended() {
    becomes "$1" c.state.terminated '' "${2:-$patience}" || return
    status=$(field "$1" c.state.terminated.exitCode)
    out=$(admin logs "$1")
    # For what is shown when the check fails.
    err=$(field "$1" c.state.terminated)
}

# event POD PATTERN [SECONDS]: waits for an event of the pod whose text matches.
event() {
    wait_for "${3:-$patience}" event_now "$1" "$2" && return
    echo "no event of $1 matches $2:"
    admin get events --field-selector "involvedObject.name=$1" -o 'custom-columns=R:.reason,M:.message'
    return 1
}

event_now() {
    admin get events --field-selector "involvedObject.name=$1" -o 'custom-columns=R:.reason,M:.message' | grep -qE -- "$2"
}

# log_has POD PATTERN [SECONDS]: waits until its log matches.
log_has() {
    wait_for "${3:-$patience}" log_has_now "$1" "$2" && return
    echo "nothing matches $2 in the log of $1:"
    admin logs "$1" | tail -n 20
    return 1
}

log_has_now() {
    admin logs "$1" | grep -qE -- "$2"
}

# remove POD…: without waiting.
remove() {
    admin delete pod "$@" --ignore-not-found --wait=false
}

# no_pods: deletes all pods, and those first who would make them again, and waits until none is there or runs.
no_pods() {
    admin delete deployments,replicasets,jobs,pods --all --now --wait=false && wait_for $patience nothing_runs && return
    admin get pods
    runtime pods
    runtime ps
    return 1
}

nothing_runs() {
    no_lines admin get pods --output name && no_lines runtime pods --quiet --state ready && no_lines containers running
}

# no_lines COMMAND…: it succeeds and prints nothing.
no_lines() {
    local lines
    lines=$("$@") && [ -z "$lines" ]
}

# is VALUE WANTED
is() {
    [ "$1" = "$2" ] || {
        printf '%q instead of %q\n' "$1" "$2"
        return 1
    }
}

# containers [STATE]: the ids that the runtime knows, sorted.
containers() {
    local which=(--all)
    [ $# = 0 ] || which=(--state "$1")
    runtime ps --quiet --no-trunc "${which[@]}" | sort
}

# image NAME… OPTION…: see image.py.
image() {
    "$e2e/image.py" "$mirror" "$@"
}

publish_guests() {
    local hello=$project/wasi/src/test/guests/c/hello.wasm
    image "$steps_image,e2e/steps:latest" --file "/steps.wasm=$e2e/guests/steps.wasm" --entrypoint /steps.wasm &&
        image e2e/plain:1 --file "/steps.wasm=$e2e/guests/steps.wasm" --file "/hello.wasm=$hello" \
            --platform linux/amd64 --text '/etc/motd=of the image' --env FROM=image --workdir /dir --text /dir/here=x &&
        image e2e/hello:1 --file "/hello.wasm=$hello" --entrypoint /hello.wasm &&
        image e2e/native:1 --text '/bin/run=#!/bin/sh' --platform linux/amd64 --entrypoint /bin/run --missing-layer
}

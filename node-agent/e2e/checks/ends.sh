# How guests end, and what is refused before they begin.

heading "ends and refusals"

trap_with_a_trace() {
    pod trap --container 'env: [{name: A, value: b}]' -- say before and fail
    ended trap || return
    expect 134 && is "$out" before && is "$(field trap c.state.terminated.reason)" Error &&
        matches "$(field trap c.state.terminated.message)" unreachable deepest fail
}
check "a trap is exit status 134, its trace the termination message" trap_with_a_trace

out_of_memory() {
    pod memory --container 'resources: {limits: {memory: 32Mi}}' -- grow 24 and say fits and grow 40
    ended memory || return
    expect 137 && is "$out" fits && is "$(field memory c.state.terminated.reason)" OOMKilled
}
check "a guest beyond its memory limit is OOMKilled, 137" out_of_memory

endless_loop_is_deleted_at_once() {
    pod spin --grace 60 -- say begun and spin
    log_has spin begun || return
    local begin
    begin=$(date +%s%N)
    admin delete pod spin --timeout=30s || return
    note="$((($(date +%s%N) - begin) / 1000000)) ms"
}
check "a pod in an endless loop is deleted well before its grace period" endless_loop_is_deleted_at_once

restarts_as_its_policy_says() {
    pod never -- exit 7
    pod onfailure --restart OnFailure -- exit 7
    pod succeeds --restart OnFailure -- exit 0
    pod always --restart Always -- exit 0
    ended never && expect 7 || return
    becomes never .status.phase Failed && becomes succeeds .status.phase Succeeded || return
    restarted onfailure && restarted always || return
    is "$(field onfailure c.lastState.terminated.exitCode)" 7 && is "$(field succeeds c.restartCount)" 0 &&
        is "$(field never c.restartCount)" 0 || return
    becomes onfailure c.state.waiting.reason CrashLoopBackOff || return
    remove never onfailure succeeds always
}
check "Never, OnFailure and Always" restarts_as_its_policy_says

init_containers_in_order() {
    admin apply -f - <<YAML
apiVersion: v1
kind: Pod
metadata: {name: init}
spec:
  restartPolicy: Never
  volumes: [{name: data, emptyDir: {}}]
  initContainers:
  - {name: one, image: $steps_image, args: [write, /data/one, first], volumeMounts: [{name: data, mountPath: /data}]}
  - {name: two, image: $steps_image, args: [cat, /data/one, and, write, /data/two, second], volumeMounts: [{name: data, mountPath: /data}]}
  containers:
  - {name: main, image: $steps_image, args: [cat, /data/one, /data/two], volumeMounts: [{name: data, mountPath: /data}]}
YAML
    ended init && expect 0 && is "$out" firstsecond
}
check "init containers run one after the other, before the others" init_containers_in_order

failed_init_container_ends_the_pod() {
    pod badinit --spec "initContainers: [{name: one, image: $steps_image, args: [exit, '4']}]" -- say never
    becomes badinit .status.phase Failed && is "$(field badinit '.status.initContainerStatuses[0].state.terminated.exitCode')" 4
}
more "an init container that fails ends the pod" failed_init_container_ends_the_pod

termination_message_of_the_guest() {
    pod message -- write /dev/termination-log "it was too late" and exit 5
    pod fallback --container 'terminationMessagePolicy: FallbackToLogsOnError' -- complain no bread left and exit 6
    ended message && expect 5 && is "$(field message c.state.terminated.message)" "it was too late" || return
    ended fallback && expect 6 && matches "$(field fallback c.state.terminated.message)" 'no bread left'
}
check "the termination message is the guest's" termination_message_of_the_guest

# ---- Wasm or not

runtime_class() {
    admin apply -f - <<YAML
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: $1}
handler: $1
YAML
    pod "class-$1" --image e2e/plain:1 --spec "runtimeClassName: $1" --container 'command: [/steps.wasm]' -- say hello
}

handlers_run_wasm() {
    runtime_class wasm && runtime_class wasmedge || return
    ended class-wasm && expect 0 && is "$out" hello && ended class-wasmedge && expect 0 && is "$out" hello
}
check "the RuntimeClass handlers wasm and wasmedge" handlers_run_wasm

unknown_handler_is_named() {
    runtime_class nope
    event class-nope 'no runtime handler.*nope' || return
    remove class-nope
}
check "an unknown handler is named in the event" unknown_handler_is_named

# The registry does not have its layer: whoever asks for it fails otherwise.
native_image_is_refused() {
    local begin
    begin=$(date +%s%N)
    pod native --image e2e/native:1
    event native '(Failed|ErrImagePull).*([Ww]asm)' || return
    note="$((($(date +%s%N) - begin) / 1000000)) ms"
    wait_for $patience pull_failed native || { field native c.state; return 1; }
    remove native
}
pull_failed() {
    matches "$(field "$1" c.state.waiting.reason)" 'ErrImagePull|ImagePullBackOff'
}
check "a native image is refused with the reason, before its layers" native_image_is_refused

command_names_a_module() {
    pod plain --image e2e/plain:1 --container 'command: [/steps.wasm, env]'
    ended plain && expect 0 && matches "$out" '^FROM=image$' '^PWD=/dir$'
}
check "a pod whose command names a .wasm file makes an image Wasm" command_names_a_module

absent_module_is_named() {
    pod absent --image e2e/steps:1 --container 'command: [/other.wasm]'
    event absent '/other.wasm' && event absent 'steps.wasm' || return
    remove absent
}
check "a module that the image does not have: the event names those it has" absent_module_is_named

absent_image_is_explained() {
    pod noimage --image e2e/nowhere:1
    event noimage 'e2e/nowhere' && becomes noimage c.state.waiting.reason ImagePullBackOff || return
    remove noimage
}
more "an image that is not there" absent_image_is_explained

# As the edge platform makes it: no annotations, no runtime class.
preheat_job_succeeds() {
    admin apply -f - <<YAML
apiVersion: batch/v1
kind: Job
metadata: {name: preheat}
spec:
  backoffLimit: 1
  activeDeadlineSeconds: 600
  template:
    spec:
      restartPolicy: OnFailure
      containers: [{name: prepull-main, image: "$steps_image", command: ["true"], imagePullPolicy: Always}]
YAML
    admin wait job/preheat --for=condition=Complete --timeout="${patience}s"
}
check "a preheat Job with the command true succeeds" preheat_job_succeeds

# ---- settings of a container

environment_and_directory() {
    admin create configmap settings --from-literal=colour=green --dry-run=client -o yaml | admin apply -f -
    pod environment --image e2e/plain:1 --container 'command: [../steps.wasm], workingDir: /dir, env: [
        {name: COLOUR, valueFrom: {configMapKeyRef: {name: settings, key: colour}}},
        {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: BOTH, value: "$(NAME)/$(COLOUR)"}]' \
        -- env
    ended environment && expect 0 && matches "$out" '^COLOUR=green$' '^BOTH=environment/green$' '^FROM=image$' '^PWD=/dir$'
}
check "variables, and a working directory that a relative command starts from" environment_and_directory

host_files() {
    pod files --spec 'hostname: edge' -- cat /etc/hostname and cat /etc/resolv.conf and cat /etc/hosts
    ended files && expect 0 && matches "$out" '^edge$' '^nameserver 10.96.0.10$' '^search default.svc.cluster.local' 'localhost'
}
check "hostname, hosts and resolv.conf" host_files

read_only_root() {
    pod rootro --container 'securityContext: {readOnlyRootFilesystem: true}' -- write /new text
    pod rootrw -- write /new text and cat /new
    ended rootro && expect 1 && matches "$out" 'Read-only file system' || return
    ended rootrw && expect 0 && is "$out" text
}
check "readOnlyRootFilesystem" read_only_root

security_context_that_a_sandbox_gives_anyway() {
    pod strict --spec 'hostPID: true' --container 'securityContext: {runAsUser: 1000, allowPrivilegeEscalation: false,
        capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}' -- say fine
    ended strict && expect 0 && is "$out" fine
}
more "a security context that asks for less is accepted" security_context_that_a_sandbox_gives_anyway

annotations_of_a_pod() {
    pod seeded --annotations '"sedge.dev/timeout": 3s' -- say begun and spin
    pod greedy --annotations '"sedge.dev/timeout": soon' -- say begun
    ended seeded && expect 124 && is "$out" begun || return
    event greedy 'sedge.dev/timeout' || return
    remove greedy
}
check "sedge.dev/timeout ends a guest; a value that is none is named" annotations_of_a_pod

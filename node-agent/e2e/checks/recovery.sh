# Ends that nobody announced: of the agent, of the kubelet, of the cloud, of the machine.

heading "recovery"

# crowd COUNT: a Deployment of so many pods, all of them running.
crowd() {
    admin apply -f - <<YAML
apiVersion: apps/v1
kind: Deployment
metadata: {name: crowd}
spec:
  replicas: $1
  selector: {matchLabels: {app: crowd}}
  template:
    metadata: {labels: {app: crowd}}
    spec:
      terminationGracePeriodSeconds: 5
      hostNetwork: true
      containers: [{name: crowd, image: $steps_image, args: [say, alive, and, sleep, "360000"]}]
YAML
    admin rollout status deployment/crowd --timeout=300s
}

# The ids of the crowd's containers that run, sorted: of no other pod's, whatever may start or end beside them.
crowd_now() {
    runtime ps --quiet --no-trunc --state running --label io.kubernetes.container.name=crowd | sort
}

crowd_runs() { # COUNT
    local ids
    ids=$(crowd_now) && [ "$(wc -w <<<"$ids")" = "$1" ]
}

# kubelet forgets the sandboxes of deleted pods once a minute.
no_crowd() {
    admin delete deployment crowd --wait=false --ignore-not-found && wait_for 180 no_lines runtime pods --quiet --label app=crowd
}

agent_killed() {
    pod survivor --restart Always -- say alive and sleep 3600
    pod finished -- say done and exit 7
    ended finished && log_has survivor alive || return
    stop sedge KILL
    start_agent || return
    note="the agent answered after $(since sedge) ms"
    becomes survivor c.restartCount 1 && becomes survivor c.state.running '' || return
    wait_for $patience previous_log_is_kept || { admin logs survivor --previous; return 1; }
    is "$(field finished c.restartCount)" 0 && is "$(field finished c.state.terminated.exitCode)" 7 &&
        is "$(admin logs finished)" done || return
    remove survivor finished
}
previous_log_is_kept() {
    [ "$(admin logs survivor --previous)" = alive ]
}
check "the agent killed: pods are restarted and counted, logs kept, what had ended stays so" agent_killed

kubelet_restarted() {
    # Nothing that ends, or starts again, by itself: what runs now is to be all that runs then.
    no_pods || return
    pod steady --restart Always -- say alive and sleep 3600
    pod calm --restart Always -- say alive and sleep 3600
    log_has steady alive && log_has calm alive || return
    local before
    before=$(containers running) && is "$(wc -w <<<"$before")" 2 || return
    stop kubelet
    start_kubelet
    # It has taken over what is there when it does something new.
    pod after -- say done
    ended after && is "$(containers running)" "$before" || return
    is "$(field steady c.restartCount)" 0 && is "$(field calm c.restartCount)" 0 || return
    remove steady calm after
}
check "the kubelet restarted: not one container is" kubelet_restarted

# again COUNT: after everything was killed; the node starts as after a boot, and the time counts from its kubelet.
start_again() {
    start_agent || return
    if [ "$with_yurthub" = yes ]; then
        start_yurthub
        must 60 yurthub curl -fs http://127.0.0.1:10267/v1/healthz || return
    fi
    start_kubelet
    wait_for 300 crowd_runs "$1" || {
        runtime ps --all
        return 1
    }
    note="$1 pods run $(since kubelet) ms after the start of the kubelet, $(since sedge) ms after that of the agent"
}

kill_node() {
    local name
    for name in kubelet yurthub sedge; do stop "$name" KILL; done
}

agent_and_kubelet_killed() {
    crowd 10 || return
    kill_node
    start_again 10 || return
    wait_for $patience same_in_the_cloud || { same_in_the_cloud; return 1; }
    no_crowd
}
# Whether the API server knows the crowd's containers that run, and no others.
same_in_the_cloud() {
    is "$(admin get pods -l app=crowd -o 'jsonpath={range .items[*]}{.status.containerStatuses[0].containerID}{"\n"}{end}' | sed 's,.*//,,' | sort)" \
        "$(crowd_now)"
}
[ "$with_yurthub" = yes ] || check "agent and kubelet killed: all pods run again" agent_and_kubelet_killed

cached() { # COUNT
    [ "$(find "$node/yurthub/cache/kubelet/pods.v1.core/default" -name 'crowd-*' | wc -l)" -ge "$1" ]
}

stop_cloud() {
    local name
    for name in registry scheduler controller-manager apiserver etcd; do stop "$name"; done
}

# lives_without_the_cloud COUNT [reboot]
lives_without_the_cloud() {
    crowd "$1" && wait_for $patience same_in_the_cloud && wait_for $patience cached "$1" || return
    stop_cloud
    kill_node
    if [ "${2:-}" = reboot ]; then
        # Mounts, /run and the boot id are those of a new start of the machine.
        stop node KILL
        rm -rf "${node:?}"/run/* "$node/ready"
        start_node || return
    fi
    start_again "$1"
    local result=$? alone
    alone=$(crowd_now)
    start_cloud || return
    [ "$result" = 0 ] || return
    wait_for $patience same_in_the_cloud || { same_in_the_cloud; return 1; }
    wait_for $patience node_ready && is "$(crowd_now)" "$alone" || return
    no_crowd
}
if [ "$with_yurthub" = yes ]; then
    check "cloud and registry away, everything killed: 10 pods run again, and stay when it returns" lives_without_the_cloud 10
    more "the same for a boot of the machine with an empty /run" lives_without_the_cloud 10 reboot
    [ "$crowd" = 0 ] || check "the same with $crowd pods" lives_without_the_cloud "$crowd"
fi

stale_if_offline() {
    pod fresh --image e2e/steps:latest -- say fresh
    ended fresh && expect 0 || return
    stop registry
    pod refused --image e2e/steps:latest -- say stale
    event refused '(Failed|ErrImagePull).*e2e/steps' || { start_registry; return 1; }
    stop sedge
    stale_if_offline=true write_agent_config
    start_agent || return
    pod stale --image e2e/steps:latest -- say stale
    ended stale
    local result=$?
    start_registry
    stop sedge
    write_agent_config
    start_agent || return
    [ "$result" = 0 ] && is "$out" stale && grep -q 'stale-if-offline).*e2e/steps:latest' "$state/log/sedge.log" || return
    remove fresh refused stale
}
more "a registry out of reach: Always takes the local image only where the policy says so" stale_if_offline

stops_everything_by_crictl() {
    # Only what nobody starts again.
    no_pods || return
    pod stopped -- sleep 3600
    pod ceased -- spin
    becomes stopped .status.phase Running && becomes ceased .status.phase Running || return
    local ids id
    ids=$(containers running) && is "$(wc -w <<<"$ids")" 2 || return
    for id in $ids; do runtime --timeout 10s stop "$id" || return; done
    no_lines containers running && becomes stopped .status.phase Failed && becomes ceased .status.phase Failed || return
    remove stopped ceased
}
more "crictl stops every container within its ten seconds" stops_everything_by_crictl

hostile_guests_leave_others_alone() {
    admin apply -f - <<YAML
apiVersion: v1
kind: Pod
metadata: {name: hostile}
spec:
  restartPolicy: Never
  terminationGracePeriodSeconds: 1
  containers:
  - {name: spins, image: $steps_image, args: [spin], resources: {limits: {cpu: 500m}}}
  - {name: floods, image: $steps_image, args: [lines, "3000000", "100"]}
  - {name: grows, image: $steps_image, args: [grow, "4000"], resources: {limits: {memory: 64Mi}}}
  - {name: recurses, image: $steps_image, args: [recurse]}
  - {name: opens, image: $steps_image, args: [open, and, sleep, "3600"]}
YAML
    becomes hostile '.status.containerStatuses[?(@.name=="recurses")].state.terminated' '' || return
    pod neighbour -- say fine
    ended neighbour && expect 0 && is "$out" fine || return
    becomes hostile '.status.containerStatuses[?(@.name=="recurses")].state.terminated.exitCode' 134 &&
        becomes hostile '.status.containerStatuses[?(@.name=="grows")].state.terminated.exitCode' 137 || return
    admin delete pod hostile --timeout="${patience}s" && process sedge
}
more "guests that spin, flood, grow, recurse and open everything leave others alone" hostile_guests_leave_others_alone

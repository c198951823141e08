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
    admin rollout status deployment/crowd --timeout=180s
}

crowd_runs() { # COUNT
    [ "$(runtime ps --quiet --state running --label io.kubernetes.container.name=crowd | wc -l)" -ge "$1" ]
}

no_crowd() {
    admin delete deployment crowd --wait=false --ignore-not-found && wait_for 60 nobody_left
}

nobody_left() {
    [ -z "$(runtime pods --quiet --label app=crowd)" ]
}

agent_killed() {
    pod survivor --restart Always -- say alive and sleep 3600
    pod finished -- say done and exit 7
    ended finished && log_has survivor alive || return
    stop sedge KILL
    start_agent || return
    note="the agent answered after $(since sedge) ms"
    becomes survivor c.restartCount 1 120 && becomes survivor c.state.running '' || return
    wait_for 20 previous_log_is_kept || { admin logs survivor --previous; return 1; }
    is "$(field finished c.restartCount)" 0 && is "$(field finished c.state.terminated.exitCode)" 7 &&
        is "$(admin logs finished)" done || return
    remove survivor finished
}
previous_log_is_kept() {
    [ "$(admin logs survivor --previous)" = alive ]
}
check "the agent killed: pods are restarted and counted, logs kept, what had ended stays so" agent_killed

kubelet_restarted() {
    pod steady --restart Always -- say alive and sleep 3600
    log_has steady alive || return
    local before
    before=$(containers running)
    stop kubelet
    start_kubelet
    # It has taken over what is there when it does something new.
    pod after -- say done
    ended after 90 && is "$(containers running)" "$before" && is "$(field steady c.restartCount)" 0 || return
    remove steady after
}
check "the kubelet restarted: not one container is" kubelet_restarted

# again COUNT: after everything was killed; the node starts as after a boot, and the time counts from its kubelet.
start_again() {
    start_agent || return
    if [ "$with_yurthub" = yes ]; then
        start_yurthub
        must 30 yurthub curl -fs http://127.0.0.1:10267/v1/healthz || return
    fi
    start_kubelet
    wait_for 90 crowd_runs "$1" || {
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
    wait_for 60 same_in_the_cloud || return
    no_crowd
}
# Whether the API server knows the containers that run, and no others.
same_in_the_cloud() {
    is "$(admin get pods -l app=crowd -o 'jsonpath={range .items[*]}{.status.containerStatuses[0].containerID}{"\n"}{end}' | sed 's,.*//,,' | sort)" \
        "$(runtime ps --quiet --no-trunc --state running --label io.kubernetes.container.name=crowd | sort)"
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
    crowd "$1" && wait_for 60 same_in_the_cloud && wait_for 60 cached "$1" || return
    stop_cloud
    kill_node
    if [ "${2:-}" = reboot ]; then
        # Mounts, /run and the boot id are those of a new start of the machine.
        stop node KILL
        rm -rf "${node:?}"/run/* "$node/ready"
        start_node || return
    fi
    start_again "$1"
    local result=$? running
    running=$(containers running)
    start_cloud || return
    [ "$result" = 0 ] || return
    wait_for 120 same_in_the_cloud || { same_in_the_cloud; return 1; }
    wait_for 60 node_ready && is "$(containers running)" "$running" || return
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
    event refused '(Failed|ErrImagePull).*e2e/steps' 40 || { start_registry; return 1; }
    stop sedge
    stale_if_offline=true write_agent_config
    start_agent || return
    pod stale --image e2e/steps:latest -- say stale
    ended stale 60
    local result=$?
    start_registry
    stop sedge
    write_agent_config
    start_agent || return
    [ "$result" = 0 ] && is "$out" stale && grep -q 'stale' "$state/log/sedge.log" || return
    remove fresh refused stale
}
more "a registry out of reach: Always takes the local image only where the policy says so" stale_if_offline

stops_everything_by_crictl() {
    pod stopped --restart Never -- sleep 3600
    becomes stopped .status.phase Running || return
    containers running | while read -r id; do runtime --timeout 10s stop "$id" || return; done
    is "$(containers running | wc -l)" 0 || becomes stopped .status.phase Failed
    remove stopped
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
    becomes hostile '.status.containerStatuses[?(@.name=="recurses")].state.terminated' '' 90 || return
    pod neighbour -- say fine
    ended neighbour 60 && expect 0 && is "$out" fine || return
    becomes hostile '.status.containerStatuses[?(@.name=="recurses")].state.terminated.exitCode' 134 &&
        becomes hostile '.status.containerStatuses[?(@.name=="grows")].state.terminated.exitCode' 137 90 || return
    admin delete pod hostile --timeout=60s && process sedge
}
more "guests that spin, flood, grow, recurse and open everything leave others alone" hostile_guests_leave_others_alone
